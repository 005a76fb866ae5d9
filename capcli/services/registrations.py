"""Registrations: made, ended, listed."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.names import full_name
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.registrations import moved
from capcli.domain.rosters import Roster
from capcli.errors import NotFound, Refused
from capcli.services.attendees import attendees
from capcli.services.promotions import fill
from capcli.services.references import known
from capcli.services.registering import Made, Registered, Terms, register, register_new
from capcli.store.protocol import Transaction

__all__ = [
    "Made",
    "Registered",
    "Terms",
    "Unregistered",
    "attendees",
    "register",
    "register_new",
    "unregister",
]


class Unregistered(Struct, frozen=True, kw_only=True):
    """The registrations that ended, with all those of the session afterwards (`roster`), and who moved up."""

    session: Session
    ended: list[Made]
    roster: Roster
    effects: list[Effect] = []


def unregister(
    tx: Transaction,
    session: int,
    people: Iterable[int],
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    reason: str | None = None,
) -> Unregistered:
    """End the live registrations of `people` in a session, all of them or none; freed places go to those who wait.

    Raises:
        NotFound: `no_such_ref`; `not_registered`, they never were.
        Refused: `not_registered_now`, the registration has ended already.
    """
    tx.hold(SESSIONS, session)
    target = known(tx, SESSIONS, session)
    roster = Roster(tx.find(REGISTRATIONS, "session", session))
    before = roster.queue()
    ended = []
    for number in dict.fromkeys(people):
        person = known(tx, PEOPLE, number)
        registration = moved(_live_one(target, person, roster), "cancelled", at=now, by=by, reason=reason)
        ended.append(Made(registration=tx.put(REGISTRATIONS, registration), person=person))
        roster.keep(ended[-1].registration)
    effects = fill(tx, target, before, roster, today=today, now=now, by=by)
    return Unregistered(session=target, ended=ended, roster=roster, effects=effects)


def _live_one(session: Session, person: Person, roster: Roster) -> Registration:
    registration = roster.live_of(person.id)
    if registration is not None:
        return registration
    known = {
        "name": full_name(person.given_name, person.family_name),
        "person": PEOPLE.ref(person.id),
        "session": SESSIONS.ref(session.id),
        "title": session.title,
    }
    ended = roster.of_person(person.id)
    if not ended:
        raise NotFound("not_registered", **known)
    raise Refused("not_registered_now", **known, registration=REGISTRATIONS.ref(ended[-1].id))
