"""Half-days as people head the columns of a list with them: "Matin", "28/11 après-midi", "Thursday 18 June morning"."""

import re
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.calendar_words import MONTHS, WEEKDAYS
from capcli.domain.folding import fold
from capcli.domain.half_days import HalfDay, Part

_PARTS: dict[str, Part] = {
    "matin": "morning",
    "matinee": "morning",
    "morning": "morning",
    "apresmidi": "afternoon",
    "aprem": "afternoon",
    "lapresmidi": "afternoon",
    "afternoon": "afternoon",
    "soir": "evening",
    "soiree": "evening",
    "evening": "evening",
}
"""Without "am", which is the morning in English and often the afternoon on a French list."""
_BESIDES = frozenset(
    str.split(
        "presence presences present presents presente emargement emargements signature signatures visa visas "
        "attendance signed du de le la les des et and on the of demi journee journees jour day half creneau seance date"
    )
)
_HOURS = re.compile(r"(?<!\d)\d{1,2}\s*(?:[:h]\s*\d{0,2}){1,2}(?![^\W\d_])", re.IGNORECASE)
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2}) (?P<month>\d{1,2})(?: (?P<year>\d{4}|\d\d))?(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<month>{'|'.join(MONTHS)})(?: (?P<year>\d{{4}}))?\b"),
)


class _Said(Struct, frozen=True):
    """What a heading says: a day and month, a year, a weekday and a part of the day, each None where it does not."""

    day: tuple[int, int] | None
    year: int | None
    weekday: int | None
    part: Part | None


def meant(heading: str, halves: Sequence[HalfDay]) -> list[HalfDay] | None:
    """The half-days among `halves` of which a column is; None when its heading is about something else."""
    said = _said(heading)
    return None if said is None else [half for half in halves if _is_of(half, said)]


def names_half_day(heading: str) -> bool:
    """Whether a column is of a half-day or a day."""
    return _said(heading) is not None


def names_part(text: str) -> bool:
    """Whether a text says only which half of a day it is of, maybe with its hours."""
    said = _said(text)
    return said is not None and said.part is not None and said.day is None


def _said(heading: str) -> _Said | None:
    """None unless the heading says a day, a weekday or a part of the day, and nothing else."""
    text = fold(_HOURS.sub(" ", heading)).replace("apres midi", "apresmidi")
    date = next(filter(None, (pattern.search(text) for pattern in _DAYS)), None)
    words = (text[: date.start()] + text[date.end() :] if date else text).split()
    parts = {_PARTS[word] for word in words if word in _PARTS}
    weekdays = {WEEKDAYS[word] for word in words if word in WEEKDAYS}
    if not (date or parts or weekdays) or any(word not in {*_PARTS, *WEEKDAYS, *_BESIDES} for word in words):
        return None
    return _Said(
        day=_day(date) if date else None,
        year=int(date["year"]) % 100 if date and date["year"] else None,
        weekday=weekdays.pop() if len(weekdays) == 1 else None,
        part=parts.pop() if len(parts) == 1 else None,
    )


def _day(date: re.Match[str]) -> tuple[int, int]:
    """The day and the month; the other way round where there is no such month."""
    day, month = int(date["day"]), MONTHS.get(date["month"]) or int(date["month"])
    return (month, day) if month > 12 else (day, month)


def _is_of(half: HalfDay, said: _Said) -> bool:
    return (
        said.day in (None, (half.day.day, half.day.month))
        and said.year in (None, half.day.year % 100)
        and said.weekday in (None, half.day.weekday())
        and said.part in (None, half.part)
    )
