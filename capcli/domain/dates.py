"""Days, slots and moments as people type them on a command line.

Day first in both languages. A day without its year is the one nearest today;
a bare number is no day. `date.fromisoformat` reads first; our grammar finds
day, month and year, and only complete dates reach dateutil, which would fill
the gaps from the clock.
"""

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from capcli.domain.calendar_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS, YEARS, bare
from capcli.domain.hours import HOUR, hour_in, instant, typed_hour
from capcli.domain.records import Slot
from capcli.errors import Usage

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_WEEKDAY = rf"(?:le\s+)?(?:(?P<weekday>{'|'.join(WEEKDAYS)})\.?,?\s+)?(?:le\s+)?"
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_NUMERIC = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})(?:\s?(?P=sep)\s?(?P<year>\d{4}|\d{2}))?"
)
_WORDED = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r"\.?(?:,?\s+(?P<year>\d{4}|'?\d{2}))?"
)
_MONTH_FIRST = re.compile(_WEEKDAY + _MONTH + r"\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?")
_HOURS_AT_END = re.compile(
    r"(?:[\s,]+|(?<=\d)t)(?:de\s+|from\s+|a\s+|at\s+)?"
    rf"(?P<start>{HOUR})(?:\s*(?:-|–|—|a\b|to\b|until\b)\s*(?P<end>{HOUR}))?$"
)
_SPAN = re.compile(r"\s*\.\.\s*|\s+(?:au|to)\s+")
LAST_NIGHT_HOUR = "06:00"
"""An end up to this hour, before its start, is the next morning; a later one is a mistake."""


def typed_day(text: str, today: dt.date) -> dt.date:
    """The day typed as ISO, `28/11/2023`, `28/11`, `28 novembre 2023`, `mardi 28 nov.` or in English.

    Raises:
        Usage: `day` when it is none, `bare_day` for a number alone, `no_such_day`
            when the calendar has no such day, `weekday` when it falls on another one,
            `far_day` when its year is none of `YEARS`.
    """
    found = _day_in(text, today)
    if found.year not in YEARS:
        raise Usage("far_day", text=text, first=YEARS[0], last=YEARS[-1])
    return found


def _day_in(text: str, today: dt.date) -> dt.date:
    wanted = " ".join(bare(text).split())
    try:
        return dt.date.fromisoformat(wanted)
    except ValueError:
        pass
    if wanted.isdigit():
        raise Usage("bare_day", text=text)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", wanted):
        raise Usage("no_such_day", text=text)
    written = _NUMERIC.fullmatch(wanted) or _WORDED.fullmatch(wanted) or _MONTH_FIRST.fullmatch(wanted)
    if written is None:
        raise Usage("day", text=text)
    weekday = WEEKDAYS.get(written["weekday"] or "")
    found = _on_calendar(written["day"], written["month"], written["year"], today)
    if found is None:
        raise Usage("no_such_day", text=text)
    if weekday is not None and found.weekday() != weekday:
        raise Usage("weekday", day=found, text=text)
    return found


def _on_calendar(day: str, month: str, year: str | None, today: dt.date) -> dt.date | None:
    if year is None:
        return nearest(int(day), MONTHS.get(month) or int(month), today)
    from dateutil.parser import ParserError, parse

    number = int(year.lstrip("'"))
    try:
        # Whole and unpadded: given less, or a month above 12, dateutil would guess.
        if month.isdigit() and not 1 <= int(month) <= 12:
            return None
        read = parse(f"{day}/{month}/{number if number > 99 else 2000 + number:04}", parserinfo=_french())
    except (ParserError, OverflowError):
        return None
    return read.date() if read.day == int(day) else None


@cache
def _french() -> "parserinfo":
    from dateutil.parser import parserinfo

    class French(parserinfo):
        """Months and weekdays in both languages; the day comes first."""

        def __init__(self) -> None:
            self.MONTHS = list(MONTH_NAMES)  # type: ignore[arg-type] # any number of names will do
            self.WEEKDAYS = list(WEEKDAY_NAMES)  # type: ignore[arg-type]
            super().__init__(dayfirst=True)

    return French()


def nearest(day: int, month: int, today: dt.date, weekday: int | None = None) -> dt.date | None:
    """The day of this day and month that is nearest to `today`, on `weekday` when one is given.

    Looks 14 years each way: every weekday comes back within 12, even when a
    century skips its 29 February. None when there is none; of two at the same
    distance, the later.
    """
    found: dt.date | None = None
    for year in range(max(1, today.year - 14), min(9999, today.year + 14) + 1):
        try:
            one = dt.date(year, month, day)
        except ValueError:
            continue
        fits = weekday is None or one.weekday() == weekday
        if fits and (found is None or abs(one - today) <= abs(found - today)):
            found = one
    return found


def typed_slot(text: str, today: dt.date) -> Slot:
    """The slot typed as `2023-12-05 10:00-12:00`, `28/11 10h30-12h`, `28/11` or `3 juin au 5 juin 2024`.

    An end at or before the start is the next day's when it is in the night.

    Raises:
        Usage: `slot_order` when it ends before it starts, or what `typed_day` raises.
    """
    wanted = " ".join(bare(text).split())
    hours = _HOURS_AT_END.search(wanted)
    start = _read(hours["start"]) if hours else None
    end = _read(hours["end"]) if hours and hours["end"] else None
    days = [part for part in _SPAN.split((wanted[: hours.start()] if hours else wanted).removeprefix("du ")) if part]
    if not 1 <= len(days) <= 2:
        raise Usage("slot", text=text)
    last = typed_day(days[-1], today)
    first = typed_day(days[0], last) if len(days) == 2 else last
    slot = timed(first, last, start, end)
    if slot is None:
        raise Usage("slot_order", text=text)
    return slot


def timed(first: dt.date, last: dt.date, start: str | None, end: str | None) -> Slot | None:
    """The slot of these days and hours, its end moved to the next day when it is in the night; None out of order."""
    if last < first:
        return None
    if first == last and start and end and end <= start:
        if end > LAST_NIGHT_HOUR:
            return None
        last += dt.timedelta(days=1)
    return Slot(date=first, end_date=last, start=start, end=end)


def typed_moment(text: str, today: dt.date, timezone: str) -> dt.datetime:
    """The UTC instant typed as a day (its first minute), a day and an hour, or an hour of today, local in `timezone`.

    Raises:
        Usage: `moment`, or what `typed_day` raises.
    """
    wanted = " ".join(bare(text).split())
    if re.fullmatch(HOUR, wanted):
        return instant(today, typed_hour(wanted), timezone)
    try:
        exact = dt.datetime.fromisoformat(wanted.upper())
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        typed_day(exact.date().isoformat(), today)  # an instant at the ends of the calendar has no UTC
        return exact.astimezone(dt.UTC)
    hours = _HOURS_AT_END.search(wanted)
    if hours and hours["end"]:
        raise Usage("moment", text=text)
    day = typed_day(wanted[: hours.start()] if hours else wanted, today)
    return instant(day, _read(hours["start"]) if hours else "00:00", timezone)


def _read(hour: str) -> str:
    found = hour_in(hour.strip())
    if found is None:
        raise Usage("hour", text=hour)
    return found
