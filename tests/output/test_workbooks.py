"""Spreadsheets: dates are dates, codes are texts, nothing is computed."""

import datetime as dt
import io

import openpyxl

from capcli.output.showing import show


def opened(desk, rows, shape, **options):
    show(desk, rows, shape, format="xlsx", **options)
    sheet = openpyxl.load_workbook(io.BytesIO(desk.terminal.results.getvalue())).active
    header = [cell.value for cell in sheet[1]]
    return sheet, {heading: sheet.cell(2, place) for place, heading in enumerate(header, 1)}


def test_cells_have_their_kind(make_desk, make_registration):
    row = make_registration(
        answers={"Code": "07400", "Sum": "=1+1", "Less": "-5"}, note="a\nb", phone="+33475781715", position=2
    )
    sheet, cells = opened(make_desk(), [row], "registrations")
    assert sheet.title == "Registrations"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert cells["Requested"].value == dt.datetime(2023, 10, 2, 12, 0)
    assert cells["Requested"].is_date
    texts = {"Phone": "04 75 78 17 15", "Code": "07400", "Sum": "=1+1", "Less": "-5", "Note": "a\nb"}
    for heading, text in texts.items():
        assert (cells[heading].value, cells[heading].data_type) == (text, "s")
    assert cells["Code"].number_format == "@"
    assert cells["Function"].value is None


def test_days_and_amounts_can_be_computed_with(make_desk):
    row = {"ref": "D1", "who": {"ref": "P1", "name": "Z"}, "from": "2023-01-01", "paid_on": "0203-02-01"}
    row |= {"amount": {"cents": 125050, "currency": "EUR"}, "until": None, "state": "paid"}
    _, cells = opened(make_desk(), [row], "dues")
    assert cells["From"].value == dt.datetime(2023, 1, 1)
    assert cells["From"].number_format == "dd/mm/yyyy"
    assert cells["Amount"].value == 1250.5
    assert cells["Paid on"].data_type == "s"
    assert cells["Until"].value is None


def test_wide_columns_stay_readable(make_desk, make_registration):
    sheet, _ = opened(make_desk(), [make_registration(note="x" * 40_000)], "registrations", columns="ref,note,name")
    assert sheet.column_dimensions["B"].width < 60
    assert sheet.column_dimensions["C"].width > 20
    assert len(sheet["B2"].value) == 32_767


def test_an_empty_list_has_its_header(make_desk):
    sheet, _ = opened(make_desk(), [], "people")
    assert sheet["A1"].value == "Ref."
