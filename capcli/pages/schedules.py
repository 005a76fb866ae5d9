"""The slots of a session from the days and hours of its page, and the other days that a page names."""

import datetime as dt
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.calendar_words import WEEKDAYS
from capcli.domain.dates import LAST_NIGHT_HOUR
from capcli.domain.records import Slot
from capcli.pages.calendars import Calendar
from capcli.pages.clock import NOT_THE_SESSION, Hours, hours_at
from capcli.pages.days import DayGroup, Span, day_group_at
from capcli.pages.roles import Role, clause_start, role_of
from capcli.pages.tokens import Gap, Passage

SHORTEST_ALONE = 45
"""Minutes; "9h à 9h30" on its own is the first line of a programme, not the day."""
MOST_SLOTS = 400


class Dated(Struct, frozen=True, kw_only=True):
    """Days as they stand on the page; `line` is the index of their line, `role` None when no word gives one."""

    group: DayGroup
    role: Role | None
    line: int


class Timed(Struct, frozen=True, kw_only=True):
    """Hours as they stand on the page."""

    hours: Hours
    line: int


class Times(Struct):
    """The days and hours of a page, in the order in which they are read."""

    days: list[Dated]
    hours: list[Timed]


def times_in(passage: Passage, topic: Callable[[int], str], *, practical: Callable[[int], bool]) -> Times:
    """Every day and hour of the page; `topic` and `practical` tell of a line by its index."""
    times = Times([], [])
    at, previous_end = 0, 0
    while at < len(passage) and len(times.days) < MOST_SLOTS:
        if passage.gap(at) is Gap.BLOCK:
            previous_end = at
        group = None if passage.taken[at] else day_group_at(passage, at)
        if group is None or not passage.is_free(group.start, group.end):
            at += 1
            continue
        line = passage.tokens[at].line
        role = role_of(passage, group, previous_end, practical=practical(line), topic=topic(line))
        if (
            role is None
            and previous_end > passage.block_start(at)
            and _only_joins(passage, previous_end, at)
            and times.days
        ):
            role = times.days[-1].role
        times.days.append(Dated(group=group, role=role, line=line))
        passage.take(group.start, group.end, "day")
        at = previous_end = group.end
    _read_hours(passage, times)
    return times


def _only_joins(passage: Passage, start: int, end: int) -> bool:
    joins = {",", "et", "puis", "&", "and", "le", "les", "du", "/", "ou", "ainsi", "que", "des", "au", "enfin"}
    return end - start < 5 and all(passage.low(at) in joins for at in range(start, end))


def _read_hours(passage: Passage, times: Times) -> None:
    at = 0
    while at < len(passage) and len(times.hours) < MOST_SLOTS:
        after_day = at > 0 and passage.taken[_last_told(passage, at)] == "day"
        hours = None if passage.taken[at] else hours_at(passage, at, after_day=after_day)
        if hours is None or not passage.is_free(hours.start, hours.end):
            at += 1
            continue
        beside = _beside_the_session(passage, hours)
        passage.take(hours.start, hours.end, "aside" if beside else "hour")
        if not beside and not _is_rough(passage, hours):
            times.hours.append(Timed(hours=hours, line=passage.tokens[at].line))
        at = hours.end


def _last_told(passage: Passage, at: int) -> int:
    """The token before, over the signs that may stand between a day and its hour."""
    back = at - 1
    while (
        back > 0
        and at - back < 4
        and passage.low(back) in (",", "-", "(", ":", "/", "|", "a", "et", "puis")
        and not passage.taken[back]
    ):
        back -= 1
    return back if passage.gap(at) < Gap.BLOCK else at


def _beside_the_session(passage: Passage, hours: Hours) -> bool:
    """Whether the hours are those of the welcome, the lunch, the office."""
    begin = clause_start(passage, hours.start, max(hours.start - 6, 0))
    before: list[str] = []
    for at in range(hours.start - 1, begin - 1, -1):
        if passage.taken[at] in ("hour", "day") or passage.low(at) == "," or (passage.low(at) in (")", "-") and before):
            break
        before.append(passage.low(at))
    if NOT_THE_SESSION & set(before):
        return True
    weekly = {"lundi", "vendredi", "jeudi", "samedi"} & set(before)
    if weekly and "au" in before:
        return True
    after = [
        passage.low(at)
        for at in range(hours.end, hours.end + 3)
        if passage.gap(at) < Gap.BLOCK and not passage.taken[at]
    ]
    opening = next((word for word in after if word not in (":", "-", "le", "la", "un", "du")), "")
    return opening in (NOT_THE_SESSION if hours.ends is None else ("pause", "dejeuner", "repas"))


def _is_rough(passage: Passage, hours: Hours) -> bool:
    """ "Vers 17 h" is no hour to be at."""
    return passage.low(hours.start - 1) in ("vers", "environ", "around", "about")


def is_roughly_ended(passage: Passage, hours: Hours) -> bool:
    """ "9 h à 17 h environ": the end is a guess of the page's own."""
    return passage.gap(hours.end) < Gap.BREAK and passage.low(hours.end) in ("environ", "approximativement", "approx")


def slots_of(passage: Passage, days: list[Dated], hours: list[Timed], calendar: Calendar) -> list[Slot]:
    """The slots that these days and hours make together.

    Hours after a day in its block are its own; hours before it, or in a block
    without any day, serve the days that have none.
    """
    blocks = {dated.group.start: passage.block_start(dated.group.start) for dated in days}
    shared = _floating(passage, hours, set(blocks.values()))
    slots: list[Slot] = []
    for index, dated in enumerate(days):
        block, begin = blocks[dated.group.start], dated.group.end
        after = days[index + 1].group.start if index + 1 < len(days) else len(passage)
        own = [
            timed
            for timed in hours
            if begin <= timed.hours.start < after and passage.block_start(timed.hours.start) == block
        ]
        ahead = [timed for timed in hours if block <= timed.hours.start < dated.group.start]
        if not own:
            own = ahead or _next_own(passage, days, index, hours, block) or shared
        slots += _dated_slots(passage, dated, own, calendar)
        if len(slots) > MOST_SLOTS:
            break
    return (
        merged(slots) if days else [_slot(passage, None, None, timed, calendar) for timed in hours if timed.hours.ends]
    )


def _floating(passage: Passage, hours: list[Timed], dated: set[int]) -> list[Timed]:
    """The hours of the first block that has some and no day; more blocks would be a programme."""
    alone = [timed for timed in hours if passage.block_start(timed.hours.start) not in dated]
    blocks = {passage.block_start(timed.hours.start) for timed in alone}
    if len(blocks) > 1:
        ranged = {passage.block_start(timed.hours.start) for timed in alone if timed.hours.ends}
        if len(ranged) != 1:
            return []
        blocks = ranged
    return [timed for timed in alone if passage.block_start(timed.hours.start) in blocks]


def _next_own(passage: Passage, days: list[Dated], index: int, hours: list[Timed], block: int) -> list[Timed]:
    """The hours of the next day of the same block, when only joining words stand between: "5 mars ou 7 mars, 9h-12h"."""
    while index + 1 < len(days):
        end, index = days[index].group.end, index + 1
        start = days[index].group.start
        if passage.block_start(start) != block or not _only_joins(passage, end, start):
            return []
        after = days[index + 1].group.start if index + 1 < len(days) else len(passage)
        own = [
            t
            for t in hours
            if days[index].group.end <= t.hours.start < after and passage.block_start(t.hours.start) == block
        ]
        if own:
            return own
    return []


def _dated_slots(passage: Passage, dated: Dated, own: list[Timed], calendar: Calendar) -> list[Slot]:
    number = passage.lines[dated.line].number
    slots: list[Slot] = []
    previous: dt.date | None = None
    for span in dated.group.spans:
        first = calendar.date(span.first, number, after=previous)
        last = first
        if span.last is not None:
            last = calendar.date(span.last, number, after=first if span.last.year is None else None)
            if first and last and last < first:
                calendar.warn("end_before_start", number, start=first, end=last)
                last = None
        previous = last or first or previous
        for day, end_day in _repeated(passage, dated, span, first, last):
            slots += [_slot(passage, day, end_day, timed, calendar, dated) for timed in own] or [
                Slot(date=day, end_date=end_day if day else None)
            ]
    return slots


def _repeated(
    passage: Passage, dated: Dated, span: Span, first: dt.date | None, last: dt.date | None
) -> list[tuple[dt.date | None, dt.date | None]]:
    """The days of "tous les mardis du 3 au 24 octobre"; else the span as it is."""
    if span.last is None or first is None or last is None or last == first:
        return [(first, last)]
    begin, end = clause_start(passage, dated.group.start, 0), dated.group.end
    words = [passage.low(at) for at in range(begin, dated.group.start)]
    words += [passage.low(at) for at in range(end, end + 5) if passage.gap(at) < Gap.BLOCK]
    weekdays = [WEEKDAYS[word] for word in words if word in WEEKDAYS and len(word) > 4]
    every = {"tous", "chaque", "every"} & set(words) or any(word in WEEKDAYS and word.endswith("s") for word in words)
    recurs = weekdays and every
    if not recurs:
        return [(first, last)]
    from dateutil.rrule import WEEKLY, rrule

    found = rrule(
        WEEKLY,
        byweekday=weekdays,
        dtstart=dt.datetime.combine(first, dt.time()),
        until=dt.datetime.combine(last, dt.time()),
    )
    return [(day.date(), day.date()) for day in found[:MOST_SLOTS]]


def _slot(
    passage: Passage,
    first: dt.date | None,
    last: dt.date | None,
    timed: Timed,
    calendar: Calendar,
    dated: Dated | None = None,
) -> Slot:
    start, end = timed.hours.begins, timed.hours.ends
    number = passage.lines[timed.line].number
    if end is not None and (is_roughly_ended(passage, timed.hours) or _is_first_step(passage, timed.hours)):
        end = None
    if start and end and end <= start and (first is None or last in (None, first)):
        if end > LAST_NIGHT_HOUR:
            calendar.warn("end_before_start", number, start=start, end=end)
            end = None
        elif first is not None:
            last = first + dt.timedelta(days=1)
    return Slot(date=first, end_date=(last or first) if first else None, start=start, end=end)


def _is_first_step(passage: Passage, hours: Hours) -> bool:
    """A very short range that stands apart, without "de": what follows on the page is missing here."""
    if hours.opened or hours.begins is None or hours.ends is None:
        return False
    at = hours.start
    apart = passage.gap(at) > Gap.SPACE or passage.low(at - 1) == "/"
    minutes = [int(text[:2]) * 60 + int(text[3:]) for text in (hours.begins, hours.ends)]
    return apart and 0 < minutes[1] - minutes[0] < SHORTEST_ALONE


def merged(slots: list[Slot]) -> list[Slot]:
    """Slots once each, in order; a day that is also there with its hours is not repeated without them."""
    whole = list(dict.fromkeys(slot for slot in slots if slot.date)) + [slot for slot in slots if not slot.date]
    timed = {slot.date for slot in whole if slot.date and slot.start}
    kept = [slot for slot in whole if not slot.date or slot.start or slot.date not in timed]
    return sorted(kept, key=lambda slot: (slot.date or dt.date.max, slot.start or ""))


def with_hours(slots: list[Slot], passage: Passage, hours: list[Timed], calendar: Calendar) -> list[Slot]:
    """Days that have no hours, given those that stand elsewhere."""
    made: list[Slot] = []
    for slot in slots:
        if slot.start or not hours:
            made.append(slot)
            continue
        made += [_slot(passage, slot.date, slot.end_date, timed, calendar) for timed in hours]
    return merged([replace(slot) for slot in made])
