"""The bytes of a file opened by what they are, whatever its name says."""

import re
from itertools import islice
from pathlib import PurePath

from capcli.errors import OtherFileError
from capcli.imports import addresses, cards, delimited, markup, objects, tables, workbooks
from capcli.imports.archives import Archive
from capcli.imports.encodings import Encoding, encoding_of, lines_of
from capcli.imports.tables import Book

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite f",
)
"""Papers, pictures, other archives."""
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_JSON = re.compile(r"\s*(?:\[\s*[\[{\]\"]|\{\s*[\"}])")
_DATA_FILE = re.compile(rb'\s*\{\s*"_meta"\s*:\s*\{\s*"1"\s*:\s*\{\s*"format"\s*:')
_HISTORY = re.compile(rb'\s*\{\s*"entry"\s*:\s*\d+\s*,\s*"at"\s*:\s*"[^"]*"\s*,\s*"by"\s*:')
"""What cap keeps for itself begins so: every table would be read as a list of its own."""
_LINES = re.compile(r"\s*\{.*\}\s*")


def opened(content: bytes, file: str) -> Book:
    """The tables of a file; a zip is its one file, by its own name.

    Raises:
        OtherFileError: `import_empty`, `import_huge`, `import_rows` and `import_cells` for too much; `import_not_text`
            and `import_no_table` for what has no rows; `import_damaged`, `import_locked`, `import_unpacked`,
            `import_archive` for archives and spreadsheets; `import_quote` and `import_line` for delimited text,
            `import_json` and `import_objects` for JSON; `import_data_file` and `import_history` for what cap keeps.
    """
    book = _opened(content, file, zipped=False)
    if not any(table.rows or table.headings for table in book.tables):
        raise OtherFileError("import_empty", file=file)
    return book


def _opened(content: bytes, file: str, *, zipped: bool) -> Book:
    if len(content) > tables.MOST_BYTES:
        raise OtherFileError("import_huge", file=file, most=tables.MOST_BYTES // 1_000_000)
    if not content.removeprefix(b"\xef\xbb\xbf").strip(b' \t\r\n,;"'):
        raise OtherFileError("import_empty", file=file)
    if content.startswith(_ZIP):
        return _archived(content, file, zipped=zipped)
    if content.startswith(_OLE[:4]):
        if _PROTECTED in content:
            raise OtherFileError("import_locked", file=file)
        return workbooks.book(content, "xls", file)
    if content.startswith(_NO_TABLES):
        raise OtherFileError("import_no_table", file=file)
    if _DATA_FILE.match(content):
        raise OtherFileError("import_data_file", file=file)
    if _HISTORY.match(content):
        raise OtherFileError("import_history", file=file)
    encoding = encoding_of(content)
    if encoding is None:
        raise OtherFileError("import_not_text", file=file)
    return _text(content, encoding, file)


def _archived(content: bytes, file: str, *, zipped: bool) -> Book:
    archive = Archive(content, file)
    if "xl/workbook.xml" in archive.names:
        archive.refuse_far_cells()
        return workbooks.book(content, "xlsx", file)
    if {"content.xml", "META-INF/manifest.xml"} <= {*archive.names}:
        manifest = b"".join(archive.pieces("META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise OtherFileError("import_locked", file=file)
        if b"opendocument.spreadsheet" not in manifest:
            raise OtherFileError("import_no_table", file=file)
        archive.refuse_far_cells()
        return workbooks.book(content, "ods", file)
    if zipped or "[Content_Types].xml" in archive.names:
        raise OtherFileError("import_no_table", file=file)
    name, inside = archive.only()
    return _opened(inside, PurePath(name).name, zipped=True)


def _text(content: bytes, encoding: Encoding, file: str) -> Book:
    """A text by how it begins."""
    beginning = "".join(islice(lines_of(content, encoding, 1 << 14), 5)).lstrip()
    if beginning[:15].upper().startswith("BEGIN:VCARD"):
        return cards.book(content, encoding, file)
    if beginning.startswith("<"):
        return markup.book(content, encoding, file)
    if _JSON.match(beginning):
        named = file.lower().endswith((".jsonl", ".ndjson"))
        if named or (beginning.startswith("{") and _is_lines(beginning)):
            return objects.lines_book(content, encoding, file)
        return objects.book(content, encoding, file)
    return addresses.book(content, encoding, file) or delimited.book(content, encoding, file)


def _is_lines(beginning: str) -> bool:
    """Whether the first two lines are an object each."""
    lines = [line for line in beginning.splitlines() if line.strip()][:2]
    return len(lines) == 2 and _LINES.fullmatch(lines[0]) is not None and lines[1].lstrip().startswith("{")
