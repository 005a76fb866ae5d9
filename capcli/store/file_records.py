"""Typed records over the undecoded lines of the file: what a command reads and what it changes."""

from collections.abc import Iterable, Iterator, Set
from itertools import chain
from typing import Any, TypeVar

import msgspec

from capcli.domain.records import Record, Table
from capcli.store.canonical import line_hash
from capcli.store.encoding import (
    decode_plain,
    decode_record,
    decode_run,
    default_of,
    encode_record,
    encode_value,
    extra_fields,
    may_end,
    settled,
)
from capcli.store.lines import Lines
from capcli.store.protocol import Change, has_value

R = TypeVar("R", bound=Record)

Hits = Iterable[tuple[int, bytes]]

_NOTHING = Lines()


class FileReader:
    """See `Reader`. Bytes only sieve: every hit is decoded and checked."""

    has_indexes = False

    def __init__(self, address: str, tables: dict[str, Lines]) -> None:
        self.tables = tables
        self._address = address

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        document = self._lines(table).get(number)
        return None if document is None else self._decode(table, number, document)

    def get_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        """See `Reader.get_any`."""
        found = ((number, self.get(table, number)) for number in sorted(set(numbers)))
        return {number: record for number, record in found if record is not None}

    def find(self, table: Table[R], field: str, value: object) -> list[R]:
        """See `Reader.find`."""
        return self.find_any(table, field, [value])

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        wanted = frozenset(values)
        hits = self._sieved(table, field, wanted)
        records = self.scan(table) if hits is None else self._decoded(table, hits)
        return [record for record in records if has_value(record, field, wanted)]

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """See `Reader.find_filled`."""
        hits = self._lines(table).holding(encode_value(field) + b":")
        return [record for record in self._decoded(table, hits) if getattr(record, field)]

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`."""
        wanted = list(words)
        longest = max(wanted, key=len, default="")
        needle = encode_value(longest)[1:-1]
        lines = self._lines(table)
        found = self._decoded(table, lines.holding(needle) if needle else lines.items())
        return [record for record in found if all(word in record.search_key for word in wanted)]  # type: ignore[attr-defined] # only tables that have one are searched

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`."""
        lines = self._lines(table)
        if lines.is_changed:
            return iter(self._decoded(table, lines.items()))
        return chain.from_iterable(self._decode_run(table, run) for run in lines.runs())

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        return len(self._lines(table))

    def _sieved(self, table: Table[R], field: str, values: Set[object]) -> Hits | None:
        """The documents that may have one of these values in `field`: none is missed. None when that may be any."""
        lines = self._lines(table)
        default = default_of(table.record, field)
        if any(type(value) not in (int, str, bool) or value == default for value in values):
            return None  # left out of documents, or with more than one spelling
        encoded = {encode_value(value) for value in values}
        if isinstance(default, msgspec._core.Factory):  # a list: its elements stand anywhere in it
            return sorted({hit for value in encoded for hit in lines.holding(value)})
        followers = b",}" if may_end(table.record, field) else b","
        return lines.with_value(encode_value(field) + b":", encoded, followers)

    def _decoded(self, table: Table[R], hits: Hits) -> Iterator[R]:
        return (self._decode(table, number, document) for number, document in hits)

    def _decode_run(self, table: Table[R], run: bytes) -> Iterable[R]:
        try:
            return decode_run(table, run)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self._decoded(table, Lines(run + b"\n").items())  # one after the other, to name the damaged one

    def _decode(self, table: Table[R], number: int, document: bytes) -> R:
        try:
            return decode_record(table, number, document)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            from capcli.store.reading import damaged

            raise damaged(self._address, table.name, number, error) from None

    def _lines(self, table: Table[Any]) -> Lines:
        return self.tables.get(table.name, _NOTHING)


class FileTransaction(FileReader):
    """See `Transaction`; `tables` are its own copies, which `FileStore` commits."""

    def __init__(self, address: str, tables: dict[str, Lines], last_ids: dict[str, int]) -> None:
        super().__init__(address, {name: lines.fork() for name, lines in tables.items()})
        self.last_ids = dict(last_ids)
        self._before: dict[tuple[str, int], bytes | None] = {}
        from capcli.store.tinydb_tables import LinesDB  # for those who write: readers start without TinyDB

        self._db = LinesDB(self.tables)

    def put(self, table: Table[R], record: R) -> R:
        """See `Transaction.put`."""
        number = record.id or self.new_id(table)
        old = self._touch(table, number)
        extra = extra_fields(table, decode_plain(old)) if old is not None else None
        document = encode_record(settled(record), extra)
        kept = decode_record(table, number, document)  # a record that could not be read again must not be written
        self._db.of(table.name).put_line(number, document)
        self.last_ids[table.name] = max(self.last_ids.get(table.name, 0), number)
        return kept

    def remove(self, table: Table[Any], number: int) -> None:
        """See `Transaction.remove`."""
        if self._touch(table, number) is not None:
            self._db.of(table.name).put_line(number, None)

    def new_id(self, table: Table[Any]) -> int:
        """See `Transaction.new_id`."""
        number = max(self.last_ids.get(table.name, 0), self._lines(table).last()) + 1
        self.last_ids[table.name] = number
        return number

    def hold(self, table: Table[Any], number: int) -> None:
        """See `Transaction.hold`: the lock on the file already claims everything."""

    def changes(self) -> list[Change]:
        """What differs from the state before, in the order of the first touch."""
        made = []
        for (name, number), old in self._before.items():
            new = self.tables[name].get(number)
            if old != new:
                before, after = _plain(old), _plain(new)
                if before != after:
                    made.append(Change(table=name, id=number, before=before, after=after))
        return made

    def checksum_difference(self) -> int:
        """What the changed lines add to the file's checksum and take from it."""
        total = 0
        for (name, number), old in self._before.items():
            new = self.tables[name].get(number)
            total += line_hash(name, number, new) if new is not None else 0
            total -= line_hash(name, number, old) if old is not None else 0
        return total

    def _touch(self, table: Table[Any], number: int) -> bytes | None:
        """The document under `number` now, remembered when it is the first time."""
        document = self._lines(table).get(number)
        self._before.setdefault((table.name, number), document)
        return document


def _plain(document: bytes | None) -> dict[str, Any] | None:
    return None if document is None else decode_plain(document)
