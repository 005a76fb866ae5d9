"""Records kept in memory: the store's rules in their plainest form, for tests and trials."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from capcli.domain.records import Record, Table
from capcli.store.encoding import settled
from capcli.store.protocol import (
    Author,
    Change,
    Committed,
    Entry,
    Reader,
    Redact,
    Transaction,
    has_value,
    redacted,
)

R = TypeVar("R", bound=Record)
T = TypeVar("T")

Documents = dict[str, dict[int, Record]]


class MemoryReader:
    """A view over dictionaries of records."""

    has_indexes = False

    def __init__(self, tables: Documents) -> None:
        self._tables = tables

    def _rows(self, table: Table[R]) -> list[R]:
        rows = self._tables.get(table.name, {})
        return [_of_class(table, rows[number]) for number in sorted(rows)]

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        record = self._tables.get(table.name, {}).get(number)
        return None if record is None else _of_class(table, record)

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
        return [record for record in self._rows(table) if has_value(record, field, wanted)]

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """See `Reader.find_filled`."""
        return [record for record in self._rows(table) if getattr(record, field)]

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`."""
        wanted = list(words)
        return [r for r in self._rows(table) if all(word in getattr(r, "search_key") for word in wanted)]  # noqa: B009 # not every record has one

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`."""
        return iter(self._rows(table))

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        return len(self._tables.get(table.name, {}))


def _of_class(table: Table[R], record: Record) -> R:
    """The record as the table's class has it: a list may ask for some of the fields only."""
    if type(record) is table.record:
        return record
    made: R = msgspec.convert(record, table.record, from_attributes=True)
    return made


class MemoryTransaction(MemoryReader):
    """A reader over a copy, which remembers what it changed."""

    def __init__(self, tables: Documents, last_ids: dict[str, int]) -> None:
        super().__init__({name: dict(rows) for name, rows in tables.items()})
        self.last_ids = dict(last_ids)
        self.before: dict[tuple[str, int], Record | None] = {}

    def put(self, table: Table[R], record: R) -> R:
        """See `Transaction.put`."""
        kept = settled(record if record.id else msgspec.structs.replace(record, id=self.new_id(table)))
        self._note(table, kept.id)
        self._tables.setdefault(table.name, {})[kept.id] = kept
        self.last_ids[table.name] = max(self.last_ids.get(table.name, 0), kept.id)
        return kept

    def remove(self, table: Table[Any], number: int) -> None:
        """See `Transaction.remove`."""
        self._note(table, number)
        self._tables.get(table.name, {}).pop(number, None)

    def new_id(self, table: Table[Any]) -> int:
        """See `Transaction.new_id`."""
        number = max(self.last_ids.get(table.name, 0), max(self._tables.get(table.name, {}), default=0)) + 1
        self.last_ids[table.name] = number
        return number

    def hold(self, table: Table[Any], number: int) -> None:
        """See `Transaction.hold`: the store's lock already claims everything."""

    def changes(self) -> list[Change]:
        """What differs from the state before, in table and number order of the first touch."""
        made = []
        for (name, number), before in self.before.items():
            after = self._tables.get(name, {}).get(number)
            if before != after:
                made.append(Change(table=name, id=number, before=_plain(before), after=_plain(after)))
        return made

    def tables(self) -> Documents:
        """The state to commit."""
        return self._tables

    def _note(self, table: Table[Any], number: int) -> None:
        self.before.setdefault((table.name, number), self._tables.get(table.name, {}).get(number))


class MemoryStore:
    """See `Store`; nothing outlives the process."""

    address = "memory:"

    def __init__(self) -> None:
        self._tables: Documents = {}
        self._last_ids: dict[str, int] = {}
        self._entries: list[Entry] = []
        self._lock = threading.RLock()

    def read(self) -> Reader:
        """See `Store.read`."""
        return MemoryReader(self._tables)

    def change(
        self,
        work: Callable[[Transaction], T],
        author: Author,
        *,
        undoes: int | None = None,
        redact: Redact | None = None,
    ) -> Committed[T]:
        """See `Store.change`."""
        with self._lock:
            tx = MemoryTransaction(self._tables, self._last_ids)
            result = work(tx)
            changes = tx.changes()
            if not changes:
                return Committed(result, None)
            number = len(self._entries) + 1
            if redact is not None:
                self._entries = [replace(one, changes=redacted(one.changes, redact)) for one in self._entries]
            self._entries.append(author.entry(number, changes, undoes, redact))
            self._tables, self._last_ids = tx.tables(), tx.last_ids
            return Committed(result, number)

    def history(self) -> Iterator[Entry]:
        """See `Store.history`."""
        return reversed(list(self._entries))


def _plain(record: Record | None) -> dict[str, Any] | None:
    """The record as the file keeps it: without its number."""
    if record is None:
        return None
    plain: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(record, id=0))
    return plain
