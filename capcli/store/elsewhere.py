"""Copies of the desk that go elsewhere, to another disk or machine: the data with its history, read back.

The last one is remembered in the folder of the backups, so that somebody can be
told that none went anywhere for a while.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from capcli.errors import DataFileError, OtherFileError
from capcli.store.backups import Backups
from capcli.store.copying import flushed
from capcli.store.disk import BINARY, OWNER_ONLY, Disk
from capcli.store.protocol import Store

Pieces = Callable[[], Iterable[bytes | memoryview]]

_MEMORY = "elsewhere.json"


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """The last copy that went elsewhere: when, where, and the last entry in it."""

    at: dt.datetime
    path: str
    entry: int


def last_elsewhere(folder: Path) -> Elsewhere | None:
    """What is remembered in the folder of the backups; None when nothing went anywhere yet."""
    try:
        return msgspec.json.decode((folder / _MEMORY).read_bytes(), type=Elsewhere)
    except (OSError, ValueError):
        return None


def newest_backups(store: Store) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The moment of the newest backup, and when a copy last went elsewhere; None where that is not known."""
    backups = getattr(store, "backups", None)
    if not isinstance(backups, Backups):
        return None, None
    last = last_elsewhere(backups.folder)
    try:
        newest = next(iter(backups.all()), None)
    except DataFileError:  # a folder that is not ours to read
        newest = None
    return newest.at if newest is not None else None, last.at if last is not None else None


def remember(folder: Path, made: Elsewhere) -> None:
    """Keep it for `last_elsewhere`, where the folder allows it."""
    beside = folder / f"{_MEMORY}.new"
    try:
        folder.mkdir(0o700, exist_ok=True)
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        with os.fdopen(fd, "wb") as file:
            file.write(msgspec.json.encode(made))
        beside.replace(folder / _MEMORY)
    except OSError:
        return


def write_elsewhere(target: Path, pieces: Pieces, disk: Disk) -> None:
    """Write a file whole or not at all, wait until it is on its disk, and read it back.

    Raises:
        OtherFileError: `copy_failed`; `copy_differs`, the disk gives back something else.
    """
    beside = target.with_name(f"{target.name}.new")
    try:
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        try:
            disk.write(fd, pieces())
        finally:
            os.close(fd)
        flushed(beside, disk)
        if not _reads_as(beside, pieces()):
            raise OtherFileError("copy_differs", path=str(target))
        beside.replace(target)
        disk.fsync_folder(target.parent)
    except OSError as error:
        raise OtherFileError("copy_failed", path=str(target), reason=error.strerror or str(error)) from error
    finally:
        _remove(beside)


def _reads_as(path: Path, pieces: Iterable[bytes | memoryview]) -> bool:
    with path.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
