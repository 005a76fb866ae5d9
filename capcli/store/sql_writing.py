"""What a change did, written to the tables in the order that their references and rule 2 need."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, insert, update

from capcli.domain.records import LIVE, REFERENCES, REGISTRATIONS, Record, Registration
from capcli.store.sql_errors import told
from capcli.store.sql_rows import values_of
from capcli.store.sql_tables import Tables
from capcli.store.sql_transaction import Documents

_OWN = {of.name: field for of, field, to in REFERENCES if of is to}
"""The field by which records of a table refer to others of the same."""


class Writer:
    """The rows of one change, over its connection."""

    def __init__(self, address: str, connection: Connection, tables: Tables) -> None:
        self._address, self._connection, self._tables = address, connection, tables

    def write(self, before: Documents, after: Documents) -> None:
        """Bring the tables from one state of what was touched to the other.

        Tables that others refer to come first, the elements of lists when all
        records are there, and removals last, in the opposite order. Within a
        table what stays is written before what is new, unless it refers to it.
        """
        self._free(before[REGISTRATIONS.name], after[REGISTRATIONS.name])
        names = [name for name in self._tables.in_order() if after[name]]
        for name in names:
            self._put(name, before[name], after[name])
        for holder, field in self._tables.lists:
            self._put_elements(holder, field, before[holder], after[holder])
        for name in reversed(names):
            gone = [number for number, old in before[name].items() if old is not None and after[name][number] is None]
            if gone:
                self._remove(name, gone)

    def _put(self, name: str, before: dict[int, Record | None], after: dict[int, Record | None]) -> None:
        put = [record for number, record in sorted(after.items()) if record is not None and record != before[number]]
        new = {record.id for record in put if before[record.id] is None}
        stays = [record for record in put if record.id not in new]
        refers = _OWN.get(name)
        late = [record for record in stays if refers and getattr(record, refers) in new]
        kept = self._tables.records[name]
        change = update(kept).where(kept.c.id == bindparam("of_id"))
        self._many(change, [_numbered(record) for record in stays if record not in late])
        self._many(insert(kept), [values_of(record) for record in put if record.id in new])
        self._many(change, [_numbered(record) for record in late])

    def _put_elements(
        self, name: str, field: str, before: dict[int, Record | None], after: dict[int, Record | None]
    ) -> None:
        """The elements anew of the lists that changed."""
        elements = self._tables.lists[name, field]
        changed = [
            record
            for number, record in sorted(after.items())
            if record is not None and getattr(record, field) != getattr(before[number], field, None)
        ]
        had = [{"of_id": record.id} for record in changed if before[record.id] is not None]
        self._many(delete(elements).where(elements.c.holder == bindparam("of_id")), had)
        rows = [
            {"holder": record.id, "place": place, "element": element}
            for record in changed
            for place, element in enumerate(getattr(record, field))
        ]
        self._many(insert(elements), rows)

    def _remove(self, name: str, numbers: Sequence[int]) -> None:
        """All at once: they may refer to one another."""
        kept = self._tables.records[name]
        self._run(delete(kept).where(kept.c.id.in_(numbers)))

    def _free(self, before: dict[int, Record | None], after: dict[int, Record | None]) -> None:
        """Let go of places in sessions that another registration takes over in the same change, for rule 2's index."""
        taken = {_place(record) for number, record in after.items() if _place(record) != _place(before[number])}
        leaving = [
            number
            for number, record in before.items()
            if _place(record) in taken - {None} and _place(after[number]) != _place(record)
        ]
        if leaving:
            kept = self._tables.records[REGISTRATIONS.name]
            self._run(update(kept).where(kept.c.id.in_(leaving)).values(state="cancelled"))

    def _many(self, statement: Executable, rows: Iterable[dict[str, Any]]) -> None:
        made = list(rows)
        if made:
            self._run(statement, made)

    def _run(self, statement: Executable, rows: Any = None) -> None:
        with told(self._address):
            self._connection.execute(statement, rows)


def _numbered(record: Record) -> dict[str, Any]:
    values = values_of(record)
    return {"of_id": values.pop("id")} | values


def _place(record: Record | None) -> tuple[int, int] | None:
    """Whose place in which session a live registration is."""
    if not isinstance(record, Registration) or record.state not in LIVE:
        return None
    return record.session, record.person
