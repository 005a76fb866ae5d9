"""Columns become fields: by their headings, or as `--map` says; what is left is the answers to a form."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from capcli.domain.names import fold
from capcli.domain.plans import TypedRow
from capcli.errors import Usage
from capcli.imports.fields import FIELDS, field_of, is_question, is_sending, rank_of
from capcli.imports.reading import Row, Sheet

ANSWER, IGNORED = "answer", "ignore"
KINDS = tuple(FIELDS)


class Choice(Struct, frozen=True):
    """`--map "Column=field"`: the folded heading and the field."""

    heading: str
    field: str


def typed_choices(texts: Sequence[str], kind: str) -> list[Choice]:
    """What was typed after `--map`.

    Raises:
        Usage: `import_map`, it is not "Column=field"; `import_field`, no field is called so, all of them are listed.
    """
    names = [*(field.name for field in FIELDS[kind]), ANSWER, IGNORED]
    choices = []
    for text in texts:
        heading, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not heading:
            raise Usage("import_map", text=text)
        if field not in names:
            raise Usage("import_field", field=field, known=", ".join(names))
        choices.append(Choice(fold(heading), field))
    return choices


def is_known(heading: str, kind: str, choices: Sequence[Choice]) -> bool:
    """Whether the heading means something, by itself or by choice."""
    return field_of(heading, kind) is not None or any(choice.heading == fold(heading) for choice in choices)


def likely_kind(sheet: Sheet) -> str:
    """What a file holds when nobody says: dues when it has amounts or rates, else registrations."""
    found = {field_of(heading, "dues") for heading in sheet.headings}
    return "dues" if found & {"amount", "rate"} and "requested_at" not in _fields(sheet) else "registrations"


def mapped(sheet: Sheet, kind: str, choices: Sequence[Choice]) -> list[TypedRow]:
    """The rows with their cells under fields; cells of one field follow in the order of how surely they mean it.

    Raises:
        Usage: `import_column`, `--map` names a column that is not there; the headings are listed.
    """
    columns = _columns(sheet, kind, choices)
    return [_row(row, sheet.headings, columns) for row in sheet.rows]


_ADDRESS = re.compile(r"\s*\S+@\S+\s*")
"""An e-mail typed where the name belongs: it names who is meant."""


def _columns(sheet: Sheet, kind: str, choices: Sequence[Choice]) -> Mapping[str, list[int]]:
    """The places of the columns of each field, the surest first."""
    chosen = {choice.heading: choice.field for choice in choices}
    known = {fold(heading) for heading in sheet.headings}
    for choice in choices:
        if choice.heading not in known:
            raise Usage("import_column", column=choice.heading, known=", ".join(filter(None, sheet.headings)))
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(sheet.headings):
        field = chosen.get(fold(heading)) or field_of(heading, kind) or (ANSWER if is_question(heading) else IGNORED)
        places.setdefault(field, []).append(place)
    for name, several in places.items():
        if name not in (ANSWER, IGNORED):
            several.sort(key=lambda place, name=name: _doubt(sheet, place, name, kind, chosen))  # type: ignore[misc]
    return places


def _doubt(sheet: Sheet, place: int, field: str, kind: str, chosen: Mapping[str, str]) -> tuple[int, int, int]:
    heading = sheet.headings[place]
    rank = -1 if chosen.get(fold(heading)) == field else rank_of(heading, field, kind)
    return rank, -sum(bool(row.cells[place]) for row in sheet.rows), -place


def _row(row: Row, headings: Sequence[str], columns: Mapping[str, list[int]]) -> TypedRow:
    values: dict[str, str] = {}
    named: dict[str, str] = {}
    for field, places in columns.items():
        filled = [place for place in places if row.cells[place]]
        if filled and field not in (ANSWER, IGNORED):
            values[field], named[field] = row.cells[filled[0]], _one_line(headings[filled[0]])
    if "email" not in values and _ADDRESS.fullmatch(values.get("name", "")):
        values["email"], named["email"] = values.pop("name"), named.pop("name")
    states = [f"{headings[place]}: {row.cells[place]}" for place in columns.get("state", ()) if row.cells[place]]
    answers = {_question(headings[place]): row.cells[place] for place in columns.get(ANSWER, ()) if row.cells[place]}
    return TypedRow(
        line=row.line,
        values=values,
        headings=named,
        answers=answers,
        states=states,
        has_given_name="given_name" in columns,
        beyond=row.beyond,
        unfinished="requested_at" not in values
        and any(is_sending(headings[p]) for p in columns.get("requested_at", ())),
    )


def _question(heading: str) -> str:
    """A form's question; cap's own export names it `answers.Question`."""
    return _one_line(heading).removeprefix("answers.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fields(sheet: Sheet) -> set[str | None]:
    return {field_of(heading, "registrations") for heading in sheet.headings}
