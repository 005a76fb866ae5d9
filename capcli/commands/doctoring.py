"""What `cap doctor` does: find, show, and mend after a question."""

import datetime as dt
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from capcli.commands.asking import confirm, declined
from capcli.commands.doctor_rows import (
    Row,
    broken_lines,
    checkup_rows,
    damage_rows,
    danger_rows,
    edit_line,
    edit_rows,
    history_rows,
    mend_lines,
    record_row,
    way_lines,
)
from capcli.desk import Desk
from capcli.domain.checkups import Checkup
from capcli.errors import DataFileError, Refused, Usage
from capcli.output import showing
from capcli.services.checking import checkups_of
from capcli.services.checking_mends import mendable, mended
from capcli.store.damage import Examined, examined
from capcli.store.disk import unreadable
from capcli.store.file import FileStore
from capcli.store.file_records import FileReader
from capcli.store.journal_faults import journal_faults
from capcli.store.journal_mends import MENDED, mend_history
from capcli.store.loading import Snapshot, load_anew
from capcli.store.mending import Repair, mend, mend_numbers, repairs
from capcli.store.outside import before_edit, differences
from capcli.store.rebuilding import copies
from capcli.store.surroundings import dangers
from capcli.texts import _, ngettext
from capcli.texts.checkup_sentences import untranslated
from capcli.texts.findings import several

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
        return _database(desk, asked)
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
    _show(desk, asked, damage_rows(found.faults, path.name), list(way_lines(ways, has_copies=bool(copies(path)))))
    if not asked.repair:
        return DAMAGED
    number = _chosen(ways, asked.way)
    question = _("Repair {path}?") if len(ways) == 1 else _("Repair {path} by repair {number}?")
    if not confirm(desk, question.format(path=path, number=number), yes=asked.yes):
        declined(desk)
    _repair(desk, path, data, ways[number - 1])
    return WELL


def _chosen(ways: Sequence[Repair], number: int | None) -> int:
    """The number of the repair that is asked for, the first one unless another is."""
    if not ways:
        raise DataFileError("nothing_to_repair_from")
    if number is not None and number > len(ways):
        raise Usage("no_such_way", way=number, count=len(ways))
    return number or 1


def _repair(desk: Desk, path: Path, data: bytes, chosen: Repair) -> None:
    entry, kept = mend(path, data, chosen, desk.author)
    desk.say(_("Repaired: {path}. The damaged file is kept as {kept}.").format(path=path, kept=kept))
    desk.say(_("In the history: H{entry}.").format(entry=entry))


def _whole(desk: Desk, asked: Asked, address: str, path: Path) -> int:
    """A data file that is whole: its edits, its history, what its records say, and where it is."""
    found = load_anew(address, path, f"{path}.note")
    journal = Path(f"{path}.journal")
    faults = journal_faults(journal, found.meta, found.tables, is_edited=found.written is not None)
    checkups = list(checkups_of(FileReader(address, found.tables), _day(desk)))
    edits = _edits(path, found)
    rows = [*edits, *history_rows(faults, journal.name), *checkup_rows(checkups), *_text_rows(desk)]
    rows += danger_rows(dangers(path, found.meta.entry, desk.now))
    code = _show(desk, asked, rows, [edit_line()] if edits else [])
    if not asked.repair:
        return code
    broken = {fault.code for fault in faults} & {*MENDED, "numbers_low"}
    if not broken and not mendable(checkups):
        return _unmended(code)
    _mend_whole(desk, asked, path, checkups, broken, found)
    return WELL


def _day(desk: Desk) -> dt.date:
    """The day after which nothing can be dated: that of the last change, where `--today` looks back before it."""
    try:
        newest = next(desk.store.history(), None)
    except DataFileError:  # which is told as damage of the history
        newest = None
    return desk.today if newest is None else max(desk.today, newest.at.astimezone(desk.settings.timezone).date())


def _unmended(code: int) -> int:
    """The exit code when a repair was asked for and there is none.

    Raises:
        Refused: `nothing_to_repair`, and yet not all is well.
    """
    if code != WELL:
        raise Refused("nothing_to_repair")
    return code


def _mend_whole(
    desk: Desk, asked: Asked, path: Path, checkups: Sequence[Checkup], broken: Collection[str], found: Snapshot
) -> None:
    """What nobody has to decide, after a question; `broken` are the codes of what is to be mended in the files."""
    data = _bytes(str(path), path)
    for line in [*broken_lines(broken), *mend_lines(checkups)]:
        desk.note(line)
    if not confirm(desk, _("Repair {path}?").format(path=path), yes=asked.yes):
        declined(desk)
    if MENDED & {*broken}:
        _mend_history(desk, path, found.meta.entry)
    if "numbers_low" in broken:
        kept = mend_numbers(path, data, found, desk.author)
        desk.say(_("Repaired: {path}. As it was: {kept}.").format(path=path, kept=kept))
    _mend_records(desk, checkups)


def _mend_history(desk: Desk, path: Path, committed: int) -> None:
    kept = mend_history(path, committed, desk.author)
    text = _("Repaired: {path}.") if kept is None else _("Repaired: {path}. As it was: {kept}.")
    desk.say(text.format(path=f"{path}.journal", kept=kept))


def _database(desk: Desk, asked: Asked) -> int:
    """A database: what its records say; it looks after its bytes itself."""
    checkups: list[Checkup] = []
    try:
        for one in checkups_of(desk.store.read(), _day(desk)):
            checkups.append(one)  # what was found before a record that cannot be read is told too
    except DataFileError as error:
        if not error.code.startswith("damaged_"):
            raise
        _show(desk, asked, [*checkup_rows(checkups), record_row(error)])
        return DAMAGED
    code = _show(desk, asked, [*checkup_rows(checkups), *_text_rows(desk)])
    if not asked.repair:
        return code
    if not mendable(checkups):
        return _unmended(code)
    for line in mend_lines(checkups):
        desk.note(line)
    if not confirm(desk, _("Repair {path}?").format(path=desk.store.address), yes=asked.yes):
        declined(desk)
    _mend_records(desk, checkups)
    return WELL


def _mend_records(desk: Desk, checkups: Sequence[Checkup]) -> None:
    if not mendable(checkups):
        return
    desk.is_quiet = False  # where the file is kept as it was before an outside edit is news
    records = desk.change(lambda tx: mended(tx, checkups))
    text = ngettext("{count} record put right: {records}.", "{count} records put right: {records}.", len(records))
    desk.say(text.format(count=len(records), records=several(records)))
    desk.say_undo()


def _edits(path: Path, found: Snapshot) -> list[Row]:
    if found.written is None:
        return []
    before = before_edit(path, found)
    return edit_rows(None if before is None else differences(before, found.tables), path.name)


def _text_rows(desk: Desk) -> list[Row]:
    return checkup_rows(untranslated(desk.settings["language"]))


def _show(desk: Desk, asked: Asked, rows: list[Row], footer: Sequence[str] = ()) -> int:
    """Show the findings, with lines that are of all of them below; beside lists for programs on standard error."""
    showing.show(
        desk,
        rows,
        "findings",
        format=asked.format,
        output=asked.output,
        columns=asked.columns,
        yes=asked.yes,
        footer=footer,
    )
    if showing.chosen_format(desk, asked.format, asked.output) not in ("table", "md"):
        for line in footer:
            desk.note(line)
    return FOUND if any(row["severity"] != "note" for row in rows) else WELL
