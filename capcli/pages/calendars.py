"""Days as written become days of the calendar: the year that is not said, and what is wrong with what is said.

A day without its year takes the year asked for, else one found elsewhere on
the page, else the year nearest today in which it falls on its weekday; always
with a warning. Without any of them it has no date.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from capcli.domain.dates import nearest
from capcli.pages.day_items import Day


class PageWarning(Struct, frozen=True):
    """Something a person should check: a stable code, what fills its sentence, the line of the page."""

    code: str
    args: dict[str, Any] = {}
    line: int | None = None


class Calendar:
    """What is known about years, and the warnings so far."""

    def __init__(self, today: dt.date, year: int | None, page_years: Sequence[Sequence[int]]) -> None:
        self.today, self.year, self.page_years = today, year, page_years
        self.warnings: list[PageWarning] = []

    def warn(self, code: str, line: int | None, **args: Any) -> None:
        """Note a warning, once a line."""
        warning = PageWarning(code, args, line)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def date(self, day: Day, line: int | None, *, after: dt.date | None = None) -> dt.date | None:
        """The date of `day`; None, with a warning, where none can be told.

        `after` is a day of the same expression that comes before: "12 décembre
        2023 et 9 janvier" goes on into the next year.
        """
        month = day.month or 0
        if day.year is not None:
            return self._checked(_date(day.year, month, day.day), day, line)
        if not _exists(month, day.day):
            return self._checked(None, day, line)
        if after is not None:
            found = _date(after.year, month, day.day)
            if found is not None and found < after:
                found = _date(after.year + 1, month, day.day)
        else:
            found = self._in_a_known_year(day, month)
        if found is None:
            self.warn("year_missing", line, day=day.day, month=month)
            return None
        self.warn("year_inferred", line, date=found)
        return self._checked(found, day, line)

    def before(self, day: Day, line: int | None, first: dt.date | None) -> dt.date | None:
        """The date of a day that comes before the session, such as the last one to register."""
        month = day.month or 0
        if day.year is not None or first is None or not _exists(month, day.day):
            return self.date(day, line)
        found = _date(first.year, month, day.day)
        if found is None or found > first:
            found = _date(first.year - 1, month, day.day)
        if found is None:
            self.warn("year_missing", line, day=day.day, month=month)
            return None
        self.warn("year_inferred", line, date=found)
        return self._checked(found, day, line)

    def _in_a_known_year(self, day: Day, month: int) -> dt.date | None:
        if self.year is not None:
            return _date(self.year, month, day.day)
        for years in self.page_years:
            dates = [date for year in years if (date := _date(year, month, day.day)) is not None]
            fitting = [date for date in dates if day.weekday in (None, date.weekday())]
            if len(fitting) == 1:
                return fitting[0]
            if fitting and day.weekday is not None:
                return min(fitting, key=lambda date: abs(date - self.today))
        return nearest(day.day, month, self.today, day.weekday) if day.weekday is not None else None

    def _checked(self, found: dt.date | None, day: Day, line: int | None) -> dt.date | None:
        if found is None:
            self.warn("invalid_date", line, day=day.day, month=day.month, year=day.year)
        elif day.weekday is not None and found.weekday() != day.weekday:
            self.warn("weekday_mismatch", line, date=found, weekday=day.weekday)
        return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _exists(month: int, day: int) -> bool:
    """Whether some year has this day."""
    return _date(2024, month, day) is not None
