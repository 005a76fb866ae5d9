"""What `cap` last saw of the data file, noted beside it: how a file that nobody else touched is known at a glance.

Git's index does the same. A note that is missing, torn or stale costs only
time: the file is then read whole and strictly.
"""

import os
import time

from msgspec import Struct, json

from capcli.store.disk import BINARY, OWNER_ONLY

Spans = dict[str, tuple[int, int]]


class Stamp(Struct, frozen=True):
    """What changes when a file is written: compared whole."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int

    def is_of(self, other: "Stamp") -> bool:
        """Whether it is of the same file with the same bytes, which may have been renamed since."""
        return (self.size, self.modified_ns, self.inode) == (other.size, other.modified_ns, other.inode)


class Note(Struct, frozen=True):
    """The stamp of a file whose bytes are canonical, and where each table's lines begin and end in it."""

    stamp: Stamp
    spans: Spans


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def dated(path: str) -> Stamp:
    """The stamp of the file, once its moment of change is set to the nanosecond.

    Many systems count these moments in steps of some milliseconds: a second
    write within one step would leave no trace. No step falls on ours, so that
    whatever writes after us leaves another moment.
    """
    moment = time.time_ns()
    os.utime(path, ns=(moment, moment))
    return stamp_of(os.stat(path))  # noqa: PTH116 # the path is a text with a suffix


def recall(path: str) -> Note | None:
    """The note kept at `path`; None when there is none that can be read."""
    try:
        fd = os.open(path, os.O_RDONLY | BINARY)
        try:
            return json.decode(os.read(fd, 1 << 16), type=Note)
        finally:
            os.close(fd)
    except (OSError, ValueError):
        return None


def keep(path: str, note: Note) -> None:
    """Keep the note, where the folder allows it."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        try:
            os.write(fd, json.encode(note))
        finally:
            os.close(fd)
    except OSError:
        return
