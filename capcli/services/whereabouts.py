"""Which store is used, and what it holds."""

import datetime as dt
from typing import Any

from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, Table
from capcli.domain.views import View
from capcli.errors import DataFileError
from capcli.store.protocol import Store

COUNTED: tuple[Table[Any], ...] = (SESSIONS, PEOPLE, ORGANISATIONS, DUES, REGISTRATIONS)


class WriteView(View, frozen=True, kw_only=True):
    """The newest entry of the history."""

    entry: int
    at: dt.datetime
    by: str
    command: str


class PlaceView(View, frozen=True, kw_only=True):
    """A store: where it is, whose it is, how many records of each kind it holds; `last_write` None is not known.

    `last_backup` is when what the newest backup holds was written,
    `last_backup_elsewhere` when a copy last went to another place; None when
    there is none.
    """

    path: str
    organisation: str
    counts: dict[str, int]
    last_write: WriteView | None
    last_backup: dt.datetime | None
    last_backup_elsewhere: dt.datetime | None


def view(
    store: Store,
    organisation: str,
    *,
    last_backup: dt.datetime | None = None,
    last_backup_elsewhere: dt.datetime | None = None,
) -> PlaceView:
    """The store as it is now; its backups are known to whoever knows where it is."""
    read = store.read()
    return PlaceView(
        path=store.address,
        organisation=organisation,
        counts={table.name: read.count(table) for table in COUNTED},
        last_write=_last_write(store),
        last_backup=last_backup,
        last_backup_elsewhere=last_backup_elsewhere,
    )


def _last_write(store: Store) -> WriteView | None:
    try:
        newest = next(store.history(), None)
    except DataFileError:  # the journal is missing or damaged, which is no reason not to say where the file is
        return None
    if newest is None:
        return None
    return WriteView(entry=newest.entry, at=newest.at, by=newest.by, command=newest.command)
