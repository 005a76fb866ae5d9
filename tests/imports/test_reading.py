"""The bytes of a CSV, however it was saved."""

import csv
import io
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from capcli.domain.guards import guard
from capcli.errors import OtherFileError
from capcli.imports import reading, tables
from capcli.imports.fields import field_of


def known(heading: str) -> bool:
    return field_of(heading, "registrations") is not None


def read(content: bytes | str) -> reading.Sheet:
    return reading.read(content.encode() if isinstance(content, str) else content, "form.csv", known)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends_are_found_out(encoding, delimiter, eol):
    text = eol.join(delimiter.join(row) for row in (("Nom", "Prénom"), ("D'ARNONCOURT", "Éloïse"), ("", "")))
    sheet = read(text.encode(encoding))
    assert (sheet.delimiter, sheet.encoding) == (delimiter, encoding.removesuffix("-sig"))
    assert sheet.headings == ["Nom", "Prénom"]
    assert [row.cells for row in sheet.rows] == [["D'ARNONCOURT", "Éloïse"]]


def test_lines_are_those_of_the_file():
    """Titles and blank lines count, and a record that spans lines has its first."""
    sheet = read('Liste des inscrits\n\nNom,E-mail,Remarques\nRoche,a@b.example,"un\ndeux"\n\nBrun,c@d.example,\n')
    assert sheet.header_row == 3
    assert [row.line for row in sheet.rows] == [4, 7]
    assert sheet.rows[0].cells == ["Roche", "a@b.example", "un\ndeux"]


def test_short_rows_are_filled_and_what_is_beyond_is_kept_apart():
    sheet = read("Nom,E-mail\nRoche\nBrun,c@d.example,,oops\n")
    assert [row.cells for row in sheet.rows] == [["Roche", ""], ["Brun", "c@d.example"]]
    assert sheet.rows[1].beyond == ["oops"]


def test_the_guard_of_formulas_is_taken_back():
    sheet = read("Nom,E-mail,Note\nRoche,a@b.example,'=1+1\nBrun,c@d.example,'quoted'\n")
    assert [row.cells[2] for row in sheet.rows] == ["=1+1", "'quoted'"]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n")), min_size=1, max_size=3
    )
)
def test_any_text_comes_back_from_a_csv(cells):
    """What is written with the guard is read as it was, but for the spaces around."""
    cells = [cell.strip() for cell in cells]
    made = io.StringIO(newline="")
    csv.writer(made).writerows([["Nom", *["?"] * len(cells)], ["Roche", *(guard(cell) for cell in cells)]])
    sheet = read(made.getvalue())
    assume(not sheet.repaired)  # "Ã\xa0" is what UTF-8 read as Windows-1252 leaves of "à"
    assert sheet.rows[0].cells[1:] == cells


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\xef\xbb\xbf \r\n;;;\r\n", "import_empty"),
        (b"PK\x03\x04rest of a spreadsheet", "import_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_damaged"),
        (b"Nom,E-mail\n\x81\x8d\x8f,x\n", "import_not_text"),
        (b"one,two\n1,2\n", "import_headings"),
        (b'Nom,E-mail\nRoche,a@b.example\n"Brun,c@d.example\nNoir,e@f.example\n', "import_quote"),
    ],
)
def test_what_cannot_be_read_is_said(content, code):
    with pytest.raises(OtherFileError) as caught:
        read(content)
    assert caught.value.code == code


def test_a_huge_cell_or_file_is_refused(monkeypatch):
    with pytest.raises(OtherFileError) as caught:
        read('Nom,E-mail\n"' + "x" * 200_000)
    assert caught.value.code == "import_quote"
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(OtherFileError) as caught:
        read("Nom\na\nb\nc\n")
    assert caught.value.code == "import_rows"
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    with pytest.raises(OtherFileError) as caught:
        read("Nom,E-mail\nRoche,a@b.example\n")
    assert caught.value.code == "import_huge"


def test_real_exports_are_read_as_they_were_measured(shared):
    """Plain CSVs of real tools: encoding, separator and line of the headings."""
    measured = json.loads((shared / "exports" / "manifest.json").read_text(encoding="utf-8"))
    plain = [one for one in measured if one["encoding"] in ("utf-8", "cp1252") and one["header_row"] in (1, 3, 4)]
    wrong = []
    for one in plain:
        if one["file"] == "zoom_participants.csv":
            continue  # attendance: its headings are not those of a registration
        sheet = reading.read((shared / "exports" / one["file"]).read_bytes(), one["file"], known)
        found = (sheet.encoding, sheet.delimiter, sheet.header_row)
        if found != (one["encoding"], one["delimiter"], one["header_row"]):
            wrong.append((one["file"], found))
    assert len(plain) >= 10
    assert wrong == []


def test_what_a_terminal_would_obey_is_left_out():
    assert read("Nom,E-mail\nRo\x1b[2Jche\x07,a@b.example\n").rows[0].cells == ["Ro[2Jche", "a@b.example"]
