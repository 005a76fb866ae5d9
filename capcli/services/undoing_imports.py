"""What is left as it is when an import is undone: the records touched since, and all that these need."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from capcli.domain.records import AFFILIATIONS, MEMORIES, PEOPLE, REFERENCES, Table
from capcli.services.references import Key, numbers_in
from capcli.store.protocol import Change, Reader

Changed = Sequence[tuple[Table[Any], Change]]
IMPORT = "import"
"""The command whose entries are undone in part."""


def to_take_back(read: Reader, changed: Changed, touched: Changed) -> list[tuple[Table[Any], Change]]:
    """The changes of an import that can be taken back while the records of `touched` stay as they are.

    Whoever stays keeps their affiliations and what imports remember of them;
    what a record that stays refers to stays too.
    """
    stays = {_key(*one) for one in touched}
    vanishing = {_key(table, change) for table, change in changed if change.before is None}
    needs = list(_references(read, vanishing))
    theirs = list(_belongings(changed))
    while more := _following(stays, vanishing, needs, theirs):
        stays |= more
    return [one for one in changed if _key(*one) not in stays]


def _following(
    stays: set[Key], vanishing: set[Key], needs: list[tuple[Key, Key]], theirs: list[tuple[Key, Key]]
) -> set[Key]:
    """What stays because of what does, and is not among it yet."""
    gone = vanishing - stays
    needed = {target for holder, target in needs if target in gone and holder not in gone}
    return needed | {belonging for person, belonging in theirs if person in stays} - stays


def _references(read: Reader, vanishing: Collection[Key]) -> Iterator[tuple[Key, Key]]:
    """Each record that refers to one that would vanish, and that one."""
    for holder, field, target in REFERENCES:
        numbers = {number for name, number in vanishing if name == target.name}
        for record in read.find_any(holder, field, numbers) if numbers else ():
            for number in numbers_in(record, field):
                if number in numbers:
                    yield (holder.name, record.id), (target.name, number)


def _belongings(changed: Changed) -> Iterator[tuple[Key, Key]]:
    """The people of the affiliations and memories that were changed, each with that record."""
    for table, change in changed:
        kept = change.after or change.before or {}
        if table is AFFILIATIONS:
            yield (PEOPLE.name, kept["person"]), _key(table, change)
        elif table is MEMORIES:
            person = kept.get("value", {}).get("person") or _numbered(kept["key"])
            if person:
                yield (PEOPLE.name, person), _key(table, change)


def _numbered(key: str) -> int:
    """The number of the person at the end of a memory's key, `…|P12`; 0 for none."""
    return PEOPLE.number_in(key.rpartition("|")[2])


def _key(table: Table[Any], change: Change) -> Key:
    return table.name, change.id
