"""Delimited text read into rows: its delimiter found out from its structure."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from capcli.domain.guards import unguard
from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.cells import clean_cell
from capcli.imports.encodings import Encoding, lines_of
from capcli.imports.own_exports import own_kind
from capcli.imports.tables import Book, Row, Table, kept_rows

DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES = 3_000_000
"""A spreadsheet saved with all its blank rows has a million; a record may span several."""
_SAMPLED = 200
_SAMPLED_CHARACTERS = 200_000
_DECLARED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_FORMULA = re.compile(r'="([^"]*)"')
"""How some programs keep the zero before a number."""


def book(content: bytes, encoding: Encoding, file: str) -> Book:
    """The one table of a delimited text, whose sections may differ in width.

    Raises:
        OtherFileError: `import_quote`, `import_line`, `import_rows`, `import_cells`, `import_empty`.
    """
    sample = _sample(content, encoding)
    declared = _DECLARED.fullmatch(sample[0].strip("\r\n")) if sample else None
    skipped = 1 if declared else 0
    delimiter = declared[1] if declared else delimiter_of(sample)
    lines = islice(_lines(content, encoding, file), skipped, None)
    rows = kept_rows(_records(lines, delimiter, file, skipped), file)
    return Book(
        file=file,
        format="csv",
        encoding=encoding.name,
        delimiter=delimiter,
        repaired=encoding.garbling is not None,
        tables=[Table(rows=rows)],
    )


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter by which most records are as wide as their neighbours; a comma when none divides anything.

    An export of ours is known by its headings, whatever its texts hold.
    """
    first = lines[0] if lines else ""
    for ours in DELIMITERS[:2]:
        if own_kind([heading.strip('"\r\n') for heading in first.split(ours)]):
            return ours
    return max(DELIMITERS, key=lambda delimiter: _consistency(lines, delimiter))


def _sample(content: bytes, encoding: Encoding) -> list[str]:
    sample: list[str] = []
    characters = 0
    for line in islice(lines_of(content, encoding, tables.LONGEST), _SAMPLED):
        sample.append(line[:_SAMPLED_CHARACTERS])
        characters += len(line)
        if characters > _SAMPLED_CHARACTERS:
            break
    return sample


def _lines(content: bytes, encoding: Encoding, file: str) -> Iterator[str]:
    """The lines with their ends.

    Raises:
        OtherFileError: `import_line`, a line is longer than any program writes; `import_rows`.
    """
    for number, line in enumerate(lines_of(content, encoding, tables.LONGEST), 1):
        if len(line) >= tables.LONGEST and line[-1] not in "\r\n":
            raise OtherFileError("import_line", file=file, line=number)
        if number > _MOST_LINES:
            raise OtherFileError("import_rows", file=file, most=tables.MOST_ROWS)
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
    if text.isprintable() and not text.startswith(("'", "=")):
        return text.strip()
    if text.startswith('="') and (formula := _FORMULA.fullmatch(text)):
        return formula[1].strip()
    return unguard(clean_cell(text))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    """From 0 to 2: how many records `delimiter` divides, and how many of them as their neighbours; a bit for width."""
    import csv

    try:
        records = [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0.0
    widths = [0, *(len(cells) for cells in records), 0]
    broken = sum(any(cell.count('"') % 2 for cell in cells) for cells in records)
    divided = sum(width > 1 for width in widths)
    alike = sum(
        width > 1 and width in (widths[place - 1], widths[place + 1]) for place, width in enumerate(widths[1:-1], 1)
    )
    return (divided + alike - broken) / max(len(records), 1) + min(max(widths), 20) / 1000
