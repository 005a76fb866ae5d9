"""Records kept in a database: many readers, many writers, each change whole or not at all."""

import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select

from capcli.errors import DataFileError
from capcli.store import sql_history
from capcli.store.protocol import Author, Committed, Entry, Redact, Transaction
from capcli.store.sql_addresses import Address, address_of
from capcli.store.sql_engines import engine_of, leave_no_trace, let_go, reading, writing
from capcli.store.sql_errors import ConflictError, LostError, UnreachedError, connecting, told
from capcli.store.sql_holds import Held
from capcli.store.sql_making import check, make
from capcli.store.sql_migrations import bring_up
from capcli.store.sql_numbers import NumbersHiddenError, NumbersTakenError, Taken
from capcli.store.sql_reader import SqlReader
from capcli.store.sql_tables import tables_in
from capcli.store.sql_transaction import SqlTransaction
from capcli.store.sql_turns import Turns
from capcli.store.sql_writing import Writer

T = TypeVar("T")

LOCK_SECONDS = 10.0


class SqlStore:
    """See `Store`: over PostgreSQL or SQLite.

    With `spares_numbers`, a change that comes to nothing takes none; one that
    others come between begins again for them once, which costs who writes much.
    """

    def __init__(self, address: str | Address, *, spares_numbers: bool = False) -> None:
        self._where = address if isinstance(address, Address) else address_of(address)
        self.address = self._where.shown
        self._engine = engine_of(self._where)
        self._tables = tables_in(self._where.schema)
        self._spares_numbers = spares_numbers
        self._seconds: float | None = None
        self._views: list[weakref.finalize[[Connection], SqlReader]] = []
        weakref.finalize(self, self._engine.dispose)

    @classmethod
    def create(cls, address: str) -> "SqlStore":
        """A new, empty desk in a database that exists; an SQLite file is created.

        Raises:
            DataFileError: `sql_exists`; what a database refuses.
        """
        store = cls(address)
        make(store._where, store._engine, store._tables)
        return store

    @staticmethod
    def shown(address: str) -> str:
        """The address as people see it."""
        return address_of(address).shown

    @classmethod
    def bring_up(cls, address: str) -> tuple[int, int] | None:
        """See `sql_migrations.bring_up`; None also where an SQLite file does not exist."""
        store = cls(address)
        if store._where.file and not Path(store._where.file).exists():
            return None
        return bring_up(store.address, store._engine, store._tables)

    def read(self) -> SqlReader:
        """See `Store.read`; the connection is given back with the reader."""
        try:
            return self._reader()
        except LostError:  # the server was started anew since the connection was last used
            self._engine.dispose()
            return self._reader()

    def change(
        self,
        work: Callable[[Transaction], T],
        author: Author,
        *,
        undoes: int | None = None,
        redact: Redact | None = None,
    ) -> Committed[T]:
        """See `Store.change`.

        Raises:
            DataFileError: `sql_busy`, others changed the same for too long; `sql_unknown`, the connection was lost
                in the middle of the commit; what a database refuses.
        """
        if self._seconds is None:
            self.read()
        taken = Taken() if self._spares_numbers else None
        with Turns(self.address, self._engine, self._tables, self._seconds or LOCK_SECONDS) as turns:
            while True:
                held: list[Held] = []
                try:
                    return self._attempt(work, author, undoes, redact, turns, held, taken)
                except NumbersTakenError:
                    continue
                except NumbersHiddenError:
                    taken = None
                except (ConflictError, LostError, UnreachedError) as error:
                    if isinstance(error, LostError):
                        self._engine.dispose()
                    turns.wait(error, held[0] if held else None)

    def history(self) -> Iterator[Entry]:
        """See `Store.history`."""
        return sql_history.entries(self.read(), self._tables)

    def close(self) -> None:
        """Let go of every connection, those of views that somebody still holds included."""
        for view in self._views:
            view()
        self._engine.dispose()

    def _reader(self) -> SqlReader:
        with connecting(self.address):
            connection = reading(self._engine)
        reader = SqlReader(self.address, connection, self._tables)
        given_back = weakref.finalize(reader, let_go, connection)
        self._views = [*(view for view in self._views if view.alive), given_back]
        self._seconds = check(reader, self._tables) or LOCK_SECONDS
        return reader

    def _attempt(
        self,
        work: Callable[[Transaction], T],
        author: Author,
        undoes: int | None,
        redact: Redact | None,
        turns: Turns,
        held: list[Held],
        taken: Taken | None,
    ) -> Committed[T]:
        """The work done once; `held` gets what it claims, `taken` its numbers."""
        with connecting(self.address):
            connection = writing(self._engine, turns.left)
        with ExitStack() as left:
            left.callback(let_go, connection)
            tx = SqlTransaction(self.address, connection, self._tables, held, turns.raised, taken)
            result = work(tx)
            before = tx.before()
            changes = tx.changes(before)
            if not changes:
                return Committed(result, None)
            tx.numbers.settle()
            Writer(self.address, connection, self._tables).write(before, tx.after)
            if redact is not None:
                sql_history.redact(tx, connection, self._tables, redact)
            entry = author.entry(tx.numbers.take("entries"), changes, undoes, redact)
            sql_history.add(self.address, connection, self._tables, entry)
            tx.numbers.keep()
            self._commit(connection, entry)
            turns.done()
            if redact is not None:
                leave_no_trace(connection)
            return Committed(result, entry.entry)

    def _commit(self, connection: Connection, entry: Entry) -> None:
        """Make it last.

        Raises:
            DataFileError: `sql_unknown`, nobody answered, and asking again did not tell.
        """
        driver = connection.connection
        try:
            with told(self.address):
                try:
                    connection.commit()
                except BaseException:
                    with suppress(Exception):  # it may leave its transaction, which nobody else would end
                        driver.rollback()
                    raise
        except LostError:
            self._engine.dispose()
            if not self._is_written(entry):
                raise DataFileError("sql_unknown", address=self.address, entry=f"H{entry.entry}") from None

    def _is_written(self, entry: Entry) -> bool:
        """Whether the entry is certainly there, asked on another connection."""
        kept = self._tables.entries.c
        same = (kept.entry == entry.entry) & (kept.at == entry.at) & (kept.by == entry.by)
        try:
            return bool(self._reader().rows(select(kept.entry).where(same, kept.command == entry.command)))
        except DataFileError:
            return False
