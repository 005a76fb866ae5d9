"""Connections to databases, each set up for what `cap` relies on."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from capcli.errors import DataFileError
from capcli.store.disk import unreadable
from capcli.store.sql_addresses import Address
from capcli.store.sql_types import as_is

CONNECT_SECONDS = "10"
SERIALIZABLE = "SERIALIZABLE"
_NO_LIMIT = -1


def engine_of(address: Address) -> Engine:
    """Connections to the database, made when they are needed and given back.

    Raises:
        DataFileError: `sql_missing`, the driver is not installed.
    """
    if address.file:
        return _sqlite(address.file)
    usual = {"client_encoding": "utf8", "application_name": "cap"}
    if not os.environ.get("PGCONNECT_TIMEOUT"):
        usual["connect_timeout"] = CONNECT_SECONDS
    try:
        import psycopg
    except ImportError as error:
        raise DataFileError("sql_missing", missing=error.name or "psycopg") from None
    engine = create_engine(
        address.url,
        module=psycopg,
        connect_args={name: value for name, value in usual.items() if name not in address.url.query},
        json_serializer=as_is,
        json_deserializer=as_is,
        max_overflow=_NO_LIMIT,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    return engine.execution_options(isolation_level=address.isolation)


def is_serializable(engine: Engine) -> bool:
    """Whether changes that came between make another one begin again, instead of letting it wait."""
    return engine.get_execution_options().get("isolation_level") == SERIALIZABLE


def reading(engine: Engine) -> Connection:
    """A connection that sees one state, whatever is written meanwhile, and waits for nobody."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection


def writing(engine: Engine, seconds: float, isolation: str | None = None) -> Connection:
    """A connection for one change, which waits at most so long for others."""
    connection = engine.connect()
    wait = max(1, int(seconds * 1000))
    if engine.dialect.name == "sqlite":
        driver_of(connection).execute(f"PRAGMA busy_timeout = {wait}")
        return connection.execution_options(writes=True)
    if isolation:
        connection = connection.execution_options(isolation_level=isolation)
    # Reading a small table whole would claim all of it against others, which an index does for what is read only.
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}; SET LOCAL enable_seqscan = off")
    return connection


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, for what is set outside of transactions."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def leave_no_trace(connection: Connection) -> None:
    """Empty SQLite's log of pages of what was forgotten, unless others are reading it: the next write does it then.

    A server keeps old rows until its next VACUUM, and its own copies for as
    long as it is told to.
    """
    if connection.dialect.name == "sqlite":
        with suppress(sqlite3.Error):
            driver_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sqlite(path: str) -> Engine:
    def connect() -> sqlite3.Connection:
        """The file as it is: opening a path would create one that does not exist."""
        try:
            uri = f"file:{quote(path)}?mode=rw"
            made = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError:
            raise _why_unread(path) from None
        made.execute("PRAGMA foreign_keys = ON")
        made.execute("PRAGMA secure_delete = ON")  # what is forgotten is not to be read from the file either
        return made

    engine = create_engine(
        "sqlite://", creator=connect, hide_parameters=True, poolclass=QueuePool, max_overflow=_NO_LIMIT
    )
    event.listen(engine, "begin", _begin)
    return engine


def _why_unread(path: str) -> Exception:
    """SQLite says of no file why it does not open; the system does."""
    try:
        with Path(path).open("rb"):
            return DataFileError("unreadable", path=path, reason="SQLite")
    except FileNotFoundError:
        return DataFileError("sqlite_absent", path=f"sqlite:///{path}")
    except OSError as error:
        return unreadable(path, error)


def _begin(connection: Connection) -> None:
    """Python's driver begins late and by itself otherwise: a reader would see two states, a writer wait in vain."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def let_go(connection: Connection) -> None:
    """Give a connection back, whose change is taken back unless it was committed; one that was lost is thrown away."""
    try:
        connection.close()
    except DBAPIError:
        with suppress(InvalidRequestError):  # it counts as closed already
            connection.invalidate()
