"""One writer at a time: a lock file beside the data file, which says who holds it.

The data file itself cannot be locked, since every write puts another file in
its place. The lock file is never removed: a process that waits on a removed one
would wait on nothing. The system gives the lock back when its holder dies,
whose words then stand there still.
"""

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from capcli.errors import DataFileError
from capcli.store.disk import OWNER_ONLY, unwritable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PAUSE = 0.01
_WORDS = 200
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


class Lock:
    """The lock of one data file, held inside a `with` block.

    `patience` is asked how many seconds to wait, once it is clear that somebody
    else holds the lock; `abandoned` is called when the last holder was killed.

    Raises:
        DataFileError: `locked`, with the holder's process and command, or `locked_unnamed` when nobody knows them;
            `no_locks`, the file system has none; `write_denied` and the like.
    """

    def __init__(
        self, path: str, command: str, patience: Callable[[], float], *, abandoned: Callable[[], None] = lambda: None
    ) -> None:
        self._path = path
        self._command = command
        self._patience = patience
        self._abandoned = abandoned
        self._fd = -1

    def __enter__(self) -> None:
        self._open()
        try:
            self._wait()
            while not self._is_there():
                os.close(self._fd)
                self._open()
                self._wait()
            left = _words(self._fd)
            self._say(f"{os.getpid()} {self._command}\n")
            if left:
                self._abandoned()
        except BaseException:
            os.close(self._fd)
            raise

    def __exit__(self, *_: object) -> None:
        self._say("")
        with suppress(OSError):  # closed all the same
            os.close(self._fd)

    def _open(self) -> None:
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        except OSError as error:
            raise unwritable(self._path, error) from error

    def _is_there(self) -> bool:
        """Whether others find the file that is locked: somebody may have removed it, taking it for a leftover."""
        with suppress(OSError):
            return os.path.samestat(os.fstat(self._fd), Path(self._path).stat())
        return False

    def _say(self, holder: str) -> None:
        """Write who holds the lock, which holds without it on a disk that is full."""
        with suppress(OSError):
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, holder.encode())

    def _wait(self) -> None:
        if self._claim():
            return
        seconds = self._patience()
        until = time.monotonic() + seconds
        while not self._claim():
            if time.monotonic() >= until:
                raise _locked(_words(self._fd), seconds)
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
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise DataFileError("no_locks", path=self._path.removesuffix(".lock"), reason=error.strerror) from error
            raise unwritable(self._path, error) from error


def _words(fd: int) -> str:
    """What the holder wrote into the lock file; nothing where the system lets no other process read it."""
    with suppress(OSError):
        os.lseek(fd, 0, os.SEEK_SET)
        return os.read(fd, _WORDS).decode(errors="replace").strip()
    return ""


def _locked(words: str, seconds: float) -> DataFileError:
    """The error that names the holder, unless these may be the words of one that was killed."""
    pid, _, command = words.partition(" ")
    if not (pid.isascii() and pid.isdigit() and command and _holds_a_lock(int(pid))):
        return DataFileError("locked_unnamed", seconds=f"{seconds:g}")
    return DataFileError("locked", pid=pid, command=command, seconds=f"{seconds:g}")


def _holds_a_lock(pid: int) -> bool:
    """Whether the process is there and, where the system lists locks, holds one.

    Some file systems list them under other numbers of the file than they
    show, so that which file it is cannot be asked.
    """
    try:
        listed = Path("/proc/locks").read_text(encoding="ascii", errors="replace")
    except OSError:
        return _runs(pid)
    return any(line.split()[1:2] == ["FLOCK"] and line.split()[4:5] == [str(pid)] for line in listed.splitlines())


def _runs(pid: int) -> bool:
    """Whether there is such a process; taken for granted on Windows, where asking would end it."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True


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
