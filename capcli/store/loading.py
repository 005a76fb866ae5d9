"""The last committed state of the file: by its note at a glance, else read whole and strictly."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from capcli.store import canonical, notes
from capcli.store.canonical import Meta
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT
from capcli.store.notes import Note, Spans, Stamp


class Snapshot(msgspec.Struct, frozen=True):
    """The file as it was at one moment; the checksum in `meta` is that of its lines, whatever the file says.

    `written` is the checksum of what `cap` wrote last, when somebody else
    changed records since; None when nobody did.
    """

    stamp: Stamp | None
    meta: Meta
    tables: dict[str, Lines]
    written: str | None = None


def load(address: str, path: Path, note_path: str) -> Snapshot:
    """The state of the file at `path`, which is shown to people as `address`.

    Raises:
        OSError: it cannot be read.
        DataFileError: it is damaged, newer, or none of ours.
    """
    stamp, data = read_stamped(path)
    note = notes.recall(note_path)
    if note is not None and note.stamp == stamp:
        trusted = _trusted(data, note.spans)
        if trusted is not None:
            return Snapshot(stamp, *trusted)
    return _strictly(address, stamp, data, note_path)


def load_anew(address: str, path: Path, note_path: str) -> Snapshot:
    """The same by the bytes alone: a disk that forgets changes no stamp. A note that vouched for others goes."""
    found = _strictly(address, *read_stamped(path), note_path)
    note = notes.recall(note_path)
    if found.written is not None and note is not None and note.stamp == found.stamp:
        with suppress(OSError):  # a folder that may only be read
            Path(note_path).unlink(missing_ok=True)
    return found


def _strictly(address: str, stamp: Stamp, data: bytes, note_path: str) -> Snapshot:
    from capcli.store.reading import read_strictly  # most commands never need it

    meta, tables = read_strictly(address, data)
    checksum = canonical.whole_checksum(tables)
    if checksum != meta.checksum:
        highest = {name: last for name, lines in tables.items() if (last := lines.last()) > meta.last_ids.get(name, 0)}
        found = msgspec.structs.replace(meta, checksum=checksum, last_ids=meta.last_ids | highest)
        return Snapshot(stamp, found, tables, written=meta.checksum)
    spans: Spans = {}
    if b"".join(canonical.spans_of(canonical.file_pieces(meta, tables), spans)) == data:
        notes.keep(note_path, Note(stamp, spans))  # a copy, or the note was lost: read quickly from now on
    return Snapshot(stamp, meta, tables)


def read_stamped(path: Path) -> tuple[Stamp, bytes]:
    """The file's bytes, and its stamp from before to after the reading."""
    with path.open("rb", buffering=0) as file:
        while True:
            before = os.fstat(file.fileno())
            data = file.read()
            stamp = notes.stamp_of(os.fstat(file.fileno()))
            if notes.stamp_of(before) == stamp:
                return stamp, data
            file.seek(0)


def _trusted(data: bytes, spans: Spans) -> tuple[Meta, dict[str, Lines]] | None:
    """The tables of canonical bytes, undecoded; None when they are not what the note says, or of an older format."""
    if canonical.META not in spans or not (data.startswith(canonical.HEAD) and data.endswith(canonical.TAIL)):
        return None
    begin, end = spans[canonical.META]
    try:
        meta = msgspec.json.decode(data[begin + len(b'"1":') : end], type=Meta)
    except msgspec.DecodeError:
        return None
    if meta.format != FORMAT:
        return None
    tables = {name: Lines(data, *spans.get(name, (0, 0))) for name in canonical.ordered(spans)}
    del tables[canonical.META]
    return meta, tables
