"""Deadlines that have passed: planned, then let lapse after a yes. Nothing else ever lapses anything (rule 6)."""

import datetime as dt
from typing import NoReturn

from msgspec import Struct

from capcli.domain.deadlines import lapsing
from capcli.domain.effects import Effect
from capcli.domain.records import REGISTRATIONS, SESSIONS, Registration, Session
from capcli.domain.registrations import moved
from capcli.domain.rosters import Roster
from capcli.services.promotions import fill
from capcli.store.protocol import Reader, Transaction


class Swept(Struct, frozen=True, kw_only=True):
    """What a sweep does in one session: who lapses, as they were before, and who moves up then."""

    session: int
    lapsed: list[Registration]
    effects: list[Effect] = []


class Withdrawn(Exception):  # noqa: N818 # no error: the way out of a change
    """Leaves a change so that nothing is kept, and carries what was worked out in it."""

    def __init__(self, swept: list[Swept]) -> None:
        super().__init__()
        self.swept = swept


def due(read: Reader, *, today: dt.date, now: dt.datetime) -> list[tuple[Session, list[Registration]]]:
    """The registrations whose deadline has passed, by session, in sessions that are still to come."""
    kept: dict[int, list[Registration]] = {}
    for registration in read.find_any(REGISTRATIONS, "state", ["pending", "offered"]):
        if registration.held_until is not None:
            kept.setdefault(registration.session, []).append(registration)
    found = []
    for number in sorted(kept):
        session = read.get(SESSIONS, number)
        over = lapsing(session, kept[number], today=today, now=now) if session is not None else []
        if session is not None and over:
            found.append((session, over))
    return found


def sweep(tx: Transaction, *, today: dt.date, now: dt.datetime, by: str) -> list[Swept]:
    """Cancel what lapses, then give or offer the places to those who wait."""
    for session, _over in due(tx, today=today, now=now):
        tx.hold(SESSIONS, session.id)
    return [_swept(tx, session, over, today=today, now=now, by=by) for session, over in due(tx, today=today, now=now)]


def rehearse(tx: Transaction, *, today: dt.date, now: dt.datetime, by: str) -> NoReturn:
    """Work out what a sweep does by doing it, and take it back.

    Raises:
        Withdrawn: always.
    """
    raise Withdrawn(sweep(tx, today=today, now=now, by=by))


def apply(tx: Transaction, shown: list[Swept], *, today: dt.date, now: dt.datetime, by: str) -> list[Swept]:
    """Do what was shown.

    Raises:
        Withdrawn: it would do something else by now.
    """
    swept = sweep(tx, today=today, now=now, by=by)
    if swept != shown:
        raise Withdrawn(swept)
    return swept


def _swept(
    tx: Transaction, session: Session, over: list[Registration], *, today: dt.date, now: dt.datetime, by: str
) -> Swept:
    roster = Roster(tx.find(REGISTRATIONS, "session", session.id))
    before = roster.queue()
    for registration in over:
        roster.keep(tx.put(REGISTRATIONS, moved(registration, "cancelled", at=now, by=by, cause="lapsed")))
    effects = fill(tx, session, before, roster, today=today, now=now, by=by)
    return Swept(session=session.id, lapsed=over, effects=effects)
