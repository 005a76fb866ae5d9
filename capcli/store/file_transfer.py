"""A data file as the target of a migration.

A file that is being filled is a folder beside its place, `<path>.migrating`: the
lines of each table, the history, and what there is of them so far. What stands
behind that was cut off by a stop, and is written again.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, json
from msgspec.structs import replace

from capcli.domain.records import Record, Table
from capcli.errors import DataFileError
from capcli.store import canonical, notes
from capcli.store.backups import Backups
from capcli.store.canonical import Meta
from capcli.store.disk import BINARY, OWNER_ONLY, Disk, unwritable
from capcli.store.encoding import encode_record, settled
from capcli.store.file_source import FilledSource
from capcli.store.journals import Journal
from capcli.store.lines import Lines
from capcli.store.locks import Lock
from capcli.store.migrations import FORMAT
from capcli.store.notes import Note, Spans
from capcli.store.protocol import Entry
from capcli.store.transfer import HISTORY, Progress, Source

UNFINISHED = ".migrating"
_NOTES, _HISTORY = "progress.json", "history.jsonl"


class _Kept(Struct, frozen=True):
    """The progress, and how many bytes of each part belong to it."""

    progress: Progress
    sizes: dict[str, int] = {}


class FileTarget:
    """See `Target`."""

    def __init__(self, path: str, disk: Disk | None = None) -> None:
        place = Path(path).expanduser()
        self.address = os.path.abspath(place / "cap.json" if place.is_dir() else place)  # noqa: PTH100 # as it was named
        self._path = Path(os.path.realpath(self.address))
        self._folder = Path(f"{self._path}{UNFINISHED}")
        self._disk = disk or Disk()
        self._kept: _Kept | None = None

    def progress(self) -> Progress | None:
        """See `Target.progress`."""
        if os.path.lexists(self._path):
            shutil.rmtree(self._folder, ignore_errors=True)  # of a migration that ended here, or had no place any more
            raise DataFileError("exists", path=self.address)
        try:
            kept = json.decode((self._folder / _NOTES).read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return Progress(source="", mark="")  # begun, and nothing is known of it
        self._kept = kept
        placed = Path(f"{self._path}.journal")
        if not (self._folder / _HISTORY).exists() and placed.exists():
            placed.rename(self._folder / _HISTORY)  # stopped between the two steps of finishing
        return kept.progress

    def begin(self, progress: Progress) -> None:
        """See `Target.begin`."""
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700)
            (self._folder / _HISTORY).touch(OWNER_ONLY)
            self._keep(_Kept(progress))
        except OSError as error:
            raise unwritable(self._folder, error) from error

    def add(self, table: Table[Any], records: Sequence[Record], progress: Progress) -> None:
        """See `Target.add`."""
        lines = [b'"%d":%b,\n' % (record.id, encode_record(settled(record))) for record in records]
        self._append(f"{table.name}.lines", lines, progress)

    def add_entries(self, entries: Sequence[Entry], progress: Progress) -> None:
        """See `Target.add_entries`: a number that no entry has is told by the next one."""
        before = self._kept.progress.last.get(HISTORY, 0) if self._kept else 0
        lines = []
        for entry in entries:
            lines.append(json.encode(replace(entry, skips=entry.entry - before - 1)) + b"\n")
            before = entry.entry
        self._append(_HISTORY, lines, progress)

    def late(self, table: Table[Any], references: dict[int, int], progress: Progress) -> None:
        """See `Target.late`: a file takes them in any order."""

    def held(self) -> Source:
        """See `Target.held`."""
        return FilledSource(self.address, self._folder / _HISTORY, self._tables())

    def finish(self, source: Source) -> None:
        """See `Target.finish`."""
        tables = self._tables()
        last_ids = {name: source.last_ids[name] for name in canonical.ordered(()) if source.last_ids.get(name)}
        checksum = canonical.whole_checksum(tables)
        meta = Meta(format=FORMAT, entry=source.entry, checksum=checksum, last_ids=last_ids)
        spans: Spans = {}
        beside = f"{self._path}.new"
        try:
            Path(beside).unlink(missing_ok=True)
            fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, OWNER_ONLY)
            try:
                self._disk.write(fd, canonical.spans_of(canonical.file_pieces(meta, tables), spans))
                made = notes.dated(beside)
                self._disk.fsync(fd)
            finally:
                os.close(fd)
            self._place_history(keeps=source.has_history)
            if os.path.lexists(self._path):
                raise DataFileError("exists", path=self.address)
            self._disk.replace(beside, self._path)
            self._disk.fsync_folder(self._path.parent)
        except OSError as error:
            raise unwritable(self.address, error) from error
        stamp = notes.stamp_of(self._path.stat())
        if stamp.is_of(made):
            notes.keep(f"{self._path}.note", Note(stamp, spans))
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """See `Target.claimed`."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self._path.parent, error) from error
        with ExitStack() as held:
            try:
                held.enter_context(Lock(f"{self._path}.lock", "migrate", lambda: 0))
            except DataFileError as error:
                if error.code not in ("locked", "locked_unnamed"):
                    raise
                raise DataFileError("migrate_elsewhere", target=self.address) from None
            yield

    def _place_history(self, *, keeps: bool) -> None:
        """The history beside the file's place, and that of an earlier file aside."""
        place = Path(f"{self._path}.journal")
        Journal(str(place), self._disk).start()
        Backups(self._path, self._disk).put_aside()
        if keeps:
            self._disk.replace(str(self._folder / _HISTORY), place)
        else:
            place.unlink()

    def _tables(self) -> dict[str, Lines]:
        sizes = self._kept.sizes if self._kept else {}
        made = {}
        for name in canonical.ordered(()):
            data = b""
            with suppress(FileNotFoundError):
                data = (self._folder / f"{name}.lines").read_bytes()[: sizes.get(f"{name}.lines", 0)]
            made[name] = Lines(data[:-2] + b"\n" if data else b"")
        return made

    def _append(self, name: str, lines: Sequence[bytes], progress: Progress) -> None:
        """Write lines after those that are known, wait until they are on the disk, and then know of them."""
        assert self._kept is not None
        size = self._kept.sizes.get(name, 0)
        try:
            fd = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | BINARY, OWNER_ONLY)
            try:
                os.ftruncate(fd, size)
                os.lseek(fd, size, os.SEEK_SET)
                self._disk.write(fd, lines)
                self._disk.fsync(fd)
            finally:
                os.close(fd)
            self._keep(_Kept(progress, self._kept.sizes | {name: size + sum(map(len, lines))}))
        except OSError as error:
            raise unwritable(self._folder, error) from error

    def _keep(self, kept: _Kept) -> None:
        beside = self._folder / f"{_NOTES}.new"
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, OWNER_ONLY)
        try:
            self._disk.write(fd, [json.encode(kept)])
            self._disk.fsync(fd)
        finally:
            os.close(fd)
        self._disk.replace(str(beside), self._folder / _NOTES)
        self._kept = kept
