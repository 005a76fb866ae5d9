"""Sessions that take place at the same time, for somebody who would be in both."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.records import Session, Slot

MIDNIGHT = dt.time()
DAY = dt.timedelta(days=1)


class Overlap(Struct, frozen=True):
    """A slot of one session and a slot of another that have a moment in common."""

    one: Slot
    other: Slot


def overlap(one: Session, other: Session, *, mine: Sequence[int] = (), theirs: Sequence[int] = ()) -> Overlap | None:
    """The first two slots of the sessions that overlap; None when somebody can come to both.

    `mine` and `theirs` are the numbers of the slots taken, from 1, none for
    all. Hours are those of each session's time zone; an end is not included,
    so that one may begin when the other ends. A slot without hours takes its
    whole day; of one without an end only the start is known to be taken.
    A cancelled session takes no time.
    """
    if one.cancelled or other.cancelled:
        return None
    taken = [(slot, list(taken_by(slot, other.timezone))) for slot in _of(other, theirs)]
    for slot in _of(one, mine):
        spans = list(taken_by(slot, one.timezone))
        for against, busy in taken:
            if any(_meet(span, held) for span in spans for held in busy):
                return Overlap(slot, against)
    return None


def _of(session: Session, numbers: Sequence[int]) -> list[Slot]:
    return [slot for number, slot in enumerate(session.slots, start=1) if not numbers or number in numbers]


def taken_by(slot: Slot, timezone: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The UTC instants that a slot takes: its hours each day of several, or all night where it ends the next day."""
    if slot.date is None:
        return
    zone, last = ZoneInfo(timezone), slot.end_date or slot.date
    if slot.start is None and slot.end is None:
        yield _utc(slot.date, MIDNIGHT, zone), _utc(last + DAY, MIDNIGHT, zone)
        return
    start = dt.time.fromisoformat(slot.start or slot.end or "")
    end = dt.time.fromisoformat(slot.end or slot.start or "")
    if end < start or (end == start and slot.start and slot.end):
        yield _utc(slot.date, start, zone), _utc(max(last, slot.date + DAY), end, zone)
        return
    for step in range((last - slot.date).days + 1):
        day = slot.date + step * DAY
        yield _utc(day, start, zone), _utc(day, end, zone)


def _utc(day: dt.date, hour: dt.time, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, hour, zone).astimezone(dt.UTC)


def _meet(one: tuple[dt.datetime, dt.datetime], other: tuple[dt.datetime, dt.datetime]) -> bool:
    if one[0] == other[0]:
        return True
    return one[0] < other[1] and other[0] < one[1]
