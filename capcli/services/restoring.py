"""An earlier state put back: every record as it was then, in one change that an undo takes back.

Numbers are never used again, and whoever was forgotten since is forgotten
again: what a backup says of them is no reason to know them.
"""

import datetime as dt
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.backup_views import DifferenceView
from capcli.domain.records import MEMORIES, TABLES, Memory, Record, Table
from capcli.services.forgetting import KEPT_KINDS, forgotten_again
from capcli.services.purging import purge
from capcli.store.protocol import Reader, Transaction


class Restored(Struct, frozen=True, kw_only=True):
    """What was done: by table, and how many people were forgotten again on the way."""

    differences: list[DifferenceView]
    forgotten: int


class ElseNow(Exception):  # noqa: N818 # no error: the plan that was shown no longer holds
    """The desk changed since the plan was shown; `differences` are those of now."""

    def __init__(self, differences: list[DifferenceView]) -> None:
        super().__init__()
        self.differences = differences


def differences(read: Reader, then: Reader) -> list[DifferenceView]:
    """What putting back the state `then` would change, by table; tables that stay as they are left out."""
    made = []
    for table in TABLES:
        now, before = _records(read, table), _records(then, table)
        back = len(before.keys() - now.keys())
        gone = len(now.keys() - before.keys())
        changed = sum(now[number] != before[number] for number in now.keys() & before.keys())
        if back or gone or changed:
            made.append(DifferenceView(table=table.name, back=back, changed=changed, gone=gone))
    return made


def restore(tx: Transaction, then: Reader, *, today: dt.date, shown: list[DifferenceView] | None = None) -> Restored:
    """Put every record back as it is in `then`; those who were forgotten since stay so, answers past keeping go.

    Raises:
        ElseNow: the differences are no longer those `shown`.
    """
    found = differences(tx, then)
    if shown is not None and found != shown:
        raise ElseNow(found)
    for table in reversed(TABLES):
        _remove_newer(tx, then, table)
    for table in TABLES:
        _put_back(tx, then, table)
    forgotten = forget_again(tx, then, today=today)
    return Restored(differences=found, forgotten=forgotten)


def forget_again(tx: Transaction, known: Reader, *, today: dt.date) -> int:
    """Forget in `tx` whom it or `known` remembers as forgotten, and the answers past keeping; how many people."""
    _remember(tx, known)
    forgotten = forgotten_again(tx)
    purge(tx, today=today)
    return len(forgotten)


def _records(read: Reader, table: Table[Any]) -> dict[int, Record]:
    """The records that are put back: what is remembered of people forgotten is not among them."""
    return {record.id: record for record in read.scan(table) if not _stays(record)}


def _stays(record: Record) -> bool:
    return isinstance(record, Memory) and record.kind in KEPT_KINDS


def _remove_newer(tx: Transaction, then: Reader, table: Table[Any]) -> None:
    now, before = _records(tx, table), _records(then, table)
    for number in sorted(now.keys() - before.keys()):
        tx.remove(table, number)


def _put_back(tx: Transaction, then: Reader, table: Table[Any]) -> None:
    now = _records(tx, table)
    for number, record in _records(then, table).items():
        if now.get(number) == record:
            continue
        taken = tx.get(table, number)
        if taken is not None and _stays(taken):  # a copy that went another way since gave its number to something else
            tx.remove(table, number)
            tx.put(table, replace(taken, id=0))
        tx.put(table, record)


def _remember(tx: Transaction, known: Reader) -> None:
    """Remember whom `known` remembers as forgotten, besides those whom the transaction does."""
    kept = {(one.kind, one.key) for one in tx.scan(MEMORIES)}
    for memory in list(known.scan(MEMORIES)):
        if _stays(memory) and (memory.kind, memory.key) not in kept:
            tx.put(MEMORIES, replace(memory, id=0))
