"""What people owe for taking part, by what dues say of them on the session's day."""

from collections.abc import Sequence

from msgspec.structs import replace

from capcli.domain.prices import asks, depends_on_dues, price_for
from capcli.domain.records import Registration, Session
from capcli.domain.sessions import first_day
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader


def priced(read: Reader, session: Session, registrations: Sequence[Registration]) -> list[Registration]:
    """The registrations with their prices; one for which something was paid keeps the price it was paid at."""
    if not asks(session.price) and all(one.price_cents is None for one in registrations):
        return list(registrations)
    day = first_day(session)
    people = [one.person for one in registrations if not one.fees]
    standings = standings_of(read, people, day) if day and people and depends_on_dues(session.price) else {}
    members = {number for number, one in standings.items() if one.up_to_date}
    return [
        one if one.fees else replace(one, price_cents=price_for(session.price, member=one.person in members))
        for one in registrations
    ]
