"""A spreadsheet: dates are dates, amounts are numbers, everything else is text and never a formula."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

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
MOST_ROWS = 1_048_575
"""Rows that a spreadsheet can hold below its header."""


def workbook(rows: Sequence[Row], columns: Sequence[Column], words: Words, title: str) -> bytes:
    """One sheet, with a bold header that stays when scrolling."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(_(title)[:31])
    sheet.write_row(0, 0, [heading(column) for column in columns], book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        put = _writer(book, sheet, column, words)
        widest = len(heading(column)) + 2
        for line, row in enumerate(rows[:MOST_ROWS], 1):
            put(line, number, row)
            widest = max(widest, len(words.cell(row, column)) + 1)
        sheet.set_column(number, number, min(widest, WIDEST))
    if rows and columns:
        sheet.autofilter(0, 0, min(len(rows), MOST_ROWS), len(columns) - 1)
    book.close()
    return made.getvalue()


def _writer(book: Any, sheet: Any, column: Column, words: Words) -> Callable[[int, int, Row], None]:
    """What writes a cell of this column; an absent value leaves the cell empty."""
    kind = column.kind
    typed: dict[str, tuple[str, Callable[[Any], Any], Any]] = {
        "day": ("dd/mm/yyyy", dt.date.fromisoformat, sheet.write_datetime),
        "first_day": ("dd/mm/yyyy", dt.date.fromisoformat, sheet.write_datetime),
        "moment": ("dd/mm/yyyy hh:mm", words.local, sheet.write_datetime),
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
