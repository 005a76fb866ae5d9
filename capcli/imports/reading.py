"""The bytes of a CSV read into rows: its encoding, its separator and the line of its headings found out."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from msgspec import Struct

from capcli.domain.guards import unguard
from capcli.errors import OtherFileError

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
HEADINGS_WITHIN = 30
"""Records among which the headings are looked for."""
DELIMITERS = (",", ";", "\t")
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What nobody types into a form, and a terminal would obey."""
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Row(Struct, frozen=True):
    """A record: the line of the file on which it starts, from 1, its cells, and what stands beyond the last heading."""

    line: int
    cells: list[str]
    beyond: list[str] = []


class Sheet(Struct, frozen=True, kw_only=True):
    """What a file holds: `rows` are the records below the headings, as wide as these, blank ones left out."""

    file: str
    encoding: str
    delimiter: str
    header_row: int
    headings: list[str]
    rows: list[Row]


def read(content: bytes, file: str, known: Callable[[str], bool]) -> Sheet:
    """The records of a CSV. `known` tells the headings that mean something: the record with most of them is theirs.

    Raises:
        OtherFileError: `import_empty`, `import_huge`, `import_rows`, `import_spreadsheet`, `import_not_text`,
            `import_quote` for a file cut short, `import_headings` when no record has a known heading.
    """
    text, encoding = _decoded(content, file)
    scored = [(*_headings(_first(text, delimiter), known), delimiter) for delimiter in DELIMITERS]
    score, place, delimiter = max(scored, key=lambda one: one[0])
    if score == 0:
        raise OtherFileError("import_headings", file=file)
    rows = _all(text, delimiter, file)
    width = len(rows[place].cells)
    return Sheet(
        file=file,
        encoding=encoding,
        delimiter=delimiter,
        header_row=rows[place].line,
        headings=rows[place].cells,
        rows=[_fitted(row, width) for row in rows[place + 1 :] if any(row.cells)],
    )


def _decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, else Windows-1252."""
    if len(content) > MOST_BYTES:
        raise OtherFileError("import_huge", file=file, most=MOST_BYTES // 1_000_000)
    if not content.removeprefix(b"\xef\xbb\xbf").strip(b' \t\r\n,;"'):
        raise OtherFileError("import_empty", file=file)
    if content.startswith(SPREADSHEETS):
        raise OtherFileError("import_spreadsheet", file=file)
    if b"\x00" in content:
        raise OtherFileError("import_not_text", file=file)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise OtherFileError("import_not_text", file=file)


def _records(text: str, delimiter: str, *, strict: bool = False) -> Iterator[Row]:
    import csv
    import io

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    for cells in reader:
        yield Row(line, [unguard(_UNTYPED.sub("", cell).strip()) for cell in cells])
        line = reader.line_num + 1


def _first(text: str, delimiter: str) -> list[Row]:
    """The records among which the headings are, up to one that cannot be read."""
    import csv

    rows: list[Row] = []
    with suppress(csv.Error):
        rows.extend(islice(_records(text, delimiter), HEADINGS_WITHIN))
    return rows


def _all(text: str, delimiter: str, file: str) -> list[Row]:
    import csv

    rows: list[Row] = []
    try:
        rows.extend(islice(_records(text, delimiter), MOST_ROWS + 1))
    except csv.Error as error:  # a cell too long for any form: a quote is not closed
        raise OtherFileError("import_quote", file=file, line=rows[-1].line + 1) from error
    if len(rows) > MOST_ROWS:
        raise OtherFileError("import_rows", file=file, most=MOST_ROWS)
    _refuse_cut(text, delimiter, file, rows)
    return rows


def _refuse_cut(text: str, delimiter: str, file: str, rows: Sequence[Row]) -> None:
    """Stop a file whose last quote is never closed: it was cut short, or a quote swallowed the rest."""
    import csv

    try:
        for _row in _records(text, delimiter, strict=True):
            pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise OtherFileError("import_quote", file=file, line=rows[-1].line) from error


def _headings(rows: Sequence[Row], known: Callable[[str], bool]) -> tuple[int, int]:
    """How many known headings the first record with the most of them has, and its place."""
    scores = [len({cell for cell in row.cells if known(cell)}) for row in rows]
    score = max(scores, default=0)
    return score, (scores.index(score) if scores else 0)


def _fitted(row: Row, width: int) -> Row:
    cells = row.cells + [""] * (width - len(row.cells))
    return Row(row.line, cells[:width], [cell for cell in cells[width:] if cell])
