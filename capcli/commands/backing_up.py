"""The backups of the desk as rows, and making one: beside the data file, or elsewhere with the history."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from capcli.desk import Desk
from capcli.domain.backup_views import BackupView, Wholeness
from capcli.errors import DataFileError, OtherFileError, Usage
from capcli.output.outlets import timezone
from capcli.services.history import ref
from capcli.store.backups import Backup, Backups
from capcli.store.copies import verified_in
from capcli.store.disk import Disk, unreadable
from capcli.store.elsewhere import Elsewhere, last_elsewhere, remember, write_elsewhere
from capcli.store.file import FileStore
from capcli.store.journals import Journal
from capcli.texts import _, moment, ngettext
from capcli.texts.backups import size_words


def store_of(desk: Desk) -> FileStore:
    """The data file of the desk, damaged or not; a file that is gone as long as it has backups.

    Raises:
        DataFileError: `absent`, `no_data_file` and the like; `backup_database`, the desk is in a database.
    """
    try:
        store = desk.store
    except DataFileError as error:
        if error.code != "gone":
            raise
        return FileStore(Path(str(error.values["path"])))
    if not isinstance(store, FileStore):
        raise DataFileError("backup_database", address=store.address)
    return store


def views(backups: Backups, *, verify: bool = False) -> list[BackupView]:
    """The backups, newest first, with the commands around them as far as the history tells."""
    found = backups.all()
    oldest = min((backup.entry for backup in found), default=0)
    commands = {entry.entry: entry.command for entry in backups.since(oldest - 1)} if found else {}
    return [
        BackupView(
            number=number,
            at=backup.at,
            entry=backup.entry,
            command=commands.get(backup.entry),
            replaced_by=commands.get(backup.entry + 1),
            size=backup.size,
            state=wholeness(backups, backup) if verify else None,
            path=str(backup.path),
        )
        for number, backup in enumerate(found, 1)
    ]


def wholeness(backups: Backups, backup: Backup) -> Wholeness:
    """Whether every byte of the backup is accounted for."""
    try:
        return "whole" if backups.verify(backup).is_ours else "edited"
    except DataFileError:
        return "damaged"


def footer_lines(desk: Desk, backups: Backups, rows: Sequence[dict[str, Any]]) -> list[str]:
    """How many there are, where, how to put one back, and when one last went elsewhere."""
    if not rows:
        return []
    total = ngettext("{count} backup, {size}, in {folder}.", "{count} backups, {size}, in {folder}.", len(rows))
    size = size_words(sum(row["size"] for row in rows))
    lines = [total.format(count=len(rows), size=size, folder=backups.folder)]
    if any(row["state"] == "damaged" for row in rows):
        lines.append(_("What is damaged is of no use: remove the file, so that nobody relies on it."))
    last = last_elsewhere(backups.folder)
    if last is None:
        lines.append(_("None went elsewhere yet: cap backup now --to FOLDER, on another disk."))
    else:
        told = _("The last one elsewhere: {moment}, {path}.")
        lines.append(told.format(moment=moment(last.at, str(timezone(desk))), path=last.path))
    return [*lines, _("Put one back: cap backup restore {number}").format(number=rows[0]["number"])]


def back_up(desk: Desk, store: FileStore) -> None:
    """Make a backup beside the data file, and say where it is."""
    made = store.back_up(desk.command)
    said = _("Backup up to {entry} made and read back: {path} ({size}).")
    desk.say(said.format(entry=ref(made.entry), path=made.path, size=size_words(made.size)))


def back_up_elsewhere(desk: Desk, store: FileStore, to: Path, *, yes: bool) -> None:
    """Make a whole copy elsewhere, history included, and remember that it went there.

    Raises:
        DataFileError: the data file is damaged.
        Usage: `backup_here`; `output_exists`, off a terminal without `--yes`.
        OtherFileError: `backup_folder`, it does not exist; `copy_failed`, `copy_differs`.
    """
    store.read()  # what is damaged is no copy to rely on
    data, disk = _bytes_of(store), Disk()
    found = verified_in(store.address, data)
    target = _target(store, to.expanduser(), found.meta.entry, desk.now)
    if target.exists() and not _may_replace(desk, target, yes=yes):
        desk.note(_("Nothing was written."))
        return
    journal = store.backups.data.with_name(f"{store.backups.data.name}.journal")
    if journal.exists():
        history = Journal(str(journal), disk)
        write_elsewhere(target.with_name(f"{target.name}.journal"), lambda: history.pieces(found.meta.entry), disk)
    write_elsewhere(target, lambda: [data], disk)
    remember(store.backups.folder, Elsewhere(at=desk.now, path=str(target.resolve()), entry=found.meta.entry))
    said = _("Copied up to {entry}, history included, and read back: {path} ({size}).")
    desk.say(said.format(entry=ref(found.meta.entry), path=target, size=size_words(len(data))))
    desk.say(_("To look into it: cap --data {path} where").format(path=target))


def _bytes_of(store: FileStore) -> bytes:
    try:
        return store.backups.data.read_bytes()
    except OSError as error:
        raise unreadable(store.address, error) from error


def _target(store: FileStore, to: Path, entry: int, now: dt.datetime) -> Path:
    """The file to make: `to` itself, or one in it when it is a folder.

    Raises:
        Usage: `backup_here`.
        OtherFileError: `backup_folder`.
    """
    data = store.backups.data
    folder = to if to.is_dir() or to.suffix.lower() != ".json" else to.parent
    if not folder.is_dir():
        raise OtherFileError("backup_folder", folder=folder)
    if folder.resolve() in (data.parent, store.backups.folder.resolve()):
        raise Usage("backup_here", path=to)
    return folder / f"{data.stem}-{now:%Y%m%dT%H%M%SZ}-H{entry}.json" if folder == to else to


def _may_replace(desk: Desk, target: Path, *, yes: bool) -> bool:
    if yes:
        return True
    if not desk.terminal.interactive:
        raise Usage("output_exists", path=target)
    from capcli.commands.asking import confirm

    return confirm(desk, _("{path} exists. Replace it?").format(path=target), yes=False)
