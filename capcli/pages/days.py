"""The grammar of days: "les 17, 18 et 19 septembre 2025", "du lundi 3 au vendredi 7 juin", "5-6 février", "28/11/2023".

Rules read tokens from a place and give back what they understood and where they
stopped. They find day, month and year; which year an unsaid one is, and whether
the calendar has such a day, is for `capcli.pages.calendars`.
"""

from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from capcli.pages.day_items import Day, Item, english_year, item_at, month_first
from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words


class Span(Struct, frozen=True):
    """One day (`last` is None), or all days from one to another."""

    first: Day
    last: Day | None = None


class DayGroup(Struct, frozen=True, kw_only=True):
    """The days of one expression, and the tokens it took (`end` excluded)."""

    spans: list[Span]
    start: int
    end: int


MOST_DAYS = 60
_JOINS = {",": "list", "et": "list", "&": "list", "puis": "list", "and": "list", "ou": "list", "+": "list", "/": "list"}
_SPANS = words("au to until through jusqu")
_DETERMINERS = words("le les du the l of")
_BEFORE_LISTS = words("le les du au des de d date dates jour jours quand et puis the on from samedis dimanches l en")


def day_group_at(passage: Passage, at: int) -> DayGroup | None:
    """The expression of days that begins at token `at`, if one does."""
    first = item_at(passage, at)
    if first is None or not _may_begin(passage, at):
        return None
    english = _english_group(passage, at)
    if english is not None:
        return english
    items, joins = _items(passage, first)
    if not items or _is_no_list(passage, at, items, joins):
        return None
    if len(items) == 2 and joins[0] == "list" and "entre" in (passage.low(at - 1), passage.low(at - 2)):
        joins[0] = "span"
    return DayGroup(spans=_spans(_completed(items), joins), start=at, end=items[-1].end)


def _items(passage: Passage, first: Item) -> tuple[list[Item], list[str]]:
    """The days that follow each other from `first` on, as far as they have a month, and what joins them."""
    items, joins = [first], list[str]()
    while len(items) < MOST_DAYS:
        join, after = _join(passage, items[-1].end)
        item = item_at(passage, after) if join else None
        if item is None or (join == "dash" and _is_numbering(items[-1].day, item.day)):
            break
        if item.numeric and item.day.year is None and items[-1].day.year is not None:
            break
        items.append(item)
        joins.append(join)
    while items and items[-1].day.month is None:
        items.pop()
    return items, joins


def _english_group(passage: Passage, at: int) -> DayGroup | None:
    """ "March 12-14, 2024", "March 12 and 13": the month is said before the days."""
    first = month_first(passage, at, None) if passage.kind(at) == "word" else None
    if first is None or first.day.year is not None or passage.kind(first.end + 1) != "num":
        return None
    join, number = passage.low(first.end), passage.low(first.end + 1)
    if join not in ("-", "to", "and", "&") or len(number) > 2 or not 1 <= int(number) <= 31:
        return None
    year, end = english_year(passage, first.end + 2)
    days = [Day(day=day, month=first.day.month, year=year) for day in (first.day.day, int(number))]
    joins = ["dash" if join == "-" else "span" if join == "to" else "list"]
    return DayGroup(spans=_spans(days, joins), start=at, end=end)


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


def _join(passage: Passage, at: int) -> tuple[str, int]:
    """What links a day to the next: "list", "span", "dash", or nothing; and where the next begins."""
    kind, start = "", at
    while passage.low(at) in _JOINS and passage.gap(at) < Gap.BLOCK and at - start < 2:
        if _parts_clauses(passage, at):
            return "", start
        kind, at = "list", at + 1
    if passage.low(at) in _SPANS and passage.gap(at) < Gap.BLOCK:
        kind, at = "span", at + 1
        while passage.low(at) in ("'", "au", "a"):
            at += 1
    elif passage.low(at) == "-" and not kind and passage.gap(at) < Gap.BLOCK:
        kind, at = "dash", at + 1
    if kind and passage.low(at) in _DETERMINERS:
        at += 1
    return ("", start) if passage.gap(at) is Gap.BLOCK else (kind, at)


def _parts_clauses(passage: Passage, at: int) -> bool:
    """A spaced slash after a year: "5 mars 2024 / 8 mars 2024" are two lines in one."""
    return passage.low(at) == "/" and passage.gap(at) is not Gap.GLUED and len(passage.low(at - 1)) == 4


def _is_no_list(passage: Passage, at: int, items: list[Item], joins: list[str]) -> bool:
    """A number before a date is not always one more day: "salle 12, 5 mars"."""
    first = items[0].day
    if len(items) == 1 or first.month is not None:
        return False
    word_before = passage.gap(at) is Gap.SPACE and passage.kind(at - 1) == "word"
    if first.weekday is None and word_before and passage.low(at - 1) not in _BEFORE_LISTS:
        return True
    run = [item.day.day for item in items[: next(i for i, item in enumerate(items) if item.day.month) + 1]]
    return joins[0] == "list" and any(later <= earlier for earlier, later in pairwise(run))


def _completed(items: list[Item]) -> list[Day]:
    """Months and years said once for several days, weekdays in the plural for those that follow."""
    return _with_weekdays(items, _with_months([item.day for item in items], [item.numeric for item in items]))


def _with_months(days: list[Day], numeric: list[bool]) -> list[Day]:
    """Each day with the month and the year said after it."""
    month: int | None = None
    year: int | None = None
    completed: list[Day] = []
    for day, digits in zip(reversed(days), reversed(numeric), strict=True):
        if day.month is None:
            day = replace(day, month=month, year=day.year or year)
        elif day.year is None and year is not None and month is not None and not digits:
            # "20 décembre au 5 janvier 2024": the year before, when the months go down.
            day = replace(day, year=year - (day.month > month))
        month, year = day.month, day.year
        completed.append(day)
    return completed[::-1]


def _with_weekdays(items: list[Item], days: list[Day]) -> list[Day]:
    shared: int | None = None
    completed: list[Day] = []
    for item, day in zip(items, days, strict=True):
        if item.plural or day.weekday is not None:
            shared = day.weekday if item.plural else None
        elif shared is not None:
            day = replace(day, weekday=shared)
        completed.append(day)
    return completed


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
