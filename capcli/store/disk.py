"""The calls a commit makes of the operating system, in one object that a test replaces to stop it half-way."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from capcli.errors import DataFileError

_GATHERED = 1 << 16
OWNER_ONLY = 0o600
BINARY = getattr(os, "O_BINARY", 0)
"""On Windows, keeps line ends from being rewritten; nothing elsewhere."""


class Disk:
    """The real one."""

    def write(self, fd: int, pieces: Iterable[bytes | memoryview]) -> None:
        """Write every piece; small ones go together, large ones as they are."""
        gathered = bytearray()
        for piece in pieces:
            if len(piece) < _GATHERED:
                gathered += piece
            if len(piece) >= _GATHERED or len(gathered) >= _GATHERED:
                self._write_all(fd, gathered)
                gathered = bytearray()
            if len(piece) >= _GATHERED:
                self._write_all(fd, piece)
        self._write_all(fd, gathered)

    def fsync(self, fd: int) -> None:
        """Wait until the file is on the disk."""
        os.fsync(fd)

    def replace(self, source: str, target: Path) -> None:
        """Put `source` in the place of `target`, at once."""
        os.replace(source, target)  # noqa: PTH105 # the path is a text with a suffix

    def link(self, source: Path, target: Path) -> None:
        """Give `source` a second name, which no file has."""
        os.link(source, target)

    def fsync_folder(self, folder: Path) -> None:
        """Wait until the folder's list of names is on the disk, where the system can do that."""
        if os.name == "nt":
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a network drive without it
                raise
        finally:
            os.close(fd)

    def _write_all(self, fd: int, data: bytes | bytearray | memoryview) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]


def is_shut(folder: Path) -> bool:
    """Whether something is there that is no folder to read and write in; where nothing is, one can be made."""
    is_open = os.R_OK | os.W_OK | os.X_OK
    return os.path.lexists(folder) and not (folder.is_dir() and os.access(folder, is_open))


def unwritable(path: object, error: OSError) -> DataFileError:
    """The error that tells why `path` could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DataFileError("disk_full", path=str(path))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return DataFileError("write_denied", path=str(path))
    return DataFileError("unwritable", path=str(path), reason=error.strerror)


def unreadable(path: object, error: OSError) -> DataFileError:
    """The error that tells why `path` could not be read."""
    if isinstance(error, FileNotFoundError):
        return DataFileError("absent", path=str(path))
    if isinstance(error, IsADirectoryError):
        return DataFileError("folder", path=str(path))
    if error.errno in (errno.EACCES, errno.EPERM):
        return DataFileError("read_denied", path=str(path))
    return DataFileError("unreadable", path=str(path), reason=error.strerror)
