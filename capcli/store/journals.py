"""The history on disk: one entry a line, only ever appended.

An entry is on the disk before the data that it tells of. Entries above the last
committed one (`_meta.entry`) were never committed: readers skip them, the next
writer truncates them. A write that stopped leaves one of them; several mean that
an older copy of the data file was put back, and are kept aside.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import msgspec
from msgspec.structs import replace

from capcli.errors import DataFileError
from capcli.store.backward import lines_backward
from capcli.store.disk import BINARY, OWNER_ONLY, Disk, unreadable, unwritable
from capcli.store.protocol import OUTSIDE_EDIT, Entry, Notify, Redact, redacted, told_once

_BLOCK = 1 << 16


class _Number(msgspec.Struct):
    entry: int


class _Command(msgspec.Struct):
    command: str


class Journal:
    """The journal of one data file."""

    def __init__(self, path: str, disk: Disk, notify: Notify | None = None) -> None:
        self._path = path
        self._disk = disk
        self._notify = told_once(notify)

    def start(self) -> None:
        """An empty journal; one that an earlier file left behind is put aside, under a name that nobody has."""
        path = Path(self._path)
        if path.exists() and path.stat().st_size:
            path.rename(self._name_aside())
        path.touch(OWNER_ONLY)

    def append(self, entries: Sequence[Entry], committed: int) -> None:
        """Write `entries`, of one write, after those up to `committed`, and wait until they are on the disk.

        Raises:
            DataFileError: `disk_full`, `write_denied`, `unwritable`.
        """
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | BINARY, OWNER_ONLY)
            try:
                end, newest = _committed_end(fd, committed)
                if newest > committed + 1 and not (newest == committed + 2 and _is_of_one_write(fd, end)):
                    self._copy_aside(committed, newest)
                os.ftruncate(fd, end)
                os.lseek(fd, end, os.SEEK_SET)
                try:
                    self._disk.write(fd, [piece for entry in entries for piece in (msgspec.json.encode(entry), b"\n")])
                    self._disk.fsync(fd)
                except OSError:
                    with suppress(OSError):  # half an entry would only take room
                        os.ftruncate(fd, end)
                    raise
            finally:
                os.close(fd)
        except OSError as error:
            raise unwritable(self._path, error) from error

    def redact(self, redact: Redact, committed: int) -> None:
        """Write the entries up to `committed` anew, without what `redact` takes out of their changes.

        What was put aside beside the journal is left as it is.

        Raises:
            DataFileError: `damaged_history`, an entry cannot be read; `disk_full`, `write_denied`, `unwritable`.
        """
        if not Path(self._path).exists():
            return
        beside = f"{self._path}.new"
        try:
            Path(beside).unlink(missing_ok=True)
            fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, OWNER_ONLY)
            try:
                self._disk.write(fd, self._redacted(redact, committed))
                self._disk.fsync(fd)
            finally:
                os.close(fd)
            self._disk.replace(beside, Path(self._path))
            self._disk.fsync_folder(Path(self._path).parent)
        except OSError as error:
            raise unwritable(self._path, error) from error
        finally:
            with suppress(OSError):  # it is in the place of the journal, or of no use
                Path(beside).unlink(missing_ok=True)

    def _redacted(self, redact: Redact, committed: int) -> Iterator[bytes]:
        """The lines of the new journal; those of entries that have nothing to take out stay as they are."""
        decoder = msgspec.json.Decoder(Entry)
        newest = 0
        with Path(self._path).open("rb") as lines:
            for line in lines:
                try:
                    entry = decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    if newest == committed:  # a write that was stopped
                        return
                    raise DataFileError("damaged_history", path=self._path, entry=newest + 1) from None
                if entry.entry > committed:
                    return
                newest = entry.entry
                kept = redacted(entry.changes, redact)
                changed = kept != entry.changes
                yield msgspec.json.encode(replace(entry, changes=kept)) + b"\n" if changed else line

    def _name_aside(self) -> Path:
        path = Path(self._path)
        names = (path.with_name(f"{path.name}.{n}") for n in count(1))
        return next(name for name in names if not name.exists())

    def _copy_aside(self, committed: int, newest: int) -> None:
        from capcli.store.aside import put_aside  # rarely

        kept = self._name_aside()
        put_aside(kept, lambda: [Path(self._path).read_bytes()], self._disk)
        about: dict[str, object] = {"path": self._path.removesuffix(".journal"), "kept": kept}
        self._notify("history_aside", {**about, "entry": f"H{committed}", "newest": f"H{newest}"})

    def pieces(self, committed: int) -> Iterator[bytes]:
        """The bytes of the entries up to `committed`.

        Raises:
            OSError: it cannot be read.
        """
        fd = os.open(self._path, os.O_RDONLY | BINARY)
        try:
            left, _newest = _committed_end(fd, committed)
            os.lseek(fd, 0, os.SEEK_SET)
            while left > 0 and (block := os.read(fd, min(left, _BLOCK))):
                yield block
                left -= len(block)
        finally:
            os.close(fd)

    def backward(self, committed: int) -> Iterator[Entry]:
        """The committed entries, newest first.

        Raises:
            DataFileError: `no_history`, there is no journal; `damaged_history`, an entry cannot be read.
        """
        try:
            fd = os.open(self._path, os.O_RDONLY | BINARY)
        except FileNotFoundError:
            raise DataFileError("no_history", path=self._path) from None
        except OSError as error:
            raise unreadable(self._path, error) from error
        return self._entries(fd, committed)

    def _entries(self, fd: int, committed: int) -> Iterator[Entry]:
        decoder = msgspec.json.Decoder(Entry)
        unread, newest = False, 0
        try:
            for _, line in lines_backward(fd):
                try:
                    entry = decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    if newest:
                        raise DataFileError("damaged_history", path=self._path, entry=newest) from None
                    unread = True  # a write that was stopped, unless the last committed entry is missing too
                    continue
                if entry.entry > committed:
                    continue
                if unread and not newest and entry.entry < committed:
                    raise DataFileError("damaged_history", path=self._path, entry=committed + 1)
                newest = entry.entry
                yield entry
        except OSError as error:  # a folder opens, and cannot be read
            raise unreadable(self._path, error) from error
        finally:
            os.close(fd)


def _committed_end(fd: int, committed: int) -> tuple[int, int]:
    """Where the next entry goes, after the last entry that was committed; and the number of the newest one there is.

    A whole line that cannot be read stays, unless what stands before it is the
    last committed entry.
    """
    kept, newest = 0, 0
    for begin, line in lines_backward(fd):
        end = begin + len(line) + 1
        try:
            number = msgspec.json.decode(line, type=_Number).entry
        except (msgspec.DecodeError, UnicodeDecodeError):
            kept = max(kept, end)
            continue
        newest = max(newest, number)
        if number == committed:
            return end, newest
        if number < committed:
            return max(kept, end), newest
    return kept, newest


def _is_of_one_write(fd: int, end: int) -> bool:
    """Whether the entry at `end` tells of an outside edit, which is written together with the one after it."""
    os.lseek(fd, end, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as rest:
        try:
            return msgspec.json.decode(rest.readline(), type=_Command).command == OUTSIDE_EDIT
        except (msgspec.DecodeError, UnicodeDecodeError):
            return False


def newest_readable(path: str) -> int:
    """The number of the newest entry of the journal at `path` that can be read; 0 when there is none."""
    with suppress(OSError):
        fd = os.open(path, os.O_RDONLY | BINARY)
        try:
            for _begin, line in lines_backward(fd):
                with suppress(msgspec.DecodeError, UnicodeDecodeError):
                    return msgspec.json.decode(line, type=_Number).entry
        finally:
            os.close(fd)
    return 0
