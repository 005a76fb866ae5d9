"""Which column has a field when several might: the surest; the others fill in, are answers, or are left out."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.domain.plans import Column
from capcli.imports.fields import ANSWER, IGNORED, NO_FIELDS, SENSITIVE, field_of, names_of
from capcli.imports.guesses import guessed, of_a_contact
from capcli.imports.own_exports import own_kind
from capcli.imports.shapes import SAMPLED, Shape
from capcli.imports.tables import Sheet

SPARE = frozenset(
    {"email", "phone", "organisation", "function", "public", "postcode", "requested_at", "paid_on", "note"}
)
"""Fields of which a second column fills in where the first is empty."""
MANY = frozenset({*NO_FIELDS, "state", "years"})
"""What any number of columns may be."""
NAMES = frozenset({"name", "given_name", "family_name"})
_OF_CONTACTS = ("registrations", "people", "attendance")
_MEANT = 65
"""How sure a contact is who is meant."""
_BEHIND = 10
"""How much less sure a second column of a field is."""


class Found(Struct, frozen=True, kw_only=True):
    """A column on the way to its field. `rank` is how surely the heading means it, 0 the surest; `account`: the
    program filled it in from whoever was signed in.
    """

    place: int
    column: Column
    shape: Shape
    rank: int = 99
    account: bool = False


def settled(sheet: Sheet, kind: str, found: Sequence[Found]) -> list[Found]:
    """One column for a field: the surest; the others fill in where they may, or are answers.

    In an export of ours it is the first: the questions of a form stand behind the fields, whatever they are called.
    """
    found, is_ours = _without_accounts(found), own_kind(sheet.headings) is not None
    best: dict[str, Found] = {}
    for one in sorted(found, key=_in_order if is_ours else _surest):
        best.setdefault(one.column.field, one)
    one_each = _surnamed(sheet, [_placed(one, best[one.column.field], spares=not is_ours) for one in found])
    return _without_options(sheet, _promoted(kind, _guessed(kind, _contacts(kind, one_each))))


def _surest(one: Found) -> tuple[bool, int, int, int]:
    return one.rank >= 0 and not one.shape.filled, one.rank, -one.shape.filled, -one.place


def _in_order(one: Found) -> tuple[bool, int]:
    return one.rank >= 0, one.place  # what was typed comes first


def _without_accounts(found: Sequence[Found]) -> list[Found]:
    """The columns without the name of an account where a question asks for names."""
    asked = any(one.column.field in NAMES and not one.account and one.shape.filled for one in found)
    return [
        replace(one, column=replace(one.column, field=IGNORED, by="tool"))
        if asked and one.account and one.column.field in NAMES
        else one
        for one in found
    ]


def _placed(one: Found, best: Found, *, spares: bool) -> Found:
    """A column beside the surest of its field: less sure, an answer, or left out when nobody typed it."""
    field = one.column.field
    if one is best or field in MANY:
        return one
    if spares and field in SPARE:
        lower = min(one.column.confidence, best.column.confidence - _BEHIND)
        return replace(one, column=replace(one.column, confidence=lower))
    return replace(one, column=replace(one.column, field=IGNORED if one.account else ANSWER), rank=99)


def _surnamed(sheet: Sheet, found: list[Found]) -> list[Found]:
    """A column "Name" beside one of given names holds the family name, unless it repeats the given ones.

    Beside one of family names it holds the given ones, where it is of one word and does not repeat those.
    """
    places = {one.column.field: one.place for one in found}
    parts = [field for field in ("given_name", "family_name") if field in places]
    if "name" not in places or len(parts) != 1:
        return found
    pairs = [(row.cells[places[parts[0]]], row.cells[places["name"]]) for row in sheet.rows[:SAMPLED]]
    both = [(fold(part), fold(name)) for part, name in pairs if part and name]
    whole = sum(part in name or (parts == ["family_name"] and " " in name) for part, name in both)
    if whole * 2 > len(both) or (parts == ["family_name"] and not both):
        return found
    other = "given_name" if parts == ["family_name"] else "family_name"
    return [
        replace(one, column=replace(one.column, field=other)) if one.column.field == "name" else one for one in found
    ]


def _contacts(kind: str, found: list[Found]) -> list[Found]:
    """Where no column says who it is, the first contact that the headings name ("Nom du référent") is meant."""
    taken = {one.column.field for one in found}
    if taken & {*NAMES, "email"} or any(field.startswith("payer_") for field in taken) or kind not in _OF_CONTACTS:
        return found
    word, done = None, []
    for one in found:
        told = of_a_contact(one.column.heading) if one.column.field == ANSWER else None
        field = next(filter(None, (field_of(form, kind) for form in told[1])), None) if told else None
        if told and field in {*NAMES, "email", "phone", "function"} - taken and word in (None, told[0]):
            word = told[0]
            taken.add(str(field))
            one = replace(one, column=replace(one.column, field=str(field), confidence=_MEANT, by="near"), rank=90)
        done.append(one)
    return done if taken & NAMES else found


def _guessed(kind: str, found: list[Found]) -> list[Found]:
    """Columns without a known heading become a field that no other column is, when their cells show it."""
    fields = {one.column.field for one in found if not _is_of_nobody(one)}
    wanted = {"email", "phone", "postcode", "requested_at", "siret", "name"} & set(names_of(kind)) - fields
    if fields & {"given_name", "family_name"}:
        wanted.discard("name")
    fullest = max((one.shape.filled for one in found), default=0)
    guesses = []
    for one in found:
        is_open = one.column.field == ANSWER and one.column.by == "heading"
        open_to = wanted if one.shape.filled * 2 >= fullest else wanted - {"name"}  # every row names somebody
        guess = guessed(one.column.heading, one.shape, open_to) if is_open else None
        if guess is not None:
            wanted.discard(guess[0])
            column = replace(one.column, field=guess[0], confidence=guess[1], by="values")
            one = replace(one, column=column, rank=95)
        guesses.append(one)
    return guesses


def _is_of_nobody(one: Found) -> bool:
    """Whether a column of accounts holds no address, since nobody was signed in ("anonymous")."""
    return one.account and one.column.field == "email" and not one.shape.share("email")


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
