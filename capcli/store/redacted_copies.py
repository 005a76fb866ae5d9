"""What is forgotten for good, taken out of every copy of the desk that is kept beside its file.

Those are the backups, the files put aside, the earlier journals put aside. A
copy is never changed where it stands, since it may be a second name of the file
in use.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from capcli.errors import CapError
from capcli.store.aside import all_aside, put_aside
from capcli.store.canonical import Meta, file_pieces, line_hash, ordered, shifted
from capcli.store.copies import from_lines, laid_out, lines_in, verified_in
from capcli.store.disk import Disk, unwritable
from capcli.store.encoding import decode_plain, encode_value
from capcli.store.protocol import Change, Entry, Redact, redacted

Stays = defaultdict[str, set[bytes]]
"""The lines of each table that stay as they are: most copies share most of them."""

_SEPARATOR = b",\n"
_DOCUMENT = re.compile(rb'"(\d{1,18})":(\{.*\})', re.DOTALL)
_TORN = re.compile(rb'"\d{1,18}":')
_TABLE = re.compile(rb'\{?("(?:[^"\\]|\\.)*"):\{')


class _Sign(msgspec.Struct, frozen=True):
    """Which entry it is, when it was made, by whom and what for."""

    entry: int
    at: dt.datetime
    by: str
    command: str


def redact_copies(data: Path, backups: Iterable[Path], redact: Redact, disk: Disk) -> list[Path]:
    """Take what `redact` takes out of every copy that `cap` keeps of the file at `data`.

    Returned are those that had to go: nothing in them can be read, and nobody
    knows whom they name.

    Each one is replaced whole: a process killed on the way leaves the rest to
    be done again, and what is done already stays as it is.

    Raises:
        DataFileError: `disk_full`, `write_denied`, `unwritable`.
    """
    stays: Stays = defaultdict(set)
    copies, journals = [*backups, *all_aside(data)], journals_aside(data)
    for path in copies:
        try:
            _redact_copy(path, redact, stays, disk)
        except OSError as error:
            raise unwritable(path, error) from error
    for path in journals:
        _redact_journal(path, redact, disk)
    return [path for path in [*copies, *journals] if not path.exists()]


def _redact_copy(path: Path, redact: Redact, stays: Stays, disk: Disk) -> None:
    data = path.read_bytes()
    try:
        meta, tables = _split(path, data)
        changes = {name: _changed_lines(name, lines, redact, stays[name]) for name, lines in tables.items()}
    except (ValueError, CapError):
        _redact_damaged(path, data, redact, disk)
        return
    if not any(changes.values()):
        return
    for name, changed in changes.items():
        if changed:
            tables[name] = [kept for line in tables[name] if (kept := changed.get(line, line)) is not None]
    difference = sum(
        _hash(name, kept) - _hash(name, line) for name, changed in changes.items() for line, kept in changed.items()
    )
    meta = replace(meta, checksum=shifted(meta.checksum, difference))
    whole = {name: from_lines(tables.get(name, [])) for name in ordered(tables)}
    put_aside(path, lambda: (piece for _name, piece in file_pieces(meta, whole)), disk)


def _changed_lines(name: str, lines: list[bytes], redact: Redact, stays: set[bytes]) -> dict[bytes, bytes | None]:
    """What becomes of the lines that do not stay as they are, None for nothing; `stays` knows the others from now on.

    Raises:
        ValueError: one is no line of ours.
    """
    kept = {line: _kept_line(name, line, redact) for line in lines if line not in stays}
    stays.update(line for line, becomes in kept.items() if becomes == line)
    return {line: becomes for line, becomes in kept.items() if becomes != line}


def _split(path: Path, data: bytes) -> tuple[Meta, dict[str, list[bytes]]]:
    """The lines of each table, whatever they hold; of a file in another layout those that it would have in ours.

    Raises:
        DataFileError: it is neither.
    """
    found = laid_out(data)
    if found is None:
        read = verified_in(str(path), data)
        return read.meta, {name: lines_in(lines) for name, lines in read.tables.items()}
    meta, spans = found
    kept = {name: data[begin : end - 1] for name, (begin, end) in spans.items()}
    return meta, {name: lines.split(_SEPARATOR) if lines else [] for name, lines in kept.items()}


def _kept_line(name: str, line: bytes, redact: Redact) -> bytes | None:
    """What stays of a line; None when nothing does.

    Raises:
        ValueError: it is no line of ours.
    """
    found = _DOCUMENT.fullmatch(line)
    if found is None:
        raise ValueError
    before = decode_plain(found[2])
    after = redact(Change(table=name, id=int(found[1]), before=before, after=None)).before
    if after == before:
        return line
    return None if after is None else b'"%b":%b' % (found[1], encode_value(after))


def _hash(name: str, line: bytes | None) -> int:
    """What a line adds to the checksum; nothing when there is none."""
    found = _DOCUMENT.fullmatch(line) if line is not None else None
    return line_hash(name, int(found[1]), found[2]) if found is not None else 0


def _redact_damaged(path: Path, data: bytes, redact: Redact, disk: Disk) -> None:
    """Keep of a file that cannot be read whole the lines that can: nobody knows whom the others name."""
    kept = b"\n".join(_readable_lines(data.split(b"\n"), redact))
    if not kept.strip():
        path.unlink()
    elif kept != data:
        put_aside(path, lambda: [kept], disk)


def _readable_lines(lines: Iterable[bytes], redact: Redact) -> Iterator[bytes]:
    table: str | None = None
    for line in lines:
        opening, text = _TABLE.fullmatch(line), line.removesuffix(b",")
        try:
            if opening is not None:
                table = msgspec.json.decode(opening[1], type=str)
                yield line
            elif line in (b"", b"},", b"}}"):
                yield line
            elif _TORN.match(line) is None:
                table = None  # it may have been the name of the table that follows
            elif table is not None:
                kept = _kept_line(table, text, redact)
                if kept is not None:
                    yield kept + line[len(text) :]
        except (ValueError, CapError):
            continue


def journals_aside(data: Path) -> list[Path]:
    """The journals put aside beside the file at `data` that share an entry with its own, or in which none can be read.

    Those of an earlier desk are not touched: its numbers are other people's.
    """
    found = _numbered(data)
    mine = set(_signs(data.with_name(f"{data.name}.journal"))) if found else set()
    return [path for path in found if _is_of(path, mine)]


def _is_of(path: Path, mine: set[_Sign]) -> bool:
    its = set(_signs(path))
    return not its or not mine.isdisjoint(its)


def _numbered(data: Path) -> list[Path]:
    start = f"{data.name}.journal."
    return sorted(one for one in data.parent.iterdir() if one.name.startswith(start) and one.suffix[1:].isdigit())


def _signs(path: Path) -> Iterator[_Sign]:
    """By what the entries of a history are known from those of another desk."""
    decoder = msgspec.json.Decoder(_Sign)
    with suppress(OSError), path.open("rb") as lines:
        for line in lines:
            with suppress(ValueError):
                yield decoder.decode(line)


def _redact_journal(path: Path, redact: Redact, disk: Disk) -> None:
    decoder = msgspec.json.Decoder(Entry)

    def lines() -> Iterator[bytes]:
        with path.open("rb") as kept:
            for line in kept:
                try:
                    entry = decoder.decode(line)
                except ValueError:  # torn, and nobody knows whom it names
                    continue
                yield msgspec.json.encode(replace(entry, changes=redacted(entry.changes, redact))) + b"\n"

    put_aside(path, lines, disk)
    if not path.stat().st_size:
        path.unlink()
