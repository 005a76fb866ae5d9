"""Dues years: whole, side by side, each named by the calendar year in which it starts."""

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from capcli.domain.calendar_words import YEARS
from capcli.domain.lengths import nearest_in
from capcli.domain.policies import DuesPolicy, dated
from capcli.domain.views import Reason
from capcli.errors import Usage

LAST_DAYS = 60
"""In so many last days of a dues year, a payment may well be meant for the next one."""


class DuesYear(Struct, frozen=True):
    """A year of dues, both ends included; `name` is the calendar year in which it starts."""

    name: int
    since: dt.date
    until: dt.date

    def includes(self, day: dt.date) -> bool:
        """Whether `day` is in the year."""
        return self.since <= day <= self.until

    def nearest(self, day: dt.date) -> dt.date:
        """`day` itself when it is in the year, else the first or the last day of the year."""
        return nearest_in(self.since, self.until, day)


def dues_year(name: int, year_start: str) -> DuesYear:
    """The dues year called `name`; `year_start` is the setting, `MM-DD`, never 29 February.

    Raises:
        Usage: `dues_year`, no year is called so.
    """
    if name not in YEARS:
        raise Usage("dues_year", year=name)
    since = dated(year_start, name)
    return DuesYear(name, since, since + relativedelta(years=1, days=-1))


def dues_year_of(day: dt.date, year_start: str) -> DuesYear:
    """The dues year that includes `day`.

    Raises:
        Usage: `dues_year`, `day` is in no year that people name.
    """
    begins_later = f"{day:%m-%d}" < year_start
    return dues_year(day.year - begins_later, year_start)


def years_meant(day: dt.date, year_start: str) -> list[DuesYear]:
    """The years that a payment made on `day` may be for: its own, and in the last 60 days the next one too."""
    current = dues_year_of(day, year_start)
    if (current.until - day).days >= LAST_DAYS:
        return [current]
    return [current, dues_year(current.name + 1, year_start)]


def extension(policy: DuesPolicy, year: DuesYear, joined: dt.date) -> Reason | None:
    """Why a payment made on `joined`, in `year`, covers the next year too: carried over, or the last months offered.

    None when it does not. Both are judged inside the same dues year; their
    first days are included.
    """
    if policy.carry_over_from:
        day = dated(policy.carry_over_from, year.since.year)
        day = day if day >= year.since else dated(policy.carry_over_from, year.since.year + 1)
        if joined >= day:
            return Reason(code="carried_over", args={"day": joined, "from": day})
    months = policy.offered_months
    if months and joined >= year.until + dt.timedelta(days=1) - relativedelta(months=months):
        return Reason(code="offered_months", args={"day": joined, "months": months})
    return None


def both_years(day: dt.date, this: DuesYear, following: DuesYear) -> dict[str, Any]:
    """What `which_year` says of the two years that a payment made on `day` may be for."""
    return {
        "day": day,
        "this": this.name,
        "this_since": this.since,
        "this_until": this.until,
        "next": following.name,
        "next_since": following.since,
        "next_until": following.until,
    }
