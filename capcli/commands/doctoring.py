"""What `cap doctor` does: find, show, and mend after a question."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from capcli.commands.asking import confirm, declined
from capcli.commands.doctor_rows import Row, damage_rows, edit_rows, history_rows, way_lines
from capcli.desk import Desk
from capcli.errors import DataFileError, Refused, Usage
from capcli.output import showing
from capcli.store.damage import Examined, examined
from capcli.store.disk import unreadable
from capcli.store.file import FileStore
from capcli.store.journal_faults import journal_faults, mend_history
from capcli.store.loading import Snapshot, load
from capcli.store.mending import Repair, mend, repairs
from capcli.store.outside import before_edit, differences
from capcli.texts import _

WELL, FOUND, DAMAGED = 0, 1, 5


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed."""

    repair: bool
    way: int | None
    format: str | None
    output: Path | None
    columns: str | None
    yes: bool


def run(desk: Desk, asked: Asked) -> int:
    """Say what is wrong and mend it where asked; the exit code.

    Raises:
        DataFileError: `absent`, `folder`, `newer`, `read_denied` and the like: nothing can be said of the file.
        Usage: `no_such_way`, `needs_yes`.
        Refused: `nothing_to_repair_from`.
    """
    store = desk.store
    if not isinstance(store, FileStore):
        return _show(desk, asked, _meaning_rows(desk))
    path = Path(os.path.realpath(store.address))
    data = _bytes(store.address, path)
    found = examined(store.address, data)
    if found is not None:
        return _damaged(desk, asked, path, data, found)
    return _whole(desk, asked, store.address, path)


def _bytes(address: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(address, error) from error


def _damaged(desk: Desk, asked: Asked, path: Path, data: bytes, found: Examined) -> int:
    ways = repairs(path, found)
    _show(desk, asked, damage_rows(found.faults, path.name))
    tell = desk.say if showing.chosen_format(desk, asked.format, asked.output) == "table" else desk.note
    for line in way_lines(ways):
        tell(line)
    if not asked.repair:
        return DAMAGED
    chosen = _chosen(ways, asked.way)
    if not confirm(desk, _("Repair {path}?").format(path=path), yes=asked.yes):
        declined(desk)
    _repair(desk, path, data, chosen)
    return WELL


def _chosen(ways: Sequence[Repair], number: int | None) -> Repair:
    if not ways:
        raise DataFileError("nothing_to_repair_from")
    if number is not None and number > len(ways):
        raise Usage("no_such_way", way=number, count=len(ways))
    return ways[(number or 1) - 1]


def _repair(desk: Desk, path: Path, data: bytes, chosen: Repair) -> None:
    entry, kept = mend(path, data, chosen, desk.author)
    desk.say(_("Repaired: {path}. The damaged file is kept as {kept}.").format(path=path, kept=kept))
    desk.say(_("In the history: H{entry}.").format(entry=entry))


def _whole(desk: Desk, asked: Asked, address: str, path: Path) -> int:
    found = load(address, path, f"{path}.note")
    journal = Path(f"{path}.journal")
    faults = journal_faults(journal, found.meta, found.tables, is_edited=found.written is not None)
    rows = [*_edits(path, found), *history_rows(faults, journal.name), *_meaning_rows(desk)]
    code = _show(desk, asked, rows)
    if not asked.repair:
        return code
    torn = [fault for fault in faults if fault.code == "journal_line"]
    if not torn:
        raise Refused("nothing_to_repair")
    if not confirm(desk, _("Take the lines that cannot be read out of the history?"), yes=asked.yes):
        declined(desk)
    kept = mend_history(path)
    desk.say(_("Repaired: {path}. The damaged history is kept as {kept}.").format(path=journal, kept=kept))
    return WELL


def _edits(path: Path, found: Snapshot) -> list[Row]:
    if found.written is None:
        return []
    before = before_edit(path, found)
    return edit_rows(None if before is None else differences(before, found.tables), path.name)


def _meaning_rows(desk: Desk) -> list[Row]:
    return []


def _show(desk: Desk, asked: Asked, rows: list[dict[str, Any]]) -> int:
    showing.show(desk, rows, "findings", format=asked.format, output=asked.output, columns=asked.columns, yes=asked.yes)
    return FOUND if any(row["severity"] != "note" for row in rows) else WELL
