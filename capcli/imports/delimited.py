"""Delimited text read into rows: its delimiter found out from its structure."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import islice, pairwise

from capcli.domain.guards import unguard
from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.encodings import Encoding
from capcli.imports.tables import Book, Row, Table

DELIMITERS = (",", ";", "\t", "|")
LONGEST = 1_000_000
"""Characters of a line; the cells of a form hold 32,767 at most in a spreadsheet."""
_SAMPLED = 200
_DECLARED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What nobody types into a form, and a terminal would obey."""
_FORMULA = re.compile(r'="([^"]*)"')
"""How some programs keep the zero before a number."""


def book(content: bytes, encoding: Encoding, file: str) -> Book:
    """The one table of a delimited text.

    Raises:
        OtherFileError: `import_quote`, `import_rows`.
    """
    first = next(_lines(content, encoding, file), "")
    declared = _DECLARED.fullmatch(first.strip("\r\n"))
    skipped = 1 if declared else 0
    delimiter = declared[1] if declared else _delimiter(list(islice(_lines(content, encoding, file), _SAMPLED)))
    lines = islice(_lines(content, encoding, file), skipped, None)
    rows = _filled_rows(_records(lines, delimiter, file, skipped), file)
    return Book(
        file=file,
        format="csv",
        encoding=encoding.name,
        delimiter=delimiter,
        tables=[Table(rows=rows)],
    )


def _lines(content: bytes, encoding: Encoding, file: str) -> Iterator[str]:
    """The lines with their ends, decoded one after the other: all of the text is never held.

    Raises:
        OtherFileError: `import_line`, a line is longer than any program writes.
    """
    raw = BytesIO(content)
    raw.seek(encoding.start)
    text = TextIOWrapper(raw, encoding.name, newline="")
    number = 0
    while line := text.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and line[-1] not in "\r\n":
            raise OtherFileError("import_line", file=file, line=number)
        yield line


def _records(lines: Iterator[str], delimiter: str, file: str, skipped: int) -> Iterator[Row]:
    """The records; the last one is refused when it was still open where the file ends."""
    import csv

    ended = False

    def told() -> Iterator[str]:
        nonlocal ended
        yield from lines
        ended = True

    reader = csv.reader(told(), delimiter=delimiter)
    line = 1 + skipped
    try:
        for cells in reader:
            if ended:
                raise OtherFileError("import_quote", file=file, line=line)
            yield Row(line, [_cell(cell) for cell in cells])
            line = reader.line_num + 1 + skipped
    except csv.Error as error:  # a cell too long for any form: a quote is not closed
        raise OtherFileError("import_quote", file=file, line=line) from error


def _cell(text: str) -> str:
    if text.startswith('="') and (formula := _FORMULA.fullmatch(text)):
        return formula[1].strip()
    return unguard(_UNTYPED.sub("", text).strip())


def _filled_rows(records: Iterator[Row], file: str) -> list[Row]:
    """The rows up to the last filled one."""
    rows: list[Row] = []
    blank: list[Row] = []
    for row in records:
        if not any(row.cells):
            blank.append(row)
            continue
        rows += blank
        rows.append(row)
        blank = []
        if len(rows) > tables.MOST_ROWS + tables.HEADINGS_WITHIN:
            raise OtherFileError("import_rows", file=file, most=tables.MOST_ROWS)
    return rows


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter by which most records are as wide as their neighbours; a comma when none divides anything."""
    return max(DELIMITERS, key=lambda delimiter: _consistency(lines, delimiter))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    """From 0 to 2: how many records `delimiter` divides, and how many of them as their neighbours; a bit for width."""
    import csv

    try:
        records = [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0.0
    widths = [0, *(len(cells) for cells in records), 0]
    odd = sum(any(cell.count('"') % 2 for cell in cells) for cells in records)
    divided = sum(width > 1 for width in widths)
    alike = sum(
        here > 1 and here in (before, after)
        for (before, here), (_here, after) in zip(pairwise(widths), list(pairwise(widths))[1:], strict=False)
    )
    return (divided + alike - odd) / max(len(records), 1) + min(max(widths), 20) / 1000
