"""Copies of a data file: whether they are whole, and taking out of them what is forgotten for good.

What cap keeps beside the file: its backups, the files put aside, the earlier
journals put aside. A copy is never changed where it stands, since it may be a
second name of the file in use.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from capcli.errors import CapError, DataFileError
from capcli.store import canonical
from capcli.store.aside import all_aside, put_aside
from capcli.store.canonical import HEAD, META, Meta
from capcli.store.disk import Disk, unreadable, unwritable
from capcli.store.encoding import decode_plain, encode_value
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT
from capcli.store.protocol import Change, Entry, Redact, redacted

_OPENING = re.compile(rb'(?:\A\{|^\},\n)("(?:[^"\\\n]|\\.)*"):\{\n', re.MULTILINE)
_META_LINE = len(b'"1":')
_DOCUMENT = re.compile(rb'"(\d{1,18})":(\{.*\})(,?)', re.DOTALL)
_TORN = re.compile(rb'"\d{1,18}":')
_TABLE = re.compile(rb'\{?("(?:[^"\\]|\\.)*"):\{')


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
    if not (data.startswith(HEAD) and data.endswith(canonical.TAIL)):
        return None
    openings = list(_OPENING.finditer(data))
    ends = [opening.start() for opening in openings[1:]] + [len(data) - len(b"}}\n")]
    try:
        names = [msgspec.json.decode(opening[1], type=str) for opening in openings]
        spans = {name: (opening.end(), end) for name, opening, end in zip(names, openings, ends, strict=True)}
        begin, end = spans.pop(META)
        meta = msgspec.json.decode(data[begin + _META_LINE : end], type=Meta)
        tables = {name: Lines(data, *span) for name, span in spans.items()}
        if meta.format != FORMAT or canonical.whole_checksum(tables) != meta.checksum:
            return None
        written = {name: _rewritten(lines) for name, lines in tables.items()}
        same = b"".join(piece for _name, piece in canonical.file_pieces(meta, written)) == data
    except (KeyError, ValueError):
        return None
    return Verified(meta=meta, tables=tables, is_ours=True) if same else None


def meta_in(path: Path) -> Meta | None:
    """What a copy says of itself in its first lines, unverified; None where it does not begin as `cap` writes it."""
    try:
        with path.open("rb") as lines:
            opening, line = lines.readline(), lines.readline()
        return msgspec.json.decode(line[_META_LINE:], type=Meta) if opening + line[:_META_LINE] + b"{" == HEAD else None
    except (OSError, ValueError):
        return None


def _rewritten(lines: Lines) -> Lines:
    """The same documents, a line each as `cap` writes it."""
    body = b",\n".join(b'"%d":%b' % one for one in lines.items())
    return Lines(body + b"\n" if body else b"")


def redact_copies(data: Path, backups: Iterable[Path], redact: Redact, disk: Disk) -> None:
    """Take what `redact` takes out of every copy that `cap` keeps of the file at `data`.

    Each one is replaced whole: a process killed on the way leaves the rest to
    be done again, and what is done already stays as it is.

    Raises:
        DataFileError: `disk_full`, `write_denied`, `unwritable`; `read_denied` and the like.
    """
    stays: set[int] = set()
    for path in [*backups, *all_aside(data)]:
        try:
            _redact_copy(path, redact, stays, disk)
        except DataFileError:
            raise
        except OSError as error:
            raise unwritable(path, error) from error
    for path in journals_aside(data):
        _redact_journal(path, redact, disk)


def _redact_copy(path: Path, redact: Redact, stays: set[int], disk: Disk) -> None:
    """`stays` are the hashes of documents that `redact` leaves as they are: most copies share most of them."""
    try:
        found = verified(path)
    except DataFileError:
        _redact_damaged(path, redact, disk)
        return
    difference = 0
    for name, lines in found.tables.items():
        for number, document in list(lines.items()):
            known = hash((name, number, document))
            if known in stays:
                continue
            kept = _kept(name, number, document, redact)
            if kept == document:
                stays.add(known)
            else:
                lines.put(number, kept)
                difference -= canonical.line_hash(name, number, document)
                difference += canonical.line_hash(name, number, kept) if kept is not None else 0
    if any(lines.is_changed for lines in found.tables.values()):
        meta = replace(found.meta, checksum=canonical.shifted(found.meta.checksum, difference))
        put_aside(path, lambda: (piece for _name, piece in canonical.file_pieces(meta, found.tables)), disk)


def _kept(name: str, number: int, document: bytes, redact: Redact) -> bytes | None:
    """What stays of a document; None when nothing does."""
    before = decode_plain(document)
    after = redact(Change(table=name, id=number, before=before, after=None)).before
    return document if after == before else None if after is None else encode_value(after)


def _redact_damaged(path: Path, redact: Redact, disk: Disk) -> None:
    """Keep of a file that cannot be read whole the lines that can: nobody knows whom the others name."""
    data = path.read_bytes()
    kept = b"\n".join(_readable_lines(data.split(b"\n"), redact))
    if not kept.strip():
        path.unlink()
    elif kept != data:
        put_aside(path, lambda: [kept], disk)


def _readable_lines(lines: Iterable[bytes], redact: Redact) -> Iterator[bytes]:
    table: str | None = None
    for line in lines:
        opening, document = _TABLE.fullmatch(line), _DOCUMENT.fullmatch(line)
        try:
            if opening is not None:
                table = msgspec.json.decode(opening[1], type=str)
                yield line
            elif document is not None and table is not None:
                kept = _kept(table, int(document[1]), document[2], redact)
                if kept is not None:
                    yield b'"%b":%b%b' % (document[1], kept, document[3])
            elif line in (b"", b"},", b"}}"):
                yield line
            elif _TORN.match(line) is None:
                table = None  # it may have been the name of the table that follows
        except (ValueError, CapError):
            continue


def journals_aside(data: Path) -> list[Path]:
    """The earlier journals of the same desk that were put aside beside the file at `data`."""
    mine = _first_entry(data.with_name(f"{data.name}.journal"))
    return [path for path in _numbered(data) if mine is not None and _first_entry(path) == mine]


def _numbered(data: Path) -> list[Path]:
    start = f"{data.name}.journal."
    return sorted(one for one in data.parent.iterdir() if one.name.startswith(start) and one.suffix[1:].isdigit())


def _first_entry(path: Path) -> tuple[object, ...] | None:
    """By what a history is known from that of another desk: when and how it began."""
    try:
        with path.open("rb") as lines:
            entry = msgspec.json.decode(lines.readline(), type=Entry)
    except (OSError, ValueError):
        return None
    return entry.entry, entry.at, entry.by, entry.command


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
