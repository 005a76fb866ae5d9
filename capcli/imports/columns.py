"""What each column of a file is taken for: said, remembered, known by its heading, or by what its cells look like."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.errors import Usage
from capcli.imports import layouts
from capcli.imports.fields import ANSWER, IGNORED, SENSITIVE, UNKEPT, field_of, names_of, rank_of
from capcli.imports.grouped_headings import inner_headings
from capcli.imports.guesses import confirmed, guessed, is_counter
from capcli.imports.heading_forms import code, forms
from capcli.imports.near import near_field
from capcli.imports.own_exports import is_derived, own_kind
from capcli.imports.sensitive import is_answered, is_asked
from capcli.imports.shapes import Shape, shape_of
from capcli.imports.tables import Sheet
from capcli.imports.technical import is_technical
from capcli.imports.tools import Tool

SPARE = frozenset(
    {"email", "phone", "organisation", "function", "public", "postcode", "requested_at", "paid_on", "note"}
)
"""Fields of which a second column fills in where the first is empty."""
MANY = frozenset({*UNKEPT, "state", "years"})
"""What any number of columns may be."""
_BEHIND = 10
"""How much less sure a second column of a field is."""
_EXACT, _STRIPPED, _TOOL, _MAPPED, _REMEMBERED = 95, 88, 97, 100, 99


class Choice(Struct, frozen=True):
    """`--map "Column=field"`: the folded heading, or the column's number, and the field."""

    heading: str
    field: str


class Found(Struct, frozen=True, kw_only=True):
    """A column on the way to its field. `rank` is how surely the heading means it, 0 the surest; `account`: the
    program filled it in from whoever was signed in.
    """

    place: int
    column: Column
    shape: Shape
    rank: int = 99
    account: bool = False


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
        known = (remembered or {}).get(fold(heading))
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
    return [one.column for one in _settled(sheet, kind, found)]


def never_kept(columns: Sequence[Column]) -> list[str]:
    """The headings of columns that are left out because a machine noted them, as the file writes them."""
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
    meant = _by_tool(heading, kind, tool)
    if meant is not None:
        return found(meant, _TOOL, "tool", 0)
    if is_technical(heading):
        return found(IGNORED, _EXACT, "heading")
    if kind == "contacts" and layouts.year_of(heading):
        return found("years", _EXACT, "heading")
    field = field_of(inner or heading, kind)
    if field is not None and (fit := confirmed(field, shape)) >= 0:
        rank = rank_of(inner or heading, field, kind)
        sure = (_EXACT if rank < 12 else _STRIPPED) + 4 * fit
        is_account = tool is not None and field in tool.accounts and place < _ACCOUNTS_WITHIN
        return found(field, sure, "heading", rank + 90 * is_account, account=is_account)
    if heading and is_asked(heading):
        return found(SENSITIVE, 80, "heading")
    near = near_field(heading, kind) if heading and field is None else None
    if near is not None and confirmed(near[0], shape) >= 0:
        return found(near[0], near[1] - 20 + 10 * confirmed(near[0], shape), "near", 80)
    if heading and shape.share("affirmation") < 0.5 and is_answered(shape.sample):
        return found(SENSITIVE, 60, "values")
    if is_counter(heading, shape):
        return found(IGNORED, 90, "values")
    return found(ANSWER, 90 if heading else 50, "heading")


_ACCOUNTS_WITHIN = 6
"""Programs put the columns of the account before the first question."""


def _by_tool(heading: str, kind: str, tool: Tool | None) -> str | None:
    if tool is None:
        return None
    for form in (*forms(heading), code(heading)):
        field = tool.fields.get(form)
        if field is not None and (field in names_of(kind)):
            return field
    return None


def _settled(sheet: Sheet, kind: str, found: list[Found]) -> list[Found]:
    """One column for a field: the surest; the others fill in where they may, or are answers."""
    best: dict[str, Found] = {}
    for one in sorted(
        found, key=lambda one: (one.rank >= 0 and not one.shape.filled, one.rank, -one.shape.filled, -one.place)
    ):
        best.setdefault(one.column.field, one)
    settled = [_placed(one, best[one.column.field]) for one in found]
    settled = _guessed(kind, settled)
    return _without_options(sheet, _promoted(kind, settled))


def _placed(one: Found, best: Found) -> Found:
    """A column beside the surest of its field: less sure, an answer, or left out when nobody typed it."""
    field = one.column.field
    if one is best or field in MANY:
        return one
    if field in SPARE:
        lower = min(one.column.confidence, best.column.confidence - _BEHIND)
        return replace(one, column=replace(one.column, confidence=lower))
    return replace(one, column=replace(one.column, field=IGNORED if one.account else ANSWER), rank=99)


def _guessed(kind: str, found: list[Found]) -> list[Found]:
    """Columns without a known heading become a field that no other column is, when their cells show it."""
    fields = {one.column.field for one in found}
    wanted = {"email", "phone", "postcode", "requested_at", "siret", "name"} & set(names_of(kind)) - fields
    if fields & {"given_name", "family_name"}:
        wanted.discard("name")
    guesses = []
    for one in found:
        is_open = one.column.field == ANSWER and one.column.by == "heading"
        guess = guessed(one.column.heading, one.shape, wanted) if is_open else None
        if guess is not None:
            wanted.discard(guess[0])
            column = replace(one.column, field=guess[0], confidence=guess[1], by="values")
            one = replace(one, column=column, rank=95)
        guesses.append(one)
    return guesses


def _promoted(kind: str, found: list[Found]) -> list[Found]:
    """Whoever pays is who is meant, in a file that names nobody else."""
    fields = {one.column.field for one in found}
    if fields & {"name", "family_name", "given_name"} or kind not in ("registrations", "dues"):
        return found
    promoted = []
    for one in found:
        field = one.column.field.removeprefix("payer_")
        if field != one.column.field and field not in fields and field in names_of(kind):
            one = replace(one, column=replace(one.column, field=field, confidence=min(one.column.confidence, 85)))
        promoted.append(one)
    return promoted


def _without_options(sheet: Sheet, found: list[Found]) -> list[Found]:
    """Columns of one option each ("Présence (Matin)": true) say again what the joined column "Présence" says."""
    whole = {fold(heading) for heading in sheet.headings}
    kept = []
    for one in found:
        stem = one.column.heading.rpartition(" (")[0]
        repeats = stem and fold(stem) in whole and one.shape.filled and one.shape.share("truth") == 1
        if one.column.field in (ANSWER, SENSITIVE) and repeats:
            one = replace(one, column=replace(one.column, field=IGNORED, confidence=90, by="values"))
        kept.append(one)
    return kept
