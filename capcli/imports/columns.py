"""What each column of a file is taken for: said, remembered, known by its heading, or by what its cells look like."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.errors import Usage
from capcli.imports.fields import IGNORED, names_of
from capcli.imports.mute_names import with_names
from capcli.imports.own_exports import own_kind
from capcli.imports.recognising import Recogniser
from capcli.imports.settling import Found, settled
from capcli.imports.shapes import Shape, shape_of
from capcli.imports.tables import Sheet
from capcli.imports.technical import is_technical

_MAPPED, _REMEMBERED = 100, 99
"""How sure what was said is, now or last time."""
_DIGITS = 6
"""Of the number of a column."""


class Choice(Struct, frozen=True):
    """`--map "Column=field"`: the folded heading, or the column's number, the field, and the column as it was typed."""

    heading: str
    field: str
    typed: str = ""


def columns_of(
    sheet: Sheet, kind: str, choices: Sequence[Choice] = (), remembered: Mapping[str, str] | None = None
) -> list[Column]:
    """What each column is, in the order of the file; of several for one field the surest has it.

    Raises:
        Usage: `import_column`, a choice names a column that is not there; the headings are listed.
    """
    chosen = _chosen(sheet, choices)
    recogniser, shapes = Recogniser(sheet, kind), _shapes(sheet)
    found = []
    for place, heading in enumerate(sheet.headings):
        said = chosen.get(place)
        known = (remembered or {}).get(fold(heading) or str(place + 1))
        if said or (known in names_of(kind) if known else False):
            column = Column(
                heading=heading,
                field=said or str(known),
                confidence=_MAPPED if said else _REMEMBERED,
                by="map" if said else "memory",
            )
            found.append(Found(place=place, column=column, shape=shapes[place], rank=-1))
        else:
            found.append(recogniser.found(place, shapes[place]))
    return [one.column for one in with_names(sheet, settled(sheet, kind, found))]


def never_kept(columns: Sequence[Column]) -> list[str]:
    """The headings of columns that are left out because a machine noted them, as the file writes them."""
    if own_kind([column.heading for column in columns]):
        return []
    return [
        " ".join(column.heading.split())
        for column in columns
        if column.field == IGNORED and column.by in ("heading", "tool") and is_technical(column.heading)
    ]


def _chosen(sheet: Sheet, choices: Sequence[Choice]) -> dict[int, str]:
    """The fields chosen, by place; two columns of one heading are told apart by the " (2)" of the second."""
    chosen: dict[int, str] = {}
    folded = [fold(heading) for heading in sheet.headings]
    for choice in choices:
        places = [place for place, heading in enumerate(folded) if heading and heading == choice.heading]
        column = _number(choice.heading)
        if not places and 0 < column <= len(folded) and not folded[column - 1]:
            places = [column - 1]
        if not places:
            base, _space, number = choice.heading.rpartition(" ")
            same = [place for place, heading in enumerate(folded) if heading == base]
            places = same[_number(number) - 1 : _number(number)] if _number(number) > 1 else []
        if not places:
            raise Usage(
                "import_column", column=choice.typed or choice.heading, known=", ".join(filter(None, sheet.headings))
            )
        chosen.update(dict.fromkeys(places, choice.field))
    return chosen


def _number(text: str) -> int:
    """The number of a column, or of a heading that comes again; 0 for a text that is none."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0


def _shapes(sheet: Sheet) -> list[Shape]:
    return [shape_of([row.cells[place] for row in sheet.rows]) for place in range(len(sheet.headings))]
