"""A spreadsheet: dates are dates, amounts are numbers, everything else is text and never a formula."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from capcli.output import values
from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.output.words import Words, heading
from capcli.texts import _

LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""
WIDEST = 50
FIRST_YEAR = 1900
"""Spreadsheets know no date before it."""
BY_HAND = 28
"""Characters that a column filled by hand is wide."""
ROOM_TO_SIGN = 30
"""Points that a row to be signed is high."""
MOST_ROWS = 1_048_575
"""Rows that a spreadsheet can hold below its header."""


class Page(Struct, frozen=True, kw_only=True):
    """One sheet: its rows and columns, its name, and the lines below."""

    rows: Sequence[Row]
    columns: Sequence[Column]
    title: str
    footer: Sequence[str] = ()


def workbook(pages: Sequence[Page], words: Words) -> bytes:
    """A sheet a page, each with a bold header that stays when scrolling."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for page in pages:
        _fill(book, book.add_worksheet(_(page.title)[:31]), page, words)
    book.close()
    return made.getvalue()


def _fill(book: Any, sheet: Any, page: Page, words: Words) -> None:
    rows, columns = page.rows[:MOST_ROWS], page.columns
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, heading(column), bold)  # a form's question may look like a formula
        put = _writer(book, sheet, column, words)
        widest = BY_HAND if column.kind == "blank" else len(heading(column)) + 2
        for line, row in enumerate(rows, 1):
            put(line, number, row)
            widest = max(widest, len(words.cell(row, column)) + 1)
        sheet.set_column(number, number, min(widest, WIDEST))
    if rows and columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    if any(column.kind == "blank" for column in columns):
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for line in range(1, len(rows) + 1):
            sheet.set_row(line, ROOM_TO_SIGN)
    for line, text in enumerate(page.footer, len(rows) + 2):
        sheet.write_string(line, 0, text)


def _writer(book: Any, sheet: Any, column: Column, words: Words) -> Callable[[int, int, Row], None]:
    """What writes a cell of this column; an absent value leaves the cell empty."""
    kind = column.kind
    typed: dict[str, tuple[str, Callable[[Any], Any], Any]] = {
        "day": ("dd/mm/yyyy", dt.date.fromisoformat, sheet.write_datetime),
        "first_day": ("dd/mm/yyyy", dt.date.fromisoformat, sheet.write_datetime),
        "moment": ("dd/mm/yyyy hh:mm", words.local, sheet.write_datetime),
        "deadline": ("dd/mm/yyyy hh:mm", words.local, sheet.write_datetime),
        "money": ("#,##0.00", lambda money: money["cents"] / 100, sheet.write_number),
        "number": ("0", int, sheet.write_number),
        "queue": ("0", int, sheet.write_number),
    }
    if kind not in typed:
        style = book.add_format({"num_format": "@"})  # text, so that editing 07400 keeps its zero

        def put_text(line: int, place: int, row: Row) -> None:
            text = words.cell(row, column)
            if text:
                sheet.write_string(line, place, text[:LONGEST], style)

        return put_text
    shown, read, write = typed[kind]
    style = book.add_format({"num_format": shown})

    def put(line: int, place: int, row: Row) -> None:
        value = values.of(row, column)
        if value is None:
            return
        typed_value = read(value)
        if isinstance(typed_value, dt.date) and typed_value.year < FIRST_YEAR:
            sheet.write_string(line, place, words.cell(row, column))
        else:
            write(line, place, typed_value, style)

    return put
