"""Spreadsheets read into rows: XLSX, ODS and XLS."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import replace

from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.cells import clean_cell, number_text
from capcli.imports.garbling import Garbling, Traces, repaired
from capcli.imports.tables import Book, Row, Table, kept_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def book(content: bytes, format: Literal["xlsx", "ods", "xls"], file: str) -> Book:  # noqa: A002 # the word of the plan
    """The sheets of cells, empty ones included, in the workbook's order; formulas are their last results.

    Raises:
        OtherFileError: `import_damaged`, `import_locked`, `import_rows`, `import_cells`.
    """
    found = _read(content, file)
    garbling = _garbling(found)
    if garbling is not None:
        found = [_mended(table, garbling) for table in found]
    return Book(file=file, format=format, repaired=garbling is not None, tables=found)


def _read(content: bytes, file: str) -> list[Table]:
    import io

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with _silence(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _tables(workbook, file)
    except PasswordError as error:
        raise OtherFileError("import_locked", file=file) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise OtherFileError("import_damaged", file=file) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        # A defect of the reader at what it did not expect: not even an Exception, and named nowhere.
        raise OtherFileError("import_damaged", file=file) from error


@contextmanager
def _silence() -> Iterator[None]:
    """Keep from the terminal what the compiled reader writes there by itself when it stumbles."""
    import os

    try:
        kept = os.dup(2)
    except OSError:  # no error output: nothing to keep from it
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _garbling(found: Sequence[Table]) -> Garbling | None:
    """What the UTF-8 of a text was taken for before it was saved as a spreadsheet: by a double click on a CSV."""
    traces = Traces()
    for table in found:
        for row in table.rows:
            traces.look("\n".join(row.cells))
    return traces.garbling


def _mended(table: Table, garbling: Garbling) -> Table:
    rows = [Row(row.line, [repaired(cell, garbling) for cell in row.cells]) for row in table.rows]
    return replace(table, rows=rows)


def _tables(workbook: "CalamineWorkbook", file: str) -> list[Table]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = []
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(place)
        if sheet.total_height * sheet.total_width > tables.MOST_CELLS:
            raise OtherFileError("import_cells", file=file, most=tables.MOST_CELLS)
        lines = enumerate(sheet.to_python(skip_empty_area=False), 1)
        rows = kept_rows((Row(line, [_text(value) for value in cells]) for line, cells in lines), file)
        hidden = about.visible != SheetVisibleEnum.Visible
        found.append(Table(name=about.name, rows=rows, hidden=hidden, merged=_merged(sheet)))
    return found


def _merged(sheet: "CalamineSheet") -> frozenset[int]:
    """The lines with a cell drawn across three columns or more, and no higher than itself."""
    ranges: Sequence[Any] = sheet.merged_cell_ranges or ()
    return frozenset(top + 1 for (top, left), (bottom, right) in ranges if top == bottom and right - left >= 2)


def _text(value: object) -> str:
    """A cell as text: ISO days, with the hour unless it is midnight, and numbers as they are typed."""
    if isinstance(value, str):
        return clean_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.timedelta):
        return _duration(value)
    if isinstance(value, dt.time):
        return value.isoformat("seconds")
    return str(value)


def _moment(value: dt.datetime) -> str:
    """To the second: a day's fraction does not hold every one exactly."""
    if value.microsecond >= 500_000 and value < dt.datetime.max - dt.timedelta(seconds=1):
        value += dt.timedelta(seconds=1)
    value = value.replace(microsecond=0, tzinfo=None)
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")


def _duration(value: dt.timedelta) -> str:
    """As spreadsheets show hours beyond a day: "30:05:00"."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
