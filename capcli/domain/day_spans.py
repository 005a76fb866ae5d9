"""The slots of a session day by day: the minutes that each of them takes of a day, and what the programme adds."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from capcli.domain.dates import LAST_NIGHT_HOUR
from capcli.domain.records import Hour, Session, Slot, Step
from capcli.domain.sessions import is_night

MIDNIGHT = 24 * 60


class Span(Struct, frozen=True, kw_only=True):
    """Minutes of a day, the last not included, above 1440 past midnight.

    `opens` and `closes` are whether the session states the start and the end;
    what it does not state is as early or as late as it may be.
    """

    start: int
    end: int
    opens: bool = True
    closes: bool = True

    @property
    def length(self) -> int:
        """Minutes."""
        return self.end - self.start


def minutes(hour: Hour) -> int:
    """The minute of the day."""
    return int(hour[:2]) * 60 + int(hour[3:])


def days_of(slot: Slot, programme: Callable[[dt.date], Sequence[Step]]) -> Iterator[tuple[dt.date, Span]]:
    """The days of a slot, each with what it takes of it; none for a slot without a day.

    Hours of several days come back each day. An end before the start is in the
    night, or on the last of days that people stay through.
    """
    days = calendar_days(slot)
    if slot.start and slot.end and _ends_in_night(slot):
        yield days[0], Span(start=minutes(slot.start), end=MIDNIGHT + minutes(slot.end))
    elif len(days) > 1 and slot.start and slot.end and slot.end <= slot.start:
        yield days[0], Span(start=minutes(slot.start), end=MIDNIGHT, closes=False)
        yield from ((day, Span(start=0, end=MIDNIGHT, opens=False, closes=False)) for day in days[1:-1])
        if slot.end != "00:00":
            yield days[-1], Span(start=0, end=minutes(slot.end), opens=False)
    else:
        yield from ((day, _span(slot.start, slot.end, programme(day))) for day in days)


def _span(start: Hour | None, end: Hour | None, programme: Sequence[Step]) -> Span:
    """The minutes of a day; an hour that is not stated is that of the programme, if it has one."""
    if start and end and end > start:
        return Span(start=minutes(start), end=minutes(end))
    times = [minutes(step.time) for step in programme if step.time]
    if start:
        last = max(minutes(start), *times) if times else minutes(start)
        return Span(start=minutes(start), end=last + 1, closes=False)
    if end:
        first = min(minutes(end) - 1, *times) if times else minutes(end) - 1
        return Span(start=max(0, first), end=max(1, minutes(end)), opens=False)
    return Span(start=0, end=MIDNIGHT, opens=False, closes=False)


def calendar_days(slot: Slot) -> list[dt.date]:
    """The days that a slot is counted on; a night is that of its first."""
    if slot.date is None:
        return []
    last = slot.date if _ends_in_night(slot) else slot.end_date or slot.date
    return [slot.date + dt.timedelta(days=count) for count in range((last - slot.date).days + 1)]


def _ends_in_night(slot: Slot) -> bool:
    return is_night(slot) and (slot.end or "") <= LAST_NIGHT_HOUR


def programme_of(session: Session) -> Callable[[dt.date], Sequence[Step]]:
    """The programme of each day: its hours begin again with a day, when it tells as many days as there are."""
    runs: list[list[Step]] = [[]]
    latest = ""
    for step in session.programme:
        if step.time and step.time < latest:
            runs.append([])
        latest = step.time or latest
        runs[-1].append(step)
    days = sorted({day for slot in session.slots for day in calendar_days(slot)})
    if len(runs) != len(days):
        return lambda _day: session.programme
    return dict(zip(days, runs, strict=True)).__getitem__
