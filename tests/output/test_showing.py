"""One rule for the format, the columns and the destination."""

import json
from pathlib import Path

import pytest

from capcli import texts
from capcli.errors import OtherFileError, Usage
from capcli.output.shapes import SHAPES
from capcli.output.showing import FORMATS, chosen_format, show, show_one


@pytest.mark.parametrize(
    ("typed", "file", "expected"),
    [
        (None, None, "table"),
        ("JSON", None, "json"),
        ("md", "list.xlsx", "md"),
        (None, "list.XLSX", "xlsx"),
        (None, "list.jsonl", "jsonl"),
        (None, "list.txt", "table"),
        (None, "list", "table"),
        (None, "list.csv", "csv"),
    ],
)
def test_the_format_is_the_flag_else_the_suffix_else_a_table(make_desk, typed, file, expected):
    assert chosen_format(make_desk(), typed, Path(file) if file else None) == expected


def test_a_csv_file_follows_the_setting(make_desk):
    """`export.csv` chooses between the two CSVs; the flag wins."""
    desk = make_desk({"export.csv": "excel"})
    assert chosen_format(desk, None, Path("list.csv")) == "csv-excel"
    assert chosen_format(desk, "csv", Path("list.csv")) == "csv"


def test_an_unknown_format_lists_them(make_desk):
    with pytest.raises(Usage) as caught:
        show(make_desk(), [], "people", format="pdf")
    assert caught.value.code == "format"
    assert "csv-excel" in caught.value.values["known"]


def test_columns_are_keys_or_headings_in_any_case(make_desk, make_registration):
    """Accents and case do not matter; a table of keys asks for all of its parts; each is shown once."""
    desk = make_desk()
    show(desk, [make_registration()], "registrations", format="csv", columns="E-MAIL, phone,person,email")
    header = desk.terminal.shown.split("\r\n")[0]
    assert header == "email,phone,person.ref,person.given_name,person.family_name"


def test_an_unknown_column_lists_them(make_desk, make_registration):
    """Exit 2 even when the list is empty."""
    with pytest.raises(Usage) as caught:
        show(make_desk(), [], "registrations", columns="email,shoe")
    assert caught.value.values["column"] == "shoe"
    assert "given_name" in caught.value.values["known"]


def test_json_with_columns_keeps_the_nesting(make_desk, make_session):
    desk = make_desk()
    row = make_session(place={"name": "Hall", "address": None, "postcode": "07400", "city": "Alba"})
    show_one(desk, row, "sessions", format="json", columns="ref,place.city,counts.waiting")
    assert json.loads(desk.terminal.shown) == {"ref": "S7", "place": {"city": "Alba"}, "counts": {"waiting": 3}}


def test_json_keeps_absent_parts_null(make_desk, make_session):
    desk = make_desk()
    show_one(desk, make_session(place=None), "sessions", format="json", columns="place.city,code")
    assert json.loads(desk.terminal.shown) == {"place": None, "code": "2023-11-28-changement-echelle"}


def test_json_is_the_row_untouched(make_desk, make_registration):
    """A list is an array even when empty; one thing an object; accents stay."""
    rows = [make_registration(note="=1+1")]
    for shown, expected in ((rows, rows), ([], [])):
        desk = make_desk()
        show(desk, shown, "registrations", format="json", footer=["1/1"])
        assert json.loads(desk.terminal.shown) == expected
    desk = make_desk()
    show_one(desk, rows[0], "registrations", format="json")
    assert json.loads(desk.terminal.shown) == rows[0]
    assert "Éloïse" in desk.terminal.shown


def test_jsonl_is_one_thing_a_line(make_desk, make_registration):
    desk = make_desk()
    show(desk, [make_registration(note="a\nb"), make_registration()], "registrations", format="jsonl")
    assert [json.loads(line)["ref"] for line in desk.terminal.shown.splitlines()] == ["R1", "R1"]


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("kind", FORMATS)
def test_every_shape_can_be_empty(make_desk, shape, kind):
    needed = {"emails": "email", "vcard": "family_name"}.get(kind)
    if needed and all(column.key != needed for column in SHAPES[shape].columns):
        pytest.skip("it has no addresses or no people to give")
    desk = make_desk()
    show(desk, [], shape, format=kind)
    if kind == "table":
        assert desk.terminal.shown == SHAPES[shape].nothing + "\n"
    if kind == "json":
        assert desk.terminal.shown == "[]\n"


def test_a_spreadsheet_is_not_shown_on_a_terminal(make_desk):
    with pytest.raises(Usage) as caught:
        show(make_desk(tty=True), [], "people", format="xlsx")
    assert caught.value.code == "xlsx_terminal"


@pytest.mark.parametrize("name", ["list.pdf", "list.ODS", "list.docx"])
def test_no_list_is_written_under_the_name_of_what_it_is_not(make_desk, tmp_path, name):
    with pytest.raises(Usage) as caught:
        show(make_desk(), [], "people", output=tmp_path / name)
    assert (caught.value.code, list(tmp_path.iterdir())) == ("format_suffix", [])


def test_a_text_may_have_any_other_name(make_desk, tmp_path):
    """And the one of a spreadsheet where a format is typed."""
    for name, kind in (("list.2026", None), ("list.txt", None), ("list.ods", "csv")):
        show(make_desk(), [], "people", format=kind, output=tmp_path / name)
        assert (tmp_path / name).exists()


def test_a_spreadsheet_goes_through_a_pipe(make_desk, make_registration):
    desk = make_desk()
    show(desk, [make_registration()], "registrations", format="xlsx")
    assert desk.terminal.results.getvalue().startswith(b"PK")


def test_a_file_is_written_and_told(make_desk, make_registration, tmp_path):
    desk = make_desk()
    path = tmp_path / "list.json"
    show(desk, [make_registration()], "registrations", output=path)
    assert json.loads(path.read_text(encoding="utf-8"))[0]["ref"] == "R1"
    assert desk.terminal.messages.getvalue() == f"1 row written to {path}.\n"
    assert desk.terminal.shown == ""
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_exists_needs_a_yes(make_desk, tmp_path):
    """Off a terminal the missing option is an error; `--yes` replaces."""
    path = tmp_path / "list.json"
    path.write_text("mine")
    with pytest.raises(Usage) as caught:
        show(make_desk(), [], "people", output=path)
    assert caught.value.code == "output_exists"
    assert path.read_text() == "mine"
    show(make_desk(), [], "people", output=path, yes=True)
    assert path.read_text() == "[]\n"


def test_a_terminal_asks_before_replacing(make_desk, tmp_path):
    path = tmp_path / "list.json"
    path.write_text("mine")
    desk = make_desk(answers=["n"])
    show(desk, [], "people", output=path)
    assert path.read_text() == "mine"
    assert desk.terminal.messages.getvalue() == "Nothing was written.\n"
    show(make_desk(answers=["o"]), [], "people", output=path)
    assert path.read_text() == "[]\n"


def test_a_dash_is_standard_output(make_desk):
    desk = make_desk()
    show(desk, [], "people", format="json", output=Path("-"))
    assert desk.terminal.shown == "[]\n"


@pytest.mark.parametrize(("name", "code"), [("", "output_is_folder"), ("missing/list.csv", "output_folder")])
def test_an_impossible_file_is_refused(make_desk, tmp_path, name, code):
    with pytest.raises(OtherFileError) as caught:
        show(make_desk(), [], "people", output=tmp_path / name)
    assert caught.value.code == code


def test_exports_speak_the_language_of_the_papers(make_desk, make_registration, monkeypatch):
    """The setting `language` rules exported headings, unless the command line asks for another language."""
    spoken = []
    monkeypatch.setattr(texts, "use", spoken.append)
    show(make_desk(asked="fr"), [make_registration()], "registrations", format="table")
    assert spoken == []
    show(make_desk({"language": "fr"}), [make_registration()], "registrations", format="md")
    show(make_desk({"language": "fr"}, asked="en"), [make_registration()], "registrations", format="csv-excel")
    assert spoken == ["fr", "en", "en", "en"]


def test_without_a_data_file_the_defaults_rule(home, make_session, capsys):
    """A page that is only read can be shown before `cap init`."""
    from capcli.desk import Desk

    show_one(Desk(), make_session(), "sessions", format="md")
    assert "Changement d'échelle" in capsys.readouterr().out
    assert chosen_format(Desk(), None, Path("page.csv")) == "csv"


def test_one_thing_is_told_line_by_line(make_desk, make_session):
    """Known facts only; several values go below their heading; days, hours and phones as people read them."""
    desk = make_desk()
    show_one(desk, make_session(why="Line\nbreak\x1b[31m"), "sessions", footer=["21/25"])
    lines = desk.terminal.shown.splitlines()
    assert "Title: Changement d'échelle" in lines
    assert "Slots: 28/11/2023 10:30–12:00" in lines
    assert "Amounts: €20.50 members" in lines
    assert "Dues required: yes" in lines
    where = lines.index("Contact’s phones:")
    assert lines[where + 1 : where + 3] == ["  04 75 78 17 15", "  06 77 83 45 03"]
    assert lines[lines.index("Programme:") + 1] == "  10:30 Welcome"
    assert lines[lines.index("Why:") + 1 : lines.index("Why:") + 3] == ["  Line", "  break [31m"]
    assert not any(line.startswith("Place") and line.endswith(": ") for line in lines)
    assert lines[-1] == "21/25"


def test_that_there_is_nothing_is_broken_between_words(make_desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    desk = make_desk(tty=True)
    show(desk, [], "retention")
    assert desk.terminal.shown == "Nobody is kept for longer than the\n  settings say.\n"
