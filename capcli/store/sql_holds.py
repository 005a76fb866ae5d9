"""The counters that changes raise to claim a record, beside the records and out of the history."""

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from capcli.store.sql_tables import Tables

Held = tuple[str, int]
"""The table and the number of a record that is claimed."""


def raise_counter(connection: Connection, tables: Tables, held: Held) -> None:
    """One statement, which waits for whoever raised the same and is not done, or makes one of the two begin again."""
    counters = tables.holds
    first = insert(counters).values(of_table=held[0], record=held[1], counter=1)
    connection.execute(
        first.on_conflict_do_update(index_elements=["of_table", "record"], set_={"counter": counters.c.counter + 1})
    )
