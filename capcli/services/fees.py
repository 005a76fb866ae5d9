"""Payments for taking part in a session, and refunds of them."""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.fees import paid_cents, with_fee
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Fee, Person, Registration, Session
from capcli.domain.registrations import called
from capcli.domain.rosters import Roster
from capcli.errors import NotFound, Usage
from capcli.services.references import known
from capcli.store.protocol import Transaction


class Paid(Struct, frozen=True, kw_only=True):
    """A payment or a refund, with the registration it was kept on, as it is now."""

    session: Session
    person: Person
    registration: Registration
    fee: Fee


def pay(tx: Transaction, session: int, person: int, fee: Fee, *, today: dt.date) -> Paid:
    """Keep what was received for a person's registration, or given back with cents below 0.

    It goes to the live registration, else to the last one that ended; a refund
    to one for which something was received.

    Raises:
        NotFound: `no_such_ref`; `not_registered`.
        Usage: `fee_later`, the day is still to come; as `with_fee`.
        Refused: as `with_fee`.
    """
    if fee.on > today:
        raise Usage("fee_later", day=fee.on, today=today)
    tx.hold(SESSIONS, session)
    target, payer = known(tx, SESSIONS, session), known(tx, PEOPLE, person)
    roster = Roster(tx.find(REGISTRATIONS, "session", session))
    registration = _meant(target, payer, roster, refund=fee.cents < 0)
    fees = with_fee(registration, fee, REGISTRATIONS.ref(registration.id))
    kept = tx.put(REGISTRATIONS, replace(registration, fees=fees))
    return Paid(session=target, person=payer, registration=kept, fee=fee)


def _meant(session: Session, person: Person, roster: Roster, *, refund: bool) -> Registration:
    live, newest_first = roster.live_of(person.id), list(reversed(roster.of_person(person.id)))
    if not newest_first:
        raise NotFound("not_registered", **called(session, person))
    ranked = [live, *newest_first] if live else newest_first
    return next((one for one in ranked if refund and paid_cents(one) > 0), ranked[0])
