"""How long somebody was there, as reports and people write it."""

import re
from collections.abc import Iterable

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
_PAIR = re.compile(r"\d{1,4}:\d{2}")
_HOURS = 24
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_LONGEST = 31 * 86400
"""Seconds; nobody is connected for longer than a month."""
_SECONDS = {"d": 86400, "j": 86400, "h": 3600, "m": 60, "s": 1}
NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na"})
"""Cells that stand for an unknown."""


def seconds_in(text: str, heading: str = "", *, minutes_first: bool = False) -> float | None:
    """How many seconds a cell says: `1h 38m 14s`, `1 h 16 min`, `01:42:33`, `PT40S`; a number alone is of minutes.

    The `heading` may say that numbers are of seconds, or of hours; `minutes_first`: `28:05` is of minutes. None for
    any other text, and beyond a month.
    """
    found = _seconds(f"0:{text.strip()}" if minutes_first and _PAIR.fullmatch(text.strip()) else text, heading)
    return found if found is not None and found <= _LONGEST else None


def is_minutes_first(cells: Iterable[str]) -> bool:
    """Whether two numbers in a column of lengths are minutes and seconds: hours are written before them elsewhere.

    A column without any longer one says so by more minutes than a day has hours.
    """
    found = [match for cell in cells if (match := _COLONS.fullmatch(cell.strip()))]
    pairs = [int(match[1]) for match in found if match[3] is None]
    return bool(pairs) and (len(pairs) < len(found) or max(pairs) > _HOURS)


def _seconds(text: str, heading: str) -> float | None:
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
