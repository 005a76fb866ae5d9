"""Days written in figures of which either may be the month: "03/04/2024", "Mon 3/4/24 9:02 AM"."""

import datetime as dt
import re
from typing import NamedTuple

from capcli.domain.calendar_words import WEEKDAYS, bare

_DIGITS = re.compile(
    r"(?:(?P<weekday>[^\W\d]{2,9})\.?,?\s+)?(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})[/.-]"
    r"(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)",
    re.DOTALL,
)
_CLOCK = re.compile(r"\d\s*[AP]M\b")
"""In capitals, as Americans write the half of the day; other countries that count to twelve write "am" or "a.m."."""


class Figures(NamedTuple):
    """The two figures of a day and its year, as typed, the sign between them, the weekday before, the rest behind."""

    first: int
    second: int
    year: str
    sign: str
    weekday: int | None
    rest: str

    @property
    def is_day(self) -> bool:
        """Whether one reading at least may be a day."""
        low, high = sorted((self.first, self.second))
        return 0 < low <= 12 and high <= 31

    @property
    def says_twice(self) -> bool:
        """Whether both readings are of the same day."""
        return self.first == self.second

    @property
    def is_unclear(self) -> bool:
        """Whether the readings are two days, and neither figure tells which is meant."""
        return max(self.first, self.second) <= 12 and not self.says_twice

    @property
    def is_of_american_clock(self) -> bool:
        """Whether the hour beside the day is written as Americans do."""
        return _CLOCK.search(self.rest) is not None

    def read(self, *, month_first: bool) -> dt.date | None:
        """The day of one reading; None when the calendar has none."""
        month, day = (self.first, self.second) if month_first else (self.second, self.first)
        try:
            return dt.date(int(self.year) + (2000 if len(self.year) == 2 else 0), month, day)
        except ValueError:
            return None


def figures_in(text: str) -> Figures | None:
    """The figures of a cell that begins with a day written in them; None for any other."""
    found = _DIGITS.match(text)
    if found is None:
        return None
    weekday = WEEKDAYS.get(bare(found["weekday"])) if found["weekday"] else None
    first, second = int(found["first"]), int(found["second"])
    return Figures(first, second, found["year"], found["sign"], weekday, found["rest"])
