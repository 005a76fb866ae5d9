"""Copying files whole, to the disk and not only towards it."""

import os
from pathlib import Path

from capcli.store.disk import BINARY, OWNER_ONLY, Disk

_BLOCK = 1 << 20


def copied(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all, readable by the owner only.

    Raises:
        OSError: it cannot be read or written.
    """
    beside = target.with_name(f"{target.name}.new")
    try:
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        with source.open("rb") as read, os.fdopen(fd, "wb") as written:
            while block := read.read(_BLOCK):
                written.write(block)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def flushed(path: Path, disk: Disk) -> None:
    """Wait until a file and its name are on the disk, and let it be read from there.

    Raises:
        OSError: it cannot be written.
    """
    fd = os.open(path, os.O_RDWR | BINARY)
    try:
        disk.fsync(fd)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(fd)
    disk.fsync_folder(path.parent)


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same.

    Raises:
        OSError: one cannot be read.
    """
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(_BLOCK):
            if block != second.read(_BLOCK):
                return False
    return True
