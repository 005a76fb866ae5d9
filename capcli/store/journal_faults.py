"""What is wrong with a history: lines that cannot be read, entries that are missing, another file's."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from capcli.store.canonical import Meta
from capcli.store.encoding import decode_plain
from capcli.store.faults import Fault
from capcli.store.lines import Lines
from capcli.store.protocol import Entry

Numbered = tuple[int, Entry]

_TOLD = 12
"""So many lines are told one by one."""


def read_entries(path: Path) -> tuple[list[Numbered], list[Fault]]:
    """Every entry that can be read, with its line; the lines that cannot be. Nothing of a history that is missing."""
    entries: list[Numbered] = []
    faults: list[Fault] = []
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [Fault("journal_unreadable", values={"path": str(path), "why": error.strerror})]
    for number, (line, entry) in enumerate(lines_in(data), 1):
        if entry is not None:
            entries.append((number, entry))
        if entry is None or line.startswith(codecs.BOM_UTF8):
            faults.append(Fault("journal_line", number, 1))
    return entries, faults


def lines_in(data: bytes) -> Iterator[tuple[bytes, Entry | None]]:
    """Each line of a history, and its entry where it can be read, be it behind the mark of an editor."""
    decoder = msgspec.json.Decoder(Entry)
    for line in data.splitlines(keepends=True):
        try:
            yield line, decoder.decode(line.removeprefix(codecs.BOM_UTF8))
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield line, None


def in_order(entries: Iterable[Numbered]) -> list[Numbered]:
    """The entries by number; of several with one number the last that was written."""
    return sorted({one[1].entry: one for one in entries}.values(), key=lambda one: one[1].entry)


def journal_faults(path: Path, meta: Meta, tables: dict[str, Lines], *, is_edited: bool) -> list[Fault]:
    """What is wrong with the history at `path` of a whole data file; `is_edited` outside since its last entry."""
    if not path.exists():
        return [Fault("journal_missing")] if meta.entry else []
    entries, faults = read_entries(path)
    if not entries and faults and faults[0].code == "journal_unreadable":
        return faults
    if entries and faults and faults[-1].line == entries[-1][0] + 1 and entries[-1][1].entry >= meta.entry:
        faults.pop()  # a write that was stopped: the next one cuts it off
    faults = _first(faults)
    written = [one for one in entries if one[1].entry <= meta.entry]
    committed = in_order(written)
    faults += [*_order(written), *_gaps(committed)]
    newest = committed[-1][1].entry if committed else 0
    if newest < meta.entry:
        faults.append(Fault("journal_behind", values={"entry": f"H{meta.entry}", "newest": f"H{newest}"}))
    elif not is_edited and not _tells_of(committed[-1:], tables):
        faults.append(Fault("journal_other", values={"entry": f"H{newest}"}))
    if not is_edited:  # the next write sees to it then
        faults += _low_numbers(_highest(committed), meta, tables)
    ahead = len(entries) - len(written)
    if ahead > 2:
        faults.append(Fault("journal_ahead", values={"entry": f"H{meta.entry}", "count": ahead}))
    return faults


def highest_used(data_path: Path, until: int | None = None) -> dict[str, int]:
    """The highest number of each table of which the history of a data file tells, as far as it can be read.

    Up to the entry `until`, included; None reads all that there is.
    """
    entries, _faults = read_entries(Path(f"{data_path}.journal"))
    return _highest([one for one in entries if until is None or one[1].entry <= until])


def _highest(entries: list[Numbered]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for _line, entry in entries:
        for change in entry.changes:
            highest[change.table] = max(highest.get(change.table, 0), change.id)
    return highest


def _low_numbers(used: dict[str, int], meta: Meta, tables: dict[str, Lines]) -> Iterator[Fault]:
    """Numbers of records that are gone, which would be given again."""
    for name, number in used.items():
        if number > max(meta.last_ids.get(name, 0), tables.get(name, Lines()).last()):
            yield Fault("numbers_low", values={"table": name, "number": str(number)})


def _first(faults: list[Fault]) -> list[Fault]:
    """The first ones of many lines, and how many there are besides."""
    more = len(faults) - _TOLD
    if more <= 1:
        return faults
    return [*faults[:_TOLD], Fault("journal_lines", faults[_TOLD].line, 1, {"count": more})]


def _order(entries: list[Numbered]) -> Iterator[Fault]:
    """The first entry that stands after a later one, or twice."""
    for (_before, one), (line, other) in pairwise(entries):
        if other.entry <= one.entry:
            yield Fault("journal_order", line, 1, {"entry": f"H{other.entry}", "before": f"H{one.entry}"})
            return


def _gaps(entries: list[Numbered]) -> Iterator[Fault]:
    """Entries that do not follow one another."""
    for (_before, one), (line, other) in pairwise(entries):
        if other.entry != one.entry + other.skips + 1:
            yield Fault("journal_gap", line, 1, {"entry": f"H{other.entry}", "before": f"H{one.entry}"})


def _tells_of(newest: list[Numbered], tables: dict[str, Lines]) -> bool:
    """Whether the records are as the newest entry left them."""
    for _line, entry in newest:
        for change in entry.changes:
            document = tables.get(change.table, Lines()).get(change.id)
            if (None if document is None else decode_plain(document)) != change.after:
                return False
    return True
