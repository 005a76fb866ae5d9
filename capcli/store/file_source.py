"""A data file, and what there is so far of one that is being filled, as the source of a migration."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import json
from msgspec.structs import replace

from capcli.domain.records import TABLES, Record, Table
from capcli.errors import DataFileError
from capcli.store.canonical import Meta
from capcli.store.disk import unreadable
from capcli.store.encoding import TABLE_BY_NAME, extra_fields
from capcli.store.file_records import FileReader
from capcli.store.lines import Lines
from capcli.store.loading import load
from capcli.store.protocol import Entry
from capcli.store.transfer import HISTORY


class FileSource:
    """See `Source`: the file as it was when this was made."""

    left_out: Sequence[str]

    def __init__(self, path: str) -> None:
        self.address = os.path.abspath(Path(path).expanduser())  # noqa: PTH100 # a link is shown as it was named
        real = Path(os.path.realpath(self.address))
        try:
            found = load(self.address, real, f"{real}.note")
        except OSError as error:
            raise unreadable(self.address, error) from error
        self._tables = found.tables
        self._read = FileReader(self.address, found.tables)
        self.entry, self.last_ids = found.meta.entry, _last_ids(found.meta, found.tables)
        self.mark = f"{found.meta.entry} {found.meta.checksum}"
        self._journal = Path(f"{real}.journal")
        self.has_history = self._journal.exists()
        self.left_out = [name for name in found.tables if name not in TABLE_BY_NAME]

    def count(self, name: str) -> int:
        """See `Source.count`."""
        if name == HISTORY:
            return sum(1 for _ in self.entries(0)) if self.has_history else 0
        return self._read.count(TABLE_BY_NAME[name])

    def records(self, table: Table[Any], after: int) -> Iterator[Record]:
        """See `Source.records`."""
        return (record for record in self._read.scan(table) if record.id > after)

    def entries(self, after: int) -> Iterator[Entry]:
        """See `Source.entries`; a number that no entry has is no part of it."""
        decoder, newest = json.Decoder(Entry), 0
        for line in _whole_lines(self._journal) if self.has_history else ():
            try:
                entry = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                if newest == self.entry:  # a write that was stopped
                    return
                raise DataFileError("damaged_history", path=str(self._journal), entry=newest + 1) from None
            if entry.entry > self.entry:
                return
            newest = entry.entry
            if newest > after:
                yield replace(entry, skips=0)

    def close(self) -> None:
        """See `Source.close`."""

    def fields_left_out(self) -> int:
        """See `Source.fields_left_out`."""
        plain = msgspec.json.Decoder(dict[str, Any])
        kept = ((table, document) for table in TABLES for _, document in self._tables[table.name].items())
        return sum(bool(extra_fields(table, plain.decode(document))) for table, document in kept)


class FilledSource:
    """See `Source`: the records in `tables` and the entries in the file `history`, so far."""

    mark, entry, has_history = "", 0, True
    left_out: Sequence[str] = ()

    def __init__(self, address: str, history: Path, tables: dict[str, Lines]) -> None:
        self.address = address
        self.last_ids: dict[str, int] = {}
        self._history, self._read = history, FileReader(address, tables)

    def close(self) -> None:
        """See `Source.close`."""

    def fields_left_out(self) -> int:
        """See `Source.fields_left_out`."""
        return 0

    def count(self, name: str) -> int:
        """See `Source.count`."""
        return self._read.count(TABLE_BY_NAME[name])

    def records(self, table: Table[Any], after: int) -> Iterator[Record]:
        """See `Source.records`."""
        return (record for record in self._read.scan(table) if record.id > after)

    def entries(self, after: int) -> Iterator[Entry]:
        """See `Source.entries`."""
        decoder = json.Decoder(Entry)
        for line in _whole_lines(self._history):
            entry = decoder.decode(line)
            if entry.entry > after:
                yield replace(entry, skips=0)


def _whole_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        yield from (line for line in lines if line.endswith(b"\n"))


def _last_ids(meta: Meta, tables: dict[str, Lines]) -> dict[str, int]:
    """The highest numbers ever used, of our tables."""
    known = {name: max(meta.last_ids.get(name, 0), lines.last()) for name, lines in tables.items()}
    return {name: last for name, last in known.items() if last and name in TABLE_BY_NAME}
