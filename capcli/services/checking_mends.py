"""What of the findings nobody has to decide, put right in one change that can be undone."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from capcli.domain.checkups import Checkup
from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.nuls import without_nul
from capcli.domain.records import (
    AFFILIATIONS,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REFERENCES,
    SETTINGS,
    TABLES,
    Exemption,
    Record,
    Table,
)
from capcli.store.protocol import Transaction

MENDABLE = frozenset(
    {"keys", "orphan_spare", "affiliation_backwards", "exempt_backwards", "setting_twice", "memory_twice", "nul"}
)
"""Codes of what is put right: keys made anew; what says nothing, or is of no day at all, left out."""


def mendable(found: Iterable[Checkup]) -> list[Checkup]:
    """The findings that `mended` puts right."""
    return [one for one in found if one.code in MENDABLE]


def mended(tx: Transaction, found: Iterable[Checkup]) -> list[str]:
    """Put right what nobody has to decide of these findings; the records that changed, as people call them."""
    touched: dict[str, None] = {}
    for one in mendable(found):
        table, number = _record_of(one)
        record = tx.get(table, number)
        if record is not None:
            _mend(tx, one, table, record)
            touched[one.record] = None
    return list(touched)


def _record_of(found: Checkup) -> tuple[Table[Any], int]:
    for table in TABLES:
        number = table.number_in(found.record) if table.letter else 0
        if number:
            return table, number
    return SETTINGS, int(found.record.rpartition(" ")[2])


def _mend(tx: Transaction, found: Checkup, table: Table[Any], record: Any) -> None:
    if found.code == "keys":
        tx.put(table, _keyed(table, record))
    elif found.code == "nul":
        tx.put(table, _keyed(table, without_nul(record)))
    elif found.code == "exempt_backwards":
        tx.put(table, _exempted(record))
    elif found.code == "orphan_spare" and table is not AFFILIATIONS:
        tx.put(table, _cleared(record, found.values["field"], table, found.values["missing"]))
    elif table in (AFFILIATIONS, MEMORIES, SETTINGS):
        tx.remove(table, record.id)


def _keyed(table: Table[Any], record: Any) -> Any:
    """The record with its keys made anew, where it has any."""
    if table is PEOPLE:
        return keyed_person(record)
    return keyed_organisation(record) if table is ORGANISATIONS else record


def _exempted(who: Any) -> Any:
    """The payer without exemptions that end before they begin."""
    every: list[Exemption] = [*who.exempted, *([who.exempt] if who.exempt else [])]
    kept = [one for one in every if not (one.since and one.until and one.until < one.since)]
    return replace(who, exempt=kept[-1] if kept else None, exempted=kept[:-1])


def _cleared(record: Record, field: str, table: Table[Any], missing: str) -> Record:
    """The record without its reference to what is missing."""
    held = getattr(record, field)
    if not isinstance(held, list):
        return replace(record, **{field: None})
    target = next(to for holder, name, to in REFERENCES if (holder, name) == (table, field))
    return replace(record, **{field: [number for number in held if target.ref(number) != missing]})
