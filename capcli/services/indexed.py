"""A transaction for work that asks as often as a file has rows: a find costs what it finds, not what there is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from capcli.domain.records import ORGANISATIONS, SESSIONS, Record, Table
from capcli.store.protocol import Transaction

R = TypeVar("R", bound=Record)

ENOUGH = 50
"""After so many finds, reading a table whole and once has cost less than passing its documents for each."""
ROWS_A_FIND = 50
"""Where finds go by an index, one takes about as long as reading so many records."""

SHARED = (SESSIONS.name, ORGANISATIONS.name)
"""The tables of which many rows of a file mean the same few records: each is asked for once."""

Keys = Callable[[R], Iterable[str]]
"""What a record may be found by, worked out of it."""


class Indexed:
    """See `Transaction`: the same answers as the one it is made over, which nobody else may change meanwhile."""

    def __init__(self, tx: Transaction) -> None:
        self._tx, self.has_indexes = tx, tx.has_indexes
        self._enough: dict[str, int] = {}
        self._asked: Counter[str] = Counter()
        self._indexes: dict[str, _Index[Any]] = {}
        self._got: dict[str, dict[int, Any]] = {name: {} for name in SHARED}
        self._followers: defaultdict[str, list[Callable[[Any], None]]] = defaultdict(list)

    def close(self) -> None:
        """Let go of what was read and of the followers, who hold on to this in a circle."""
        self._indexes.clear()
        self._followers.clear()

    def follow(self, table: Table[R], told: Callable[[R], None]) -> None:
        """Call `told` with every record of the table that is put from now on."""
        self._followers[table.name].append(told)

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        return self.get_any(table, [number]).get(number)

    def get_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        """See `Reader.get_any`."""
        index = self._index(table)
        if not index:
            return self._got_any(table, numbers)
        found = ((number, index.get(number)) for number in sorted(set(numbers)))
        return {number: record for number, record in found if record is not None}

    def find(self, table: Table[R], field: str, value: object) -> list[R]:
        """See `Reader.find`."""
        return self.find_any(table, field, [value])

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        index = self._index_by_now(table)
        return index.having(field, values) if index else self._tx.find_any(table, field, values)

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """See `Reader.find_filled`."""
        return self._tx.find_filled(table, field)

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`; what asks for each row goes by `sharing`, which passes no record in vain."""
        return self._tx.search(table, words)

    def sharing(self, table: Table[R], keys_of: Keys[R], keys: Iterable[str]) -> list[R] | None:
        """The records of which `keys_of`, a function of a module, gives one of these keys; None where to search."""
        index = self._index_by_now(table)
        return index.sharing(keys_of, keys) if index else None

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`."""
        return self._tx.scan(table)

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        return self._tx.count(table)

    def put(self, table: Table[R], record: R) -> R:
        """See `Transaction.put`."""
        index = self._indexes.get(table.name)
        before = index.get(record.id) if index and record.id else None
        kept = self._tx.put(table, record)
        self._forget(table, kept.id)
        if index:
            index.keep(before, kept)
        for told in self._followers[table.name]:
            told(kept)
        return kept

    def remove(self, table: Table[Any], number: int) -> None:
        """See `Transaction.remove`."""
        index = self._indexes.get(table.name)
        before = index.get(number) if index else None
        self._tx.remove(table, number)
        self._forget(table, number)
        if index and before:
            index.drop(before)

    def new_id(self, table: Table[Any]) -> int:
        """See `Transaction.new_id`."""
        return self._tx.new_id(table)

    def hold(self, table: Table[Any], number: int) -> None:
        """See `Transaction.hold`."""
        self._tx.hold(table, number)

    def _got_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        got = self._got.get(table.name)
        if got is None or table.record not in (SESSIONS.record, ORGANISATIONS.record):
            return self._tx.get_any(table, numbers)
        wanted = sorted(set(numbers))
        if missing := [number for number in wanted if number not in got]:
            got |= dict.fromkeys(missing) | self._tx.get_any(table, missing)
        return {number: got[number] for number in wanted if got[number] is not None}

    def _forget(self, table: Table[Any], number: int) -> None:
        self._got.get(table.name, {}).pop(number, None)

    def _index(self, table: Table[R]) -> "_Index[R] | None":
        """The index of the table, once there is one; a second class over the same documents has none."""
        index = self._indexes.get(table.name)
        return index if index and index.table.record is table.record else None

    def _index_by_now(self, table: Table[R]) -> "_Index[R] | None":
        if table.name not in self._indexes:
            self._asked[table.name] += 1
            if self._asked[table.name] > ENOUGH and self._asked[table.name] > self._finds_worth_reading(table):
                self._indexes[table.name] = _Index(table, self._tx)
        return self._index(table)

    def _finds_worth_reading(self, table: Table[R]) -> int:
        """How many finds cost more than reading the table whole."""
        if not self.has_indexes:
            return ENOUGH
        if table.name not in self._enough:
            self._enough[table.name] = self._tx.count(table) // ROWS_A_FIND
        return self._enough[table.name]


class _Index(Generic[R]):
    """The numbers of the records of one table, found by the values of a field or by the keys that a function gives.

    Records are held as they were read; those that are put are read again when they are found, which few of them are.
    """

    def __init__(self, table: Table[R], tx: Transaction) -> None:
        self.table, self._tx = table, tx
        self._read = {record.id: record for record in tx.scan(table)}
        self._numbers: dict[str | Keys[R], dict[object, list[int]]] = {}

    def get(self, number: int) -> R | None:
        """See `Reader.get`."""
        return self._read.get(number) or self._tx.get(self.table, number)

    def keep(self, before: R | None, record: R) -> None:
        """Find the record from now on, in the place of `before`, which had its number."""
        self._read.pop(record.id, None)
        for by, numbers in self._numbers.items():
            had, has = _keys(before, by) if before else frozenset(), _keys(record, by)
            for key in had - has:
                numbers[key].remove(record.id)
            _add(numbers, has - had, record.id)

    def drop(self, record: R) -> None:
        """Find the record no more."""
        self._read.pop(record.id, None)
        for by, numbers in self._numbers.items():
            for key in _keys(record, by):
                numbers[key].remove(record.id)

    def having(self, field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        return self._found(self._by(field), values)

    def sharing(self, keys_of: Keys[R], keys: Iterable[str]) -> list[R]:
        """See `Indexed.sharing`."""
        return self._found(self._by(keys_of), keys)

    def _found(self, numbers: dict[object, list[int]], keys: Iterable[object]) -> list[R]:
        found = {number for key in keys for number in numbers.get(key, ())}
        if not found:
            return []
        records = (self.get(number) for number in sorted(found))
        return [record for record in records if record is not None]

    def _by(self, by: str | Keys[R]) -> dict[object, list[int]]:
        if by not in self._numbers:
            numbers = self._numbers[by] = {}
            for record in self._tx.scan(self.table):
                _add(numbers, _keys(record, by), record.id)
        return self._numbers[by]


def _add(numbers: dict[object, list[int]], keys: Iterable[object], number: int) -> None:
    for key in keys:
        if key in numbers:
            numbers[key].append(number)
        else:
            numbers[key] = [number]  # a key of one record, as most are, takes no more room than that


def _keys(record: R, by: str | Keys[R]) -> frozenset[object]:
    """What a record is found by: the value of the field, each one where it is a list, or what the function gives."""
    if not isinstance(by, str):
        return frozenset(by(record))
    held = getattr(record, by)
    return frozenset(held if isinstance(held, list) else (held,))
