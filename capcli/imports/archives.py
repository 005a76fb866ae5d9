"""Archives: the one file in a zip, and whether a spreadsheet's own zip may be unpacked."""

import re
from collections.abc import Iterator

from capcli.errors import OtherFileError
from capcli.imports import tables

MOST_UNPACKED = 400_000_000
"""Bytes that a spreadsheet of the largest size unpacks to; a few kilobytes can be made to unpack to any number."""
_CHUNK = 1 << 20
_NOISE = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$)|/$")
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})\d+"[^>]*(?<!/)>')
_FAR_ROWS = tuple(re.compile(rb'r="[A-Z]{1,3}(\d{%d})"[^>]*(?<!/)>' % digits) for digits in range(7, 0, -1))
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d{1,9})"')


class Archive:
    """A zip whose names are known and whose sizes are looked at before anything is unpacked."""

    def __init__(self, content: bytes, file: str) -> None:
        """Read the list of what is in it.

        Raises:
            OtherFileError: `import_damaged`, `import_locked`, `import_unpacked`.
        """
        import io
        import zipfile

        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = [entry for entry in self._zip.infolist() if not _NOISE.search(entry.filename)]
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise OtherFileError("import_damaged", file=file) from error
        if any(entry.flag_bits & 1 for entry in entries):
            raise OtherFileError("import_locked", file=file)
        self.names = [entry.filename for entry in entries]
        self._sizes = {entry.filename: entry.file_size for entry in entries}
        if sum(size for name, size in self._sizes.items() if name.endswith((".xml", ".bin"))) > MOST_UNPACKED:
            raise OtherFileError("import_unpacked", file=file)

    def only(self) -> tuple[str, bytes]:
        """The name and the bytes of the one file.

        Raises:
            OtherFileError: `import_archive` for several files, `import_empty` for none, `import_huge`,
                `import_damaged`.
        """
        if not self.names:
            raise OtherFileError("import_empty", file=self.file)
        if len(self.names) > 1:
            shown = ", ".join(self.names[:8]) + (" …" if len(self.names) > 8 else "")
            raise OtherFileError("import_archive", file=self.file, names=shown)
        name = self.names[0]
        if self._sizes[name] > tables.MOST_BYTES:
            raise OtherFileError("import_huge", file=name, most=tables.MOST_BYTES // 1_000_000)
        return name, b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file in it, a megabyte at a time.

        Raises:
            OtherFileError: `import_damaged`.
        """
        import zipfile
        import zlib

        try:
            with self._zip.open(name) as opened:
                while piece := opened.read(_CHUNK):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise OtherFileError("import_damaged", file=self.file) from error

    def refuse_far_cells(self) -> None:
        """Stop a sheet with a cell so far out that a table up to it would fill the memory: the reader lays one out.

        Raises:
            OtherFileError: `import_cells`, `import_damaged`.
        """
        for name in self.names:
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                cells = _excel_cells(self._tags(name))
            elif name == "content.xml":
                cells = _open_document_cells(self._tags(name))
            else:
                continue
            if cells > tables.MOST_CELLS:
                raise OtherFileError("import_cells", file=self.file, most=tables.MOST_CELLS)

    def _tags(self, name: str) -> Iterator[bytes]:
        """The text of an XML file in pieces that end where a tag begins."""
        kept = b""
        for piece in self.pieces(name):
            text = kept + piece
            end = max(text.rfind(b"<"), 0)
            yield text[:end]
            kept = text[end:]
        yield kept


def _excel_cells(pieces: Iterator[bytes]) -> int:
    """Rows times columns up to the last filled cell, or more; cells follow one another where they have no place."""
    rows, columns, following = 0, 26, 0
    for piece in pieces:
        found = next(filter(None, (digits.findall(piece) for digits in _FAR_ROWS)), [])
        rows = max([rows, *map(int, set(found))])
        columns = max([columns, *map(_column, set(_FAR_COLUMN.findall(piece)))])
        if not found:
            parts = _ROW.split(piece)
            following += len(parts) - 1
            columns = max([columns, *(len(_CELL.findall(part)) for part in parts)])
    return max(rows, following) * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_document_cells(pieces: Iterator[bytes]) -> int:
    """Rows times columns up to the last filled cell of the sheets together; what is repeated counts each time."""
    rows, blank, columns = 0, 0, 0
    for row in _between(pieces, b"<table:table-row"):
        repeated = int(found[1]) if (found := _ROWS_REPEATED.search(row)) else 1
        last = row.rfind(b"office:value")
        if last < 0:
            blank += repeated
            continue
        head = row[: row.find(b">", last)]
        rows, blank = rows + blank + repeated, 0
        columns = max(columns, head.count(b"table-cell ") + sum(map(int, _COLUMNS_REPEATED.findall(head))))
    return rows * columns


def _between(pieces: Iterator[bytes], mark: bytes) -> Iterator[bytes]:
    """The texts that begin with `mark`, whole, and what stands before the first."""
    kept = b""
    for piece in pieces:
        first, *others = (kept + piece).split(mark)
        for other in others:
            yield first
            first = other
        kept = first
    yield kept
