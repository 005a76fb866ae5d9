"""E-mail addresses as people paste them: the line "To" of a message, "Name <e-mail>" on lines of their own."""

import re
from collections.abc import Iterator

from msgspec import Struct

from capcli.imports import tables
from capcli.imports.encodings import Encoding, lines_of
from capcli.imports.tables import Book, Row, Table, kept_rows

HEADINGS = ("name", "email")
_LABEL = re.compile(r"(?:to|cc|bcc|cci|[àa])\s*:", re.IGNORECASE)
"""What stands before the addresses of a message."""
_BARE = r"[^\s<>()\[\];,:\"'@]{1,64}@[^\s<>()\[\];,:\"'@]{1,255}"
_ADDRESS = re.compile(
    rf"""(?:"(?P<quoted>[^"]{{0,200}})"|'(?P<single>[^']{{0,200}})'|(?P<plain>[^<>"@;]{{0,200}}?))\s{{0,9}}"""
    rf"""<(?:mailto:)?(?P<email>{_BARE})>|(?P<bare>{_BARE})"""
)
_BETWEEN = re.compile(r"[\s;,]*")
_SWAPPED = re.compile(r"[^,]+,\s*[^\s,]+")
"""A name whose only comma stands before the given name; another comma is between two people."""


class _Pasted(Struct, frozen=True):
    """The addresses of a line, each with its name, empty where there is none; whether the line is none of a table."""

    cells: list[list[str]]
    is_list: bool


def book(content: bytes, encoding: Encoding, file: str) -> Book | None:
    """A row for each address, by its number among them; None where anything else is in the file.

    Bare addresses on lines of their own are a table as well, and left to whoever reads those.

    Raises:
        OtherFileError: `import_rows`.
    """
    found: list[_Pasted] = []
    for line in lines_of(content, encoding, tables.LONGEST):
        pasted = _pasted(line.strip())
        if pasted is None:
            return None
        found.append(pasted)
    if not any(one.is_list for one in found):
        return None
    return Book(
        file=file,
        format="text",
        encoding=encoding.name,
        repaired=encoding.garbling is not None,
        tables=[Table(rows=kept_rows(_rows(found), file), headings=list(HEADINGS))],
    )


def _rows(found: list[_Pasted]) -> Iterator[Row]:
    return (Row(number, cells) for number, cells in enumerate((cells for one in found for cells in one.cells), 1))


def _pasted(line: str) -> _Pasted | None:
    """What a line holds; None for anything else than addresses."""
    label = _LABEL.match(line)
    at = _between(line, label.end() if label else 0)
    cells: list[list[str]] = []
    while at < len(line):
        one = _ADDRESS.match(line, at)
        if one is None:
            return None
        name = (one["quoted"] or one["single"] or one["plain"] or "").strip()
        at = _between(line, one.end())
        if (at == one.end() < len(line)) or ("," in name and not _SWAPPED.fullmatch(name)):
            return None
        cells.append([name, one["email"] or one["bare"]])
    return _Pasted(cells, is_list=len(cells) > 1 or line.endswith((">", ";", ",")))


def _between(line: str, start: int) -> int:
    """Where the next address begins."""
    found = _BETWEEN.match(line, start)
    return found.end() if found else start
