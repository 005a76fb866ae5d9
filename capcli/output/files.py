"""A file that is asked for with `-o`: written whole, or not at all."""

import errno
import os
from pathlib import Path

from capcli.errors import OtherFileError

_CODES = {
    errno.ENOENT: "output_folder",
    errno.ENOTDIR: "output_folder",
    errno.EISDIR: "output_is_folder",
    errno.EACCES: "output_denied",
    errno.EPERM: "output_denied",
    errno.EROFS: "output_denied",
    errno.ENOSPC: "output_full",
    errno.EDQUOT: "output_full",
}


def check(path: Path) -> None:
    """Find out early that `path` cannot be written.

    Raises:
        OtherFileError: `output_is_folder`, `output_folder` (its folder is missing).
    """
    if path.is_dir():
        raise OtherFileError("output_is_folder", path=path)
    if not path.parent.is_dir():
        raise OtherFileError("output_folder", path=path, folder=path.parent)


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`: a pipe or device is written to, a file is replaced in one step.

    Raises:
        OtherFileError: the file cannot be written; what was there stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise unwritable(error, path) from error


def unwritable(error: OSError, path: Path) -> OtherFileError:
    """The error that says why nothing can be written at `path`.

    A system's own folders are there, and say of a new file what others say of a missing folder.
    """
    folder, code = path.resolve().parent, _CODES.get(error.errno or 0, "output_failed")
    if code == "output_folder" and folder.is_dir():
        return OtherFileError("output_refused", path=path, folder=folder)
    return OtherFileError(code, path=path, folder=folder, why=error.strerror or error)


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # a rename would not ask the file itself
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
