"""One writer at a time: a lock file beside the data file, which says who holds it.

The data file itself cannot be locked, since every write puts another file in
its place. The lock file is never removed: a process that waits on a removed one
would wait on nothing.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress

from capcli.errors import DataFileError
from capcli.store.disk import OWNER_ONLY, unwritable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PAUSE = 0.01


class Lock:
    """The lock of one data file, held inside a `with` block.

    `patience` is asked how many seconds to wait, once it is clear that somebody
    else holds the lock.

    Raises:
        DataFileError: `locked`, with the holder's process and command; `write_denied` and the like.
    """

    def __init__(self, path: str, command: str, patience: Callable[[], float]) -> None:
        self._path = path
        self._command = command
        self._patience = patience
        self._fd = -1

    def __enter__(self) -> None:
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        except OSError as error:
            raise unwritable(self._path, error) from error
        try:
            self._wait()
            self._say(f"{os.getpid()} {self._command}\n")
        except BaseException:
            os.close(self._fd)
            raise

    def __exit__(self, *_: object) -> None:
        self._say("")
        os.close(self._fd)

    def _say(self, holder: str) -> None:
        """Write who holds the lock, which holds without it on a disk that is full."""
        with suppress(OSError):
            os.ftruncate(self._fd, 0)
            os.write(self._fd, holder.encode())

    def _wait(self) -> None:
        if self._claim():
            return
        seconds = self._patience()
        until = time.monotonic() + seconds
        while not self._claim():
            if time.monotonic() >= until:
                pid, _, command = os.read(self._fd, 200).decode(errors="replace").strip().partition(" ")
                raise DataFileError("locked", pid=pid or "?", command=command or "?", seconds=f"{seconds:g}")
            time.sleep(_PAUSE)

    def _claim(self) -> bool:
        """Take the lock if it is free; closing the file gives it back."""
        try:
            if fcntl is not None:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            return _claim_elsewhere(self._fd)
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks
            raise unwritable(self._path, error) from error


def _claim_elsewhere(fd: int) -> bool:
    import portalocker  # type: ignore[import-not-found, unused-ignore] # installed on Windows only

    try:
        portalocker.lock(fd, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except portalocker.exceptions.LockException:
        return False
    return True


def is_held(path: str) -> bool:
    """Whether somebody holds the lock at `path` now."""
    try:
        fd = os.open(path, os.O_RDWR)
    except OSError:  # nobody ever did
        return False
    lock = Lock(path, "", lambda: 0.0)
    lock._fd = fd
    try:
        return not lock._claim()
    except DataFileError:  # a file system without locks
        return False
    finally:
        os.close(fd)
