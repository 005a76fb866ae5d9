"""Whether a column of days writes the day or the month first, decided from the whole column and what stands around."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from capcli.domain.calendar_words import WEEKDAYS, bare
from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.imports.layouts import tool_of
from capcli.imports.own_exports import own_kind
from capcli.imports.tables import Sheet

Order = Literal["iso", "day_first", "month_first", "unclear"]

DAYS = ("requested_at", "paid_on", "from", "until", "received_on", "deposited_on", "exempt.until", "exempt.from")
_DIGITS = re.compile(r"(?:([^\W\d]{2,9})\.?,?\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)\D*(.*)", re.DOTALL)
_WRITTEN = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|.*[^\W\d]{3,}", re.DOTALL)
_HALF = re.compile(r"\d\s*[ap]\.?m\.?\b", re.IGNORECASE)
_MONTH_FIRST_TOOLS = frozenset({"Zoom"})
_FRENCH = frozenset(
    str.split(
        "nom prenom courriel adresse heure montant tarif statut horodateur payeur adherent cotisation debut fin "
        "societe votre vous etes le de du des une jour annee regle moyen"
    )
)
_ENOUGH = 3
"""Moments from which their order tells something."""


class _Pair(NamedTuple):
    """The two figures of a day, its year, and the weekday before it."""

    first: int
    second: int
    year: str
    weekday: str | None


def date_order(sheet: Sheet, columns: Sequence[Column]) -> Order | None:
    """How the days of the file are written; None without a column of days, `unclear` when nothing tells.

    A value above 12 proves it, then a weekday, then a clock of twelve hours or the program, then the order in which
    the rows of a form came in, then the language of the headings and the semicolons that go with it.
    """
    places = [place for place, column in enumerate(columns) if column.field in DAYS]
    texts = [row.cells[place] for place in places for row in sheet.rows if row.cells[place]]
    if not texts:
        return None
    pairs = [_Pair(int(m[2]), int(m[3]), m[4], m[1]) for m in map(_DIGITS.match, texts) if m]
    if not pairs:
        return "iso" if any(_WRITTEN.match(text) for text in texts) else None
    proof = _proved(pairs) or _by_weekday(pairs)
    if proof is not None:
        return proof
    if own_kind(sheet.headings):
        return "day_first"
    tool = tool_of(sheet)
    if tool is not None and tool.name in _MONTH_FIRST_TOOLS:
        return "month_first"
    french = sheet.delimiter == ";" or _is_french(sheet.headings)
    if any(_HALF.search(text) for text in texts) and not french:
        return "month_first"
    sent = [place for place, column in enumerate(columns) if column.field == "requested_at"]
    ordered = _ordered(row.cells[sent[0]] for row in sheet.rows) if sent else None
    if ordered is not None:
        return ordered
    if french or all(pair.first == pair.second for pair in pairs):
        return "day_first"
    return "unclear"


def _proved(pairs: Sequence[_Pair]) -> Order | None:
    """What values above 12 prove; both ways prove nothing: the days are then read one by one, day first."""
    first = any(pair.first > 12 for pair in pairs)
    second = any(pair.second > 12 for pair in pairs)
    if first == second:
        return "day_first" if first else None
    return "day_first" if first else "month_first"


def _by_weekday(pairs: Sequence[_Pair]) -> Order | None:
    """What the weekdays beside the days prove, when they fit one reading only."""
    named = [(pair, WEEKDAYS[bare(pair.weekday)]) for pair in pairs if pair.weekday and bare(pair.weekday) in WEEKDAYS]
    if not named:
        return None
    day_first = all(_weekday(pair.year, pair.second, pair.first) == weekday for pair, weekday in named)
    month_first = all(_weekday(pair.year, pair.first, pair.second) == weekday for pair, weekday in named)
    return None if day_first == month_first else "day_first" if day_first else "month_first"


def _weekday(year: str, month: int, day: int) -> int | None:
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day).weekday()
    except ValueError:
        return None


def _ordered(cells: Iterable[str]) -> Order | None:
    """The order in which the moments of a form stand one after the other, when only one reading of them does."""
    found = [m for m in map(_DIGITS.match, cells) if m]
    if len(found) < _ENOUGH:
        return None
    day_first = _in_time((int(m[4]), int(m[3]), int(m[2])) for m in found)
    month_first = _in_time((int(m[4]), int(m[2]), int(m[3])) for m in found)
    return None if day_first == month_first else "day_first" if day_first else "month_first"


def _in_time(days: Iterable[tuple[int, int, int]]) -> bool:
    """Whether days, each as year, month and day, stand one after the other, the earliest or the latest first."""
    told = list(days)
    up = all(here <= after for here, after in pairwise(told))
    down = all(here >= after for here, after in pairwise(told))
    return (up or down) and len(set(told)) > 1


def _is_french(headings: Sequence[str]) -> bool:
    return any(_FRENCH & set(fold(heading).split()) or re.search("[éèêàçôùï]", heading) for heading in headings)
