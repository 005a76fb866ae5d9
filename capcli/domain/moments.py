"""Moments as forms and spreadsheets write them, day first unless the column shows otherwise."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from capcli.domain.calendar_words import MONTHS, WEEKDAYS, bare

_TIME = (
    r"(?:[\sT,@à-]+(?:a\s+|at\s+)?(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})?"
    r"(?:\s*[:mM]\s*(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*s?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"(?i:\s*\(?(?P<zone>UTC|GMT|Z|CEST|CET)?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\)?)?"
_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
_DIGITS = re.compile(r"(?P<first>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?!\d)" + _TIME + _ZONE)
_WRITTEN = (
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})" + _TIME + _ZONE),
    re.compile(rf"(?P<day>\d{{1,2}})(?:er)?[\s-]+(?P<month>{_NAMED})\.?[\s,-]+(?P<year>\d{{4}})" + _TIME + _ZONE),
    re.compile(
        rf"(?P<month>{_NAMED})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})" + _TIME + _ZONE,
    ),
)
_WEEKDAY = re.compile(r"(?P<weekday>[^\W\d]{2,9})\.?,?\s+(?:le\s+)?(?=\S)")
_OFFSETS = {"UTC": 0, "GMT": 0, "Z": 0, "CET": 60, "CEST": 120}
"""Minutes before UTC, of the zones that programs name."""


def moment_in(text: str, timezone: str, *, american: bool = False) -> dt.datetime | None:
    """The UTC instant of a cell, local in `timezone` unless it says its own; a day alone is its first minute."""
    text = " ".join(text.split())
    try:
        exact = dt.datetime.fromisoformat(text.replace(" UTC", "Z"))
    except ValueError:
        found = _local(text, american=american)
        if found is None:
            return None
        exact = found
    try:
        aware = exact if exact.tzinfo else exact.replace(tzinfo=ZoneInfo(timezone))
        return aware.astimezone(dt.UTC).replace(microsecond=0)
    except OverflowError:
        return None


def _local(text: str, *, american: bool) -> dt.datetime | None:
    written = _DIGITS.fullmatch(text)
    if written is not None:
        first, second = int(written["first"]), int(written["other"])
        return _at(written, *((first, second) if american else (second, first)))
    plain = bare(text).removeprefix("le ")
    opening = _WEEKDAY.match(plain)
    if opening is not None and opening["weekday"] in WEEKDAYS:
        rest = _local(plain[opening.end() :], american=american)
        if rest is not None:  # "mar" is mardi and March
            return rest
    for grammar in _WRITTEN:
        written = grammar.fullmatch(plain)
        if written is not None:
            month = written["month"]
            return _at(written, int(month) if month.isdigit() else MONTHS[month], int(written["day"]))
    return None


def _at(written: re.Match[str], month: int, day: int) -> dt.datetime | None:
    year, hours, half = written["year"], int(written["hour"] or 0), written["half"]
    if half:
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    try:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        local = dt.datetime(full, month, day, hours, int(written["minute"] or 0), int(written["second"] or 0))
        return local.replace(tzinfo=_zone(written))
    except ValueError:
        return None


def _zone(written: re.Match[str]) -> dt.timezone | None:
    """The zone that a cell names; None for that of the hours around it. Raises ValueError beyond a day."""
    zone, offset = (written["zone"] or "").upper(), written["offset"]
    if not zone and not offset:
        return None
    minutes = _OFFSETS[zone] if zone else 0
    if offset:
        digits = offset[1:].replace(":", "")
        hours, rest = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        minutes += (int(hours) * 60 + int(rest)) * (-1 if offset[0] == "-" else 1)
    return dt.timezone(dt.timedelta(minutes=minutes))
