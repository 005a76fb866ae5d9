"""Sign-in sheets as spreadsheets, opened again."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sheet_making import sheet, signer

from capcli.documents.sheet_books import book
from capcli.documents.sheets import SignInSheet, Table


def opened(*sheets: SignInSheet) -> list:
    """The worksheets."""
    return openpyxl.load_workbook(io.BytesIO(book(sheets))).worksheets


def row_of(page, text: str) -> int:
    """The first row that begins so."""
    return next(row[0].row for row in page.iter_rows() if row[0].value == text)


def test_what_stands_on_the_sheet():
    page = opened(sheet(signer(mark="*"), notes=["* subject to dues"]))[0]
    first = [row[0].value for row in page.iter_rows() if row[0].value]
    assert first == [
        "Cap Exemple",
        "Sign-in sheet",
        "Changement d'échelle",
        "Place",
        "Tool or link",
        "Family name",
        "Speakers",
        "Pascale Vincent, trainer, Ciedel",
        "Participants",
        "d'Arnoncourt *",
        "* subject to dues",
    ]
    heading = row_of(page, "Family name")
    assert [cell.value for cell in page[heading]] == ["Family name", "Given name", "Organisation", "Tuesday 28/11"]
    assert page.cell(heading + 1, 4).value == "morning\n10:30–12:00"


def test_it_prints_as_the_paper_does():
    """A4, headings on every page, numbered pages, rows with room to sign."""
    page = opened(sheet(signer(), footer="Bois & forêts", halves=4))[0]
    heading = row_of(page, "Family name")
    assert page.print_title_rows == f"${heading}:${heading + 1}"
    setup = page.page_setup
    assert (int(setup.paperSize), setup.orientation, int(setup.fitToHeight)) == (9, "landscape", 0)
    assert page.oddFooter.right.text == "page &P of &N"
    assert page.oddFooter.left.text == "Bois && forêts"
    name = row_of(page, "d'Arnoncourt")
    heights = [page.row_dimensions[line].height for line in range(name, name + 7)]
    assert min(heights) >= 9 / 25.4 * 72
    assert page.cell(name, 4).border.bottom.style == "thin"


def test_a_worksheet_a_session_under_a_name_it_may_have():
    """The number comes first, so that two sessions of one beginning stay apart."""
    pages = opened(sheet(name="S7 a/b*c" + "d" * 40), sheet(name="S8 a/b*c" + "d" * 40))
    assert [page.title for page in pages] == ["S7 a-b-c" + "d" * 23, "S8 a-b-c" + "d" * 23]


def test_a_half_day_of_others_is_struck_out():
    one = sheet(signer(note="online"), halves=2)
    table = Table(days=one.tables[0].days, columns=one.tables[0].columns, struck=[[False, True]])
    page = opened(replace(one, tables=[table]))[0]
    row = row_of(page, "d'Arnoncourt")
    assert [page.cell(row, column).value for column in (4, 5)] == ["online", "×"]


def test_tables_stand_below_each_other_on_pages_of_their_own():
    page = opened(sheet(signer("Roche"), halves=6, tables=2))[0]
    assert [row[0].value for row in page.iter_rows()].count("Roche") == 2
    assert len(page.row_breaks.brk) == 1


def test_the_same_sheets_are_the_same_bytes():
    assert book([sheet(signer())]) == book([sheet(signer())])


def test_a_long_organisation_is_read_whole():
    page = opened(sheet(signer(organisation="Communauté de communes " * 8)))[0]
    assert page.row_dimensions[row_of(page, "d'Arnoncourt")].height > 60


@pytest.mark.parametrize("text", ["=1+1", "'=1", "+33", "-5", "@SUM(A1)", "07400", "http://x.example"])
def test_nothing_is_computed(text):
    """What people wrote is text, as they wrote it."""
    page = opened(sheet(signer(text, text, organisation=text), title=text))[0]
    row = row_of(page, text)
    cells = [page.cell(row, 1), *(page.cell(row_of(page, "Participants") + 1, column) for column in (1, 2, 3))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None)] * 4


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40))
def test_whatever_people_write_is_text(text):
    page = opened(sheet(signer(text, text, organisation=text)))[0]
    row = row_of(page, "Participants") + 1
    assert [page.cell(row, column).value for column in (1, 2, 3)] == [text] * 3
