"""Everything moved to another place: planned, carried by batches, gone on with after a stop, and verified.

A migration that is begun again goes on after what is there when the source is
as it was then; it starts over when it is not, so that two states never mix.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import Record, Table
from capcli.errors import DataFileError
from capcli.services.references import numbers_in
from capcli.store.transfer import (
    HISTORY,
    OWN,
    Progress,
    Source,
    Sum,
    Target,
    in_order,
    sum_of,
    sum_of_entries,
)

T = TypeVar("T")

BATCH = 2_000
"""Records, or entries, that are written at once."""


class Plan(Struct, frozen=True, kw_only=True):
    """What there is to carry, by table and for the history, and what is there already from before a stop."""

    source: str
    target: str
    counts: dict[str, int]
    there: int = 0
    starts_over: bool = False


class Moved(Struct, frozen=True, kw_only=True):
    """What was carried, the same in both places."""

    source: str
    target: str
    sums: dict[str, Sum]


def plan(source: Source, target: Target) -> Plan:
    """What `migrate` would do.

    Raises:
        DataFileError: what the target raises that holds something else; `damaged_history`.
    """
    names = [*(table.name for table in in_order()), HISTORY]
    counts = {name: count for name in names if (count := source.count(name))}
    left = target.progress()
    goes_on = left is not None and _is_of(left, source)
    there = sum(one.count for one in left.sums.values()) if left and goes_on else 0
    return Plan(
        source=source.address,
        target=target.address,
        counts=counts,
        there=there,
        starts_over=left is not None and not goes_on,
    )


def migrate(source: Source, target: Target, again: Callable[[], Source], tick: Callable[[], None]) -> Moved:
    """Carry everything, calling `tick` for each record and entry; `again` reads the source once more at the end.

    Raises:
        DataFileError: `migrate_moved_on`, the source was changed meanwhile; `migrate_differs`, the target holds
            something else than what was written; what reading and writing raise.
    """
    progress = target.progress()
    if progress is None or not _is_of(progress, source):
        progress = Progress(source=source.address, mark=source.mark)
        target.begin(progress)
    for table in in_order():
        progress = _carried(source, target, table, progress, tick)
    progress = _carried_history(source, target, progress, tick)
    for table in in_order():
        if late := progress.late.get(table.name):
            others = {name: kept for name, kept in progress.late.items() if name != table.name}
            progress = replace(progress, late=others)
            target.late(table, late, progress)
    _verify(target, progress)
    with closing(again()) as now:
        has_moved_on = now.mark != source.mark
    if has_moved_on:
        raise DataFileError("migrate_moved_on", source=source.address)
    target.finish(source)
    return Moved(source=source.address, target=target.address, sums=progress.sums)


def _is_of(progress: Progress, source: Source) -> bool:
    return (progress.source, progress.mark) == (source.address, source.mark)


def _carried(
    source: Source, target: Target, table: Table[Any], progress: Progress, tick: Callable[[], None]
) -> Progress:
    for records in _batches(source.records(table, progress.last.get(table.name, 0)), tick):
        late = progress.late.get(table.name, {}) | _late(table, records)
        if late:
            progress = replace(progress, late=progress.late | {table.name: late})
        progress = _further(progress, table.name, records[-1].id, sum_of(table.name, records))
        target.add(table, records, progress)
    return progress


def _carried_history(source: Source, target: Target, progress: Progress, tick: Callable[[], None]) -> Progress:
    for entries in _batches(source.entries(progress.last.get(HISTORY, 0)), tick):
        progress = _further(progress, HISTORY, entries[-1].entry, sum_of_entries(entries))
        target.add_entries(entries, progress)
    return progress


def _late(table: Table[Any], records: Sequence[Record]) -> dict[int, int]:
    """The references to records of the same table with a higher number."""
    if table.name not in OWN:
        return {}
    return {one.id: number for one in records for number in numbers_in(one, OWN[table.name]) if number > one.id}


def _further(progress: Progress, name: str, last: int, hashes: Sequence[int]) -> Progress:
    sums = progress.sums | {name: progress.sums.get(name, Sum()).plus(hashes)}
    return replace(progress, last=progress.last | {name: last}, sums=sums)


def _verify(target: Target, progress: Progress) -> None:
    """Read everything back.

    Raises:
        DataFileError: `migrate_differs`.
    """
    with closing(target.held()) as held:
        for table in in_order():
            found = Sum()
            for records in _batches(held.records(table, 0)):
                found = found.plus(sum_of(table.name, records))
            _same(target, table.name, found, progress)
        found = Sum()
        for entries in _batches(held.entries(0)):
            found = found.plus(sum_of_entries(entries))
        _same(target, HISTORY, found, progress)


def _same(target: Target, name: str, found: Sum, progress: Progress) -> None:
    if found != progress.sums.get(name, Sum()):
        raise DataFileError("migrate_differs", target=target.address, table=name)


def _batches(every: Iterable[T], tick: Callable[[], None] | None = None) -> Iterator[list[T]]:
    rows = iter(every)
    while batch := list(islice(rows, BATCH)):
        yield batch
        for _one in batch if tick else ():
            tick()  # type: ignore[misc] # there is one
