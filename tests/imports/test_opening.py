"""A file is opened by what it is, whatever its name says."""

import io
import zipfile

import pytest

from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.reading import opened, sheet_of

CSV = b"Nom;E-mail\nRoche;z@b.example\n"


def known(heading: str) -> bool:
    return heading in ("Nom", "E-mail")


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def refused(content: bytes, file: str = "f") -> OtherFileError:
    with pytest.raises(OtherFileError) as caught:
        opened(content, file)
    return caught.value


def test_a_zip_is_its_one_file():
    noise = {"__MACOSX/._liste.csv": b"\x00\x05\x16", ".DS_Store": b"x", "exports/": b""}
    book = opened(zipped({**noise, "exports/liste.csv": CSV}), "envoi.zip")
    assert (book.file, book.format) == ("liste.csv", "csv")
    assert book.tables[0].rows[1].cells == ["Roche", "z@b.example"]


def test_a_zip_of_several_files_names_them():
    error = refused(zipped({"a.csv": CSV, "b.csv": CSV}))
    assert (error.code, error.values["names"]) == ("import_archive", "a.csv, b.csv")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped({}), "import_empty"),
        (zipped({"a.csv": b""}), "import_empty"),
        (zipped({"a.zip": zipped({"a.csv": CSV})}), "import_no_table"),
        (zipped({"a.csv": CSV})[:-10], "import_damaged"),
        (b"%PDF-1.7\n%\xe2\xe3", "import_no_table"),
        (b"{\\rtf1\\ansi Nom}", "import_no_table"),
        (b"\x1f\x8b\x08\x00", "import_no_table"),
        (b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', "import_no_table"),
        (b"<html><body><p>Session expired</p></body></html>", "import_no_table"),
        ("\ufeff \n".encode("utf-16"), "import_empty"),
        (b"\x00" * 100, "import_not_text"),
        (b'{"_meta": {"1": {"format": 1}}, "people": {"1": {"family_name": "ROCHE"}}}', "import_data_file"),
        (zipped({"cap.json": b'{"_meta":{\n"1":{"format":9}}}'}), "import_data_file"),
    ],
)
def test_what_holds_no_rows_is_refused_in_one_sentence(content, code):
    assert refused(content).code == code


def test_what_a_zip_holds_is_no_larger_than_a_file_may_be(monkeypatch):
    content = zipped({"a.csv": CSV * 1000})
    monkeypatch.setattr(tables, "MOST_BYTES", 10_000)
    assert refused(content).code == "import_huge"


def test_a_zip_with_a_password_is_refused():
    content = bytearray(zipped({"a.csv": CSV}))
    for place in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[place] |= 1
    assert refused(bytes(content)).code == "import_locked"


def test_a_page_saved_as_a_spreadsheet_is_its_table():
    page = (
        '<html><meta charset="utf-8"><table><tr><td colspan="2">Inscrits</td></tr><tr><th>Nom</th><th>E-mail</th></tr>'
        "<tr><td>Roche&amp;Fils<br>\n Val-<b>Fictif</b></td><td> z@b.example\n</td></tr></table></html>"
    )
    book = opened(page.encode(), "export.xls")
    found = sheet_of(book, known)
    assert (found.format, found.header_row, found.title) == ("html", 2, "Inscrits")
    assert [row.cells for row in found.rows] == [["Roche&Fils\nVal-Fictif", "z@b.example"]]


def test_a_name_decides_nothing():
    for name in ("f.xlsx", "f.json", "f.vcf", "-", "f"):
        assert opened(CSV, name).format == "csv"
