"""Which store an address stands for."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from capcli import home
from capcli.errors import DataFileError
from capcli.store.disk import unreadable
from capcli.store.file import FileStore
from capcli.store.protocol import Notify, Store

if TYPE_CHECKING:
    from capcli.store.sql_store import SqlStore


_SCHEMES = ("postgresql:", "postgres:", "sqlite:")
"""How the address of a database begins; a slash may be missing after it."""


def open_store(address: str | None, notify: Notify | None = None) -> Store:
    """The store at `address`; None is the file remembered by `cap init` or `cap use`.

    `notify` is told, by a code and its values, what is worth a line and no error.

    Raises:
        DataFileError: `no_data_file`, nothing is remembered; `absent`, the file does not exist, or `gone`, its
            backups do; `no_file`, it is a pipe or a device; `unfinished`; what `sql_addresses.address_of` raises.
    """
    chosen = address or home.recall().data
    if not chosen:
        raise DataFileError("no_data_file")
    if is_address(chosen):
        return _database(chosen)
    path = Path(chosen).expanduser()
    try:
        found = path.exists()
        is_bytes = not found or path.is_file() or path.is_dir()
    except OSError as error:
        raise unreadable(path, error) from error
    if not found:
        raise DataFileError(_why_absent(os.path.realpath(path)), path=str(path))
    if not is_bytes:  # whoever reads a pipe waits for ever
        raise DataFileError("no_file", path=str(path))
    return FileStore(path, notify=notify)


def _why_absent(path: str) -> str:
    if Path(f"{path}.migrating").exists():
        return "unfinished"
    return "gone" if Path(f"{path}.backups").is_dir() else "absent"


def is_address(text: str) -> bool:
    """Whether it is the address of a database, well written or not, and not the path of a file."""
    return "://" in text or text.lower().startswith(_SCHEMES)


def shown(address: str) -> str:
    """The address as people see it: a path in full, the address of a database without its password.

    Raises:
        DataFileError: what `sql_addresses.address_of` raises; `sql_missing`.
    """
    if not is_address(address):
        return os.path.abspath(os.path.expanduser(address))  # noqa: PTH100, PTH111 # a link is shown as it was named
    return _sql_store().shown(address)


def create_store(address: str) -> Store:
    """A new, empty store at `address`; its folders are created with it, a database must be there.

    Raises:
        DataFileError: `exists`, `sql_exists`, there is one already; `unwritable`.
    """
    if is_address(address):
        return _database(address, new=True)
    return FileStore.create(Path(address).expanduser())


def bring_up(address: str) -> tuple[int, int] | None:
    """Bring a database that an older cap made to today's format; from which to which, None where nothing is yet.

    Raises:
        DataFileError: `sql_exists`, it is of today's format; what a database refuses.
    """
    return _sql_store().bring_up(address) if is_address(address) else None


def _database(address: str, *, new: bool = False) -> Store:
    store = _sql_store()
    return store.create(address) if new else store(address, spares_numbers=True)


def _sql_store() -> "type[SqlStore]":
    """Most desks are files: what databases need is loaded for them only, and installed on request.

    Raises:
        DataFileError: `sql_missing`.
    """
    try:
        from capcli.store.sql_store import SqlStore
    except ImportError as error:
        raise DataFileError("sql_missing", missing=error.name or "sqlalchemy") from None
    return SqlStore
