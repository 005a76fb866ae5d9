"""Who was there: the connections that a meeting's report tells, and the minutes that they make of a slot."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.clashes import taken_by
from capcli.domain.records import PresenceState, Session, Slot, Span

_APART = dt.timedelta(seconds=1)


class Connection(Struct, frozen=True, kw_only=True):
    """One line of a report: `name` as the meeting showed it, from one UTC instant to another.

    Reports without the day or the hour of leaving give `minutes` only; then both
    instants are None. `minutes` beside them: somebody was away in between.
    `given_name` and `family_name` where the report tells them apart. `host`
    marks who ran the meeting.
    """

    line: int
    name: str
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    joined: dt.datetime | None = None
    left: dt.datetime | None = None
    minutes: int | None = None
    host: bool = False


class Told(Struct, frozen=True, kw_only=True):
    """A slot of which a report tells: its number, and the UTC instants that count as its hours."""

    slot: int
    hours: list[Span]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return sum((span.end - span.start).total_seconds() for span in self.hours)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order and apart: what overlaps, or touches, is one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if kept and span.start <= kept[-1].end + _APART:
            kept[-1] = Span(start=kept[-1].start, end=max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def within(spans: Iterable[Span], hours: Sequence[Span]) -> list[Span]:
    """What of the spans is within the hours."""
    cut = (Span(start=max(span.start, hour.start), end=min(span.end, hour.end)) for span in spans for hour in hours)
    return merged(span for span in cut if span.start < span.end)


def seconds_of(spans: Iterable[Span]) -> float:
    """How long spans that are apart last together."""
    return sum((span.end - span.start).total_seconds() for span in spans)


def minutes_of(spans: Iterable[Span], hours: Sequence[Span]) -> int:
    """The whole minutes of the hours that the spans cover, the nearest number."""
    return int(seconds_of(within(spans, hours)) / 60 + 0.5)


def hours_of(slot: Slot, timezone: str, meeting: Span | None) -> list[Span]:
    """The UTC instants that a slot lasts; what it does not state is as the meeting was held on its days.

    A change of clocks makes a night longer or shorter. None without a day.
    """
    if slot.date is None:
        return []
    if slot.start and slot.end:
        return [Span(start=start, end=end) for start, end in taken_by(slot, timezone)]
    if meeting is None:
        return []
    zone, last = ZoneInfo(timezone), slot.end_date or slot.date
    first = _utc(slot.date, slot.start, zone)
    end = _utc(last, slot.end, zone) if slot.end else _utc(last + dt.timedelta(days=1), None, zone)
    return within([meeting], [Span(start=first, end=end)]) if first < end else []


def days_of(session: Session) -> list[dt.date]:
    """The days on which the session takes place, its slots' first and last ones and those between."""
    days: set[dt.date] = set()
    for slot in session.slots:
        if slot.date is not None:
            count = ((slot.end_date or slot.date) - slot.date).days + 1
            days |= {slot.date + dt.timedelta(days=step) for step in range(count)}
    return sorted(days)


def day_meant(session: Session, today: dt.date) -> dt.date | None:
    """The day that a report without one is of: the last on which the session took place, else its first."""
    days = days_of(session)
    return max((day for day in days if day <= today), default=days[0] if days else None)


def meeting_of(spans: Iterable[Span]) -> Span | None:
    """From the first moment to the last; None without any."""
    known = list(spans)
    if not known:
        return None
    return Span(start=min(span.start for span in known), end=max(span.end for span in known))


def told_slots(
    session: Session, meeting: Span, share: float, held: Mapping[int, Sequence[Span]] | None = None
) -> list[Told]:
    """The slots of which a meeting tells: those of which it covers the share that counts, else those that it touches.

    A meeting that is left open a little into the next slot tells nothing of
    that one. `held` are connections known before, by slot: where hours are not
    stated, they were held then too.
    """
    known = held or {}
    slots = [
        Told(slot=n, hours=hours_of(slot, session.timezone, meeting_of([meeting, *known.get(n, ())])))
        for n, slot in enumerate(session.slots, 1)
    ]
    touched = [told for told in slots if within([meeting], told.hours)]
    enough = [told for told in touched if seconds_of(within([meeting], told.hours)) >= share * told.seconds]
    return enough or touched


def spans_of(connection: Connection, slots: Sequence[Told]) -> list[Span]:
    """The spans of a connection; of one that says fewer minutes than lie between its moments, as many within the slots.

    One without moments counts from the start of the first slot.
    """
    joined, left, minutes = connection.joined, connection.left, connection.minutes
    if joined is not None and left is not None and minutes is None:
        return [Span(start=joined, end=left)] if joined < left else []
    if minutes is None:
        return []
    lasted = dt.timedelta(minutes=minutes)
    if joined is None or left is None:
        starts = [told.hours[0].start for told in slots if told.hours]
        return [Span(start=starts[0], end=starts[0] + lasted)] if starts and minutes else []
    inside = within([Span(start=joined, end=left)], [hour for told in slots for hour in told.hours])
    whole = dt.timedelta(seconds=seconds_of(inside))
    if whole <= lasted:
        return inside or [Span(start=joined, end=joined + lasted)]
    return [Span(start=span.start, end=span.start + _part(span, lasted / whole)) for span in inside]


def _part(span: Span, share: float) -> dt.timedelta:
    """So large a share of a span, in whole seconds."""
    return dt.timedelta(seconds=round((span.end - span.start).total_seconds() * share))


def state_of(spans: Iterable[Span], told: Told, share: float) -> PresenceState:
    """Present from so large a share of the slot; of a slot without a length, from any moment."""
    seconds = seconds_of(within(spans, told.hours))
    return "present" if seconds > 0 and seconds >= share * told.seconds else "absent"


def _utc(day: dt.date, hour: str | None, zone: ZoneInfo) -> dt.datetime:
    clock = dt.time.fromisoformat(hour) if hour else dt.time()
    return dt.datetime.combine(day, clock, zone).astimezone(dt.UTC)
