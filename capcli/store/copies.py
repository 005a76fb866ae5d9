"""Copies of a data file: how they are laid out, and whether they are whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from capcli.store import canonical
from capcli.store.canonical import HEAD, META, TAIL, Meta
from capcli.store.disk import unreadable
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT
from capcli.store.notes import Spans

_OPENING, _BETWEEN, _CLOSING = b":{\n", b"},\n", b"}}\n"
"""What follows the name of a table, what stands before the name of the next one, what ends the file."""
_META_LINE = len(b'"1":')


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a whole copy of a data file holds; `is_ours` unless it was edited outside of `cap`."""

    meta: Meta
    tables: dict[str, Lines]
    is_ours: bool


def verified(path: Path) -> Verified:
    """What the copy of a data file at `path` holds, once every byte of it is accounted for.

    The checksum proves what `cap` wrote; anything else is decoded strictly.

    Raises:
        DataFileError: `damaged` and the like, `newer`, `not_cap`; `absent`, `unreadable` and the like.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    return verified_in(str(path), data)


def verified_in(path: str, data: bytes) -> Verified:
    """As `verified`, of bytes that were read already; `path` is for the errors."""
    found = _proven(data)
    if found is not None:
        return found
    from capcli.store.reading import read_strictly  # for what another program wrote, or an earlier version

    meta, tables = read_strictly(path, data)
    return Verified(meta=meta, tables=tables, is_ours=canonical.whole_checksum(tables) == meta.checksum)


def _proven(data: bytes) -> Verified | None:
    """The tables, undecoded, of bytes that are just what `cap` wrote; None when they are not."""
    found = laid_out(data)
    if found is None:
        return None
    meta, spans = found
    tables = {name: Lines(data, *span) for name, span in spans.items()}
    try:
        if canonical.whole_checksum(tables) != meta.checksum:
            return None
        written = {name: from_lines(lines_in(lines)) for name, lines in tables.items()}
        same = b"".join(piece for _name, piece in canonical.file_pieces(meta, written)) == data
    except (KeyError, ValueError):  # a table is missing, a line is none of ours
        return None
    return Verified(meta=meta, tables=tables, is_ours=True) if same else None


def laid_out(data: bytes) -> tuple[Meta, Spans] | None:
    """What a file in today's layout says of itself, and where the lines of each table are; None in any other one.

    Nothing of the lines themselves is looked at.
    """
    if not (data.startswith(HEAD) and data.endswith(TAIL)):
        return None
    openings = list(_openings(data))
    ends = [at - len(_BETWEEN) for at, _name, _begin in openings[1:]] + [len(data) - len(_CLOSING)]
    try:
        spans = {
            msgspec.json.decode(name, type=str): (begin, end)
            for (_at, name, begin), end in zip(openings, ends, strict=True)
        }
        begin, end = spans.pop(META)
        meta = msgspec.json.decode(data[begin + _META_LINE : end], type=Meta)
    except (KeyError, ValueError):
        return None
    return (meta, spans) if meta.format == FORMAT and len(spans) == len(openings) - 1 else None


def _openings(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Where the name of each table begins, the name, and where the lines of the table begin.

    No document has a line break in it: what ends a line like that opens a table.
    """
    position = data.find(_OPENING)
    while position != -1:
        at = data.rfind(b"\n", 0, position) + 1 or 1
        yield at, data[at:position], position + len(_OPENING)
        position = data.find(_OPENING, position + 1)


def lines_in(lines: Lines) -> list[bytes]:
    """Each line of a table, without what separates it from the next one."""
    return [b'"%d":%b' % one for one in lines.items()]


def from_lines(lines: Sequence[bytes]) -> Lines:
    """The table of these lines."""
    return Lines(b",\n".join(lines) + b"\n" if lines else b"")


def meta_in(path: Path) -> Meta | None:
    """What a copy says of itself in its first lines, unverified; None where it does not begin as `cap` writes it."""
    try:
        with path.open("rb") as lines:
            opening, line = lines.readline(), lines.readline()
        return msgspec.json.decode(line[_META_LINE:], type=Meta) if (opening + line).startswith(HEAD) else None
    except (OSError, ValueError):
        return None
