"""Which copy is meant: a number of `cap backup list`, its last entry, a day or a moment, or a path."""

import datetime as dt
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from capcli.desk import Desk
from capcli.domain.dates import typed_day, typed_moment
from capcli.domain.hours import instant
from capcli.errors import DataFileError, NotFound, OtherFileError, Usage
from capcli.output.outlets import timezone
from capcli.services.history import ref
from capcli.store.backups import Backup, Backups
from capcli.store.copies import Verified, verified
from capcli.store.file import FileStore
from capcli.store.file_records import FileReader
from capcli.store.protocol import Entry, Reader, Store
from capcli.texts import _, moment


class Chosen(Struct, frozen=True):
    """A copy that is whole: where it is, what it holds, when that was written; `backups` None is one from elsewhere."""

    path: Path
    found: Verified
    at: dt.datetime | None = None
    backups: Backups | None = None

    @property
    def reader(self) -> Reader:
        """Its records."""
        return FileReader(str(self.path), self.found.tables)

    @property
    def entry(self) -> str:
        """The last entry in it, as people write it."""
        return ref(self.found.meta.entry)

    @property
    def journal(self) -> Path:
        """Where its history is."""
        return Path(f"{self.path if self.backups is None else self.backups.data}.journal")

    def since(self) -> list[Entry]:
        """What the desk did since, newest first; nothing that is known of a copy from elsewhere."""
        return [] if self.backups is None else list(self.backups.since(self.found.meta.entry))


def chosen(desk: Desk, store: Store, which: str | None) -> Chosen:
    """The copy that `which` means, whole; without it the one picked at the terminal.

    Raises:
        DataFileError: `backup_database`, it has no backups of ours, and no path is given.
        Usage: `backup_which`, nothing is named and nobody is at the terminal; `backup_unclear`.
        NotFound: `backup_none`, `backup_number`, `backup_entry`, `backup_moment`.
        OtherFileError: `backup_damaged`, `copy_damaged`, `copy_absent`.
    """
    path = None if which is None else _path_in(which)
    if path is not None:
        return Chosen(path, _elsewhere(path))
    if not isinstance(store, FileStore):
        raise DataFileError("backup_database", address=store.address)
    backups = store.backups
    there = backups.all()
    if not there:
        raise NotFound("backup_none", path=backups.data)
    backup = _asked(desk, there) if which is None else _meant(desk, there, which.strip())
    try:
        return Chosen(backup.path, backups.verify(backup), backup.at, backups)
    except DataFileError as error:
        _refuse(backups, there, backup, error)


def _path_in(which: str) -> Path | None:
    """The path that was typed: of a file that exists, or what looks like one."""
    typed = Path(which).expanduser()
    looks_so = typed.suffix.lower() == ".json" or typed.is_absolute() or which.startswith(".")
    return typed if looks_so or (typed.is_file() and not which.isdigit()) else None


def _elsewhere(path: Path) -> Verified:
    try:
        return verified(path)
    except DataFileError as error:
        if error.code == "absent":
            raise OtherFileError("copy_absent", path=path) from None
        if error.code == "newer":
            raise
        raise OtherFileError("copy_damaged", path=path) from None


def _asked(desk: Desk, there: list[Backup]) -> Backup:
    if not desk.terminal.interactive:
        raise Usage("backup_which")
    from capcli.commands.asking import choose

    zone = str(timezone(desk))
    told = _("{moment}, up to {entry}")
    options = [told.format(moment=moment(one.at, zone), entry=ref(one.entry)) for one in there]
    return there[choose(desk, _("Put back which backup?"), options)]


def _meant(desk: Desk, there: list[Backup], which: str) -> Backup:
    if which.isascii() and which.isdigit():
        if not 1 <= int(which[:9]) <= len(there):
            raise NotFound("backup_number", number=which, count=len(there))
        return there[int(which[:9]) - 1]
    letter, digits = which[:1].upper(), which[1:]
    if letter == "H" and digits.isascii() and digits.isdigit():
        return _up_to(there, int(digits[:15]))
    until = _until(desk, which)
    found = next((one for one in there if one.at < until), None)
    if found is None:
        oldest = moment(there[-1].at, str(timezone(desk)))
        raise NotFound("backup_moment", text=which, oldest=oldest, number=len(there))
    return found


def _up_to(there: list[Backup], entry: int) -> Backup:
    found = next((one for one in there if one.entry == entry), None)
    if found is not None:
        return found
    earlier = next((one for one in there if one.entry < entry), there[-1])
    raise NotFound("backup_entry", entry=ref(entry), nearest=ref(earlier.entry))


def _until(desk: Desk, which: str) -> dt.datetime:
    """The end of the day or of the minute that was typed."""
    zone = str(timezone(desk))
    try:
        return instant(typed_day(which, desk.today) + dt.timedelta(days=1), "00:00", zone)
    except Usage:
        pass
    try:
        return typed_moment(which, desk.today, zone) + dt.timedelta(minutes=1)
    except Usage:
        raise Usage("backup_unclear", text=which) from None


def _refuse(backups: Backups, there: list[Backup], damaged: Backup, error: DataFileError) -> NoReturn:
    """Say that it is damaged, and which older one is whole, else which newer one.

    Raises:
        OtherFileError: `backup_damaged`, `backup_damaged_all`.
        DataFileError: `newer`, which is no damage.
    """
    if error.code == "newer":
        raise error
    place = there.index(damaged)
    for number, other in [*enumerate(there[place + 1 :], place + 2), *enumerate(there[:place], 1)]:
        try:
            backups.verify(other)
        except DataFileError:
            continue
        raise OtherFileError("backup_damaged", path=damaged.path, number=number, entry=ref(other.entry)) from None
    raise OtherFileError("backup_damaged_all", path=damaged.path) from None
