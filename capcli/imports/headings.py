"""The headings of a table, found wherever they are, and the rows below them that are records."""

import re
from collections.abc import Callable, Sequence

from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.tables import Book, Row, SetAside, Sheet, Table

Known = Callable[[str], bool]
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def sheet_of(book: Book, known: Known, *, sheet: str | None = None, headed: bool | None = None) -> Sheet:
    """The records of the table of `book` with the most known headings, or of the one called or numbered `sheet`.

    `known` tells the headings that mean something. `headed`: the first filled
    row is headings, whatever it holds; False: there are none.

    Raises:
        OtherFileError: `import_headings` when no row has a known heading, `import_sheet`, `import_rows`.
    """
    table = book.tables[0]
    score, place = _headings(table.rows[: tables.HEADINGS_WITHIN], known)
    if headed is False or (score == 0 and _is_data(table.rows[:1])):
        return _sheet(book, table, -1)
    if score == 0:
        raise OtherFileError("import_headings", file=book.file)
    return _sheet(book, table, place)


def _is_data(rows: Sequence[Row]) -> bool:
    return any(_ADDRESS.fullmatch(cell) for row in rows for cell in row.cells)


def _sheet(book: Book, table: Table, place: int) -> Sheet:
    rows = table.rows
    headings = rows[place].cells if place >= 0 else [""] * max(len(row.cells) for row in rows)
    below = rows[place + 1 :]
    if sum(any(row.cells) for row in below) > tables.MOST_ROWS:
        raise OtherFileError("import_rows", file=book.file, most=tables.MOST_ROWS)
    return Sheet(
        file=book.file,
        format=book.format,
        encoding=book.encoding,
        delimiter=book.delimiter,
        repaired=book.repaired,
        header_row=rows[place].line if place >= 0 else 0,
        headings=headings,
        rows=[_fitted(row, len(headings)) for row in below if any(row.cells)],
        name=table.name,
        set_aside=[SetAside(row.line, "row_blank") for row in below if not any(row.cells)],
    )


def _headings(rows: Sequence[Row], known: Known) -> tuple[int, int]:
    """How many known headings the first record with the most of them has, and its place."""
    scores = [len({cell for cell in row.cells if known(cell)}) for row in rows]
    score = max(scores, default=0)
    return score, (scores.index(score) if scores else 0)


def _fitted(row: Row, width: int) -> Row:
    cells = row.cells + [""] * (width - len(row.cells))
    return Row(row.line, cells[:width], [cell for cell in cells[width:] if cell])
