"""The history in a database: a row for each entry, and one for each record that it changed."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update

from capcli.store.encoding import encode_value
from capcli.store.protocol import Change, Entry, Redact
from capcli.store.sql_errors import told
from capcli.store.sql_reader import SqlReader
from capcli.store.sql_tables import Tables

FIRST_PAGE, MOST_OF_A_PAGE = 1, 500
"""How many entries are fetched at once: many ask for the newest only."""
CHANGES = 5_000
"""How many changes are held at once while the history is written anew."""


def entries(reader: SqlReader, tables: Tables) -> Iterator[Entry]:
    """The entries that the view holds, newest first."""
    kept, last, page = tables.entries, None, FIRST_PAGE
    while True:
        query = select(kept).order_by(kept.c.entry.desc()).limit(page)
        found = reader.rows(query if last is None else query.where(kept.c.entry < last))
        if found:
            last = found[-1].entry
            changes = _changes(reader, tables, last, found[0].entry)
            yield from (_entry(row, changes.get(row.entry, [])) for row in found)
        if len(found) < page:
            return
        page = min(page * 10, MOST_OF_A_PAGE)


def entries_after(reader: SqlReader, tables: Tables, last: int) -> Iterator[Entry]:
    """The entries above the number `last` that the view holds, the oldest first."""
    kept = tables.entries
    while True:
        query = select(kept).where(kept.c.entry > last).order_by(kept.c.entry).limit(MOST_OF_A_PAGE)
        found = reader.rows(query)
        if found:
            changes = _changes(reader, tables, found[0].entry, found[-1].entry)
            yield from (_entry(row, changes.get(row.entry, [])) for row in found)
            last = found[-1].entry
        if len(found) < MOST_OF_A_PAGE:
            return


def add(address: str, connection: Connection, tables: Tables, entry: Entry) -> None:
    """Write an entry."""
    add_all(address, connection, tables, [entry])


def add_all(address: str, connection: Connection, tables: Tables, entries: Iterable[Entry]) -> None:
    """Write entries."""
    written, rows = [], []
    for entry in entries:
        about = {"entry": entry.entry, "at": entry.at, "by": entry.by, "command": entry.command}
        written.append(about | {"options": encode_value(entry.options).decode(), "undoes": entry.undoes})
        rows += [_row(entry.entry, place, change) for place, change in enumerate(entry.changes)]
    with told(address):
        connection.execute(insert(tables.entries), written)
        if rows:
            connection.execute(insert(tables.changes), rows)


def redact(reader: SqlReader, connection: Connection, tables: Tables, rule: Redact) -> None:
    """Write the history anew as `rule` says, where it says anything."""
    kept = tables.changes
    query = select(kept).order_by(kept.c.entry, kept.c.place).limit(CHANGES)
    rows = reader.rows(query)
    while rows:
        _redact(reader.address, connection, tables, rule, rows)
        last = rows[-1].entry, rows[-1].place
        rows = reader.rows(query.where(tuple_(kept.c.entry, kept.c.place) > last))


def _redact(address: str, connection: Connection, tables: Tables, rule: Redact, rows: Iterable[Any]) -> None:
    kept = tables.changes
    place = (kept.c.entry == bindparam("of_entry")) & (kept.c.place == bindparam("of_place"))
    forgotten, rewritten = [], []
    for row in rows:
        change = _change(row)
        left = rule(change)
        where = {"of_entry": row.entry, "of_place": row.place}
        if left.before == left.after:
            forgotten.append(where)
        elif left != change:
            rewritten.append(where | {"before": _text(left.before), "after": _text(left.after)})
    with told(address):
        if forgotten:
            connection.execute(delete(kept).where(place), forgotten)
        if rewritten:
            connection.execute(update(kept).where(place), rewritten)


def _changes(reader: SqlReader, tables: Tables, first: int, last: int) -> dict[int, list[Change]]:
    kept = tables.changes
    made: dict[int, list[Change]] = {}
    for row in reader.rows(select(kept).where(kept.c.entry.between(first, last)).order_by(kept.c.entry, kept.c.place)):
        made.setdefault(row.entry, []).append(_change(row))
    return made


def _entry(row: Any, changes: list[Change]) -> Entry:
    options = msgspec.json.decode(row.options, type=list[str])
    return Entry(
        entry=row.entry, at=row.at, by=row.by, command=row.command, options=options, undoes=row.undoes, changes=changes
    )


def _change(row: Any) -> Change:
    before, after = (None if kept is None else msgspec.json.decode(kept) for kept in (row.before, row.after))
    return Change(table=row.of_table, id=row.record, before=before, after=after)


def _row(entry: int, place: int, change: Change) -> dict[str, Any]:
    return {
        "entry": entry,
        "place": place,
        "of_table": change.table,
        "record": change.id,
        "before": _text(change.before),
        "after": _text(change.after),
    }


def _text(document: dict[str, Any] | None) -> str | None:
    return None if document is None else encode_value(document).decode()
