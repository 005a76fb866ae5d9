"""Everything a store holds, moved to another place by batches: what each kind of store offers for it.

A target is not to be opened before it is whole. Until then it keeps, with every
batch, what it has so far: whoever begins again goes on after it.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from msgspec import Struct, json

from capcli.domain.records import REFERENCES, TABLES, Record, Table
from capcli.store.canonical import line_hash
from capcli.store.encoding import encode_record, settled
from capcli.store.protocol import Entry

OWN = {of.name: field for of, field, to in REFERENCES if of is to}
"""The field by which records of a table refer to others of the same."""
HISTORY = "history"
"""Under which the entries are counted, beside the names of the tables."""

_MODULUS = 1 << 64


class Sum(Struct, frozen=True):
    """How many records or entries, and a checksum of them that is the same wherever they are kept."""

    count: int = 0
    checksum: str = f"{0:016x}"

    def plus(self, hashes: Sequence[int]) -> "Sum":
        """With these as well, in any order."""
        return Sum(self.count + len(hashes), f"{(int(self.checksum, 16) + sum(hashes)) % _MODULUS:016x}")


class Progress(Struct, frozen=True, kw_only=True):
    """What an unfinished target holds of the state `mark` of a source.

    `last` is the number up to which each table was carried, and the history;
    `late` are the references, by table and number, to records that came later.
    """

    source: str
    mark: str
    last: dict[str, int] = {}
    sums: dict[str, Sum] = {}
    late: dict[str, dict[int, int]] = {}


class Source(Protocol):
    """One state of a store, which others may go on changing."""

    address: str
    mark: str
    """Tells this state from any other one of the same store."""
    entry: int
    """The number of the newest entry."""
    last_ids: dict[str, int]
    """The highest number ever used in each table, where there is one."""
    has_history: bool
    left_out: Sequence[str]
    """The tables that other programs added, which only a file keeps."""

    def fields_left_out(self) -> int:
        """How many records have fields that another program added, which only a file keeps."""

    def count(self, name: str) -> int:
        """How many records the table holds; how many entries, of `HISTORY`."""

    def records(self, table: Table[Any], after: int) -> Iterator[Record]:
        """The records above this number, by number."""

    def entries(self, after: int) -> Iterator[Entry]:
        """The entries above this number, the oldest first.

        Raises:
            DataFileError: `damaged_history`.
        """

    def close(self) -> None:
        """Let go of what was opened for it."""


class Target(Protocol):
    """A place that is being filled."""

    address: str

    def progress(self) -> Progress | None:
        """What an earlier migration left here; None where there is nothing at all.

        Raises:
            DataFileError: `exists`, `sql_exists`: it holds something else.
        """

    def begin(self, progress: Progress) -> None:
        """Hold nothing, and be marked as unfinished."""

    def add(self, table: Table[Any], records: Sequence[Record], progress: Progress) -> None:
        """Keep these records, with the progress that they are."""

    def add_entries(self, entries: Sequence[Entry], progress: Progress) -> None:
        """Keep these entries of the history, with the progress that they are."""

    def late(self, table: Table[Any], references: dict[int, int], progress: Progress) -> None:
        """Write the references that were late, with the progress that they are."""

    def held(self) -> Source:
        """What it holds by now, read again."""

    def finish(self, source: Source) -> None:
        """Take over the numbers of the source, and be a store like any other."""

    def claimed(self) -> AbstractContextManager[None]:
        """Keep every other migration away.

        Raises:
            DataFileError: `migrate_elsewhere`, another one is there.
        """


def in_order() -> list[Table[Any]]:
    """The tables in an order in which none refers to one that comes after it, itself aside."""
    left, made = list(TABLES), list[Table[Any]]()
    while left:
        names = {table.name for table in left}
        made.append(next(one for one in left if not _needed(one.name) & names))
        left.remove(made[-1])
    return made


def _needed(name: str) -> set[str]:
    return {to.name for of, _field, to in REFERENCES if of.name == name and to is not of}


def sum_of(table: str, records: Sequence[Record]) -> list[int]:
    """The hash of each record."""
    return [line_hash(table, record.id, encode_record(settled(record))) for record in records]


def sum_of_entries(entries: Sequence[Entry]) -> list[int]:
    """The hash of each entry."""
    return [line_hash(HISTORY, entry.entry, json.encode(entry)) for entry in entries]
