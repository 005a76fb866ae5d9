"""Office hours: a deadline for somebody's answer falls while the office is open."""

import datetime as dt
import re

from msgspec import Struct

from capcli.errors import Usage

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TYPED = r"([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d\d:\d\d)\s*-\s*(\d\d:\d\d)"
"""Compiled when the hours are read."""


class OfficeHours(Struct, frozen=True, kw_only=True):
    """The weekdays (0 is Monday) on which the office is open, from `opens` to `closes`, that minute included."""

    weekdays: frozenset[int]
    opens: dt.time
    closes: dt.time


def typed_office_hours(text: str) -> OfficeHours:
    """Office hours as typed: "mon-fri 08:00-20:00".

    Raises:
        Usage: `office_hours`.
    """
    found = re.fullmatch(_TYPED, text.strip().lower())
    if found is None:
        raise Usage("office_hours", text=text)
    try:
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        opens, closes = dt.time.fromisoformat(found[3]), dt.time.fromisoformat(found[4])
    except ValueError:
        raise Usage("office_hours", text=text) from None
    if closes <= opens:
        raise Usage("office_hours", text=text)
    span = (last - first) % 7
    return OfficeHours(weekdays=frozenset((first + step) % 7 for step in range(span + 1)), opens=opens, closes=closes)


def within(local: dt.datetime, hours: OfficeHours) -> dt.datetime:
    """The moment itself while the office is open, else the next opening; local time, kept naive or in its zone."""
    day = local.date()
    if local.time() > hours.closes or local.weekday() not in hours.weekdays:
        after = local.time() > hours.closes
        day += dt.timedelta(days=1 if after else 0)
        while day.weekday() not in hours.weekdays:
            day += dt.timedelta(days=1)
        return dt.datetime.combine(day, hours.opens, local.tzinfo)
    return max(local, dt.datetime.combine(day, hours.opens, local.tzinfo))
