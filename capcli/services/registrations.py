"""Registrations: made, ended, listed."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.records import Session
from capcli.domain.registrations import moved
from capcli.domain.rosters import Roster
from capcli.services.attendees import attendees
from capcli.services.cases import Case
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
    case = Case(tx, session, today=today, now=now, by=by, reason=reason)
    made = []
    for person in case.people(people):
        ended = moved(case.live_one(person), "cancelled", at=now, by=by, reason=case.reason)
        made.append((person, case.keep(ended)))
    done = case.settled(made)
    return Unregistered(session=done.session, ended=done.made, roster=done.roster, effects=done.effects)
