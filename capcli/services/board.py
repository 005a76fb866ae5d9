"""The day's board: the sessions to come, and what in them asks for somebody's attention."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from capcli.domain.allotting import to_promote
from capcli.domain.deadlines import has_passed
from capcli.domain.records import (
    HELD,
    REGISTRATIONS,
    Presence,
    Record,
    Session,
    State,
    Table,
    Told,
    WaitsFor,
)
from capcli.domain.rosters import Roster
from capcli.domain.sessions import closing_day, first_day, in_order
from capcli.domain.situations import news, speaking
from capcli.domain.views import Counts
from capcli.domain.waitlist_stops import stops_at
from capcli.services import purging
from capcli.services.policies import places_policy, sensitive_days
from capcli.services.session_views import RECENT, is_upcoming, listed_sessions
from capcli.store.protocol import Reader

SHOWN = 8
CLOSING_SOON = dt.timedelta(days=3)
MINIMUM_MATTERS = dt.timedelta(days=14)
NOTICED = dt.timedelta(days=60)
"""How long the board says that answers are due to be deleted: a sweep deletes older ones all the same."""
TELLINGS = 3
"""Sessions with somebody to tell that have a line each; more of them share one."""
UNRECORDED = 3
"""Sessions over, and their attendance not recorded, that have a line each."""

Kind = Literal[
    "free",
    "stopped",
    "unfit",
    "waiting",
    "pending",
    "approval",
    "offers",
    "tell",
    "closing",
    "minimum",
    "undated",
    "attendance",
]


class _Turn(Struct, frozen=True):
    cause: str | None = None
    reason: str | None = None


class _Seen(Record, frozen=True, kw_only=True):
    """What the board needs of a registration: the rest of each document stays undecoded."""

    session: int
    person: int
    state: State
    waits_for: WaitsFor | None = None
    held_until: dt.datetime | None = None
    slots: list[int] = field(default_factory=list)
    presence: list[Presence] = field(default_factory=list)
    told: Told | None = None
    history: list[_Turn] = field(default_factory=list)


class _Marked(Record, frozen=True, kw_only=True):
    """What attendance needs of a registration."""

    session: int
    state: State
    slots: list[int] = field(default_factory=list)
    presence: list[Presence] = field(default_factory=list)


_SEEN = Table(REGISTRATIONS.name, REGISTRATIONS.letter, _Seen)
_MARKED = Table(REGISTRATIONS.name, REGISTRATIONS.letter, _Marked)


class Coming(Struct, frozen=True):
    """A session to come, with its registrations counted."""

    session: Session
    counts: Counts


class Matter(Struct, frozen=True, kw_only=True):
    """Something to look after in a session; `count` people, `free` places or the `day` it is about.

    `slots` are the numbers of those of whose attendance nothing is recorded,
    none where nothing is of the whole session.
    """

    kind: Kind
    session: Session
    count: int = 0
    free: int = 0
    day: dt.date | None = None
    slots: list[int] = []


class Board(Struct, frozen=True, kw_only=True):
    """The next sessions, how many come after them, and what matters in any of them, the nearest first.

    `passed` counts the deadlines that have passed. `tell` is how many people
    are to be told in how many sessions, where these are too many for a line
    each; (0, 0) where they have one. `answers` counts the sessions whose
    sensitive answers have been kept long enough.
    """

    next: list[Coming]
    more: int
    matters: list[Matter]
    passed: int = 0
    tell: tuple[int, int] = (0, 0)
    answers: int = 0
    unrecorded: int = 0


def board(read: Reader, today: dt.date, now: dt.datetime) -> Board:
    """The board of the day `today`; of a cancelled session, only whom to tell is on it."""
    lately = listed_sessions(read, today - dt.timedelta(days=sensitive_days(read)) - NOTICED, past=False)
    sessions = sorted((one for one in lately if is_upcoming(one, today)), key=in_order)
    over = [one for one in lately if not is_upcoming(one, today)]
    ended = [one.id for one in over]
    seen: dict[int, list[_Seen]] = {session.id: [] for session in sessions}
    for registration in read.find_any(_SEEN, "session", seen) if seen else ():
        seen[registration.session].append(registration)
    coming = [Coming(one, _counts(seen[one.id])) for one in sessions if not one.cancelled]
    told = {session.id: _to_tell(session, seen[session.id]) for session in sessions}
    several = sum(map(bool, told.values())) > TELLINGS
    stop, matters = places_policy(read).stops, list[Matter]()
    for session in sessions:
        if not session.cancelled:
            matters += _matters(read, session, seen[session.id], today, stops_at(session, stop), now)
        if told[session.id] and not several:
            matters.append(Matter(kind="tell", session=session, count=len(told[session.id])))
    unrecorded = _unrecorded(read, over, today)
    matters += unrecorded[:UNRECORDED]
    everybody = {person for people in told.values() for person in people}
    return Board(
        next=coming[:SHOWN],
        more=len(coming[SHOWN:]),
        matters=matters,
        passed=sum(has_passed(one, now) for each in coming for one in seen[each.session.id]),  # type: ignore[arg-type] # has what it asks
        tell=(len(everybody), sum(map(bool, told.values()))) if several else (0, 0),
        answers=len(purging.due(read, today=today, sessions=ended)) if ended else 0,
        unrecorded=len(unrecorded[UNRECORDED:]),
    )


def _counts(seen: Sequence[_Seen]) -> Counts:
    tally: Counter[str] = Counter(one.state for one in seen)
    return Counts(**tally)


def _to_tell(session: Session, seen: Sequence[_Seen]) -> set[int]:
    """The people to tell; offers that nobody was told have a line of their own."""
    return {one.person for one in speaking(seen) if not _is_untold_offer(session, one) and news(one, session)}


def _is_untold_offer(session: Session, one: _Seen) -> bool:
    return one.state == "offered" and one.held_until is None and not session.cancelled


def _matters(
    read: Reader, session: Session, seen: Sequence[_Seen], today: dt.date, stop: dt.datetime | None, now: dt.datetime
) -> Iterator[Matter]:
    first, closing, counts = first_day(session), closing_day(session), _counts(seen)
    if first is None or closing is None:
        yield Matter(kind="undated", session=session)
        return
    free = None if session.capacity is None else max(0, session.capacity - counts.held)
    if counts.waiting:
        yield _queue(read, session, counts.waiting, free, stopped=stop is not None and stop <= now)
    looked_at = sum(one.state == "pending" and one.waits_for == "approval" for one in seen)
    if looked_at:
        yield Matter(kind="approval", session=session, count=looked_at)
    if counts.pending > looked_at:
        yield Matter(kind="pending", session=session, count=counts.pending - looked_at)
    untold = sum(_is_untold_offer(session, one) for one in seen)
    if untold:
        yield Matter(kind="offers", session=session, count=untold)
    if today <= closing <= today + CLOSING_SOON and free != 0:
        yield Matter(kind="closing", session=session, day=closing)
    soon = today <= first and closing <= today + MINIMUM_MATTERS
    if session.minimum and counts.held < session.minimum and soon:
        yield Matter(kind="minimum", session=session, count=counts.held, day=first)


def _unrecorded(read: Reader, over: Sequence[Session], today: dt.date) -> list[Matter]:
    """The sessions that ended lately of whose slots nobody is marked, the newest first.

    None at a desk where nobody was marked in any session that is over: there nobody records attendance.
    """
    lately = [one for one in over if is_upcoming(one, today - RECENT)]
    seen = _marked(read, lately)
    held = [one for one in lately if not one.cancelled and one.registration_required is not False]
    blank = [one for session in held if (one := _blank(session, seen[session.id])) is not None]
    earlier = [one for one in over if one.id not in seen]
    if not blank or not (_is_any_marked(seen) or _is_any_marked(_marked(read, earlier))):
        return []
    return sorted(blank, key=lambda matter: in_order(matter.session), reverse=True)


def _marked(read: Reader, sessions: Sequence[Session]) -> dict[int, list[_Marked]]:
    seen: dict[int, list[_Marked]] = {session.id: [] for session in sessions}
    for one in read.find_any(_MARKED, "session", seen) if seen else ():
        seen[one.session].append(one)
    return seen


def _is_any_marked(seen: Mapping[int, Sequence[_Marked]]) -> bool:
    return any(one.presence for ones in seen.values() for one in ones)


def _blank(session: Session, seen: Sequence[_Marked]) -> Matter | None:
    """A session with slots that somebody was to come to and nobody is marked at."""
    held = [one for one in seen if one.state in HELD]
    marked = {mark.slot for one in seen for mark in one.presence}
    numbers = [number for number in range(1, len(session.slots) + 1) if number not in marked]
    blank = [number for number in numbers if any(not one.slots or number in one.slots for one in held)]
    if not blank:
        return None
    return Matter(kind="attendance", session=session, count=len(held), slots=blank if marked else [])


def _queue(read: Reader, session: Session, waiting: int, free: int | None, *, stopped: bool) -> Matter:
    """That people wait: with nothing free, with nothing free that they can take, or although a place would do."""
    if free == 0:
        return Matter(kind="waiting", session=session, count=waiting)
    served = to_promote(session, Roster(read.find(REGISTRATIONS, "session", session.id)))
    if not served:
        return Matter(kind="unfit", session=session, count=waiting, free=free or 0)
    if stopped:
        return Matter(kind="stopped", session=session, count=len(served), free=free or 0)
    return Matter(kind="free", session=session, count=waiting, free=free or 0)
