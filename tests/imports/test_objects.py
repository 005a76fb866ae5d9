"""JSON and JSON Lines read into rows."""

import json

import pytest

from capcli.errors import OtherFileError
from capcli.imports.reading import Sheet, opened, sheet_of


def sheet(value: object, known: set[str]) -> Sheet:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return sheet_of(opened(text.encode(), "f"), known.__contains__)


def told(value: object, known: set[str]) -> list[dict[str, str]]:
    found = sheet(value, known)
    return [{key: cell for key, cell in zip(found.headings, row.cells, strict=True) if cell} for row in found.rows]


def test_keys_lie_in_others_with_dots_between():
    rows = [
        {"who": {"ref": "P1", "name": "Zoé"}, "amount": {"cents": 2000, "currency": "EUR"}, "note": None},
        {"who": {"ref": "P2", "name": "Léa"}, "paid": True, "share": 0.5, "count": 3.0, "answers": {"Repas ?": "Oui"}},
    ]
    assert told(rows, {"who.name"}) == [
        {"who.ref": "P1", "who.name": "Zoé", "amount.cents": "2000", "amount.currency": "EUR"},
        {"who.ref": "P2", "who.name": "Léa", "paid": "true", "share": "0.5", "count": "3", "answers.Repas ?": "Oui"},
    ]


def test_lists_are_joined_as_in_what_cap_exports():
    rows = [{"name": "Mairie", "aliases": ["CC", "ComCom"], "people": [{"name": "Zoé", "role": "élue", "since": None}]}]
    assert told(rows, {"name"}) == [{"name": "Mairie", "aliases": "CC | ComCom", "people": "Zoé, élue"}]


def test_rows_are_numbered_and_have_no_line_of_headings():
    found = sheet([{"email": "a@b.example"}, {"email": "c@d.example"}], {"email"})
    assert (found.format, found.header_row, [row.line for row in found.rows]) == ("json", 0, [1, 2])


@pytest.mark.parametrize(
    "around",
    [
        lambda rows: {"orders": rows},
        lambda rows: {"event": {"slug": "x", "orders": rows}},
        lambda rows: {"meta": {"name": "Accueil"}, "data": rows},
    ],
)
def test_the_list_is_found_in_what_is_around_it(around):
    row = {"email": "a@b.example", "name": "Zoé"}
    assert told(around([row]), {"email", "name"}) == [row]


def test_json_lines_have_the_lines_of_the_file():
    found = sheet('{"email": "a@b.example"}\n\n{"email": "c@d.example", "name": "Zoé"}\n', {"email"})
    assert (found.format, found.encoding) == ("jsonl", "utf-8")
    assert [(row.line, row.cells) for row in found.rows] == [(1, ["a@b.example", ""]), (3, ["c@d.example", "Zoé"])]


def test_one_object_is_one_row_even_when_it_holds_a_list():
    value = {"ref": "R1", "email": "a@b.example", "name": "Zoé", "slots": [{"date": "2024-03-05"}]}
    assert [row["email"] for row in told(value, {"email", "name", "date"})] == ["a@b.example"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n{"email": "a"},\n{"email": }\n]', 3),
        ('[\n{"email": "a"},\n{"email"', 3),
        ('[{"a": 1}', 1),
        ('{"a": 1}\n{"a": \n', 2),
        ('{"a": 1}\n[2]\n{"a": 3}', 2),
        ("[" * 10_000, 1),
    ],
)
def test_what_is_malformed_is_refused_with_its_line(text, line):
    with pytest.raises(OtherFileError) as caught:
        opened(text.encode(), "f.json" if text.startswith("[") else "f.jsonl")
    assert (caught.value.code, caught.value.values["line"]) == ("import_json", line)


@pytest.mark.parametrize("text", ["[]", '["a", "b"]', "[[1, 2]]", "{}", "[{}]"])
def test_what_has_no_objects_is_refused(text):
    with pytest.raises(OtherFileError) as caught:
        opened(text.encode(), "f.json")
    assert caught.value.code in ("import_objects", "import_empty")


@pytest.mark.parametrize("depth", [990, 5000])
@pytest.mark.parametrize(("opening", "end"), [('{"a":', "}"), ("[", "]")])
def test_what_is_nested_without_end_is_refused(depth, opening, end):
    with pytest.raises(OtherFileError) as caught:
        told(f'[{{"name": "Zoé", "x": {opening * depth}1{end * depth}}}]', {"name"})
    assert caught.value.code in ("import_json", "import_objects")


def test_utf_16_and_letters_saved_twice_are_read():
    assert sheet_of(opened('[{"Nom": "Zoé"}]'.encode("utf-16"), "f"), {"Nom"}.__contains__).rows[0].cells == ["Zoé"]
    twice = '[{"Prénom": "Zoé"}]'.encode().decode("cp1252").encode()
    found = sheet_of(opened(twice, "f"), {"Prénom"}.__contains__)
    assert (found.rows[0].cells, found.repaired) == (["Zoé"], True)
