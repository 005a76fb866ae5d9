"""A new data file in the place of the old one, which is whole at any moment, as the new one is."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from capcli.errors import DataFileError
from capcli.store import canonical, notes
from capcli.store.canonical import Meta
from capcli.store.disk import BINARY, OWNER_ONLY, Disk, unwritable
from capcli.store.lines import Lines
from capcli.store.notes import Note, Spans, Stamp

T = TypeVar("T")
Keeping = Callable[[], AbstractContextManager[None]]

_TURNS = 10


class ChangedMeanwhileError(Exception):
    """Another program, which asks for no lock, wrote the file since it was read: nothing was put in its place."""


def in_turns(address: str, attempt: Callable[[], T]) -> T:
    """Do `attempt` again over the file that another program wrote meanwhile, but not for ever.

    Raises:
        DataFileError: `changed_meanwhile`.
    """
    for _turn in range(_TURNS):
        with suppress(ChangedMeanwhileError):
            return attempt()
    raise DataFileError("changed_meanwhile", path=address)


@contextmanager
def all_told(address: str) -> Iterator[None]:
    """Tell every refusal of the system, whichever call it met, as one to write the file.

    Raises:
        DataFileError: `disk_full`, `write_denied`, `unwritable`.
    """
    try:
        yield
    except OSError as error:
        raise unwritable(address, error) from error


def stamp_there(path: Path) -> Stamp | None:
    """The stamp of the file at `path`; None when there is none.

    Raises:
        OSError: the system does not say.
    """
    try:
        return notes.stamp_of(path.stat())
    except FileNotFoundError:
        return None


def refuse_read_only(address: str, path: Path) -> None:
    """Leave alone a file that its owner protected: renaming over it would pass by its permissions.

    Raises:
        DataFileError: `write_denied`.
    """
    if os.path.exists(path) and not os.access(path, os.W_OK):  # noqa: PTH110 # a system that does not say decides later
        raise unwritable(address, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def put_in_place(
    address: str, path: Path, meta: Meta, tables: Mapping[str, Lines], disk: Disk, over: Stamp | None, keeping: Keeping
) -> Note | None:
    """Write the file beside `path`, flush it to the disk and rename it over the one that is there.

    `over` is the stamp of the one that was read, None where there was none;
    `keeping` keeps it meanwhile. The note of the new file, unless somebody
    else wrote over it already. Between the last look and the renaming pass
    microseconds, for which there is no help.

    Raises:
        ChangedMeanwhileError: another file is there now.
        DataFileError: `disk_full`, `write_denied`, `unwritable`; `unconfirmed`, the new file is in place, and
            the disk may lose it.
    """
    beside = f"{path}.new"  # one name: whoever holds the lock knows that a file left there is nobody's
    spans: Spans = {}
    try:
        Path(beside).unlink(missing_ok=True)
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, OWNER_ONLY)
        try:
            disk.write(fd, canonical.spans_of(canonical.file_pieces(meta, tables), spans))
            _keep_mode(path, fd)
            made = notes.dated(beside)
            disk.fsync(fd)
        finally:
            os.close(fd)
        with keeping():
            _refuse_another(path, over)
            disk.replace(beside, path)
    except BaseException as error:
        with suppress(OSError):  # a folder that takes no change keeps it: the next write removes it
            Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(address, error) from error
        raise
    _confirm(address, path, disk)
    with suppress(OSError):
        stamp = notes.stamp_of(path.stat())
        if stamp.is_of(made):
            return Note(stamp, spans)
    return None


def _refuse_another(path: Path, over: Stamp | None) -> None:
    """Keeping the file by a link changes only the moment of its last change, which is not compared.

    Raises:
        ChangedMeanwhileError: the file is not the one with the stamp `over`.
    """
    found = stamp_there(path)
    if not (found is None if over is None else found is not None and found.is_of(over)):
        raise ChangedMeanwhileError


def _keep_mode(path: Path, fd: int) -> None:
    """Whoever could read the old file can read the new one; nobody else can."""
    if os.name != "nt" and path.exists():
        os.fchmod(fd, path.stat().st_mode & 0o777)


def _confirm(address: str, path: Path, disk: Disk) -> None:
    try:
        disk.fsync_folder(path.parent)
    except OSError as error:
        raise DataFileError("unconfirmed", path=address, reason=error.strerror) from error
