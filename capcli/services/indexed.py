"""A transaction for work that asks as often as a file has rows: a find costs what it finds, not what there is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar, cast

from capcli.domain.records import Record, Table
from capcli.store.protocol import Transaction

R = TypeVar("R", bound=Record)

ENOUGH = 50
"""After so many finds, reading a table whole and once has cost less than passing its documents for each."""
_RAREST = 4
_PIECES = ""
"""Stands for a field: the pieces of the search key."""

Numbers = defaultdict[object, set[int]]


class Indexed:
    """See `Transaction`: the same answers as the one it is made over, which nobody else may change meanwhile."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._asked: Counter[str] = Counter()
        self._indexes: dict[str, _Index[Any]] = {}
        self._followers: defaultdict[str, list[Callable[[Any], None]]] = defaultdict(list)

    def follow(self, table: Table[R], told: Callable[[R], None]) -> None:
        """Call `told` with every record of the table that is put from now on."""
        self._followers[table.name].append(told)

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        index = self._index(table)
        return index.records.get(number) if index else self._tx.get(table, number)

    def find(self, table: Table[R], field: str, value: object) -> list[R]:
        """See `Reader.find`."""
        return self.find_any(table, field, [value])

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        index = self._index_by_now(table)
        return index.having(field, values) if index else self._tx.find_any(table, field, values)

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`."""
        index = self._index_by_now(table)
        return index.containing(list(words)) if index else self._tx.search(table, words)

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`."""
        return self._tx.scan(table)

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        return self._tx.count(table)

    def put(self, table: Table[R], record: R) -> R:
        """See `Transaction.put`."""
        kept = self._tx.put(table, record)
        if table.name in self._indexes:
            self._indexes[table.name].keep(kept)
        for told in self._followers[table.name]:
            told(kept)
        return kept

    def remove(self, table: Table[Any], number: int) -> None:
        """See `Transaction.remove`."""
        self._tx.remove(table, number)
        if table.name in self._indexes:
            self._indexes[table.name].drop(number)

    def new_id(self, table: Table[Any]) -> int:
        """See `Transaction.new_id`."""
        return self._tx.new_id(table)

    def hold(self, table: Table[Any], number: int) -> None:
        """See `Transaction.hold`."""
        self._tx.hold(table, number)

    def _index(self, table: Table[R]) -> "_Index[R] | None":
        """The index of the table, once there is one; a second class over the same documents has none."""
        index = self._indexes.get(table.name)
        return index if index and index.record is table.record else None

    def _index_by_now(self, table: Table[R]) -> "_Index[R] | None":
        self._asked[table.name] += 1
        if self._asked[table.name] > ENOUGH and table.name not in self._indexes:
            self._indexes[table.name] = _Index(table, self._tx.scan(table))
        return self._index(table)


class _Index(Generic[R]):
    """The records of one table, found by the values of a field or by pieces of their search key."""

    def __init__(self, table: Table[R], records: Iterable[R]) -> None:
        self.record = table.record
        self.records = {record.id: record for record in records}
        self._by_field: dict[str, Numbers] = {}

    def keep(self, record: R) -> None:
        """Know the record from now on, in the place of the one with its number."""
        self.drop(record.id)
        self.records[record.id] = record
        for field, numbers in self._by_field.items():
            for key in _keys(record, field):
                numbers[key].add(record.id)

    def drop(self, number: int) -> None:
        """Forget the record with this number, if there is one."""
        record = self.records.pop(number, None)
        if record is not None:
            for field, numbers in self._by_field.items():
                for key in _keys(record, field):
                    numbers[key].discard(number)

    def having(self, field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        numbers = self._numbers(field)
        found = set().union(*(numbers.get(value, ()) for value in values))
        return [self.records[number] for number in sorted(found)]

    def containing(self, words: list[str]) -> list[R]:
        """See `Reader.search`: only those that hold the rarest pieces of the words are looked at."""
        numbers = self._numbers(_PIECES)
        pieces = (piece for word in words if len(word) > 1 for piece in _pieces(word))
        rarest = sorted((numbers.get(piece, set()) for piece in pieces), key=len)[:_RAREST]
        found = set.intersection(*rarest) if rarest else self.records
        searched = ((self.records[number], _search_key(self.records[number])) for number in sorted(found))
        return [record for record, key in searched if all(word in key for word in words)]

    def _numbers(self, field: str) -> Numbers:
        if field not in self._by_field:
            numbers = self._by_field[field] = defaultdict(set)
            for record in self.records.values():
                for key in _keys(record, field):
                    numbers[key].add(record.id)
        return self._by_field[field]


def _keys(record: Record, field: str) -> Iterable[object]:
    """What a record is found by: the value of the field, each one where it is a list, or the pieces of its name."""
    if field == _PIECES:
        return _pieces_held(record)
    held = getattr(record, field)
    return held if isinstance(held, list) else (held,)


def _search_key(record: Record) -> str:
    return cast("str", getattr(record, "search_key"))  # noqa: B009 # only tables that have one are searched


def _pieces_held(record: Record) -> Iterable[str]:
    """What a word of a search may be, in part: every two and every three letters of the search key."""
    key = _search_key(record)
    return {key[place : place + length] for length in (2, 3) for place in range(len(key) - length + 1)}


def _pieces(word: str) -> Iterable[str]:
    """The longest pieces of a word that `_pieces_held` gives."""
    return (word[place : place + 3] for place in range(max(1, len(word) - 2)))
