"""Moments and durations as reports of meetings write them, and the order of their days."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.durations import NOTHING
from capcli.domain.moments import moment_in

_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?"
_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*[:hH.]\s*(?P<minute>\d{2})(?:\s*[:m]\s*(?P<second>\d{2}))?" + _HALF, re.I)
_DIGITS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_AMERICAN = re.compile(r"\d\s*[AP]M\b")
_YEARS = range(1990, 2200)
"""The years of meetings: what lies beyond was mistyped, and the calendar ends not far beyond."""


class Reading(Struct, frozen=True, kw_only=True):
    """How the moments of a report are read: hours without a zone are of `timezone`, hours without a day of `day`.

    `minutes_first`: two numbers that are a length (`28:05`) are minutes and seconds.
    """

    timezone: str
    american: bool = False
    day: dt.date | None = None
    minutes_first: bool = False


def is_american(texts: Iterable[str], day: dt.date | None, timezone: str, *, likely: bool) -> bool:
    """Whether the days of a report write the month first.

    A value above 12 proves it, then a clock of twelve hours in capitals, then
    that only one reading is on the `day` of the session; else as is `likely`.
    """
    found = [(match, text) for text in texts if (match := _DIGITS.match(text.strip()))]
    first = any(int(match[1]) > 12 for match, _text in found)
    second = any(int(match[2]) > 12 for match, _text in found)
    if first != second:
        return second
    if any(_AMERICAN.search(text) for _match, text in found):
        return True
    if day is not None and found:
        fits = [_is_on(found[0][1], day, timezone, american=american) for american in (False, True)]
        if fits[0] != fits[1]:
            return fits[1]
    return likely


def instant(text: str, reading: Reading) -> dt.datetime | None:
    """The UTC instant of a cell; None for no moment, and for an hour of an unknown day."""
    text = " ".join(text.split())
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return None if text in NOTHING else _moment(text, reading.timezone, american=reading.american)
    if reading.day is None or reading.day.year not in _YEARS:
        return None
    hours = int(clock["hour"])
    if clock["half"]:
        hours = hours % 12 + (12 if clock["half"] in "Pp" else 0)
    try:
        hour = dt.time(hours, int(clock["minute"]), int(clock["second"] or 0))
    except ValueError:
        return None
    return dt.datetime.combine(reading.day, hour, ZoneInfo(reading.timezone)).astimezone(dt.UTC)


def is_clock(text: str) -> bool:
    """Whether a cell is an hour without its day."""
    return _CLOCK.fullmatch(" ".join(text.split())) is not None


def is_moment(text: str) -> bool:
    """Whether a cell is an hour, or a day with one, however its days are read."""
    return is_clock(text) or any(_moment(text, "UTC", american=american) is not None for american in (False, True))


def in_order(joined: dt.datetime | None, left: dt.datetime | None, timezone: str) -> dt.datetime | None:
    """The moment of leaving, which is not before that of joining: of the hour that comes twice in autumn the later one.

    An hour without its day may be past midnight.
    """
    if joined is None or left is None or left >= joined:
        return left
    again = left.astimezone(ZoneInfo(timezone)).replace(fold=1).astimezone(dt.UTC)
    return again if again >= joined else left


def _is_on(text: str, day: dt.date, timezone: str, *, american: bool) -> bool:
    moment = _moment(text, timezone, american=american)
    return moment is not None and moment.astimezone(ZoneInfo(timezone)).date() == day


def _moment(text: str, timezone: str, *, american: bool) -> dt.datetime | None:
    found = moment_in(text, timezone, american=american)
    return found if found is not None and found.year in _YEARS else None


def zone_named(headings: Sequence[str], timezone: str) -> str:
    """The time zone that the headings name (`Join Time (UTC)`), else `timezone`."""
    named = any(re.search(r"\((?:UTC|GMT)(?:[+-]0{1,2}(?::?00)?)?\)", heading) for heading in headings)
    return "UTC" if named else timezone
