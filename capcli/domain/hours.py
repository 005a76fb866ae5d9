"""Hours of the day as people type them, and the instants they stand for."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from capcli.domain.calendar_words import bare
from capcli.errors import Usage

HOUR = (
    r"(?:\d{1,2}\s*(?:h|heures?\b)\s*(?:[0-5]\d(?!\d))?"
    r"|\d{1,2}:[0-5]\d(?!\d)(?:\s*[ap]m\b)?|\d{1,2}\s*[ap]m\b|midi|minuit|noon|midnight)"
)
"""An hour as it is written, in text without accents and in lower case."""

_PARTS = re.compile(r"(\d{1,2})\s*(?:h|heures?|:)?\s*(\d{2})?\s*([ap]m)?")
_WORDS = {"midi": "12:00", "noon": "12:00", "minuit": "00:00", "midnight": "00:00"}


def typed_hour(text: str) -> str:
    """The hour typed as `10:30`, `10h30`, `10 h 30`, `10h`, `midi`, `2 pm`, as `HH:MM`.

    Raises:
        Usage: `hour`, when it is none; a bare `10` could be anything and is none.
    """
    wanted = bare(text).strip()
    found = hour_in(wanted) if re.fullmatch(HOUR, wanted) else None
    if found is None:
        raise Usage("hour", text=text)
    return found


def hour_in(written: str) -> str | None:
    """The hour of a text that matches `HOUR`, as `HH:MM`; None past 23:59, and for 13 pm."""
    if written in _WORDS:
        return _WORDS[written]
    parts = _PARTS.fullmatch(written)
    if parts is None:
        return None
    hours, minutes, half = int(parts[1]), parts[2] or "00", parts[3]
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    return f"{hours:02}:{minutes}" if hours <= 23 and minutes < "60" else None


def instant(day: dt.date, hour: str, timezone: str) -> dt.datetime:
    """The UTC instant of a local day and hour.

    At a change of clocks an hour that occurs twice is its first occurrence, and
    one that does not occur is read with the offset before the change, hence an
    hour later on the clock, as RFC 5545 (3.3.5) has calendars do.
    """
    local = dt.datetime.combine(day, dt.time.fromisoformat(hour), ZoneInfo(timezone))
    return local.replace(fold=0).astimezone(dt.UTC)
