"""The backups of a data file: each file that a write replaced, kept in a folder beside it and thinned.

A backup is a hard link to the replaced file, which costs nothing but its place;
a copy where the folder stands on another disk or knows no links. It is called
`20261123T081230Z-H57.json`: when what it holds was written, UTC, and the last
entry in it. Nothing with another name is ever touched.
"""

import datetime as dt
import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import SETTINGS
from capcli.domain.thinning import Keeping, Made, kept
from capcli.errors import DataFileError
from capcli.store.copying import copied, flushed, same_bytes
from capcli.store.disk import Disk, is_shut, unreadable, unwritable
from capcli.store.protocol import Entry, Reader, Redact

if TYPE_CHECKING:
    from capcli.store.copies import Verified

_NAME = re.compile(r"(\d{8}T\d{6}Z)-H(\d{1,15})(?:-(\d{1,3}))?\.json", re.ASCII)
_HALF_MADE = re.compile(_NAME.pattern + r"\.new", re.ASCII)
_OWNER_S_FOLDER = 0o700
_ANY_ENTRY = 10**15

SETTING_FIELDS = {f"backup.{field}": field for field in Keeping.__struct_fields__}
"""The settings by which backups are thinned, and what each one says of `Keeping`."""


class Backup(Struct, frozen=True, kw_only=True):
    """One backup: `at` is when what it holds was written (UTC), `entry` the last entry in it, `size` is in bytes."""

    path: Path
    at: dt.datetime
    entry: int
    size: int


class Backups:
    """The backups of the data file at `data`, a path without links; the folder exists once there is one."""

    def __init__(self, data: Path, disk: Disk) -> None:
        self.folder = Path(f"{data}.backups")
        self.data = data
        self._disk = disk

    def all(self) -> list[Backup]:
        """Every backup, newest first.

        Raises:
            DataFileError: `read_denied`, `unreadable`.
        """
        found = []
        try:
            for made, path in self._made(self._names()).items():
                with suppress(FileNotFoundError):  # thinned by another process meanwhile
                    found.append((made, Backup(path=path, at=made[0], entry=made[1], size=path.stat().st_size)))
        except OSError as error:
            raise unreadable(self.folder, error) from error
        return [backup for _made, backup in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def verify(self, backup: Backup) -> "Verified":
        """What the backup holds, once every byte of it is accounted for.

        Raises:
            DataFileError: `damaged` and the like, `newer`, `not_cap`; `absent`, `unreadable` and the like.
        """
        from capcli.store.copies import verified  # rarely

        found = verified(backup.path)
        return found if found.meta.entry == backup.entry else replace(found, is_ours=False)

    def make(self, entry: int) -> Backup:
        """A backup of the data file as it is, whose last entry is `entry`: a copy, written to the disk and read back.

        For whoever holds the lock of the data file.

        Raises:
            DataFileError: `disk_full`, `write_denied`, `unwritable`.
        """
        try:
            path, is_there = self._place(entry)
            if not is_there:
                copied(self.data, path)
                flushed(path, self._disk)
            if not same_bytes(path, self.data):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return next(backup for backup in self.all() if backup.path == path)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def since(self, entry: int) -> Iterator[Entry]:
        """The entries of the history after `entry`, newest first, as far as it can be read."""
        from capcli.store.journals import Journal

        with suppress(DataFileError):
            yield from takewhile(
                lambda one: one.entry > entry, Journal(f"{self.data}.journal", self._disk).backward(_ANY_ENTRY)
            )

    def redact(self, redact: Redact, entry: int, failed: Callable[[OSError], None]) -> list[Path]:
        """Take what `redact` takes out of every copy of the data file, whose last entry is `entry`.

        The file itself is kept on the way as well, without what goes: the write
        that follows keeps nothing of what it replaces. Copies of which nothing
        can be read are removed, and returned.

        Raises:
            DataFileError: a copy cannot be read or written, `disk_full` and the like.
        """
        from capcli.store.redacted_copies import redact_copies  # rarely

        self._tried(entry, failed)
        removed = redact_copies(self.data, self._made(self._names()).values(), redact, self._disk)
        self._drop_doubles()
        return removed

    def refuse_unwritable(self) -> None:
        """Hold that the copies can be written anew, before the history is.

        Raises:
            DataFileError: `write_denied`.
        """
        if is_shut(self.folder):
            raise unwritable(self.folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))

    @contextmanager
    def kept(self, entry: int, failed: Callable[[OSError], None]) -> Iterator[None]:
        """Keep the data file, whose last entry is `entry`, while it is replaced inside the `with` block.

        `failed` is told why it could not be kept; the write goes on. A file
        that was not replaced is not kept either.
        """
        made = self._tried(entry, failed)
        try:
            yield
        except BaseException:
            if made is not None:
                with suppress(OSError):  # a link to the file in use would change with it
                    made.unlink()
            raise

    def thin(self, keeping: Keeping) -> None:
        """Remove the backups that are no longer to be kept, and copies that were stopped, as far as that can be done.

        For whoever holds the lock of the data file.
        """
        with suppress(OSError):
            names = self._names()
            made = self._made(names)
            spare = [made[one] for one in made.keys() - kept(made, keeping)]
            spare += [self.folder / name for name in names if _HALF_MADE.fullmatch(name)]
            for path in spare:
                with suppress(OSError):
                    path.unlink()

    def put_aside(self) -> None:
        """Make room for those of a new file: what an earlier file of the same name left behind is not its own."""
        if os.path.lexists(self.folder):
            names = (self.folder.with_name(f"{self.folder.name}.{number}") for number in count(1))
            self.folder.rename(next(name for name in names if not os.path.lexists(name)))

    def _made(self, names: Iterable[str]) -> dict[Made, Path]:
        """The backups among these names, by what they say; nothing else in the folder is looked at."""
        found: dict[Made, Path] = {}
        for name in names:
            match = _NAME.fullmatch(name)
            if match is not None:
                with suppress(ValueError):  # a day that no calendar has
                    found[dt.datetime.fromisoformat(match[1]), int(match[2]), int(match[3] or 1)] = self.folder / name
        return found

    def _drop_doubles(self) -> None:
        """Of one that was killed on the way and done again, the file is kept twice."""
        made = self._made(self._names())
        for (at, entry, number), path in made.items():
            first = made.get((at, entry, 1))
            with suppress(OSError):
                if number > 1 and first is not None and same_bytes(path, first):
                    path.unlink()

    def _names(self) -> list[str]:
        try:
            return os.listdir(self.folder)  # noqa: PTH208 # names are all that is needed
        except FileNotFoundError:
            return []

    def _tried(self, entry: int, failed: Callable[[OSError], None]) -> Path | None:
        try:
            return self._keep(entry)
        except (OSError, ValueError, OverflowError) as error:  # also a moment that no calendar has
            failed(error if isinstance(error, OSError) else OSError(str(error)))
            return None

    def _keep(self, entry: int) -> Path | None:
        """A backup of the data file as it is; None when it is kept already."""
        path, is_there = self._place(entry)
        if is_there:
            return None
        try:
            self._disk.link(self.data, path)
        except OSError:  # another disk, or one without links
            copied(self.data, path)
        return path

    def _place(self, entry: int) -> tuple[Path, bool]:
        """Where the data file as it is goes, and whether it is there already."""
        status = self.data.stat()
        moment = dt.datetime.fromtimestamp(status.st_mtime_ns // 1_000_000_000, dt.UTC)
        self.folder.mkdir(_OWNER_S_FOLDER, exist_ok=True)
        if status.st_nlink > 1:
            self._unlink_twins(status)
        for number in count(1):
            path = self.folder / f"{moment:%Y%m%dT%H%M%SZ}-H{entry}{'' if number == 1 else f'-{number}'}.json"
            if not path.exists():
                return path, False
            if same_bytes(path, self.data):
                return path, True
        raise AssertionError

    def _unlink_twins(self, status: os.stat_result) -> None:
        """A write killed before its rename left a link to the file in use, which may have been edited since."""
        for path in self._made(self._names()).values():
            with suppress(FileNotFoundError):
                found = path.stat()
                if (found.st_ino, found.st_dev) == (status.st_ino, status.st_dev):
                    path.unlink()


def keeping(read: Reader) -> Keeping:
    """How many backups the settings say to keep; the default where the file was edited to what is no number."""
    found = {one.key: one.value for one in read.find_any(SETTINGS, "key", SETTING_FIELDS)}
    usable = {key: value for key, value in found.items() if value.isascii() and value.isdigit() and len(value) < 10}
    return Keeping(**{SETTING_FIELDS[key]: int(value) for key, value in usable.items()})
