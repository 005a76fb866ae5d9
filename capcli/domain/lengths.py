"""How long dues last: months, then days, or a lifetime, as people type it in French or in English."""

import datetime as dt
import re

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from capcli.domain.calendar_words import bare
from capcli.domain.records import Rate
from capcli.errors import Usage

MOST_MONTHS, MOST_DAYS = 1200, 36600
_DAY = dt.timedelta(days=1)


class Length(Struct, frozen=True, kw_only=True):
    """Months, and days after them; or a lifetime, which has no end."""

    months: int = 0
    days: int = 0
    lifetime: bool = False

    @property
    def whole_years(self) -> int | None:
        """How many years it is; None when it is not a whole number of them."""
        whole = not self.lifetime and not self.days and self.months and self.months % 12 == 0
        return self.months // 12 if whole else None

    def times(self, count: int) -> "Length":
        """So many of it, one after the other."""
        return Length(months=self.months * count, days=self.days * count, lifetime=self.lifetime)


_UNITS: tuple[tuple[str, int, int], ...] = (
    (r"(?:ans?|annees?|years?|yrs?)", 12, 0),
    (r"(?:mois|months?)", 1, 0),
    (r"(?:semaines?|weeks?)", 0, 7),
    (r"(?:jours?|j|days?)", 0, 1),
)
_ONE = r"(?P<count>[0-9]{1,5}|une?|one|an?)\s*"
_STEP = r"(?:\s*(?:,|\+|et|and)\s*|\s+|$)"
_LIFETIME = frozenset(
    {"lifetime", "life", "for life", "a vie", "vie", "illimite", "illimitee", "unlimited", "perpetuelle", "permanent"}
)


def typed_length(text: str) -> Length:
    """The length typed as "6 months", "2 ans", "10 jours", "1 month 2 days" or "lifetime".

    Raises:
        Usage: `length`, it is none, or lasts no time or longer than a century.
    """
    wanted = " ".join(bare(text).split())
    if wanted in _LIFETIME:
        return Length(lifetime=True)
    months = days = place = 0
    while place < len(wanted):
        step = _step(wanted, place)
        if step is None:
            raise Usage("length", text=text)
        place, months, days = step[0], months + step[1], days + step[2]
    if months + days < 1 or months > MOST_MONTHS or days > MOST_DAYS:
        raise Usage("length", text=text)
    return Length(months=months, days=days)


def _step(text: str, place: int) -> tuple[int, int, int] | None:
    """What one number and its unit say from `place` on: the place after them, months, days."""
    for unit, months, days in _UNITS:
        found = re.compile(_ONE + unit + _STEP).match(text, place)
        if found:
            count = int(found["count"]) if found["count"].isdigit() else 1
            return found.end(), count * months, count * days
    return None


def own_length(rate: Rate) -> Length | None:
    """The length that the rate itself has; None when it takes that of the settings."""
    if not (rate.lifetime or rate.months or rate.days):
        return None
    return Length(months=rate.months or 0, days=rate.days or 0, lifetime=rate.lifetime)


def nearest_in(since: dt.date, until: dt.date, day: dt.date) -> dt.date:
    """`day` itself when it is between the two, both included, else the nearer of them."""
    return min(max(day, since), until)


def last_day(since: dt.date, length: Length) -> dt.date:
    """The last day of a length that begins on `since`, both included; days come after months.

    It is the eve of the anniversary. Where that month has no such day
    (31 January and a month, 29 February and a year), it is the month's last day.

    Raises:
        Usage: `period_far`, the calendar ends before.
    """
    try:
        after = since + relativedelta(months=length.months)
        if after.day != since.day:
            after += _DAY
        return after + dt.timedelta(days=length.days - 1)
    except (ValueError, OverflowError):
        raise Usage("period_far", since=since) from None
