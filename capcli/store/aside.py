"""Files put aside beside the data file, under names that nobody has: kept until a person removes them."""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from capcli.errors import DataFileError
from capcli.store.disk import BINARY, OWNER_ONLY, Disk, unreadable, unwritable

DAMAGED = "damaged"
BEFORE_EDIT = "before-edit"
_EARLIER = re.compile(r"\.(?:journal|backups)\.[0-9]+")


def name_aside(path: Path, suffix: str) -> Path:
    """The first free name of `<path>.<suffix>`, `<path>.<suffix>-2` and so on."""
    names = (path.with_name(f"{path.name}.{suffix}{'' if n == 1 else f'-{n}'}") for n in count(1))
    return next(name for name in names if not name.exists())


def all_aside(path: Path) -> list[Path]:
    """Every file put aside of the data file at `path`, by name."""
    starts = tuple(f"{path.name}.{suffix}-" for suffix in (DAMAGED, BEFORE_EDIT))
    return sorted(one for one in path.parent.iterdir() if one.name.startswith(starts) and one.suffix != ".new")


def earlier_aside(path: Path) -> list[Path]:
    """Every history and every folder of backups put aside of the data file at `path`, by name."""
    return sorted(one for one in path.parent.iterdir() if _EARLIER.fullmatch(one.name.removeprefix(path.name)))


def keep_damaged(path: Path, damaged: bytes | None, disk: Disk) -> Path | None:
    """Keep the damaged bytes of the file at `path` under `<path>.damaged-1`, or the first number that is free.

    What a repair that was stopped has kept is not kept twice. None is a file
    that is gone, of which nothing is kept.

    Raises:
        DataFileError: `damage_changed`, the file holds something else by now; `unreadable`; what `put_aside` raises.
    """
    try:
        found = path.read_bytes() if damaged is not None or path.exists() else None
    except OSError as error:
        raise unreadable(path, error) from error
    if found != damaged:
        raise DataFileError("damage_changed", path=str(path))
    if damaged is None:
        return None
    names = (path.with_name(f"{path.name}.{DAMAGED}-{n}") for n in count(1))
    kept = next(name for name in names if not name.exists() or name.read_bytes() == damaged)
    if not kept.exists():
        put_aside(kept, lambda: [damaged], disk)
    return kept


def put_aside(path: Path, pieces: Callable[[], Iterable[bytes | memoryview]], disk: Disk) -> None:
    """Write a file whole or not at all, readable by its owner only, and wait until it is on the disk.

    Raises:
        DataFileError: `disk_full`, `write_denied`, `unwritable`.
    """
    beside = f"{path}.new"
    try:
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        try:
            disk.write(fd, pieces())
            os.fsync(fd)
        finally:
            os.close(fd)
        os.replace(beside, path)  # noqa: PTH105 # the path is a text with a suffix
        disk.fsync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        raise unwritable(path, error) from error
