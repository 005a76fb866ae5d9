"""A state put where no transaction can: over a data file that is damaged or gone, or into a new file elsewhere."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from capcli.errors import OtherFileError
from capcli.store.canonical import Meta, file_pieces, whole_checksum
from capcli.store.copies import Verified, meta_in
from capcli.store.damage import examined
from capcli.store.disk import Disk
from capcli.store.elsewhere import write_elsewhere
from capcli.store.file import FileStore
from capcli.store.file_records import FileReader, FileTransaction
from capcli.store.journal_faults import highest_used
from capcli.store.journals import Journal, newest_readable
from capcli.store.lines import Lines
from capcli.store.mending import repairs
from capcli.store.migrations import FORMAT
from capcli.store.protocol import Author, Reader, Transaction
from capcli.store.rebuilding import newest_state

T = TypeVar("T")


class Broken:
    """A data file that cannot be read, or is gone: what it last held where something tells, else nothing.

    `damaged` are its bytes, None when it is gone.
    """

    def __init__(self, store: FileStore) -> None:
        self._store = store
        path = store.backups.data
        self.damaged = _bytes_of(path)
        self._entry, self._last_ids, self._tables = _last_known(path, self.damaged)
        for backup in store.backups.all():
            meta = meta_in(backup.path)
            for name, number in meta.last_ids.items() if meta is not None else ():
                self._last_ids[name] = max(self._last_ids.get(name, 0), number)

    def read(self) -> Reader | None:
        """What the file last held, where the history or a copy tells."""
        return None if self._tables is None else FileReader(self._store.address, self._tables)

    def change(self, base: Verified, work: Callable[[Transaction], T], author: Author) -> tuple[T, int, Path | None]:
        """Run `work` over what the file last held, else over `base`, and write the file anew.

        What `work` returned, the entry that tells of it, and where the damaged
        file is kept.

        Raises:
            DataFileError: `damage_changed`, the file holds something else by now; what `Store.change` raises.
        """
        last_ids = {name: max(self._last_ids.get(name, 0), base.meta.last_ids.get(name, 0)) for name in base.tables}
        tables = base.tables if self._tables is None else self._tables
        tx = FileTransaction(self._store.address, tables, last_ids)
        result = work(tx)
        number = max(self._entry, base.meta.entry) + 1
        entry = author.entry(number, tx.changes(), None)
        kept = self._store.mend(self.damaged, meta_of(number, tx), tx.tables, entry)
        return result, number, kept


def meta_of(entry: int, tx: FileTransaction) -> Meta:
    """What a file with the tables of `tx` says of itself, after `entry`."""
    return Meta(format=FORMAT, entry=entry, checksum=whole_checksum(tx.tables), last_ids=tx.last_ids)


def put_elsewhere(target: Path, found: Verified, work: Callable[[Transaction], T], journal: Path | None) -> T:
    """A new data file at `target` with what was `found`, after `work`, and with the history in `journal` up to it.

    Raises:
        OtherFileError: `copy_exists`; `backup_folder`, its folder does not exist; `copy_failed`, `copy_differs`.
    """
    if os.path.lexists(target):
        raise OtherFileError("copy_exists", path=str(target))
    if not target.parent.is_dir():
        raise OtherFileError("backup_folder", folder=str(target.parent))
    disk = Disk()
    tx = FileTransaction(str(target), found.tables, found.meta.last_ids)
    result = work(tx)
    history = target.with_name(f"{target.name}.journal")
    if journal is not None and journal.exists():
        write_elsewhere(history, lambda: Journal(str(journal), disk).pieces(found.meta.entry), disk)
    write_elsewhere(
        target, lambda: (piece for _name, piece in file_pieces(meta_of(found.meta.entry, tx), tx.tables)), disk
    )
    return result


def _last_known(path: Path, damaged: bytes | None) -> tuple[int, dict[str, int], dict[str, Lines] | None]:
    """The last entry, the highest numbers ever used and the records of the file, as far as something tells of them."""
    last_ids = highest_used(path)
    found = examined(str(path), damaged) if damaged is not None else None
    ways = repairs(path, found) if found is not None else []
    if ways:
        best = ways[0]
        return best.entry, best.last_ids, best.tables if best.base is None else best.base
    state = newest_state(path)
    if state is None:
        return newest_readable(f"{path}.journal"), last_ids, None
    return state[1], last_ids, state[0]


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
