"""The grammar of days: "les 17, 18 et 19 septembre 2025", "du lundi 3 au vendredi 7 juin", "5-6 février", "28/11/2023".

Rules read tokens from a place and give back what they understood and where they
stopped. They find day, month and year; which year an unsaid one is, and whether
the calendar has such a day, is for `capcli.pages.calendars`.
"""

from msgspec import Struct

from capcli.domain.calendar_words import MONTHS, WEEKDAYS
from capcli.pages.tokens import Gap, Passage

YEARS = range(1990, 2100)


class Day(Struct, frozen=True, kw_only=True):
    """A day as written: what is not said is None."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


class Span(Struct, frozen=True):
    """One day (`last` is None), or all days from one to another."""

    first: Day
    last: Day | None = None


class DayGroup(Struct, frozen=True, kw_only=True):
    """The days of one expression, and the tokens it took (`end` excluded)."""

    spans: list[Span]
    start: int
    end: int


class _Item(Struct):
    day: Day
    end: int
    numeric: bool = False
    plural: bool = False


_ENGLISH_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_JOINS = {",": "list", "et": "list", "&": "list", "puis": "list", "and": "list", "ou": "list", "+": "list", "/": "list"}
_SPANS = frozenset({"au", "to", "until", "through", "jusqu"})
_DETERMINERS = frozenset({"le", "les", "du", "the", "l", "of"})
_BEFORE_LISTS = frozenset(
    "le les du au des de d date dates jour jours quand et puis the on from samedis dimanches l en".split()
)
_UNITS = frozenset(
    "h heures heure hrs min mn minutes € euros euro eur % places place personnes personne participants inscrits ans an "
    "jours jour mois semaines seances modules am pm e eme rue avenue boulevard bis ter km m".split()
)
_MOMENTS = frozenset({"matin", "soir", "midi", "apres", "matinee", "soiree"})


def day_group_at(passage: Passage, at: int) -> DayGroup | None:
    """The expression of days that begins at token `at`, if one does."""
    first = _item(passage, at)
    if first is None or not _may_begin(passage, at):
        return None
    english = _english_group(passage, at)
    if english is not None:
        return english
    items, joins = [first], list[str]()
    while len(items) < 60:
        join, after = _join(passage, items[-1].end)
        item = _item(passage, after) if join else None
        if item is not None and join == "dash" and _is_numbering(items[-1].day, item.day):
            break
        if item is None or (item.numeric and item.day.year is None and items[-1].day.year is not None):
            break
        items.append(item)
        joins.append(join)
    while items and items[-1].day.month is None:
        items.pop()
    if not items or _is_no_list(passage, at, items, joins):
        return None
    if len(items) == 2 and joins[0] == "list" and "entre" in (passage.low(at - 1), passage.low(at - 2)):
        joins[0] = "span"
    return DayGroup(spans=_spans(_completed(items), joins), start=at, end=items[-1].end)


def _english_group(passage: Passage, at: int) -> DayGroup | None:
    """ "March 12-14, 2024", "March 12 and 13": the month is said before the days."""
    first = _month_first(passage, at, None) if passage.kind(at) == "word" else None
    if first is None or first.day.year is not None or passage.kind(first.end + 1) != "num":
        return None
    join, number = passage.low(first.end), passage.low(first.end + 1)
    if join not in ("-", "to", "and", "&") or len(number) > 2 or not 1 <= int(number) <= 31:
        return None
    year, end = _english_year(passage, first.end + 2)
    days = [Day(day=day, month=first.day.month, year=year) for day in (first.day.day, int(number))]
    joins = ["dash" if join == "-" else "span" if join == "to" else "list"]
    return DayGroup(spans=_spans(days, joins), start=at, end=end)


def _english_year(passage: Passage, at: int) -> tuple[int | None, int]:
    if passage.low(at) == "," and _is_year(passage, at + 1):
        return int(passage.low(at + 1)), at + 2
    return (int(passage.low(at)), at + 1) if _is_year(passage, at) else (None, at)


def _is_numbering(number: Day, day: Day) -> bool:
    """ "1 – mardi 6 février": the first of a list, not a span."""
    return number.month is None and number.weekday is None and day.weekday is not None


def _may_begin(passage: Passage, at: int) -> bool:
    """A number glued to what is before it belongs to that: an hour, a reference, a decimal, a street."""
    token = passage.tokens[at]
    if at and passage.tokens[at - 1].text in "°#":
        return False
    if token.gap is not Gap.GLUED or at == 0:
        return True
    before = passage.tokens[at - 1]
    if before.kind in ("num", "word", "url", "email"):
        return False
    return not (before.text in "./,:-+#°_@=&" and passage.kind(at - 2) in ("num", "word") and before.gap is Gap.GLUED)


def _item(passage: Passage, at: int) -> _Item | None:
    """A day, with its weekday, month and year where they are said."""
    weekday, plural, start = _weekday(passage, at)
    if passage.kind(start) == "word":
        return _month_first(passage, start, weekday)
    if passage.kind(start) != "num" or (start > at and passage.gap(start) is Gap.BLOCK):
        return None
    numeric = _numeric(passage, start, weekday, at)
    if numeric is not None:
        numeric.plural = plural
        return numeric
    number = passage.low(start)
    if len(number) > 2 or int(number) == 0:
        return None
    end = start + 1
    if passage.low(end) in ("er", "st", "nd", "rd", "th") and passage.gap(end) is Gap.GLUED:
        end += 1
    elif passage.low(end) == "ᵉʳ":
        end += 1
    month_at = end + (passage.low(end) == "of")
    if passage.low(month_at) == "-" and passage.gap(month_at) is Gap.GLUED and passage.low(month_at + 1) in MONTHS:
        month_at += 1
    month = MONTHS.get(passage.low(month_at)) if passage.gap(month_at) < Gap.BLOCK else None
    if month is None:
        if passage.gap(end) < Gap.BLOCK and passage.low(end) in _UNITS:
            return None
        day = Day(day=int(number), weekday=weekday)
        return _Item(day, end, plural=plural) if int(number) <= 31 else None
    end = month_at + 1
    shortened = len(passage.low(month_at)) <= 5
    if shortened and passage.low(end) == "." and passage.gap(end) is Gap.GLUED and not _ends_sentence(passage, end):
        end += 1
    year, end = _year(passage, end)
    return _Item(Day(day=int(number), month=month, year=year, weekday=weekday), end, plural=plural)


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


def _month_first(passage: Passage, at: int, weekday: int | None) -> _Item | None:
    """English order: "March 5th, 2024"."""
    month = MONTHS.get(passage.low(at)) if passage.low(at) in _ENGLISH_MONTHS else None
    number = passage.low(at + 1)
    if month is None or passage.kind(at + 1) != "num" or passage.gap(at + 1) is not Gap.SPACE or len(number) > 2:
        return None
    end = at + 2
    if passage.low(end) in ("st", "nd", "rd", "th") and passage.gap(end) is Gap.GLUED:
        end += 1
    elif passage.low(end) in _UNITS or (passage.low(end) == ":" and passage.gap(end) is Gap.GLUED):
        return None
    year, after = _english_year(passage, end)
    day = int(number)
    return _Item(Day(day=day, month=month, year=year, weekday=weekday), after) if 1 <= day <= 31 else None


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
    if (
        passage.kind(number_at) != "num"
        or len(number) != 2
        or passage.gap(at) is not Gap.SPACE
        or not 15 <= int(number) <= 60
    ):
        return None, at
    follows = passage.low(number_at + 1)
    is_end = passage.gap(number_at + 1) is Gap.BLOCK or follows in (",", ".", ";", ")", "]")
    if marked or (
        is_end
        and not (
            follows in (".", ",") and passage.kind(number_at + 2) == "num" and passage.gap(number_at + 2) is Gap.GLUED
        )
    ):
        return 2000 + int(number), number_at + 1
    return None, at


def _numeric(passage: Passage, at: int, weekday: int | None, begun: int) -> _Item | None:
    """Digits only: ISO, `28/11/2023`, `28.11.23`, and `28/11` where a day is expected."""
    parts, seps, end = [passage.low(at)], list[str](), at + 1
    while len(parts) < 3 and passage.low(end) in ("/", ".", "-") and passage.kind(end + 1) == "num":
        if passage.gap(end) is not Gap.GLUED or passage.gap(end + 1) is not Gap.GLUED:
            break
        seps.append(passage.low(end))
        parts.append(passage.low(end + 1))
        end += 2
    if passage.gap(end) is Gap.GLUED and passage.kind(end) in ("word", "num") and passage.low(end) != "t":
        return None
    if len(parts) == 3 and seps[0] == seps[1]:
        if len(parts[0]) == 4 and seps[0] == "-" and len(parts[1]) == 2 == len(parts[2]):
            year, month, day = parts
        else:
            day, month, year = parts
        if len(day) > 2 or len(month) > 2 or len(year) not in (2, 4) or (len(year) == 4 and int(year) not in YEARS):
            return None
        number = int(year) if len(year) == 4 else 2000 + int(year)
        return _Item(Day(day=int(day), month=int(month), year=number, weekday=weekday), end, numeric=True)
    if len(parts) == 2 and seps[0] == "/" and _is_short_date(passage, parts, end, weekday, begun):
        return _Item(Day(day=int(parts[0]), month=int(parts[1]), weekday=weekday), end, numeric=True)
    return None


def _is_short_date(passage: Passage, parts: list[str], end: int, weekday: int | None, begun: int) -> bool:
    if len(parts[0]) > 2 or len(parts[1]) > 2 or not 1 <= int(parts[0]) <= 31 or not 1 <= int(parts[1]) <= 12:
        return False
    if passage.low(end) in MONTHS or passage.low(end) in _UNITS:
        return False
    expected = (
        passage.low(begun - 1) in ("le", "du", "au", "les", "avant", "et", "des") and passage.gap(begun) < Gap.BLOCK
    )
    return weekday is not None or expected or len(parts[0]) == 2 == len(parts[1])


def _join(passage: Passage, at: int) -> tuple[str, int]:
    """What links a day to the next: "list", "span", "dash", or nothing; and where the next begins."""
    kind, start = "", at
    if passage.gap(at) is Gap.BLOCK:
        return "", at
    while passage.low(at) in _JOINS and passage.gap(at) < Gap.BLOCK and at - start < 2:
        if (
            passage.low(at) == "/"
            and passage.gap(at) is not Gap.GLUED
            and passage.kind(at - 1) == "num"
            and len(passage.low(at - 1)) == 4
        ):
            return "", start
        kind, at = "list", at + 1
    if passage.low(at) in _SPANS:
        kind, at = "span", at + 1
        while passage.low(at) in ("'", "au", "a"):
            at += 1
    elif passage.low(at) == "-" and not kind:
        kind, at = "dash", at + 1
    elif passage.low(at) == "." and passage.low(at + 1) == "." and not kind:
        return "", start
    if kind and passage.low(at) in _DETERMINERS:
        at += 1
    if passage.gap(at) is Gap.BLOCK:
        return "", start
    return kind, at


def _is_no_list(passage: Passage, at: int, items: list[_Item], joins: list[str]) -> bool:
    """A number before a date is not always one more day: "salle 12, 5 mars"."""
    first = items[0].day
    if len(items) == 1 or first.month is not None:
        return False
    if first.weekday is None and passage.gap(at) is Gap.SPACE and passage.kind(at - 1) == "word":
        if passage.low(at - 1) not in _BEFORE_LISTS:
            return True
    run = [item.day.day for item in items[: next(i for i, item in enumerate(items) if item.day.month) + 1]]
    return joins[0] == "list" and any(later <= earlier for earlier, later in zip(run, run[1:], strict=False))


def _completed(items: list[_Item]) -> list[Day]:
    """Months and years said once for several days, weekdays in the plural for those that follow."""
    days = [item.day for item in items]
    month: int | None = None
    year: int | None = None
    for index in range(len(days) - 1, -1, -1):
        day = days[index]
        if day.month is not None:
            if day.year is None and year is not None and month is not None and not items[index].numeric:
                # "20 décembre au 5 janvier 2024": the year before, when the months go down.
                day = _with(day, year=year - (day.month > month))
            month, year = day.month, day.year
        else:
            day = _with(day, month=month, year=year)
        days[index] = day
    shared: int | None = None
    for index, item in enumerate(items):
        if item.plural:
            shared = item.day.weekday
        elif item.day.weekday is not None:
            shared = None
        elif shared is not None:
            days[index] = _with(days[index], weekday=shared)
    return days


def _with(day: Day, *, month: int | None = None, year: int | None = None, weekday: int | None = None) -> Day:
    return Day(
        day=day.day,
        month=month or day.month,
        year=year or day.year,
        weekday=weekday if weekday is not None else day.weekday,
    )


def _spans(days: list[Day], joins: list[str]) -> list[Span]:
    spans, index = list[Span](), 0
    while index < len(days):
        join = joins[index] if index < len(days) - 1 else ""
        first, last = days[index], days[index + 1] if join else None
        if last is not None and (join == "span" or (join == "dash" and not _is_next(first, last))):
            spans.append(Span(first, last))
            index += 2
        else:
            spans.append(Span(first))
            index += 1
    return spans


def _is_next(first: Day, last: Day) -> bool:
    """Whether a dash joins two days that follow: those are two days, not a span."""
    return first.month == last.month and last.day - first.day == 1
