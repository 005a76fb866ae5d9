"""A new desk in a database, and whether one that is there can be used."""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema

from capcli.domain.records import SETTINGS
from capcli.errors import DataFileError
from capcli.store.disk import BINARY, OWNER_ONLY, unwritable
from capcli.store.sql_addresses import Address
from capcli.store.sql_engines import driver_of
from capcli.store.sql_errors import ConflictError, connecting, told
from capcli.store.sql_migrations import FORMAT
from capcli.store.sql_reader import SqlReader
from capcli.store.sql_tables import SEARCHED, Tables


def make(address: Address, engine: Engine, tables: Tables, unfinished: str | None = None) -> None:
    """Create every table of a desk, all of them or none; `unfinished` marks one that is not to be used yet.

    Raises:
        DataFileError: `sql_exists`, there is a desk already; `sql_foreign`, what another program keeps there has the
            names of our tables; `sql_encoding`; what a database refuses.
    """
    if address.file:
        _create_file(Path(address.file))
    try:
        _make(address, engine, tables, unfinished)
    except (ConflictError, DataFileError) as error:
        if isinstance(error, DataFileError) and not (error.code == "sql_foreign" and _is_there(engine, tables)):
            raise
        raise DataFileError("sql_exists", address=address.shown) from None  # somebody else made one meanwhile


def _make(address: Address, engine: Engine, tables: Tables, unfinished: str | None) -> None:
    with connecting(address.shown):
        connection = engine.connect()
    with connection, told(address.shown):
        connection = connection.execution_options(writes=True)
        if inspect(connection).has_table("desk", schema=tables.schema):
            raise DataFileError("sql_exists", address=address.shown)
        _refuse_encoding(address, connection)
        if tables.schema:
            connection.execute(CreateSchema(tables.schema, if_not_exists=True))
        tables.metadata.create_all(connection, checkfirst=False)
        _index_words(connection, tables)
        connection.execute(insert(tables.desk).values(id=1, format=FORMAT, unfinished=unfinished))
        connection.commit()
        if address.file:  # kept in the file: readers and a writer do not wait for each other
            driver_of(connection).execute("PRAGMA journal_mode = WAL")


def check(reader: SqlReader, tables: Tables) -> float | None:
    """Hold the desk's format against ours, as the first question of a view; the setting of how long changes wait.

    Raises:
        DataFileError: `sql_no_desk`; `sql_foreign`; `newer`, `sql_older`; `unfinished`, a migration has not ended.
    """
    settings = tables.records[SETTINGS.name].c
    patience = select(settings.value).where(settings.key == "store.lock_seconds").scalar_subquery()
    rows = reader.rows(select(tables.desk.c.format, patience, tables.desk.c.unfinished.is_not(None)))
    if not rows:
        raise DataFileError("sql_foreign", address=reader.address, reason="desk")
    form, seconds, is_unfinished = rows[0]
    if form > FORMAT:
        raise DataFileError("newer", path=reader.address, format=form, known=FORMAT)
    if form < FORMAT:
        raise DataFileError("sql_older", address=reader.address, format=form, known=FORMAT)
    if is_unfinished:
        raise DataFileError("unfinished", path=reader.address)
    try:
        return float(seconds) if seconds else None
    except ValueError:
        return None


def _is_there(engine: Engine, tables: Tables) -> bool:
    with engine.connect() as connection:
        return inspect(connection).has_table(tables.desk.name, schema=tables.schema)


def _refuse_encoding(address: Address, connection: Connection) -> None:
    """Names are of every script: a database of another encoding would refuse some of them one day.

    Raises:
        DataFileError: `sql_encoding`.
    """
    if connection.dialect.name == "postgresql":
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise DataFileError("sql_encoding", address=address.shown, encoding=encoding)


def _index_words(connection: Connection, tables: Tables) -> None:
    """Let parts of names be found by their letters in threes, where the server has what it takes and lets us have it.

    Where not, and in SQLite, the keys of everybody are looked through: some
    40 ms for 250,000 people.
    """
    if connection.dialect.name == "sqlite":
        return
    with suppress(DBAPIError), connection.begin_nested():
        if not connection.execute(text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")).first():
            return
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        for name in SEARCHED:
            named = connection.dialect.identifier_preparer.format_table(tables.records[name])
            # No list of what is still to be entered: every change would claim the whole of it.
            by = "USING gin (search_key gin_trgm_ops) WITH (fastupdate = off)"
            connection.execute(text(f"CREATE INDEX {name}_search_key ON {named} {by}"))


def _create_file(path: Path) -> None:
    """An empty file, which its owner alone may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | BINARY, OWNER_ONLY))
    except OSError as error:
        raise unwritable(path, error) from error
