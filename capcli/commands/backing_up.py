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
from capcli.store.protocol import Store
from capcli.texts import _, moment, ngettext
from capcli.texts.backups import size_words


def store_of(desk: Desk) -> Store:
    """The store of the desk, damaged or not; a data file that is gone as long as it has backups.

    Raises:
        DataFileError: `absent`, `no_data_file` and the like.
    """
    try:
        return desk.store
    except DataFileError as error:
        if error.code != "gone":
            raise
        return FileStore(Path(str(error.values["path"])))


def file_of(desk: Desk) -> FileStore:
    """The data file of the desk, as `store_of`.

    Raises:
        DataFileError: `backup_database`, the desk is in a database; what `store_of` raises.
    """
    store = store_of(desk)
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


def back_up_elsewhere(desk: Desk, to: Path, *, yes: bool) -> None:
    """Make a whole copy elsewhere, history included, and remember that it went there.

    Raises:
        DataFileError: the data file is damaged, a database does not answer.
        Usage: `backup_here`; `output_exists`, off a terminal without `--yes`.
        OtherFileError: `backup_folder`, it does not exist; `copy_failed`, `copy_differs`; `copy_exists`.
    """
    store, to = store_of(desk), to.expanduser()
    store.read()  # what is damaged is no copy to rely on
    folder = _folder_of(to)
    if not isinstance(store, FileStore):
        made = _out_of_database(desk, to)
    else:
        if folder.resolve() in (store.backups.data.parent, store.backups.folder.resolve()):
            raise Usage("backup_here", path=to)
        written = _written(desk, store, to, yes=yes)
        if written is None:
            desk.note(_("Nothing was written."))
            return
        made = written
        remember(store.backups.folder, made)
    said = _("Copied up to {entry}, history included, and read back: {path} ({size}).")
    desk.say(said.format(entry=ref(made.entry), path=made.path, size=size_words(Path(made.path).stat().st_size)))
    desk.say(_("To look into it: cap --data {path} where").format(path=made.path))


def _written(desk: Desk, store: FileStore, to: Path, *, yes: bool) -> Elsewhere | None:
    """The copy of a data file; None when what is there stays."""
    data, disk = _bytes_of(store), Disk()
    found = verified_in(store.address, data)
    target = _name_for(to, store.backups.data.stem, found.meta.entry, desk.now)
    if target.exists() and not _may_replace(desk, target, yes=yes):
        return None
    journal = store.backups.data.with_name(f"{store.backups.data.name}.journal")
    if journal.exists():
        history = Journal(str(journal), disk)
        write_elsewhere(target.with_name(f"{target.name}.journal"), lambda: history.pieces(found.meta.entry), disk)
    write_elsewhere(target, lambda: [data], disk)
    return Elsewhere(at=desk.now, path=str(target.resolve()), entry=found.meta.entry)


def _bytes_of(store: FileStore) -> bytes:
    try:
        return store.backups.data.read_bytes()
    except OSError as error:
        raise unreadable(store.address, error) from error


def _folder_of(to: Path) -> Path:
    """`to` itself, or the folder of the file that it names.

    Raises:
        OtherFileError: `backup_folder`, it does not exist.
    """
    folder = to if to.is_dir() or to.suffix.lower() != ".json" else to.parent
    if not folder.is_dir():
        raise OtherFileError("backup_folder", folder=folder)
    return folder


def _name_for(to: Path, stem: str, entry: int, now: dt.datetime) -> Path:
    """The file to make: `to`, or one in it when it is a folder, called after the moment."""
    return to / f"{stem}-{now:%Y%m%dT%H%M%SZ}-{ref(entry)}.json" if to.is_dir() else to


def _out_of_database(desk: Desk, to: Path) -> Elsewhere:
    """The copy of a database into a data file, of one state of it whatever others write meanwhile.

    Raises:
        OtherFileError: `copy_exists`.
    """
    from capcli.output.progress import Progress
    from capcli.services.migrating import migrate, plan
    from capcli.store.transfer_places import source_at, target_at

    source = source_at(desk.named)
    path = _name_for(to, "cap", source.entry, desk.now)
    if path.exists():
        raise OtherFileError("copy_exists", path=str(path))
    target = target_at(str(path))
    planned = plan(source, target)
    with target.claimed(), Progress(desk.terminal.err, sum(planned.counts.values()) - planned.there) as progress:
        migrate(source, target, lambda: source, progress)
    return Elsewhere(at=desk.now, path=str(path.resolve()), entry=source.entry)


def _may_replace(desk: Desk, target: Path, *, yes: bool) -> bool:
    if yes:
        return True
    if not desk.terminal.interactive:
        raise Usage("output_exists", path=target)
    from capcli.commands.asking import confirm

    return confirm(desk, _("{path} exists. Replace it?").format(path=target), yes=False)
