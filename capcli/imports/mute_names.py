"""Given and family names in two columns without headings, told apart by the rows."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from capcli.domain.name_orders import row_order
from capcli.imports.fields import ANSWER
from capcli.imports.guesses import is_coded
from capcli.imports.settling import NAMES, Found
from capcli.imports.shapes import SAMPLED
from capcli.imports.tables import Sheet

_SURE = 60


def with_names(sheet: Sheet, found: Sequence[Found]) -> list[Found]:
    """The columns, two neighbours of words among them taken as names when no column is one."""
    places = {one.column.field: one.place for one in found}
    words = [one.place for one in found if _is_words(one)]
    pair = next(((first, second) for first, second in pairwise(words) if second == first + 1), None)
    if NAMES & places.keys() or pair is None:
        return list(found)
    family = pair[0] if _family_first(sheet, pair, places.get("email")) else pair[1]
    fields = {place: "family_name" if place == family else "given_name" for place in pair}
    return [
        replace(one, column=replace(one.column, field=fields[one.place], confidence=_SURE, by="values"))
        if one.place in fields
        else one
        for one in found
    ]


def _is_words(one: Found) -> bool:
    """Whether an open column without a heading holds a word or two in each cell, and seldom the same."""
    shape = one.shape
    if one.column.field != ANSWER or not is_coded(one.column.heading) or not shape.sample:
        return False
    several = len(set(shape.sample)) * 2 > len(shape.sample)
    return several and shape.share("word") >= 0.8 and shape.share("affirmation") < 0.2


def _family_first(sheet: Sheet, pair: tuple[int, int], email: int | None) -> bool:
    told = [
        row_order(f"{row.cells[pair[0]]} {row.cells[pair[1]]}", row.cells[email] if email is not None else None)
        for row in sheet.rows[:SAMPLED]
    ]
    return told.count(True) >= told.count(False)
