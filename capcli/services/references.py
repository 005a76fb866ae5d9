"""Records known by their numbers, and what refers to them: nothing is removed while something does."""

from collections.abc import Iterable
from typing import Any, TypeVar

from capcli.domain.records import ORGANISATIONS, PEOPLE, REFERENCES, Organisation, Person, Record, Table
from capcli.errors import NotFound
from capcli.store.protocol import Reader, Transaction

R = TypeVar("R", bound=Record)
P = TypeVar("P", Person, Organisation, Person | Organisation)


def known(read: Reader, table: Table[R], number: int) -> R:
    """The record with this number.

    Raises:
        NotFound: `no_such_ref`, there is none, or it was removed since somebody named it.
    """
    record = read.get(table, number)
    if record is None:
        raise NotFound("no_such_ref", name=table.ref(number))
    return record


def all_known(read: Reader, table: Table[R], numbers: Iterable[int]) -> list[R]:
    """The records with these numbers, each once, in the order given.

    Raises:
        NotFound: `no_such_ref`, one of them does not exist.
    """
    wanted = list(dict.fromkeys(numbers))
    found = read.get_any(table, wanted)
    return [found[number] if number in found else known(read, table, number) for number in wanted]


def claimed(tx: Transaction, who: P) -> P:
    """A payer as it is now, claimed against another command.

    Raises:
        NotFound: `no_such_ref`, the payer was removed in the meantime.
    """
    table: Table[Any] = PEOPLE if isinstance(who, Person) else ORGANISATIONS
    tx.hold(table, who.id)
    now: P = known(tx, table, who.id)
    return now


def references_to(read: Reader, target: Table[Any], number: int) -> list[tuple[Table[Any], str]]:
    """The records that hold this number, each once, as its table and its reference."""
    found: dict[str, Table[Any]] = {}
    for table, field, to in REFERENCES:
        if to is target:
            found.update((table.ref(record.id), table) for record in read.find(table, field, number))
    return [(table, ref) for ref, table in found.items()]
