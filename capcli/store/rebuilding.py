"""What the data file was when `cap` last wrote it, made anew from a whole copy and the history, and proven.

The newest copy that is older gives a state, the entries of the history since
give what changed; the history alone does when it begins with the file. Nothing
that the checksum does not prove is handed over.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec

from capcli.errors import CapError
from capcli.store.aside import BEFORE_EDIT, all_aside
from capcli.store.backups import Backups
from capcli.store.canonical import Meta, ordered, whole_checksum
from capcli.store.disk import Disk
from capcli.store.encoding import TABLE_BY_NAME, decode_plain, encode_record, encode_value, extra_fields
from capcli.store.journals import Journal
from capcli.store.lines import Lines
from capcli.store.protocol import LOST, Entry
from capcli.store.reading import read_strictly

Documents = dict[str, dict[int, dict[str, Any]]]
Tables = dict[str, Lines]

_TRIED = 6
"""How many copies are tried: one that does not lead there is of another file, and so are those before it."""


class Copy(msgspec.Struct, frozen=True):
    """A file that may hold an earlier state, and the entry up to which it should."""

    path: Path
    entry: int


def rebuilt(path: Path, entry: int, checksum: str) -> Tables | None:
    """The tables of the file at `path` as they were after `entry`, proven by `checksum`; None when nothing does."""
    for base, since in _bases(path, entry):
        try:
            tables = _replayed(base, _entries(path, since, entry))
        except (CapError, OSError):  # the history is missing, or damaged after that
            continue
        for made in (_as_kept, _as_today):
            try:
                lines = made(tables)
            except ValueError:  # a record of another version
                continue
            if whole_checksum(lines) == checksum:
                return lines
    return None


def newest_state(path: Path) -> tuple[Tables, int] | None:
    """The state after the newest entry of the history, and that entry, when no checksum tells what it should be.

    Only from a copy that proves itself, or from a history that is whole from its first entry on.
    """
    try:
        newest = max((one.entry for one in Journal(f"{path}.journal", Disk()).backward(_NO_LIMIT)), default=0)
    except (CapError, OSError):
        newest = 0
    for base, since in _bases(path, max(newest, *(copy.entry for copy in copies(path)), 0)):
        try:
            entries = _entries(path, since, max(newest, since))
            if not _follow(since, entries):
                continue
            if since or entries:
                return _as_kept(_replayed(base, entries)), max(newest, since)
        except (CapError, OSError, ValueError):
            continue
    return None


def _follow(since: int, entries: Iterable[Entry]) -> bool:
    """Whether no entry is missing after `since`."""
    for one in entries:
        if one.entry != since + one.skips + 1 or one.command == LOST:
            return False
        since = one.entry
    return True


_NO_LIMIT = 10**15


def copies(path: Path) -> list[Copy]:
    """The copies that are kept beside the file at `path` and may be read, those of the newest entry first."""
    found: list[Copy] = []
    with suppress(CapError):  # a folder that may not be read
        found += [Copy(one.path, one.entry) for one in Backups(path, Disk()).all()]
    for one in all_aside(path):
        _before, mark, digits = one.name.rpartition(f".{BEFORE_EDIT}-H")
        digits = digits.partition("-")[0]
        if mark and digits.isascii() and digits.isdigit():
            found.append(Copy(one, int(digits)))
    return sorted(found, key=lambda one: (one.entry, one.path.name), reverse=True)


def _bases(path: Path, entry: int) -> Iterator[tuple[Documents, int]]:
    """The states to begin with, and the entry after which each stands: the newest copies, then nothing at all."""
    for copy in [one for one in copies(path) if one.entry <= entry][:_TRIED]:
        found = _whole(copy.path)
        if found is not None and found[0].entry <= entry:
            yield {name: _documents(lines) for name, lines in found[1].items()}, found[0].entry
    yield {}, 0


def _whole(path: Path) -> tuple[Meta, Tables] | None:
    """What a copy holds; None when it cannot be read or is not as `cap` wrote it."""
    try:
        meta, tables = read_strictly(str(path), path.read_bytes())
    except (CapError, OSError):
        return None
    return (meta, tables) if whole_checksum(tables) == meta.checksum else None


def _documents(lines: Lines) -> dict[int, dict[str, Any]]:
    return {number: decode_plain(document) for number, document in lines.items()}


def _entries(path: Path, since: int, until: int) -> list[Entry]:
    """The entries after `since` up to `until`, oldest first; none are asked of the history when there can be none.

    Raises:
        DataFileError: `no_history`, `damaged_history`.
    """
    if since >= until:
        return []
    backward = Journal(f"{path}.journal", Disk()).backward(until)
    return list(takewhile(lambda one: one.entry > since, backward))[::-1]


def _replayed(base: Documents, entries: Iterable[Entry]) -> Documents:
    """The documents after these entries, which are changed in place."""
    for entry in entries:
        for change in entry.changes:
            documents = base.setdefault(change.table, {})
            if change.after is None:
                documents.pop(change.id, None)
            else:
                documents[change.id] = change.after
    return base


def _as_kept(tables: Documents) -> Tables:
    """The documents as they stand in the history, encoded."""
    return {
        name: _lines((number, encode_value(one)) for number, one in _sorted(tables, name)) for name in ordered(tables)
    }


def _as_today(tables: Documents) -> Tables:
    """The documents as today's records write them, where the history was written by an earlier version.

    Raises:
        ValueError: one is no such record.
    """
    made = {}
    for name in ordered(tables):
        table = TABLE_BY_NAME.get(name)
        if table is None:
            made[name] = _lines((number, encode_value(one)) for number, one in _sorted(tables, name))
            continue
        encoded = [
            (number, encode_record(msgspec.convert(one, table.record), extra_fields(table, one)))
            for number, one in _sorted(tables, name)
        ]
        made[name] = _lines(encoded)
    return made


def _sorted(tables: Documents, name: str) -> list[tuple[int, dict[str, Any]]]:
    return sorted(tables.get(name, {}).items())


def _lines(documents: Iterable[tuple[int, bytes]]) -> Lines:
    body = b",\n".join(b'"%d":%b' % one for one in documents)
    return Lines(body + b"\n" if body else b"")
