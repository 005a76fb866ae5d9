"""What refers to a record: it cannot be removed while something does."""

from typing import Any

from capcli.domain.records import REFERENCES, Table
from capcli.store.protocol import Reader


def references_to(read: Reader, target: Table[Any], number: int) -> list[tuple[Table[Any], str]]:
    """The records that hold this number, each once, as its table and its reference."""
    found: dict[str, Table[Any]] = {}
    for table, field, to in REFERENCES:
        if to is target:
            found.update((table.ref(record.id), table) for record in read.find(table, field, number))
    return [(table, ref) for ref, table in found.items()]
