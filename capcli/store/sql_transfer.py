"""A database as the source and as the target of a migration.

A database that is being filled has every table of a desk, and in the row that
tells its format what it holds so far, written with every batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import json
from sqlalchemy import Connection, bindparam, func, insert, inspect, select, text, update

from capcli.domain.nuls import NUL
from capcli.domain.records import Record, Table
from capcli.errors import DataFileError
from capcli.store import sql_history
from capcli.store.protocol import Entry
from capcli.store.sql_addresses import Address, address_of
from capcli.store.sql_engines import engine_of, reading, writing
from capcli.store.sql_errors import BrokenError, ConflictError, connecting, told
from capcli.store.sql_making import make
from capcli.store.sql_reader import SqlReader
from capcli.store.sql_rows import values_of
from capcli.store.sql_tables import tables_in
from capcli.store.transfer import HISTORY, OWN, Progress, Source

_WAIT = 10.0


class SqlSource:
    """See `Source`: over one connection, whose transaction is the view."""

    has_history = True
    left_out: Sequence[str] = ()

    def __init__(self, address: Address, connection: Connection) -> None:
        self.address = address.shown
        self._tables = tables_in(address.schema)
        self._connection = connection
        self._read = SqlReader(address.shown, connection, self._tables)
        kept = self._tables.entries.c
        newest = self._read.rows(select(kept.entry, kept.at, kept.by).order_by(kept.entry.desc()).limit(1))
        self.last_ids = self._last_ids()
        self.entry = newest[0][0] if newest else self.last_ids.get("entries", 0)
        # Counted as well: a change may be committed after one that has a higher number.
        self.mark = " ".join(map(str, (*newest[0], self.count(HISTORY)))) if newest else ""

    @classmethod
    def at(cls, text: str) -> "SqlSource":
        """The desk at an address.

        Raises:
            DataFileError: what a database refuses.
        """
        address = address_of(text)
        with connecting(address.shown):
            return cls(address, reading(engine_of(address)))

    def close(self) -> None:
        """See `Source.close`."""
        self._connection.close()
        self._connection.engine.dispose()

    def fields_left_out(self) -> int:
        """See `Source.fields_left_out`."""
        return 0

    def count(self, name: str) -> int:
        """See `Source.count`."""
        kept = self._tables.entries if name == HISTORY else self._tables.records[name]
        return int(self._read.rows(select(func.count()).select_from(kept))[0][0])

    def records(self, table: Table[Any], after: int) -> Iterator[Record]:
        """See `Source.records`."""
        return self._read.above(table, after)

    def entries(self, after: int) -> Iterator[Entry]:
        """See `Source.entries`."""
        return sql_history.entries_after(self._read, self._tables, after)

    def _last_ids(self) -> dict[str, int]:
        if self._connection.dialect.name == "sqlite":
            counters = self._tables.counters.c
            return _numbers(self._read.rows(select(counters.of_table, counters.last)))
        named = self._connection.dialect.identifier_preparer.format_sequence
        asked = " UNION ALL ".join(
            f"SELECT '{name}', last_value FROM {named(sequence)} WHERE is_called"
            for name, sequence in self._tables.numbers.items()
        )
        return _numbers(self._read.rows(text(asked)))


class SqlTarget:
    """See `Target`."""

    def __init__(self, address: str) -> None:
        self._where = address_of(address)
        self.address = self._where.shown
        self._engine = engine_of(self._where)
        self._tables = tables_in(self._where.schema)
        self._unfinished: str | None = None

    def progress(self) -> Progress | None:
        """See `Target.progress`."""
        from pathlib import Path

        if self._where.file and not Path(self._where.file).exists():
            return None
        with connecting(self.address), reading(self._engine) as connection, told(self.address):
            if not inspect(connection).has_table("desk", schema=self._tables.schema):
                return None
            self._unfinished = connection.execute(select(self._tables.desk.c.unfinished)).scalar_one_or_none()
        if self._unfinished is None:
            raise DataFileError("sql_exists", address=self.address)
        return json.decode(self._unfinished, type=Progress)

    def begin(self, progress: Progress) -> None:
        """See `Target.begin`."""
        if self._unfinished is None:
            self._unfinished = _written(progress)
            make(self._where, self._engine, self._tables, unfinished=self._unfinished)
            return
        with self._batch(progress) as connection:
            for table in reversed(self._tables.metadata.sorted_tables):
                if table is not self._tables.desk:
                    connection.execute(table.delete())

    def add(self, table: Table[Any], records: Sequence[Record], progress: Progress) -> None:
        """See `Target.add`; references to records that come later are left for the end."""
        rows, late = [values_of(record) for record in records], progress.late.get(table.name, {})
        for row in rows:
            if row["id"] in late:
                row[OWN[table.name]] = None
            self._refuse_nul(table, row)
        with self._batch(progress) as connection:
            connection.execute(insert(self._tables.records[table.name]), rows)
            for (holder, field), elements in self._tables.lists.items():
                if holder == table.name and (held := list(_elements(records, field))):
                    connection.execute(insert(elements), held)

    def add_entries(self, entries: Sequence[Entry], progress: Progress) -> None:
        """See `Target.add_entries`."""
        with self._batch(progress) as connection:
            sql_history.add_all(self.address, connection, self._tables, entries)

    def held(self) -> Source:
        """See `Target.held`."""
        with connecting(self.address):
            return SqlSource(self._where, reading(self._engine))

    def finish(self, source: Source) -> None:
        """See `Target.finish`."""
        last_ids = {name: last for name, last in source.last_ids.items() if name in self._tables.records and last}
        if source.entry:
            last_ids["entries"] = source.entry
        with self._batch(None) as connection:
            for name, last in last_ids.items():
                self._number(connection, name, last)

    def _refuse_nul(self, table: Table[Any], row: dict[str, Any]) -> None:
        """PostgreSQL keeps every letter but one, and does not say where that one stands.

        Raises:
            DataFileError: `migrate_nul`.
        """
        if self._where.file:
            return
        for field, value in row.items():
            if isinstance(value, str) and NUL in value:
                record = table.ref(row["id"]) if table.letter else f"{table.name} {row['id']}"
                raise DataFileError("migrate_nul", target=self.address, record=record, field=field)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """See `Target.claimed`: every batch says what it goes on from."""
        yield
        self._engine.dispose()

    def late(self, table: Table[Any], references: dict[int, int], progress: Progress) -> None:
        """See `Target.late`."""
        kept = self._tables.records[table.name]
        rows = [{"of_id": number, "to": target} for number, target in references.items()]
        with self._batch(progress) as connection:
            change = update(kept).where(kept.c.id == bindparam("of_id")).values({OWN[table.name]: bindparam("to")})
            connection.execute(change, rows)

    @contextmanager
    def _batch(self, progress: Progress | None) -> Iterator[Connection]:
        """One transaction, with the progress that it is; None when nothing is missing any more."""
        after = None if progress is None else _written(progress)
        desk = self._tables.desk
        mark = update(desk).where(desk.c.id == 1, desk.c.unfinished == self._unfinished).values(unfinished=after)
        with connecting(self.address):
            connection = writing(self._engine, _WAIT)
        try:
            with connection, told(self.address):
                if connection.execute(mark).rowcount != 1:
                    raise DataFileError("migrate_elsewhere", target=self.address)
                yield connection
                connection.commit()
        except BrokenError:
            raise DataFileError("migrate_broken", target=self.address) from None
        except ConflictError:
            raise DataFileError("migrate_elsewhere", target=self.address) from None
        self._unfinished = after

    def _number(self, connection: Connection, name: str, last: int) -> None:
        """Let numbers go on above `last`."""
        if connection.dialect.name == "sqlite":
            connection.execute(insert(self._tables.counters).values(of_table=name, last=last))
            return
        sequence = connection.dialect.identifier_preparer.format_sequence(self._tables.numbers[name])
        connection.execute(text(f"SELECT setval('{sequence}', {last:d})"))


def _numbers(rows: Sequence[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}


def _written(progress: Progress) -> str:
    return json.encode(progress).decode()


def _elements(records: Iterable[Record], field: str) -> Iterator[dict[str, Any]]:
    for record in records:
        for place, element in enumerate(getattr(record, field)):
            yield {"holder": record.id, "place": place, "element": element}
