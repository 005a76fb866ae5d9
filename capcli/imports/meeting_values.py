"""Moments and durations as reports of meetings write them, and the order of their days."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.moments import moment_in

_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?"
_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*[:hH.]\s*(?P<minute>\d{2})(?:\s*[:m]\s*(?P<second>\d{2}))?" + _HALF, re.I)
_DIGITS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_AMERICAN = re.compile(r"\d\s*[AP]M\b")
_PARTS = re.compile(
    r"(?P<amount>\d{1,6}(?:[.,]\d{1,6})?)\s*"
    r"(?P<unit>d|j|jours?|days?|h|hr|hrs|hours?|heures?|m|mn|min|mins|minutes?|s|sec|secs|seconds?|secondes?)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"P(?:(?P<d>\d{1,4})D)?T?(?:(?P<h>\d{1,6})H)?(?:(?P<m>\d{1,6})M)?(?:(?P<s>\d{1,6})(?:[.,]\d{1,9})?S)?",
    re.IGNORECASE,
)
_COLONS = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_YEARS = range(1990, 2200)
"""The years of meetings: what lies beyond was mistyped, and the calendar ends not far beyond."""
_LONGEST = 31 * 86400
"""Seconds; nobody is connected for longer than a month."""
_SECONDS = {"d": 86400, "j": 86400, "h": 3600, "m": 60, "s": 1}
NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na"})
"""Cells that stand for an unknown."""


class Reading(Struct, frozen=True, kw_only=True):
    """How the moments of a report are read: hours without a zone are of `timezone`, hours without a day of `day`."""

    timezone: str
    american: bool = False
    day: dt.date | None = None


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


def seconds_in(text: str, heading: str = "") -> float | None:
    """How many seconds a cell says, as `_seconds` reads it; None beyond a month, which is no length of a meeting."""
    found = _seconds(text, heading)
    return found if found is not None and found <= _LONGEST else None


def _seconds(text: str, heading: str) -> float | None:
    """How long a cell says, in seconds: `1h 38m 14s`, `1 h 16 min`, `01:42:33`, `PT40S`; a number alone is of minutes.

    The heading may say that numbers are of seconds, or of hours.
    """
    text = " ".join(text.split())
    if text.lower() in NOTHING:
        return None
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".")) * _unit_of(heading)
    iso = _ISO.fullmatch(text)
    if iso is not None and any(iso.groupdict().values()):
        return sum(int(amount or 0) * _SECONDS[unit] for unit, amount in iso.groupdict().items())
    colons = _COLONS.fullmatch(text)
    if colons is not None:
        return int(colons[1]) * 3600 + int(colons[2]) * 60 + int(colons[3] or 0)
    return _worded(text)


def _worded(text: str) -> float | None:
    """`1h 38m 14s`, `1 heure et 5 minutes`, `1h30`; None when something else stands beside."""
    bare = re.sub(r"(?<=h)\s*(\d{1,2})$", r"\1min", text, flags=re.IGNORECASE)
    parts = list(_PARTS.finditer(bare))
    rest = re.sub(r"\b(?:et|and|environ|about)\b|[\s,.~<]", "", _PARTS.sub("", bare), flags=re.IGNORECASE)
    if not parts or rest:
        return None
    return sum(float(part["amount"].replace(",", ".")) * _SECONDS[part["unit"][0].lower()] for part in parts)


def _unit_of(heading: str) -> int:
    folded = heading.lower()
    if "sec" in folded:
        return 1
    return 3600 if re.search(r"\b(?:hours?|heures?)\b", folded) else 60


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
