"""Which store an address stands for."""

from pathlib import Path

from capcli import home
from capcli.errors import DataFileError
from capcli.store.disk import unreadable
from capcli.store.file import FileStore
from capcli.store.protocol import Notify, Store


def open_store(address: str | None, notify: Notify | None = None) -> Store:
    """The store at `address`; None is the file remembered by `cap init` or `cap use`.

    `notify` is told, by a code and its values, what is worth a line and no error.

    Raises:
        DataFileError: `no_data_file`, nothing is remembered; `scheme`, an address; `absent`, the file does not exist.
    """
    chosen = address or home.recall().data
    if not chosen:
        raise DataFileError("no_data_file")
    refuse_url(chosen)
    path = Path(chosen).expanduser()
    try:
        found = path.exists()
    except OSError as error:
        raise unreadable(path, error) from error
    if not found:
        raise DataFileError("absent", path=str(path))
    return FileStore(path, notify=notify)


def refuse_url(address: str) -> None:
    """Let only paths pass; the password of what does not is not shown.

    Raises:
        DataFileError: `scheme`.
    """
    scheme, mark, rest = address.partition("://")
    if mark:
        raise DataFileError("scheme", address=f"{scheme}://{rest.rpartition('@')[2]}")


def create_store(address: str) -> Store:
    """A new, empty store at `address`; its folders are created with it.

    Raises:
        DataFileError: `exists`, there is a file already; `unwritable`.
    """
    return FileStore.create(Path(address).expanduser())
