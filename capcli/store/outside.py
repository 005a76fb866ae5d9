"""An outside edit: whole and valid bytes that `cap` did not write, entered in the history by the next write."""

import datetime as dt
from pathlib import Path

from msgspec.structs import replace

from capcli.store import canonical
from capcli.store.aside import BEFORE_EDIT, name_aside, put_aside
from capcli.store.canonical import Meta, ordered
from capcli.store.disk import Disk
from capcli.store.encoding import decode_plain
from capcli.store.lines import Lines
from capcli.store.loading import Snapshot
from capcli.store.protocol import NOBODY, OUTSIDE_EDIT, Change, Entry, Notify, Redact, redacted


def enter(path: Path, found: Snapshot, disk: Disk, notify: Notify, redact: Redact | None = None) -> Entry:
    """The entry of what somebody else changed in the file at `path`; what `cap` last wrote is kept beside it.

    An entry without changes when neither a copy nor the history tells what the
    file was; without what `redact` takes out of them.

    Raises:
        DataFileError: `disk_full`, `write_denied`, `unwritable`: what the file was cannot be kept.
    """
    before = before_edit(path, found)
    number = found.meta.entry + 1
    about: dict[str, object] = {"path": str(path), "entry": f"H{number}"}
    if before is None:
        notify("edit_unknown", about)
    else:
        kept = _keep(path, replace(found.meta, checksum=found.written or "0"), before, disk)
        notify("edit_entered", {**about, "kept": kept})
    changes = [] if before is None else differences(before, found.tables)
    return Entry(
        entry=number,
        at=_moment(found),
        by=NOBODY,
        command=OUTSIDE_EDIT,
        changes=changes if redact is None else redacted(changes, redact),
    )


def numbered(path: Path, found: Snapshot) -> Snapshot:
    """The same, with the highest numbers that the history tells of: whoever edited the file may have lowered them."""
    from capcli.store.journal_faults import highest_used

    used = highest_used(path, found.meta.entry)
    highest = {name: max(used.get(name, 0), found.meta.last_ids.get(name, 0)) for name in {*used, *found.meta.last_ids}}
    return replace(found, meta=replace(found.meta, last_ids=highest))


def before_edit(path: Path, found: Snapshot) -> dict[str, Lines] | None:
    """What `cap` last wrote in the file at `path`; None when nothing tells."""
    from capcli.store.rebuilding import rebuilt

    return rebuilt(path, found.meta.entry, found.written or found.meta.checksum)


def differences(before: dict[str, Lines], after: dict[str, Lines]) -> list[Change]:
    """The records that differ, by table and number."""
    made = []
    for name in ordered({*before, *after}):
        old, new = (dict(tables.get(name, Lines()).items()) for tables in (before, after))
        for number in sorted(old.keys() | new.keys()):
            one, other = old.get(number), new.get(number)
            if one != other:
                plain = (None if document is None else decode_plain(document) for document in (one, other))
                was, becomes = plain
                if was != becomes:
                    made.append(Change(table=name, id=number, before=was, after=becomes))
    return made


def _keep(path: Path, meta: Meta, tables: dict[str, Lines], disk: Disk) -> Path:
    """The file as it was, kept out of every rotation; the same is kept once."""
    pieces = [bytes(piece) for _name, piece in canonical.file_pieces(meta, tables)]
    suffix = f"{BEFORE_EDIT}-H{meta.entry}"
    first = path.with_name(f"{path.name}.{suffix}")
    if first.exists() and first.read_bytes() == b"".join(pieces):
        return first
    kept = name_aside(path, suffix)
    put_aside(kept, lambda: pieces, disk)
    return kept


def _moment(found: Snapshot) -> dt.datetime:
    """When the file was last written, to the second."""
    seconds = found.stamp.modified_ns // 1_000_000_000 if found.stamp is not None else 0
    return dt.datetime.fromtimestamp(max(seconds, 0), dt.UTC)
