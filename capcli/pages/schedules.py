"""The slots that the days and hours of a page make together."""

import datetime as dt
from itertools import islice

from msgspec.structs import replace

from capcli.domain.calendar_words import WEEKDAYS
from capcli.domain.dates import LAST_NIGHT_HOUR
from capcli.domain.records import Slot
from capcli.pages.calendars import Calendar
from capcli.pages.clock import Hours
from capcli.pages.days import Span
from capcli.pages.roles import clause_start
from capcli.pages.times import MOST, Dated, Timed, only_joins
from capcli.pages.tokens import Gap, Passage

SHORTEST_ALONE = 45
"""Minutes; "9h à 9h30" on its own is the first line of a programme, not the day."""


class Scheduler:
    """Puts the hours of a page to its days.

    Hours after a day in its block are its own; hours before it, or in a block
    without any day, serve the days that have none.
    """

    def __init__(self, passage: Passage, days: list[Dated], hours: list[Timed], calendar: Calendar) -> None:
        self.passage, self.days, self.hours, self.calendar = passage, days, hours, calendar
        self.blocks = [passage.block_start(dated.group.start) for dated in days]
        self.floating = self._floating()

    def slots(self) -> list[Slot]:
        """The slots, in order; without any day, the ranges of hours alone."""
        if not self.days:
            return [self._slot(None, None, timed) for timed in self.hours if timed.hours.ends]
        slots: list[Slot] = []
        for index in range(len(self.days)):
            made = self._of_day(index)
            if slots and made and index and self._is_end(index):
                slots[-1] = replace(slots[-1], end_date=made[0].date, end=made[0].start)
            else:
                slots += made
            if len(slots) > MOST:
                break
        return merged(slots)

    def _is_end(self, index: int) -> bool:
        """Whether this day and hour end what the day before begins: "du 2 octobre 9 h au 3 octobre 16 h"."""
        first, last = self._own(index - 1), self._own(index)
        if len(first) != 1 or len(last) != 1 or first[0].hours.ends or last[0].hours.ends:
            return False
        between = range(first[0].hours.end, self.days[index].group.start)
        return [self.passage.low(at) for at in between] in (["au"], ["to"], ["until"])

    def _floating(self) -> list[Timed]:
        """The hours of the one block that has some and no day; more blocks would be a programme."""
        dated = set(self.blocks)
        alone = [(block, timed) for timed in self.hours if (block := self._block(timed)) not in dated]
        blocks = {block for block, _timed in alone}
        if len(blocks) > 1:
            blocks = {block for block, timed in alone if timed.hours.ends}
        return [timed for block, timed in alone if block in blocks] if len(blocks) == 1 else []

    def _block(self, timed: Timed) -> int:
        return self.passage.block_start(timed.hours.start)

    def _hours_of(self, index: int) -> list[Timed]:
        """The hours of a day: its own, those before it, those of a day it is joined to, those that float."""
        own = self._own(index)
        if own:
            return own
        start, block = self.days[index].group.start, self.blocks[index]
        ahead = [timed for timed in self.hours if block <= timed.hours.start < start]
        return ahead or self._joined(index) or self.floating

    def _own(self, index: int) -> list[Timed]:
        begin = self.days[index].group.end
        after = self.days[index + 1].group.start if index + 1 < len(self.days) else len(self.passage)
        return [
            timed
            for timed in self.hours
            if begin <= timed.hours.start < after and self._block(timed) == self.blocks[index]
        ]

    def _joined(self, index: int) -> list[Timed]:
        """The hours of a later day when only joining words stand between: "5 mars ou 7 mars, 9h-12h"."""
        for later in range(index + 1, len(self.days)):
            between = self.days[later - 1].group.end, self.days[later].group.start
            if self.blocks[later] != self.blocks[index] or not only_joins(self.passage, *between):
                return []
            own = self._own(later)
            if own:
                return own
        return []

    def _of_day(self, index: int) -> list[Slot]:
        """The slots of one expression of days."""
        dated, own = self.days[index], self._hours_of(index)
        number = self.passage.lines[dated.line].number
        slots: list[Slot] = []
        previous: dt.date | None = None
        for span in dated.group.spans:
            first = self.calendar.date(span.first, number, after=previous)
            last = first
            if span.last is not None:
                last = self.calendar.date(span.last, number, after=first if span.last.year is None else None)
                if first and last and last < first:
                    self.calendar.warn("end_before_start", number, start=first, end=last)
                    last = None
            previous = last or first or previous
            for day, end_day in self._repeated(dated, span, first, last):
                whole = Slot(date=day, end_date=(end_day or day) if day else None)
                slots += [self._slot(day, end_day, timed) for timed in own] or [whole]
        return slots

    def _repeated(
        self, dated: Dated, span: Span, first: dt.date | None, last: dt.date | None
    ) -> list[tuple[dt.date | None, dt.date | None]]:
        """The days of "tous les mardis du 3 au 24 octobre"; else the span as it is."""
        if span.last is None or first is None or last is None or last == first:
            return [(first, last)]
        weekdays = self._recurring(dated)
        if not weekdays:
            return [(first, last)]
        from dateutil.rrule import WEEKLY, rrule

        midnight = dt.time()
        until = dt.datetime.combine(last, midnight)
        found = rrule(WEEKLY, byweekday=weekdays, dtstart=dt.datetime.combine(first, midnight), until=until)
        return [(day.date(), day.date()) for day in islice(found, MOST)]

    def _recurring(self, dated: Dated) -> list[int]:
        """The weekdays on which a span recurs, named beside it: "tous les lundis", "les mardis et jeudis"."""
        group, passage = dated.group, self.passage
        near = [passage.low(at) for at in range(clause_start(passage, group.start, 0), group.start)]
        near += [passage.low(at) for at in range(group.end, group.end + 5) if passage.gap(at) < Gap.BLOCK]
        weekdays = [word for word in near if word in WEEKDAYS and len(word) > 4]
        every = {"tous", "chaque", "every"} & set(near) or any(word.endswith("s") for word in weekdays)
        return [WEEKDAYS[word] for word in weekdays] if every else []

    def _slot(self, first: dt.date | None, last: dt.date | None, timed: Timed) -> Slot:
        start, end = timed.hours.begins, timed.hours.ends
        if end is not None and (self._ends_roughly(timed.hours) or self._is_first_step(timed.hours)):
            end = None
        if start and end and end <= start and (first is None or last in (None, first)):
            if end > LAST_NIGHT_HOUR:
                self.calendar.warn("end_before_start", self.passage.lines[timed.line].number, start=start, end=end)
                end = None
            elif first is not None:
                last = first + dt.timedelta(days=1)
        return Slot(date=first, end_date=(last or first) if first else None, start=start, end=end)

    def _ends_roughly(self, hours: Hours) -> bool:
        """ "9 h à 17 h environ": the end is a guess of the page's own."""
        about = self.passage.low(hours.end) in ("environ", "approximativement", "approx")
        return about and self.passage.gap(hours.end) < Gap.BREAK

    def _is_first_step(self, hours: Hours) -> bool:
        """A very short range that stands apart, without "de": what follows on the page is missing here."""
        if hours.opened or hours.begins is None or hours.ends is None:
            return False
        apart = self.passage.gap(hours.start) > Gap.SPACE or self.passage.low(hours.start - 1) == "/"
        begin, end = (int(text[:2]) * 60 + int(text[3:]) for text in (hours.begins, hours.ends))
        return apart and 0 < end - begin < SHORTEST_ALONE


def merged(slots: list[Slot]) -> list[Slot]:
    """Slots once each, in order; a day that is also there with its hours is not repeated without them."""
    whole = list(dict.fromkeys(slot for slot in slots if slot.date)) + [slot for slot in slots if not slot.date]
    timed = {slot.date for slot in whole if slot.date and slot.start}
    kept = [slot for slot in whole if not slot.date or slot.start or slot.date not in timed]
    return sorted(kept, key=lambda slot: (slot.date or dt.date.max, slot.start or ""))
