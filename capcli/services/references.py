"""Records known by their numbers, and what refers to them: nothing is removed while something does."""

from typing import Any, TypeVar

from capcli.domain.records import REFERENCES, Record, Table
from capcli.errors import NotFound
from capcli.store.protocol import Reader

R = TypeVar("R", bound=Record)


def known(read: Reader, table: Table[R], number: int) -> R:
    """The record with this number.

    Raises:
        NotFound: `no_such_ref`, there is none, or it was removed since somebody named it.
    """
    record = read.get(table, number)
    if record is None:
        raise NotFound("no_such_ref", name=table.ref(number))
    return record


def references_to(read: Reader, target: Table[Any], number: int) -> list[tuple[Table[Any], str]]:
    """The records that hold this number, each once, as its table and its reference."""
    found: dict[str, Table[Any]] = {}
    for table, field, to in REFERENCES:
        if to is target:
            found.update((table.ref(record.id), table) for record in read.find(table, field, number))
    return [(table, ref) for ref, table in found.items()]
