"""Spreadsheets as their programs write them."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from capcli.errors import OtherFileError
from capcli.imports import archives
from capcli.imports.reading import Book, opened, sheet_of

HEADINGS = ["Nom", "Prénom", "E-mail"]


def known(heading: str) -> bool:
    return heading in HEADINGS


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods(*tables: str, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet of hand-written XML."""
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "manifest")
    }
    spaces = " ".join(f'xmlns:{name}="{urn}"' for name, urn in names.items())
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = "".join(tables)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {spaces}><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            f"{manifest}</manifest:manifest>",
        )
    return made.getvalue()


def table(name: str, *rows: str) -> str:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{body}</table:table>'


def cells(book: Book, place: int = 0) -> list[list[str]]:
    return [row.cells for row in book.tables[place].rows]


def refused(content: bytes, file: str = "f.xlsx") -> str:
    with pytest.raises(OtherFileError) as caught:
        opened(content, file)
    return caught.value.code


def test_values_are_told_as_they_are_typed():
    book = opened(
        xlsx(
            [dt.datetime(2024, 2, 12, 9, 2, 11), dt.datetime(2024, 2, 12), dt.time(10, 30), dt.timedelta(hours=30)],
            [1120, 7.5, 33612345678, 0.1 + 0.2],
            [True, False, " Zoé\u00a0", "a\nb"],
            ["01120", "'=1", "=1+", None],
        ),
        "form.csv",
    )
    assert (book.format, book.encoding, book.delimiter) == ("xlsx", None, None)
    assert cells(book) == [
        ["2024-02-12 09:02:11", "2024-02-12", "10:30:00", "30:00:00"],
        ["1120", "7.5", "33612345678", "0.3"],
        ["true", "false", "Zoé", "a\nb"],
        ["01120", "'=1", "", ""],
    ]


def test_every_second_of_a_day_comes_back():
    """A spreadsheet keeps moments as fractions of days; none is off by one."""
    start = dt.datetime(2024, 2, 12, 0, 0, 1)
    moments = [start + dt.timedelta(seconds=61 * step) for step in range(1400)]
    book = opened(xlsx(*[[moment] for moment in moments]), "f.xlsx")
    assert cells(book) == [[moment.isoformat(" ")] for moment in moments]


def test_lines_count_as_the_spreadsheet_does_and_titles_are_told_from_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"] = "Liste des inscrits"
    for place, row in enumerate([HEADINGS, ["Roche", "Zoé", "z@b.example"], ["Structures partenaires"], ["Brun"]]):
        for column, text in enumerate(row):
            sheet.cell(5 + place, 2 + column, text)
    sheet.merge_cells("B7:D7")
    found = sheet_of(opened(saved(book), "f.xlsx"), known)
    assert (found.header_row, found.title) == (5, "Liste des inscrits")
    assert [(row.line, row.cells) for row in found.rows] == [
        (6, ["", "Roche", "Zoé", "z@b.example"]),
        (8, ["", "Brun", "", ""]),
    ]
    assert [(row.line, row.code, row.text) for row in found.set_aside] == [(7, "row_section", "Structures partenaires")]


@pytest.fixture
def several() -> Book:
    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Ce classeur contient deux listes."])
    for name, state, rows in (
        ("2023", "visible", [["Nom", "Prénom"], ["Brun", "Léa"]]),
        ("Vide", "visible", []),
        ("2024", "visible", [HEADINGS, ["Roche", "Zoé", "z@b.example"]]),
        ("Archives", "hidden", [HEADINGS, ["Noir", "Ali", "a@b.example"]]),
    ):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.create_chartsheet("Graphique")
    return opened(saved(book), "f.xlsx")


def test_the_sheet_with_most_headings_is_taken_and_the_others_are_named(several):
    found = sheet_of(several, known)
    assert (found.name, found.rows[0].cells[0]) == ("2024", "Roche")
    assert found.others == ["2023"]


@pytest.mark.parametrize(
    ("sheet", "name", "family"), [("2023", "2023", "Brun"), ("4", "2024", "Roche"), ("ARCHIVES", "Archives", "Noir")]
)
def test_a_sheet_is_named_or_numbered(several, sheet, name, family):
    """Hidden ones too, for those who know that they are there."""
    found = sheet_of(several, known, sheet=sheet)
    assert (found.name, found.rows[0].cells[0]) == (name, family)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(several):
    with pytest.raises(OtherFileError) as caught:
        sheet_of(several, known, sheet="2025")
    assert caught.value.code == "import_sheet"
    assert caught.value.values["known"] == "Lisez-moi, 2023, Vide, 2024, Archives"


def test_letters_that_a_double_click_took_apart_are_put_together():
    """A UTF-8 CSV opened as Windows-1252, then saved as a spreadsheet."""
    garbled = ["Pr\u00c3\u00a9nom", "L\u00e2\u20ac\u2122\u00c3\u00a9t\u00c3\u00a9", "Zoé", "Roche"]
    book = opened(xlsx(garbled), "f.xlsx")
    assert book.repaired
    assert cells(book) == [["Prénom", "L’été", "Zoé", "Roche"]]
    assert not opened(xlsx(["Prénom", "L’été"]), "f.xlsx").repaired


def test_an_open_document_is_read_with_what_it_repeats():
    blank = '<table:table-cell table:number-columns-repeated="1021"/>'
    values = (
        '<table:table-cell office:value-type="date" office:date-value="2024-02-12T09:02:11"/>'
        '<table:table-cell office:value-type="float" office:value="1120"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.15"><text:p>15 %</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string"><text:p>a</text:p><text:p>b</text:p></table:table-cell>'
    )
    end = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    made = ods(
        table("A", "", cell("Nom") + cell("É") + blank, values).replace("</table:table>", end + "</table:table>")
    )
    book = opened(made, "f.ods")
    assert book.format == "ods"
    assert [row.line for row in book.tables[0].rows] == [1, 2, 3]
    assert cells(book)[1][:2] == ["Nom", "É"]
    assert cells(book)[2] == ["2024-02-12 09:02:11", "1120", "0.15", "true", "a\nb"]


def test_a_protected_open_document_is_refused():
    made = ods(table("A", cell("x")), manifest='<manifest:encryption-data manifest:checksum="x"/>')
    assert refused(made, "f.ods") == "import_locked"


def test_a_protected_workbook_is_refused():
    """Encrypted, it is an OLE file with a stream of that name."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert refused(content) == "import_locked"


@pytest.mark.parametrize("length", [4, 30, 1000, -1, -30])
def test_a_workbook_cut_short_is_refused(length):
    assert refused(xlsx(HEADINGS, ["Roche"] * 3)[:length]) == "import_damaged"


def test_a_workbook_damaged_inside_is_refused():
    made = xlsx(*[HEADINGS] * 50)
    place = made.index(b"xl/worksheets/sheet1.xml") + 60
    assert refused(made[:place] + b"\x00" * 40 + made[place + 40 :]) == "import_damaged"


@pytest.mark.parametrize("length", [8, 512, 3000])
def test_an_old_workbook_cut_short_is_refused(length):
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(length, b"\x01"), "f.xls") == "import_damaged"


def test_a_panic_of_the_compiled_reader_is_a_damaged_file(capfd):
    """It is no Exception, and it writes to the terminal before anybody can catch it."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00"))
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:52] = (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:72] = b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff"
    header[76:80] = bytes(4)
    header[80:512] = b"\xff" * 432
    fat = b"\xfd\xff\xff\xff\xfe\xff\xff\xff".ljust(512, b"\xff")
    assert refused(bytes(header) + fat + bytes(30), "f.xls") == "import_damaged"
    assert capfd.readouterr().err == ""


def test_a_cell_far_out_is_refused_before_the_memory_is_filled():
    book = openpyxl.Workbook()
    book.active["A1"] = "Nom"
    book.active["XFD1048576"] = "x"
    assert refused(saved(book)) == "import_cells"


def test_a_far_cell_that_is_only_coloured_is_no_cell():
    book = openpyxl.Workbook()
    book.active["A1"] = "Nom"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    assert cells(opened(saved(book), "f.xlsx")) == [["Nom"]]


def test_rows_that_are_repeated_out_of_measure_are_refused():
    row = cell("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')
    made = ods(table("A", row).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'))
    assert refused(made, "f.ods") == "import_cells"


def test_a_sheet_that_unpacks_to_far_more_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    assert refused(xlsx(*[HEADINGS] * 100)) == "import_unpacked"


@pytest.mark.parametrize("inside", ["word/document.xml", "ppt/presentation.xml"])
def test_a_text_or_slides_are_no_table(inside):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(inside, "<document/>")
    assert refused(made.getvalue(), "f.docx") == "import_no_table"
