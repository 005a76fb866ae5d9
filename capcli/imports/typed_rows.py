"""The rows of a file with their cells under fields, as typed; nothing is understood of them yet."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from capcli.domain.name_remarks import without_device, without_remarks
from capcli.domain.names import clean, fold
from capcli.domain.plans import Column, TypedRow
from capcli.imports import payers
from capcli.imports.fields import ANSWER, IGNORED, SENSITIVE
from capcli.imports.heading_forms import forms, free_question, question
from capcli.imports.layouts import tool_of, year_of
from capcli.imports.named_rows import in_order
from capcli.imports.own_exports import own_kind
from capcli.imports.tables import Row, Sheet
from capcli.imports.year_columns import joined, telling

_ADDRESS = re.compile(r"\s*\S+@\S+\s*")
"""An e-mail typed where the name belongs: it names who is meant."""
_NAMED_ADDRESS = re.compile(r"[\s\"']*(?P<name>[^<>\"]*[^<>\"\s])[\s\"']*<\s*(?P<email>[^\s<>]+@[^\s<>]+)\s*>\s*")
"""Somebody as mail programs write them: `Odile Pinson <odile@example.org>`."""
_NAME_OR_STRUCTURE = re.compile(r"\s*(?:nom|name)s?\s*(?:/|\(|,|-|et/ou\b|ou\b|or\b)", re.IGNORECASE)
_LONGEST = 400
"""Characters of a name with its address; what is longer is neither."""
_ANONYMOUS = frozenset({"anonymous", "Anonymous", "anonyme", "Anonyme", "ANONYMOUS", "ANONYME"})
"""What a program writes for an account that nobody signed in to."""
_SHORT = 5
"""Words of a title that says what the rows below it are; a longer one tells a story."""
_JOINED = " ::: "
"""What Google puts between several addresses or numbers of one label."""
_OF_PEOPLE = ("registrations", "people")
"""The kinds whose names are never an organisation's."""
_SENDING = re.compile(r"submitdate|soumission|submission|submitted|completion time|heure fin|heure de fin")
_UNDATED = re.compile(r"(?:19[78]0-01-01|0?1/0?1/19[78]0)(?:[ T]0?0:00(?::00)?)?")
"""What a program writes for a moment that it does not keep: LimeSurvey, where the answers are not dated, 1980."""
_CODE = re.compile(r"^\s*\w+(?:\[\w+\])*\s*\.\s+")


class _Places(Struct, frozen=True, kw_only=True):
    """Where the columns of each field are, the surest first, and the questions of the answers."""

    fields: dict[str, list[int]]
    answers: dict[int, str]
    sensitive: dict[int, str]
    years: dict[int, int]
    beside: dict[int, list[int]]
    headings: list[str]
    sends: bool


def rows_of(sheet: Sheet, columns: Sequence[Column], kind: str) -> list[TypedRow]:
    """The rows, by line; a cell that is empty is nowhere in them."""
    places = _places(sheet, columns)
    rows = [_row(row, places, title) for row, title in _titled(sheet)]
    if kind in _OF_PEOPLE and own_kind(sheet.headings) is None:
        rows = [without_device(without_remarks(row)) for row in rows]
    if kind != "organisations":
        rows = in_order(rows, kind)
    if not any(name.startswith("payer_") for name in places.fields):
        return rows
    return payers.completed(rows, kept=kind == "registrations")


def _places(sheet: Sheet, columns: Sequence[Column]) -> _Places:
    fields: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.field not in (ANSWER, SENSITIVE, IGNORED):
            fields.setdefault(column.field, []).append(place)
    for several in fields.values():
        several.sort(key=lambda place: (-columns[place].confidence, place))
    questions = _questions(sheet, columns)
    beside = {place: of for place, of in telling(sheet.headings).items() if columns[place].field == "years"}
    of_years = [place for place in fields.get("years", ()) if place not in beside]
    return _Places(
        fields=fields,
        answers={place: questions[place] for place, column in enumerate(columns) if column.field == ANSWER},
        sensitive={place: questions[place] for place, column in enumerate(columns) if column.field == SENSITIVE},
        years={place: year for place in of_years if (year := year_of(sheet.headings[place]))},
        beside={of: [place for place in sorted(beside) if beside[place] == of] for of in of_years},
        headings=[" ".join(heading.split()) for heading in sheet.headings],
        sends=any(_SENDING.search(form) for p in fields.get("requested_at", ()) for form in forms(sheet.headings[p])),
    )


def _questions(sheet: Sheet, columns: Sequence[Column]) -> list[str]:
    """The question of each column; one that comes again is told apart by a number."""
    tool = tool_of(sheet)
    coded = tool is not None and tool.name == "LimeSurvey"
    taken: set[str] = set()
    questions = []
    for place, column in enumerate(columns):
        text = question(_CODE.sub("", column.heading) if coded else column.heading) or str(place + 1)
        if column.field in (ANSWER, SENSITIVE):
            text = free_question(text, taken)
            taken.add(text)
        questions.append(text)
    return questions


def _titled(sheet: Sheet) -> Iterator[tuple[Row, str]]:
    """The rows, each with the short title of the part of the list that it stands in ("Annulés"), empty without one."""
    titles = deque((one.line, one.text) for one in sheet.set_aside if one.code == "row_section")
    title = ""
    for row in sheet.rows:
        while titles and titles[0][0] < row.line:
            title = titles.popleft()[1].strip(" :")
        yield row, title if len(title.split()) <= _SHORT else ""


def _row(row: Row, places: _Places, title: str) -> TypedRow:
    values: dict[str, str] = {}
    named: dict[str, str] = {}
    answers = {question: row.cells[place] for place, question in places.answers.items() if row.cells[place]}
    for field, several in places.fields.items():
        if field == "years":
            continue
        filled = [place for place in several if row.cells[place] and row.cells[place] not in _ANONYMOUS]
        if filled:
            values[field], named[field] = row.cells[filled[0]], places.headings[filled[0]]
            if field in ("email", "phone") and _JOINED in values[field]:
                answers[named[field]] = values[field]
                values[field] = values[field].partition(_JOINED)[0]
            if len(filled) > 1 and field in ("email", "phone"):
                answers |= _others(row, filled, places, answers)
    _with_address(values, named)
    _with_family_name(values, named)
    unfinished = places.sends and "requested_at" not in values
    if _UNDATED.fullmatch(values.get("requested_at", "")):
        del values["requested_at"], named["requested_at"]
    if "requested_at" in values:
        _at_hour(values, in_utc="utc" in fold(named["requested_at"]).split())
    states = [f"{places.headings[p]}: {row.cells[p]}" for p in places.fields.get("state", ()) if row.cells[p]]
    return TypedRow(
        line=row.line,
        values=values,
        headings=named,
        answers=answers,
        sensitive={question: row.cells[place] for place, question in places.sensitive.items() if row.cells[place]},
        years=_years(row, places, answers),
        states=[*states, *filter(None, [title])],
        has_given_name="given_name" in places.fields,
        beyond=row.beyond,
        unfinished=unfinished,
    )


def _years(row: Row, places: _Places, answers: dict[str, str]) -> dict[int, str]:
    """The cells of the years with what stands beside them; what tells nothing there stays under its heading."""
    years: dict[int, str] = {}
    for place, year in places.years.items():
        beside = [one for one in places.beside[place] if row.cells[one]]
        cell, used = joined(row.cells[place], [row.cells[one] for one in beside])
        if row.cells[place]:
            years[year] = cell
        for number, one in enumerate(beside):
            if number not in used:
                answers[free_question(places.headings[one], answers)] = row.cells[one]
    return years


def _with_address(values: dict[str, str], named: dict[str, str]) -> None:
    """Take an e-mail out of the cell of the name: alone there, or beside it between angle brackets."""
    if "email" in values or "name" not in values:
        return
    if _ADDRESS.fullmatch(values["name"]):
        values["email"], named["email"] = values.pop("name"), named.pop("name")
    elif both := _NAMED_ADDRESS.fullmatch(values["name"][:_LONGEST]):
        values["name"], values["email"], named["email"] = both["name"], both["email"], named["name"]


def _with_family_name(values: dict[str, str], named: dict[str, str]) -> None:
    """Below "Nom / structure" stands the family name of whoever has a given name."""
    is_named = "given_name" in values and not {"family_name", "name"} & values.keys()
    if is_named and "organisation" in values and _NAME_OR_STRUCTURE.match(named["organisation"]):
        values["family_name"], named["family_name"] = values.pop("organisation"), named.pop("organisation")


def _others(row: Row, filled: Sequence[int], places: _Places, answers: Mapping[str, str]) -> dict[str, str]:
    """A second phone or e-mail that says something else is kept under its own heading."""
    told = {clean(row.cells[filled[0]]).casefold()}
    others: dict[str, str] = {}
    for place in filled[1:]:
        if clean(row.cells[place]).casefold() not in told:
            others[free_question(places.headings[place], {*answers, *others})] = row.cells[place]
    return others


def _at_hour(values: dict[str, str], *, in_utc: bool) -> None:
    """Join a day and its hour that stand in two columns; `in_utc`: the heading says of which zone the hours are."""
    hour, moment = values.pop("requested_hour", None), values["requested_at"]
    if hour and ":" not in moment:
        values["requested_at"] = moment = f"{moment} {hour}"
    if in_utc and ":" in moment and moment[-1].isdigit():
        values["requested_at"] = f"{moment} UTC"
