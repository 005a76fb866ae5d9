"""Moments as forms and spreadsheets write them, day first unless the column shows otherwise."""

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

_TIME = r"(?:[\sT,à-]+(\d{1,2})\s*[:hH]\s*(\d{2})?(?:\s*[:mM]\s*(\d{2})(?:[.,]\d+)?)?\s*s?\s*([AaPp]\.?[Mm]\.?)?)?"
_DIGITS = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}})(?!\d){_TIME}")


def month_first(texts: Iterable[str]) -> bool:
    """Whether a column of days writes the month first: some day proves it ("2/13/2024") and none the contrary."""
    firsts, seconds = [], []
    for text in texts:
        found = _DIGITS.match(text.strip())
        if found:
            firsts.append(int(found[1]))
            seconds.append(int(found[2]))
    return any(second > 12 for second in seconds) and not any(first > 12 for first in firsts)


def moment_in(text: str, timezone: str, *, american: bool = False) -> dt.datetime | None:
    """The UTC instant of a cell, local in `timezone` unless it says its own; a day alone is its first minute."""
    text = " ".join(text.split())
    try:
        exact = dt.datetime.fromisoformat(text.replace(" UTC", "Z"))
    except ValueError:
        written = _DIGITS.fullmatch(text)
        found = _local(written, american=american) if written else None
        if found is None:
            return None
        exact = found
    try:
        aware = exact if exact.tzinfo else exact.replace(tzinfo=ZoneInfo(timezone))
        return aware.astimezone(dt.UTC).replace(microsecond=0)
    except OverflowError:
        return None


def _local(written: re.Match[str], *, american: bool) -> dt.datetime | None:
    first, second, year, hour, minute, rest, half = written.groups()
    month, day = (first, second) if american else (second, first)
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    try:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        return dt.datetime(full, int(month), int(day), hours, int(minute or 0), int(rest or 0))
    except ValueError:
        return None
