"""Records known by their numbers, and what refers to them: nothing is removed while something does."""

from collections.abc import Iterable
from typing import Any, TypeVar

from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.records import ORGANISATIONS, PEOPLE, REFERENCES, TABLES, Organisation, Person, Record, Table
from capcli.errors import NotFound
from capcli.store.protocol import Reader, Transaction

R = TypeVar("R", bound=Record)
P = TypeVar("P", Person, Organisation, Person | Organisation)

Key = tuple[str, int]
"""A record: the name of its table, and its number."""

_TABLES: dict[str, Table[Any]] = {table.name: table for table in TABLES}


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
        Refused: `person_forgotten`; what was paid before may still be given back.
    """
    table: Table[Any] = PEOPLE if isinstance(who, Person) else ORGANISATIONS
    tx.hold(table, who.id)
    now: P = known(tx, table, who.id)
    if isinstance(now, Person):
        refuse_forgotten(now)
    return now


def references_to(read: Reader, target: Table[Any], number: int) -> list[tuple[Table[Any], str]]:
    """The records that hold this number, each once, as its table and its reference."""
    return references_to_any(read, [(target, number)]).get((target.name, number), [])


def references_to_any(
    read: Reader, targets: Iterable[tuple[Table[Any], int]]
) -> dict[Key, list[tuple[Table[Any], str]]]:
    """As `references_to`, of several records at once."""
    wanted = _by_table(targets)
    found: dict[Key, dict[str, Table[Any]]] = {}
    for table, field, to in REFERENCES:
        numbers = wanted.get(to.name, set())
        for record in read.find_any(table, field, numbers) if numbers else ():
            for number in numbers_in(record, field):
                if number in numbers:
                    found.setdefault((to.name, number), {})[table.ref(record.id)] = table
    return {key: [(table, ref) for ref, table in referring.items()] for key, referring in found.items()}


def records_of(read: Reader, keys: Iterable[tuple[Table[Any], int]]) -> dict[Key, Record]:
    """The records that there are of these, whatever their tables."""
    found: dict[Key, Record] = {}
    for name, numbers in _by_table(keys).items():
        held = read.get_any(_TABLES[name], numbers)
        found |= {(name, number): record for number, record in held.items()}
    return found


def numbers_in(record: Record, field: str) -> list[int]:
    """The numbers that a field holds, of one record, of several or of none."""
    held = getattr(record, field)
    return held if isinstance(held, list) else [] if held is None else [held]


def _by_table(keys: Iterable[tuple[Table[Any], int]]) -> dict[str, set[int]]:
    numbers: dict[str, set[int]] = {}
    for table, number in keys:
        numbers.setdefault(table.name, set()).add(number)
    return numbers
