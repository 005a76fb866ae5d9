"""A change being made: what is put and removed is held back until the end, and seen by whoever asks in between."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Executable, Select, func, select

from capcli.domain.records import Record, Table
from capcli.store.encoding import TABLE_BY_NAME, decode_plain, decode_record, encode_record, settled
from capcli.store.protocol import Change, has_value
from capcli.store.sql_errors import ConflictError, told
from capcli.store.sql_holds import Held, raise_counter
from capcli.store.sql_numbers import Taken, numbers_of
from capcli.store.sql_reader import SqlReader
from capcli.store.sql_tables import Tables

R = TypeVar("R", bound=Record)

Documents = dict[str, dict[int, Record | None]]
"""Records by table and number; None where there is none."""


class SqlTransaction(SqlReader):
    """See `Transaction`.

    Nothing is written before `work` is done, so that many records are written
    at once and in the order that the database needs, whatever theirs was.
    `held` gets what is held, in this order; what is `raised` is held already;
    `taken` gets the numbers of new records, where they are foreseen.
    """

    def __init__(
        self,
        address: str,
        connection: Connection,
        tables: Tables,
        held: list[Held],
        raised: set[Held],
        taken: Taken | None = None,
    ) -> None:
        super().__init__(address, connection, tables)
        self.after: Documents = defaultdict(dict)
        self.numbers = numbers_of(address, connection, tables, taken)
        self._seen: Documents = defaultdict(dict)
        self._touched: dict[tuple[str, int], None] = {}
        self._held_first, self._raised = held, raised

    def rows(self, statement: Executable, values: Any = None) -> Sequence[Any]:
        """As `SqlReader.rows`; a conflict makes the work begin again."""
        return self._asked(statement, values)

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        held = self.after[table.name]
        if number not in held:
            return super().get(table, number)
        record = held[number]
        return None if record is None else _of_class(table, record)

    def get_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        """See `Reader.get_any`."""
        wanted, held = set(numbers), self.after[table.name]
        asked = wanted - held.keys()
        found = super().get_any(table, asked) if asked else {}
        if _is_whole(table):
            for number in asked - found.keys():
                self._seen[table.name].setdefault(number, None)
        own = ((number, held[number]) for number in wanted & held.keys())
        found |= {number: _of_class(table, record) for number, record in own if record is not None}
        return dict(sorted(found.items()))

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        wanted = frozenset(values)
        own = (record for record in self._held(table) if has_value(record, field, wanted))
        return self._overlaid(table, super().find_any(table, field, wanted), own)

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """See `Reader.find_filled`."""
        own = (record for record in self._held(table) if getattr(record, field))
        return self._overlaid(table, super().find_filled(table, field), own)

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`."""
        wanted = list(words)
        own = (r for r in self._held(table) if all(word in getattr(r, "search_key") for word in wanted))  # noqa: B009 # not every record has one
        return self._overlaid(table, super().search(table, wanted), own)

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`; it goes on over what was there when it began."""
        own = sorted(self._held(table), key=_number)
        return _merged(super().scan(table), own, frozenset(self.after[table.name]))

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        held = self.after[table.name]
        if not held:
            return super().count(table)
        kept = self._tables.records[table.name]
        hidden = self._one_of(kept.c.id, sorted(held))
        others = self.rows(select(func.count()).select_from(kept).where(~hidden))[0][0]
        return int(others) + sum(record is not None for record in held.values())

    def put(self, table: Table[R], record: R) -> R:
        """See `Transaction.put`."""
        if record.id:
            number = record.id
            if self.after[table.name].get(number) is None and self._seen[table.name].get(number) is None:
                self.numbers.pass_over(table.name, number)
        else:
            number = self.new_id(table)
        kept = decode_record(table, number, encode_record(settled(record)))  # as it will be read, or not at all
        self._touched[table.name, number] = None
        self.after[table.name][number] = kept
        return kept

    def remove(self, table: Table[Any], number: int) -> None:
        """See `Transaction.remove`."""
        self._touched[table.name, number] = None
        self.after[table.name][number] = None

    def new_id(self, table: Table[Any]) -> int:
        """See `Transaction.new_id`."""
        number = self.numbers.take(table.name)
        self._seen[table.name][number] = None
        return number

    def hold(self, table: Table[Any], number: int) -> None:
        """See `Transaction.hold`: SQLite lets one transaction write at a time, and needs none."""
        held = (table.name, number)
        self._held_first.append(held)
        if not self._is_sqlite and held not in self._raised:
            self._raised.add(held)
            with told(self.address):
                raise_counter(self._connection, self._tables, held)

    def before(self) -> Documents:
        """What is touched, as it is without this change; locked, so that it stays so.

        Raises:
            ConflictError: another change came between the reading of a record and now.
        """
        made: Documents = defaultdict(dict)
        for name, held in self.after.items():
            seen = self._seen[name]
            asked = [number for number in held if number not in seen or seen[number] is not None]
            found = self._locked(name, asked) if asked else {}
            for number in held:
                made[name][number] = found.get(number)
                if number in seen and seen[number] != made[name][number]:
                    raise ConflictError(name)
        return made

    def changes(self, before: Documents) -> list[Change]:
        """What differs from the state before, in the order of the first touch."""
        made = []
        for name, number in self._touched:
            old, new = before[name].get(number), self.after[name][number]
            if old != new:
                made.append(Change(table=name, id=number, before=_plain(old), after=_plain(new)))
        return made

    def _held(self, table: Table[R]) -> Iterator[R]:
        """The records put so far, as the table's class has them."""
        return (_of_class(table, record) for record in self.after[table.name].values() if record is not None)

    def _overlaid(self, table: Table[R], kept: list[R], own: Iterable[R]) -> list[R]:
        held = self.after[table.name]
        if not held:
            return kept
        return sorted([*(record for record in kept if record.id not in held), *own], key=_number)

    def _records(self, table: Table[R], query: Select[Any]) -> list[R]:
        """As they were when they were first read: a change made of an older state than that begins again."""
        made = super()._records(table, query)
        if _is_whole(table):
            seen = self._seen[table.name]
            for record in made:
                seen.setdefault(record.id, record)
        return made

    def _locked(self, name: str, numbers: list[int]) -> dict[int, Record]:
        table = TABLE_BY_NAME[name]
        rows = self._rows(table)
        query = rows.selected.where(self._one_of(rows.columns.id, numbers)).with_for_update()
        return {record.id: record for record in super()._records(table, query)}


def _number(record: Record) -> int:
    return record.id


def _merged(kept: Iterator[R], own: list[R], hidden: frozenset[int]) -> Iterator[R]:
    """What is kept, but for what was touched, and what was put, by number."""
    return merge((record for record in kept if record.id not in hidden), own, key=_number)


def _is_whole(table: Table[Any]) -> bool:
    """Whether the class has every field of the table: a list may ask for some of them only."""
    return table.record is TABLE_BY_NAME[table.name].record


def _of_class(table: Table[R], record: Record) -> R:
    if isinstance(record, table.record):
        return record
    return msgspec.convert(record, table.record, from_attributes=True)


def _plain(record: Record | None) -> dict[str, Any] | None:
    """The record as the history keeps it: without its number."""
    return None if record is None else decode_plain(encode_record(record))
