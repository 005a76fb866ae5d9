"""Who a file says was there: the rows of a report of a meeting, one for each person that it shows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.attendances import Connection, Told, days_of, hours_of, meeting_of, merged, spans_of, told_slots
from capcli.domain.meeting_names import shown
from capcli.domain.names import fold
from capcli.domain.plans import Problem
from capcli.domain.presences import begun_slots
from capcli.domain.records import SESSIONS, Registration, Session, Span
from capcli.errors import Refused
from capcli.services.attendance_marks import Says
from capcli.services.attendance_matching import Seen


class Witness(Struct, frozen=True, kw_only=True):
    """Somebody whom a file shows: the first line, who that may be, and what is said slot by slot.

    `given_name` and `family_name` where the file tells them apart; `online`: by a connection.
    `problems` are what is to be said of cells that were not used.
    """

    line: int
    seen: Seen
    says: list[Says]
    given_name: str | None = None
    family_name: str | None = None
    is_host: bool = False
    online: bool = False
    problems: list[Problem] = []


def witnesses(
    session: Session,
    connections: Sequence[Connection],
    registrations: Iterable[Registration],
    *,
    share: float,
    today: dt.date,
) -> list[Witness]:
    """Those whom a report shows, in the order of their first lines; connections of one e-mail or name are together.

    Raises:
        Refused: `attendance_other_day`, `attendance_other_hours`, and as `unclear_slot`.
    """
    told = _told(session, connections, registrations, share, today)
    groups: dict[str, list[Connection]] = {}
    for one in connections:
        groups.setdefault((one.email or "").casefold() or fold(one.name) or one.name, []).append(one)
    return [_witness(group, told) for group in groups.values()]


def _witness(group: Sequence[Connection], told: Sequence[Told]) -> Witness:
    first = group[0]
    spans = merged(span for one in group for span in spans_of(one, told))
    seen = Seen(name=first.name, shown=shown(first.name), email=first.email)
    return Witness(
        line=first.line,
        seen=seen,
        says=[Says(told=one, spans=spans) for one in told],
        given_name=first.given_name,
        family_name=first.family_name,
        is_host=seen.shown.hosting or any(one.host for one in group),
        online=True,
    )


def _told(
    session: Session,
    connections: Sequence[Connection],
    registrations: Iterable[Registration],
    share: float,
    today: dt.date,
) -> list[Told]:
    """The slots of which a report tells, all of them begun."""
    meeting = meeting_of(
        Span(start=one.joined, end=one.left) for one in connections if one.joined is not None and one.left is not None
    )
    if meeting is None:
        return [_only_slot(session, connections, today)]
    held: dict[int, list[Span]] = {}
    for registration in registrations:
        for mark in registration.presence:
            held.setdefault(mark.slot, []).extend(mark.spans)
    told = told_slots(session, meeting, share, held)
    if not told:
        raise _elsewhere(session, meeting)
    begun = begun_slots(session, today)
    if any(one.slot not in begun for one in told):
        raise _refused("presence_early", session, day=session.slots[told[0].slot - 1].date)
    return told


def _only_slot(session: Session, connections: Sequence[Connection], today: dt.date) -> Told:
    """The slot of a report without moments: the only one that has begun; its hours, or as long as anybody was there."""
    begun = begun_slots(session, today)
    if len(begun) != 1:
        raise unclear_slot(session, begun)
    slot = session.slots[begun[0] - 1]
    longest = dt.timedelta(minutes=max((one.minutes or 0 for one in connections), default=0))
    assert slot.date is not None  # it has begun
    noon = dt.datetime.combine(slot.date, dt.time(12), ZoneInfo(session.timezone)).astimezone(dt.UTC)
    return Told(slot=begun[0], hours=hours_of(slot, session.timezone, Span(start=noon, end=noon + longest)))


def _elsewhere(session: Session, meeting: Span) -> Refused:
    """A report of another day, or of other hours of the day."""
    zone = ZoneInfo(session.timezone)
    first, last = meeting.start.astimezone(zone), meeting.end.astimezone(zone)
    days = days_of(session)
    if not {first.date(), last.date()} & set(days):
        return _refused("attendance_other_day", session, day=first.date(), days=days)
    hours = {"start": f"{first:%H:%M}", "end": f"{last:%H:%M}"}
    return _refused("attendance_other_hours", session, day=first.date(), **hours)


def unclear_slot(session: Session, begun: Sequence[int]) -> Refused:
    """Why no slot can be meant where none is named: several have begun, or none has."""
    days = [slot.date for slot in session.slots if slot.date is not None]
    if begun:
        return _refused("attendance_which_slot", session)
    return _refused("presence_early", session, day=min(days)) if days else _refused("presence_undated", session)


def _refused(code: str, session: Session, **values: object) -> Refused:
    return Refused(code, session=SESSIONS.ref(session.id), title=session.title, **values)
