"""The bytes of a file opened by what they are, whatever its name says."""

from capcli.errors import OtherFileError
from capcli.imports import delimited, tables
from capcli.imports.encodings import encoding_of
from capcli.imports.tables import Book

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def opened(content: bytes, file: str) -> Book:
    """The tables of a file.

    Raises:
        OtherFileError: `import_empty`, `import_huge`, `import_rows`, `import_not_text`, `import_quote` for a file cut
            short, `import_spreadsheet`.
    """
    if len(content) > tables.MOST_BYTES:
        raise OtherFileError("import_huge", file=file, most=tables.MOST_BYTES // 1_000_000)
    if not content.removeprefix(b"\xef\xbb\xbf").strip(b' \t\r\n,;"'):
        raise OtherFileError("import_empty", file=file)
    if content.startswith(SPREADSHEETS):
        raise OtherFileError("import_spreadsheet", file=file)
    found = encoding_of(content)
    if found is None:
        raise OtherFileError("import_not_text", file=file)
    return delimited.book(content, found, file)
