"""What each column of a file is taken for: said, remembered, known by its heading, or by what its cells look like."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.errors import Usage
from capcli.imports import layouts
from capcli.imports.fields import ANSWER, IGNORED, SENSITIVE, field_of, names_of, rank_of
from capcli.imports.grouped_headings import inner_headings
from capcli.imports.guesses import by_cells, confirmed, has_shape, is_counter
from capcli.imports.heading_forms import code, forms
from capcli.imports.mute_names import with_names
from capcli.imports.near import near_field
from capcli.imports.own_exports import is_derived, own_kind
from capcli.imports.sensitive import is_answered, is_asked
from capcli.imports.settling import Found, settled
from capcli.imports.shapes import Shape, shape_of
from capcli.imports.tables import Sheet
from capcli.imports.technical import is_technical
from capcli.imports.tools import Tool

_EXACT, _STRIPPED, _TOOL, _MAPPED, _REMEMBERED = 95, 88, 97, 100, 99


class Choice(Struct, frozen=True):
    """`--map "Column=field"`: the folded heading, or the column's number, and the field."""

    heading: str
    field: str


def columns_of(
    sheet: Sheet, kind: str, choices: Sequence[Choice] = (), remembered: Mapping[str, str] | None = None
) -> list[Column]:
    """What each column is, in the order of the file; of several for one field the surest has it.

    Raises:
        Usage: `import_column`, a choice names a column that is not there; the headings are listed.
    """
    chosen = _chosen(sheet, choices)
    tool = None if own_kind(sheet.headings) else layouts.tool_of(sheet)
    shapes, inner = _shapes(sheet), inner_headings(sheet.headings, kind)
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
            found.append(_found(sheet, place, kind, tool, shapes[place], inner.get(place)))
    return [one.column for one in with_names(sheet, settled(sheet, kind, found))]


_SYMPA = ("email", "name")
"""The columns of a list of subscribers, which has no headings."""


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
        numbered = choice.heading.isdigit() and 0 < int(choice.heading) <= len(folded)
        if not places and numbered and not folded[int(choice.heading) - 1]:
            places = [int(choice.heading) - 1]
        if not places:
            base, _space, number = choice.heading.rpartition(" ")
            same = [place for place, heading in enumerate(folded) if heading == base]
            places = same[int(number) - 1 : int(number)] if number.isdigit() and int(number) > 1 else []
        if not places:
            raise Usage("import_column", column=choice.heading, known=", ".join(filter(None, sheet.headings)))
        chosen.update(dict.fromkeys(places, choice.field))
    return chosen


def _shapes(sheet: Sheet) -> list[Shape]:
    return [shape_of([row.cells[place] for row in sheet.rows]) for place in range(len(sheet.headings))]


def _found(sheet: Sheet, place: int, kind: str, tool: Tool | None, shape: Shape, inner: str | None) -> Found:
    """One column by itself: the program's meaning of it, its heading, a heading that is near.

    `inner` is what the heading says besides what it shares with others.
    """
    heading = sheet.headings[place]

    def found(field: str, confidence: int, by: str, rank: int = 99, *, account: bool = False) -> Found:
        column = Column(heading=heading, field=field, confidence=confidence, by=by)  # type: ignore[arg-type]
        return Found(place=place, column=column, shape=shape, rank=rank, account=account)

    own = own_kind(sheet.headings)
    if own is not None and is_derived(heading, own):
        return found(IGNORED, _TOOL, "tool")
    if layouts.is_sympa(sheet) and _SYMPA[place] in names_of(kind):
        return found(_SYMPA[place], _STRIPPED, "tool", place)
    meant = _by_tool(heading, kind, tool)
    if meant is not None:
        return found(meant, _TOOL, "tool", 0)
    if is_technical(heading):
        if "email" in names_of(kind) and shape.share("email") > _MOSTLY:  # the account's name is its address
            return found("email", 70, "values", 90, account=True)
        return found(IGNORED, _EXACT, "heading")
    if kind == "contacts" and layouts.year_of(heading):
        return found("years", _EXACT, "heading")
    field = field_of(inner or heading, kind)
    if field is not None and kind == "dues":
        field = by_cells(field, shape)
    if field is not None and (fit := 1 if own else confirmed(field, shape)) >= 0:
        rank = rank_of(inner or heading, field, kind)
        sure = (_EXACT if rank < 12 else _STRIPPED) + 4 * fit
        is_account = tool is not None and field in tool.accounts and place < _ACCOUNTS_WITHIN
        return found(field, sure, "heading", rank + 90 * is_account, account=is_account)
    if heading and is_asked(heading):
        return found(SENSITIVE, 80, "heading")
    near = near_field(heading, kind) if heading and field is None else None
    if near is not None and (fit := confirmed(near[0], shape)) >= 0 and (fit or not has_shape(near[0])):
        return found(near[0], near[1] + 10 * fit, "near", 80)
    if heading and shape.share("affirmation") < 0.5 and is_answered(shape.sample):
        return found(SENSITIVE, 60, "values")
    if is_counter(heading, shape):
        return found(IGNORED, 90, "values")
    return found(ANSWER, 90 if heading else 50, "heading")


_MOSTLY = 0.8
_ACCOUNTS_WITHIN = 6
"""Programs put the columns of the account before the first question."""


def _by_tool(heading: str, kind: str, tool: Tool | None) -> str | None:
    if tool is None:
        return None
    for form in (*forms(heading), code(heading)):
        field = tool.fields.get(form)
        if field == "kind" and kind == "dues" != tool.kind:  # of the member there, of the operation here
            return ANSWER
        if field in names_of(kind):
            return field
    return None
