"""The day's board: the sessions to come, and what in them asks for somebody's attention."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from capcli.domain.records import Session
from capcli.domain.sessions import closing_day, first_day, in_order
from capcli.domain.views import Counts
from capcli.services.session_views import counts_of, listed_sessions
from capcli.store.protocol import Reader

SHOWN = 8
CLOSING_SOON = dt.timedelta(days=3)
MINIMUM_MATTERS = dt.timedelta(days=14)

Kind = Literal["free", "waiting", "pending", "closing", "minimum", "undated"]


class Coming(Struct, frozen=True):
    """A session to come, with its registrations counted."""

    session: Session
    counts: Counts


class Matter(Struct, frozen=True, kw_only=True):
    """Something to look after in a session; `count` people, `free` places or the `day` it is about."""

    kind: Kind
    session: Session
    count: int = 0
    free: int = 0
    day: dt.date | None = None


class Board(Struct, frozen=True):
    """The next sessions, how many come after them, and what matters in any of them, the nearest first."""

    next: list[Coming]
    more: int
    matters: list[Matter]


def board(read: Reader, today: dt.date) -> Board:
    """The board of the day `today`; cancelled sessions are not on it."""
    sessions = [s for s in listed_sessions(read, today, past=False) if not s.cancelled]
    counts = counts_of(read, [session.id for session in sessions])
    coming = [Coming(session, counts[session.id]) for session in sorted(sessions, key=in_order)]
    matters = [matter for one in coming for matter in _matters(one.session, one.counts, today)]
    return Board(coming[:SHOWN], len(coming[SHOWN:]), matters)


def _matters(session: Session, counts: Counts, today: dt.date) -> Iterator[Matter]:
    first, closing = first_day(session), closing_day(session)
    if first is None or closing is None:
        yield Matter(kind="undated", session=session)
        return
    free = None if session.capacity is None else max(0, session.capacity - counts.held)
    if counts.waiting:
        kind: Kind = "waiting" if free == 0 else "free"
        yield Matter(kind=kind, session=session, count=counts.waiting, free=free or 0)
    if counts.pending:
        yield Matter(kind="pending", session=session, count=counts.pending)
    if today <= closing <= today + CLOSING_SOON and free != 0:
        yield Matter(kind="closing", session=session, day=closing)
    if session.minimum and counts.held < session.minimum and today <= first <= today + MINIMUM_MATTERS:
        yield Matter(kind="minimum", session=session, count=counts.held, day=first)
