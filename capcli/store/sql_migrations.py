"""Older databases brought to today's format, by numbered functions: the tables' own, as `migrations` has the file's.

`STEPS[0]` takes a database of format 1 to format 2, and so on, in one
transaction. A step knows no record class and no table of `sql_tables`, since
those change after it was written: it says in SQL what it does. A published step
is never edited. A new field of a record is a new column, and a step.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect, select, text, update

from capcli.errors import DataFileError
from capcli.store.sql_engines import writing
from capcli.store.sql_errors import ConflictError, connecting, told
from capcli.store.sql_tables import Tables

Run = Callable[[str], None]
"""Runs a statement, in which `{people}` is the table of that name, in whatever schema it is."""
Step = Callable[[Run], None]

STEPS: tuple[Step, ...] = ()

FORMAT = len(STEPS) + 1
"""The format of the tables that this program reads and writes."""

_WAIT = 60.0
"""How long to wait for others to be done with the tables, in seconds."""


def bring_up(address: str, engine: Engine, tables: Tables) -> tuple[int, int] | None:
    """Bring an older desk to today's format; from which to which, None where there is no desk.

    Raises:
        DataFileError: `sql_exists`, it is of today's format; `newer`; `sql_foreign`; `sql_busy`; what a database
            refuses.
    """
    try:
        return _bring_up(address, engine, tables)
    except ConflictError:
        raise DataFileError("sql_busy", address=address, seconds=f"{_WAIT:g}") from None


def _bring_up(address: str, engine: Engine, tables: Tables) -> tuple[int, int] | None:
    with connecting(address):
        connection = writing(engine, _WAIT, isolation="READ COMMITTED")
    with connection, told(address):
        if not inspect(connection).has_table(tables.desk.name, schema=tables.schema):
            return None
        form = connection.execute(select(tables.desk.c.format).with_for_update()).scalar_one_or_none()
        if form is None:
            raise DataFileError("sql_foreign", address=address, reason=tables.desk.name)
        if form == FORMAT:
            raise DataFileError("sql_exists", address=address)
        if form > FORMAT:
            raise DataFileError("newer", path=address, format=form, known=FORMAT)
        for step in STEPS[form - 1 :]:
            step(lambda statement: _run(connection, tables, statement))
        connection.execute(update(tables.desk).values(format=FORMAT))
        connection.commit()
    return form, FORMAT


def _run(connection: Connection, tables: Tables, statement: str) -> None:
    named = connection.dialect.identifier_preparer.format_table
    names = {table.name: named(table) for table in tables.metadata.tables.values()}
    connection.execute(text(statement.format_map(names)))
