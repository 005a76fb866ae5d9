"""What a file holds, whatever its format: tables of rows, and the sheet that an import takes."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from capcli.errors import OtherFileError

Format = Literal["csv", "html", "xlsx", "ods", "xls", "json", "jsonl", "vcf", "text"]

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
LONGEST = 1_000_000
"""Characters of a line of text; a cell of a spreadsheet holds 32,767 at most."""
HEADINGS_WITHIN = 30
"""Rows among which the headings are looked for."""
MOST_CELLS = 6_000_000
"""Cells of one file; a hundred thousand rows of sixty columns."""


class Row(Struct, frozen=True):
    """A record: the line on which it starts, from 1, its cells, and what stands beyond the last heading.

    Lines count as a spreadsheet does; an object of JSON has its number among them.
    """

    line: int
    cells: list[str]
    beyond: list[str] = []


class Table(Struct, frozen=True, kw_only=True):
    """The rows of a sheet as they stand, blank ones between filled ones included, as wide as each was written.

    `headings` where the format itself names its fields (JSON, vCard, addresses): no row
    holds them. `merged` are the lines of rows that are one cell drawn across several columns.
    """

    name: str | None = None
    rows: list[Row]
    headings: list[str] | None = None
    hidden: bool = False
    merged: frozenset[int] = frozenset()


class Book(Struct, frozen=True, kw_only=True):
    """A file, opened. `encoding` of a text, `delimiter` of a CSV; `repaired`: its UTF-8 had been saved twice."""

    file: str
    format: Format
    encoding: str | None = None
    delimiter: str | None = None
    repaired: bool = False
    tables: list[Table]


class SetAside(Struct, frozen=True):
    """A row that is no record: `row_blank`, `row_section` (a title between rows) or `row_heading` (headings again)."""

    line: int
    code: Literal["row_blank", "row_section", "row_heading"]
    text: str = ""


class Sheet(Struct, frozen=True, kw_only=True):
    """The records that an import takes: `rows` stand below the headings and are as wide as these.

    `header_row` is 0 when the file has no line of headings: then they are empty, or the format's own.
    `name` is that of the sheet in a workbook, `others` those with known headings that were not taken.
    `title` is the text above the headings that tells the form from others.
    """

    file: str
    format: Format = "csv"
    encoding: str | None = None
    delimiter: str | None = None
    repaired: bool = False
    header_row: int
    headings: list[str]
    rows: list[Row]
    name: str | None = None
    title: str | None = None
    set_aside: list[SetAside] = []
    others: list[str] = []


def filled(cells: Sequence[str]) -> list[str]:
    """The cells that hold something."""
    return [cell for cell in cells if cell]


def kept_rows(rows: Iterable[Row], file: str) -> list[Row]:
    """The rows up to the last filled one.

    Raises:
        OtherFileError: `import_rows` for too many, `import_cells` for too wide ones, `import_empty` for none.
    """
    kept: list[Row] = []
    blank: list[Row] = []
    cells = 0
    for row in rows:
        if not any(row.cells):
            if len(blank) <= MOST_ROWS:
                blank.append(Row(row.line, []))
            continue
        kept += blank
        kept.append(row)
        blank = []
        cells += len(row.cells)
        if len(kept) > MOST_ROWS + HEADINGS_WITHIN:
            raise OtherFileError("import_rows", file=file, most=MOST_ROWS)
        if cells > MOST_CELLS:
            raise OtherFileError("import_cells", file=file, most=MOST_CELLS)
    return kept
