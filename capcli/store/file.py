"""Records kept in one TinyDB file (first form: the whole file is decoded)."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from capcli.domain.records import TABLES
from capcli.errors import DataFileError
from capcli.store.memory import Documents, MemoryReader, MemoryTransaction
from capcli.store.protocol import Author, Committed, Entry, Reader, Transaction

T = TypeVar("T")


class FileStore:
    """See `Store`."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.address = str(path)

    @classmethod
    def create(cls, path: Path) -> "FileStore":
        """A new, empty file."""
        if path.exists():
            raise DataFileError("exists", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(path)
        store._save({}, {}, 0)
        store._journal.write_text("")
        return store

    @property
    def _journal(self) -> Path:
        return Path(f"{self.path}.journal")

    def _load(self) -> tuple[Documents, dict[str, int], int]:
        kept = json.loads(self.path.read_bytes())
        meta = kept["_meta"]["1"]
        tables: Documents = {}
        for table in TABLES:
            rows = kept.get(table.name, {})
            tables[table.name] = {
                int(n): msgspec.structs.replace(msgspec.convert(row, table.record), id=int(n)) for n, row in rows.items()
            }
        return tables, meta["last_ids"], meta["entry"]

    def _save(self, tables: Documents, last_ids: dict[str, int], entry: int) -> None:
        kept: dict[str, Any] = {"_meta": {"1": {"format": 1, "entry": entry, "last_ids": last_ids}}}
        for name, rows in tables.items():
            kept[name] = {
                str(n): msgspec.to_builtins(msgspec.structs.replace(rows[n], id=0)) for n in sorted(rows)
            }
        beside = Path(f"{self.path}.tmp")
        beside.write_bytes(msgspec.json.encode(kept))
        beside.replace(self.path)

    def read(self) -> Reader:
        """See `Store.read`."""
        return MemoryReader(self._load()[0])

    def change(self, work: Callable[[Transaction], T], author: Author, *, undoes: int | None = None) -> Committed[T]:
        """See `Store.change`."""
        with Path(f"{self.path}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tables, last_ids, entry = self._load()
            tx = MemoryTransaction(tables, last_ids)
            result = work(tx)
            changes = tx.changes()
            if not changes:
                return Committed(result, None)
            made = Entry(
                entry=entry + 1,
                at=author.at,
                by=author.by,
                command=author.command,
                options=author.options,
                undoes=undoes,
                changes=changes,
            )
            with self._journal.open("ab") as journal:
                journal.write(msgspec.json.encode(made) + b"\n")
            self._save(tx.tables(), tx.last_ids, entry + 1)
            return Committed(result, entry + 1)

    def history(self) -> Iterator[Entry]:
        """See `Store.history`."""
        if not self._journal.exists():
            raise DataFileError("no_history", path=str(self._journal))
        lines = self._journal.read_bytes().splitlines()
        return iter([msgspec.json.decode(line, type=Entry) for line in reversed(lines)])
