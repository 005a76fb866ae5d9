"""Tables of a web page, which some programs save under the name of a spreadsheet."""

from typing import TYPE_CHECKING

from capcli.errors import OtherFileError
from capcli.imports.cells import clean_cell
from capcli.imports.encodings import Encoding, text_of
from capcli.imports.tables import Book, Row, Table, kept_rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_BYTES = 20_000_000
"""The tree of a page takes many times its bytes."""
_MOST_TAGS = 2_000_000
_WIDEST = 1000
"""Columns that a cell may lie across, as in browsers."""
_DIGITS = 9
"""Of such a number; Python refuses thousands."""
_BREAK = "\ue000"
"""Stands for the line breaks that are meant while those of the source become spaces."""


def book(content: bytes, encoding: Encoding, file: str) -> Book:
    """The tables of a page that hold rows; a cell across several columns is followed by empty ones.

    Raises:
        OtherFileError: `import_huge`, `import_no_table`, `import_rows`, `import_cells`.
    """
    from selectolax.lexbor import LexborHTMLParser

    if len(content) > MOST_BYTES:
        raise OtherFileError("import_huge", file=file, most=MOST_BYTES // 1_000_000)
    if content.count(b"<") > _MOST_TAGS:
        raise OtherFileError("import_cells", file=file, most=_MOST_TAGS // 2)
    tree = LexborHTMLParser(text_of(content, encoding))
    for node in tree.css("td br, th br"):
        node.replace_with(_BREAK)
    found = [_table(node, file) for node in tree.css("table") if not node.css("table table")]
    found = [table for table in found if table.rows]
    if not found:
        raise OtherFileError("import_no_table", file=file)
    return Book(file=file, format="html", encoding=encoding.name, repaired=encoding.garbling is not None, tables=found)


def _table(node: "LexborNode", file: str) -> Table:
    rows = (Row(line, _cells(row)) for line, row in enumerate(node.css("tr"), 1))
    return Table(rows=kept_rows(rows, file))


def _cells(row: "LexborNode") -> list[str]:
    cells: list[str] = []
    for cell in row.css("td, th"):
        text = " ".join(cell.text().split())
        cells.append(clean_cell("\n".join(line.strip() for line in text.split(_BREAK))))
        across = str(cell.attributes.get("colspan") or "1")
        columns = int(across) if across.isdecimal() and len(across) <= _DIGITS else 1
        cells += [""] * (min(columns, _WIDEST) - 1)
    return cells
