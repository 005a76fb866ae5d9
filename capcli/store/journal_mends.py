"""A history mended: what cannot be read is taken out, what is missing is noted in its place, what was is kept."""

import codecs
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from capcli.store.aside import put_aside
from capcli.store.disk import Disk
from capcli.store.journal_faults import in_order, lines_in
from capcli.store.locks import Lock
from capcli.store.protocol import LOST, REPAIR, Author, Entry

MENDED = frozenset({"journal_line", "journal_order", "journal_gap", "journal_behind", "journal_missing"})
"""Codes of what is mended so."""

_PATIENCE = 10.0
"""Seconds to wait for another writer."""


def mend_history(data_path: Path, committed: int, author: Author) -> Path | None:
    """Make the history whole up to the entry `committed`; where it is kept as it was, None when there was nothing.

    Raises:
        DataFileError: `locked`; `disk_full`, `write_denied` and the like.
    """
    with Lock(f"{data_path}.lock", REPAIR, lambda: _PATIENCE):
        return _mend(Path(f"{data_path}.journal"), committed, author, Disk())


def _mend(path: Path, committed: int, author: Author, disk: Disk) -> Path | None:
    data = path.read_bytes() if path.exists() else b""
    kept = None
    if data:
        names = (path.with_name(f"{path.name}.{number}") for number in count(1))
        kept = next(name for name in names if not name.exists() or name.read_bytes() == data)
        if not kept.exists():  # a repair that was stopped has kept it
            put_aside(kept, lambda: [data], disk)
    put_aside(path, lambda: _whole(data, committed, author), disk)
    return kept


def _whole(data: bytes, committed: int, author: Author) -> Iterator[bytes]:
    """The lines of the history, with those that tell what is missing; behind them what was never committed."""
    lines = list(lines_in(data))
    entries = [(place, entry) for place, (_line, entry) in enumerate(lines) if entry is not None]
    before = 0
    for place, entry in in_order(one for one in entries if one[1].entry <= committed):
        yield from _lost(before, entry.entry - entry.skips - 1, author)
        yield _line(lines[place][0])
        before = entry.entry
    yield from _lost(before, committed, author)
    for place, entry in entries:
        if entry.entry > committed:
            yield _line(lines[place][0])


def _lost(before: int, last: int, author: Author) -> Iterator[bytes]:
    """The entry in the place of those after `before` up to `last`, where there were any: only a person could tell."""
    if last > before:
        noted = Entry(entry=last, at=author.at, by=author.by, command=LOST, skips=last - before - 1)
        yield msgspec.json.encode(noted) + b"\n"


def _line(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n") + b"\n"
