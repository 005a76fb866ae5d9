"""Columns that tell when and how the dues of a year were paid, beside that of the year: "2024", "Date 2024", "Mode"."""

import re
from collections import Counter
from collections.abc import Sequence

from capcli.domain.methods import METHODS, canonical_method
from capcli.domain.names import fold
from capcli.imports.fields import field_of
from capcli.imports.layouts import year_of
from capcli.imports.shapes import TESTS

_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\s*[-/]\s*(?:(?:19|20)\d\d|\d\d))?\b")
_TELLING = ("paid_on", "method")
_NUMBERS = frozenset({"0", "1"})
"""A yes and a no; beside a day they would be amounts."""


def telling(headings: Sequence[str]) -> dict[int, int]:
    """The places of columns that tell of the payment of a year, each with the place of the column of that year.

    They name the year too, or follow it at once under a heading that comes again for other years.
    """
    parts = [_parts(heading) for heading in headings]
    years = {place: year for place, heading in enumerate(headings) if (year := year_of(heading)) is not None}
    sums = {place: year for place, year in years.items() if parts[place][0] not in _TELLING}
    counts = Counter(fold(heading) for heading in headings)
    found: dict[int, int] = {}
    last = None
    for place, (field, year) in enumerate(parts):
        of_year = [one for one, other in sums.items() if other == year]
        if place in sums:
            last = place
        elif field in _TELLING and len(of_year) == 1:
            found[place] = of_year[0]
        elif field in _TELLING and year is None and last is not None and counts[fold(headings[place])] > 1:
            found[place] = last
        else:
            last = None
    return found


def joined(cell: str, beside: Sequence[str]) -> tuple[str, list[int]]:
    """A cell of a year with the day and the way of paying that stand beside it, and which of those are told so.

    A cell that says more than a sum or a yes is left as it is, and so is one that says nothing.
    """
    is_plain = bool(TESTS["amount"](cell) or TESTS["affirmation"](cell)) and cell not in _NUMBERS
    used = [place for place, text in enumerate(beside) if is_plain and _is_told(text)]
    return " ".join([cell, *(beside[place] for place in used)]), used


def _is_told(text: str) -> bool:
    return bool(TESTS["day"](text)) or canonical_method(text) in METHODS


def _parts(heading: str) -> tuple[str | None, int | None]:
    """What a heading means in a list of payments without its year, and the year."""
    found = _YEAR.search(heading)
    bare = _YEAR.sub(" ", heading).strip(" ()-–:/")
    return field_of(bare, "dues") if bare else None, int(found[1]) if found else None
