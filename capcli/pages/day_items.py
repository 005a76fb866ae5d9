"""One day as written: its weekday, number, month and year, in words or in digits."""

from msgspec import Struct

from capcli.domain.calendar_words import MONTHS, WEEKDAYS
from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words

YEARS = range(1990, 2100)
"""Years that a page may mean."""

_ENGLISH_MONTHS = words("january february march april may june july august september october november december")
_ORDINALS = words("st nd rd th")
_UNITS = words(
    "h heures heure hrs min mn minutes € euros euro eur % places place personnes personne participants",
    "inscrits ans an jours jour mois semaines seances modules am pm e eme rue avenue boulevard bis ter km m",
)
"""What makes a number something else than a day."""
_MOMENTS = words("matin soir midi apres matinee soiree")
_BEFORE_DIGITS = words("le du au les avant et des")


class Day(Struct, frozen=True, kw_only=True):
    """A day as written: what is not said is None."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


class Item(Struct):
    """A day of an expression, and where it stops; `plural` when its weekday is ("les mardis")."""

    day: Day
    end: int
    numeric: bool = False
    plural: bool = False


def item_at(passage: Passage, at: int) -> Item | None:
    """The day that begins at token `at`, with its weekday, month and year where they are said."""
    weekday, plural, start = _weekday(passage, at)
    if passage.kind(start) == "word":
        return month_first(passage, start, weekday)
    if passage.kind(start) != "num" or (start > at and passage.gap(start) is Gap.BLOCK):
        return None
    numeric = _numeric(passage, start, weekday, at)
    if numeric is not None:
        numeric.plural = plural
        return numeric
    number = passage.low(start)
    if len(number) > 2 or int(number) == 0:
        return None
    month, end = _month(passage, start + 1)
    if month is None:
        is_counted = passage.gap(end) < Gap.BLOCK and passage.low(end) in _UNITS
        if is_counted or int(number) > 31:
            return None
        return Item(Day(day=int(number), weekday=weekday), end, plural=plural)
    year, end = _year(passage, end)
    return Item(Day(day=int(number), month=month, year=year, weekday=weekday), end, plural=plural)


def _month(passage: Passage, at: int) -> tuple[int | None, int]:
    """The month after a day's number and its ordinal, and where it stops; without one, where the ordinal does."""
    glued = passage.gap(at) is Gap.GLUED
    if passage.low(at) == "ᵉʳ" or (glued and passage.low(at) in _ORDINALS | {"er"}):
        at += 1
    month_at = at + (passage.low(at) == "of")
    if passage.low(month_at) == "-" and passage.gap(month_at) is Gap.GLUED and passage.low(month_at + 1) in MONTHS:
        month_at += 1
    month = MONTHS.get(passage.low(month_at)) if passage.gap(month_at) < Gap.BLOCK else None
    if month is None:
        return None, at
    end = month_at + 1
    is_short = len(passage.low(month_at)) <= 5 and passage.low(end) == "." and passage.gap(end) is Gap.GLUED
    return month, end + (is_short and not _ends_sentence(passage, end))


def _ends_sentence(passage: Passage, at: int) -> bool:
    following = passage.tokens[at + 1] if at + 1 < len(passage) else None
    return following is None or following.gap is Gap.BLOCK or (following.kind == "word" and following.text[0].isupper())


def _weekday(passage: Passage, at: int) -> tuple[int | None, bool, int]:
    """A weekday before a day's number, whether it is in the plural, and where the number should be."""
    word = passage.low(at)
    weekday = WEEKDAYS.get(word) if passage.kind(at) == "word" else None
    if weekday is None:
        return None, False, at
    after = at + 1
    if passage.low(after) == "." and passage.gap(after) is Gap.GLUED:
        after += 1
    while passage.low(after) in _MOMENTS or (passage.low(after) == "-" and passage.low(after + 1) == "midi"):
        after += 1
    if passage.low(after) == ",":
        after += 1
    if passage.low(after) in ("le", "the"):
        after += 1
    if passage.gap(after) is Gap.BLOCK:
        return weekday, False, len(passage)
    return weekday, word.endswith("s"), after


def month_first(passage: Passage, at: int, weekday: int | None) -> Item | None:
    """English order: "March 5th, 2024"."""
    month = MONTHS.get(passage.low(at)) if passage.low(at) in _ENGLISH_MONTHS else None
    number = passage.low(at + 1)
    if month is None or passage.kind(at + 1) != "num" or passage.gap(at + 1) is not Gap.SPACE or len(number) > 2:
        return None
    end = at + 2
    if passage.low(end) in _ORDINALS and passage.gap(end) is Gap.GLUED:
        end += 1
    elif passage.low(end) in _UNITS or (passage.low(end) == ":" and passage.gap(end) is Gap.GLUED):
        return None
    year, after = english_year(passage, end)
    day = int(number)
    return Item(Day(day=day, month=month, year=year, weekday=weekday), after) if 1 <= day <= 31 else None


def english_year(passage: Passage, at: int) -> tuple[int | None, int]:
    """The year after a day in English order, and where it stops."""
    comma = passage.low(at) == ","
    return (int(passage.low(at + comma)), at + comma + 1) if _is_year(passage, at + comma) else (None, at)


def _is_year(passage: Passage, at: int) -> bool:
    number = passage.low(at)
    return (
        passage.kind(at) == "num"
        and len(number) == 4
        and int(number) in YEARS
        and passage.gap(at) < Gap.BLOCK
        and passage.low(at + 1) not in ("€", "euros", "places")
    )


def _year(passage: Passage, at: int) -> tuple[int | None, int]:
    """The year after a month: four digits, or two where nothing else can be meant."""
    if _is_year(passage, at):
        return int(passage.low(at)), at + 1
    if passage.low(at) == "(" and _is_year(passage, at + 1) and passage.low(at + 2) == ")":
        return int(passage.low(at + 1)), at + 3
    if passage.low(at) == "-" and passage.gap(at) is Gap.GLUED and _is_year(passage, at + 1):
        return int(passage.low(at + 1)), at + 2
    marked = passage.low(at) == "'"
    number_at = at + marked
    number = passage.low(number_at)
    if passage.kind(number_at) != "num" or len(number) != 2 or passage.gap(at) is not Gap.SPACE:
        return None, at
    fits = 15 <= int(number) <= 60 and (marked or _is_last(passage, number_at))
    return (2000 + int(number), number_at + 1) if fits else (None, at)


def _is_last(passage: Passage, at: int) -> bool:
    """Whether a number closes its clause: "5 mars 24, 9h-12h", not "5 mars 24 places"."""
    follows = passage.low(at + 1)
    if passage.gap(at + 1) is Gap.BLOCK:
        return True
    is_decimal = passage.kind(at + 2) == "num" and passage.gap(at + 2) is Gap.GLUED
    return follows in (";", ")", "]") or (follows in (",", ".") and not is_decimal)


def _numeric(passage: Passage, at: int, weekday: int | None, begun: int) -> Item | None:
    """Digits only: ISO, `28/11/2023`, `28.11.23`, and `28/11` where a day is expected."""
    parts, seps, end = _digits(passage, at)
    if passage.gap(end) is Gap.GLUED and passage.kind(end) in ("word", "num") and passage.low(end) != "t":
        return None
    if len(parts) == 3 and seps[0] == seps[1]:
        is_iso = [len(part) for part in parts] == [4, 2, 2] and seps[0] == "-"
        day, month, year = reversed(parts) if is_iso else parts
        if len(day) > 2 or len(month) > 2 or len(year) not in (2, 4) or (len(year) == 4 and int(year) not in YEARS):
            return None
        number = int(year) if len(year) == 4 else 2000 + int(year)
        return Item(Day(day=int(day), month=int(month), year=number, weekday=weekday), end, numeric=True)
    if len(parts) == 2 and seps[0] == "/" and _is_short_date(passage, parts, end, weekday, begun):
        return Item(Day(day=int(parts[0]), month=int(parts[1]), weekday=weekday), end, numeric=True)
    return None


def _digits(passage: Passage, at: int) -> tuple[list[str], list[str], int]:
    """Numbers glued by signs, at most three; the signs; where they stop."""
    parts, seps, end = [passage.low(at)], list[str](), at + 1
    end += passage.low(end) == "er" and passage.low(end + 1) == "/"
    while len(parts) < 3 and passage.low(end) in ("/", ".", "-") and passage.kind(end + 1) == "num":
        if passage.gap(end) is not Gap.GLUED or passage.gap(end + 1) is not Gap.GLUED:
            break
        seps.append(passage.low(end))
        parts.append(passage.low(end + 1))
        end += 2
    return parts, seps, end


def _is_short_date(passage: Passage, parts: list[str], end: int, weekday: int | None, begun: int) -> bool:
    """Whether "28/11" is a day, not a fraction nor a count."""
    if len(parts[0]) > 2 or len(parts[1]) > 2 or not 1 <= int(parts[0]) <= 31 or not 1 <= int(parts[1]) <= 12:
        return False
    if passage.low(end) in MONTHS or passage.low(end) in _UNITS:
        return False
    expected = passage.low(begun - 1) in _BEFORE_DIGITS and passage.gap(begun) < Gap.BLOCK
    return weekday is not None or expected or len(parts[0]) == 2 == len(parts[1])
