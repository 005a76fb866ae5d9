"""Records kept in one TinyDB file: many readers, one writer, whole or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from capcli.domain.records import SETTINGS
from capcli.errors import DataFileError
from capcli.store import canonical, notes
from capcli.store.canonical import Meta
from capcli.store.disk import Disk, unreadable, unwritable
from capcli.store.file_records import FileReader, FileTransaction
from capcli.store.journals import Journal
from capcli.store.lines import Lines
from capcli.store.loading import Snapshot, load
from capcli.store.locks import Lock
from capcli.store.migrations import FORMAT
from capcli.store.notes import Stamp
from capcli.store.protocol import (
    Author,
    Committed,
    Entry,
    Notify,
    Reader,
    Redact,
    Transaction,
    told_once,
)

if TYPE_CHECKING:
    from capcli.store.backups import Backup, Backups

T = TypeVar("T")

_LOCK_SECONDS = 10.0


class FileStore:
    """See `Store`. Beside the file stand its `.journal`, its `.lock`, its `.note` and its `.backups`."""

    def __init__(self, path: Path, disk: Disk | None = None, *, notify: Notify | None = None) -> None:
        """`notify` is told, once by code, what is worth a line and no error."""
        self.address = os.path.abspath(path)  # noqa: PTH100 # a link is shown as it was named
        self._path = Path(os.path.realpath(path))  # a link keeps leading to the file that a write puts there
        self._disk = disk or Disk()
        self._notify = told_once(notify)
        self._journal = Journal(f"{self._path}.journal", self._disk, self._notify)
        self._note_path = f"{self._path}.note"
        self._seen: Snapshot | None = None

    @classmethod
    def create(cls, path: Path) -> "FileStore":
        """A new, empty file, with the folders that lead to it.

        Raises:
            DataFileError: `exists`; `disk_full`, `write_denied`, `unwritable`.
        """
        from capcli.store.writing import in_turns

        store = cls(path)
        store._refuse_existing()
        try:
            store._path.parent.mkdir(parents=True, exist_ok=True)
            with store._lock("init"):
                in_turns(store.address, store._begin)
        except OSError as error:
            raise unwritable(path, error) from error
        return store

    def _begin(self) -> None:
        self._refuse_existing()
        self._journal.start()
        self.backups.put_aside()
        empty = {name: Lines() for name in canonical.ordered(())}
        self._write(Meta(format=FORMAT, entry=0, checksum=canonical.shifted("0", 0), last_ids={}), empty, None)

    def _refuse_existing(self) -> None:
        if os.path.lexists(self._path):
            raise DataFileError("exists", path=self.address)

    def read(self) -> Reader:
        """See `Store.read`."""
        return FileReader(self.address, self._snapshot().tables)

    def change(
        self,
        work: Callable[[Transaction], T],
        author: Author,
        *,
        undoes: int | None = None,
        redact: Redact | None = None,
    ) -> Committed[T]:
        """See `Store.change`."""
        from capcli.store.writing import in_turns

        with self._lock(author.command):
            return in_turns(self.address, lambda: self._changed(work, author, undoes, redact))

    def _changed(
        self, work: Callable[[Transaction], T], author: Author, undoes: int | None, redact: Redact | None
    ) -> Committed[T]:
        """Work a change out and write it, under the lock.

        Raises:
            ChangedMeanwhileError: see `put_in_place`.
        """
        from capcli.store.writing import all_told, refuse_read_only

        before = self._snapshot()
        if before.written is not None:
            before = self._numbered(before)
        tx = FileTransaction(self.address, before.tables, before.meta.last_ids)
        result = work(tx)
        changes = tx.changes()
        if not changes:
            return Committed(result, None)
        refuse_read_only(self.address, self._path)
        with all_told(self.address):
            edits = [] if before.written is None else [self._outside_edit(before, redact)]
            number = before.meta.entry + len(edits) + 1
            meta = Meta(
                format=FORMAT,
                entry=number,
                checksum=canonical.shifted(before.meta.checksum, tx.checksum_difference()),
                last_ids=tx.last_ids,
            )
            entry = author.entry(number, changes, undoes, redact)
            if redact is not None:
                self.backups.refuse_unwritable()
                self._journal.redact(redact, before.meta.entry)
                if gone := self.backups.redact(redact, before.meta.entry, self._not_backed_up):
                    self._notify("copies_removed", {"paths": ", ".join(map(str, gone))})
            self._journal.append([*edits, entry], before.meta.entry)
            self._write(meta, tx.tables, before.stamp, keeps_old=redact is None)
        return Committed(result, number)

    def mend(self, damaged: bytes | None, meta: Meta, tables: dict[str, Lines], entry: Entry) -> Path | None:
        """Put a whole file in the place of the damaged bytes, which are kept; where they are. None: the file is gone.

        `entry`, which tells what that changed, is the one in `meta`.

        Raises:
            DataFileError: `damage_changed`, the file holds something else by now; what `change` raises.
        """
        from capcli.store.writing import all_told, in_turns

        with self._lock(entry.command), all_told(self.address):
            return in_turns(self.address, lambda: self._mended(damaged, meta, tables, entry))

    def _mended(self, damaged: bytes | None, meta: Meta, tables: dict[str, Lines], entry: Entry) -> Path | None:
        from capcli.store.aside import keep_damaged
        from capcli.store.writing import stamp_there

        over = stamp_there(self._path)
        kept = keep_damaged(self._path, damaged, self._disk)
        self._journal.append([entry], meta.entry - 1)
        self._write(meta, tables, over, keeps_old=False)
        return kept

    def _numbered(self, found: Snapshot) -> Snapshot:
        from capcli.store.outside import numbered

        return numbered(self._path, found)

    def _outside_edit(self, found: Snapshot, redact: Redact | None) -> Entry:
        """What somebody else changed since the last write of `cap`, as an entry before that of the command."""
        from capcli.store.outside import enter  # reading and rebuilding a whole file is for those who need it

        return enter(self._path, found, self._disk, self._notify, redact)

    def back_up(self, command: str) -> "Backup":
        """A backup of the file as it is, read back. Raises what `Backups.make` does, and `read`."""
        with self._lock(command):
            return self.backups.make(self._snapshot().meta.entry)

    def history(self) -> Iterator[Entry]:
        """See `Store.history`."""
        return self._journal.backward(self._snapshot().meta.entry)

    def _lock(self, command: str) -> Lock:
        return Lock(f"{self._path}.lock", command, self._patience, abandoned=self._clear)

    def _clear(self) -> None:
        from capcli.store.leftovers import clear  # after a command that was killed

        clear(self._path)

    def _patience(self) -> float:
        """How long to wait for another writer, in seconds."""
        try:
            kept = self.read().find(SETTINGS, "key", "store.lock_seconds")
            return float(kept[0].value) if kept else _LOCK_SECONDS
        except (DataFileError, ValueError):
            return _LOCK_SECONDS

    def _snapshot(self) -> Snapshot:
        """The last committed state, read again only when the file is another one than the last seen."""
        try:
            if self._seen is None or notes.stamp_of(self._path.stat()) != self._seen.stamp:
                self._seen = self._load()
        except OSError as error:
            raise unreadable(self.address, error) from error
        if self._seen.written is not None:
            self._notify("edited_outside", {"path": self.address})
        return self._seen

    def _load(self) -> Snapshot:
        return load(self.address, self._path, self._note_path)

    @cached_property
    def backups(self) -> "Backups":
        """The backups beside the file."""
        from capcli.store.backups import Backups  # for those who write, or ask

        return Backups(self._path, self._disk)

    def _write(self, meta: Meta, tables: dict[str, Lines], over: Stamp | None, *, keeps_old: bool = True) -> None:
        """Put the new file in the place of the one with the stamp `over`, of which a backup is kept.

        Raises:
            ChangedMeanwhileError, DataFileError: see `put_in_place`.
        """
        from capcli.store.writing import put_in_place  # readers start without it

        kept = (lambda: self._backed_up(tables)) if keeps_old else nullcontext
        note = put_in_place(self.address, self._path, meta, tables, self._disk, over, kept)
        if note is None:  # somebody else wrote already: what is there now is read again
            self._seen = None
            return
        notes.keep(self._note_path, note)
        self._seen = Snapshot(note.stamp, meta, tables)

    @contextmanager
    def _backed_up(self, tables: dict[str, Lines]) -> Iterator[None]:
        """Keep the file that is replaced meanwhile, but the first one has nothing to keep; the oldest ones may go."""
        if self._seen is None:
            yield
            return
        from capcli.store.backups import keeping

        with self.backups.kept(self._seen.meta.entry, self._not_backed_up):
            yield
        with suppress(DataFileError):  # a setting that cannot be read
            self.backups.thin(keeping(FileReader(self.address, tables)))

    def _not_backed_up(self, error: OSError) -> None:
        self._notify("backup_failed", {"path": self.address, "reason": error.strerror or str(error)})
