"""What can be done about a damaged data file, the best first, and doing one of them."""

from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from capcli.store.canonical import Meta, whole_checksum
from capcli.store.damage import Examined
from capcli.store.file import FileStore
from capcli.store.journal_faults import highest_used
from capcli.store.journals import newest_readable
from capcli.store.lines import Lines
from capcli.store.loading import Snapshot
from capcli.store.migrations import FORMAT
from capcli.store.outside import differences, numbered
from capcli.store.protocol import Author
from capcli.store.reading import label
from capcli.store.rebuilding import newest_state, rebuilt

Way = Literal["reread", "rebuilt", "remade", "kept"]


class Repair(Struct, frozen=True):
    """One way to a whole file.

    `reread` writes the same records anew; `rebuilt` makes the file as `cap`
    last wrote it, proven by its checksum; `remade` the same where the checksum
    is lost; `kept` keeps the records that can be read. `lost` are the records
    that are missing after it or in doubt, `differing` those of the damaged file
    that read otherwise than after the repair: `cap` did not write them so.
    """

    way: Way
    entry: int
    tables: dict[str, Lines]
    last_ids: dict[str, int]
    lost: list[str]
    differing: list[tuple[str, int]]
    base: dict[str, Lines] | None
    """What `cap` last wrote, where something tells."""

    @property
    def count(self) -> int:
        """How many records there are after it."""
        return sum(len(lines) for lines in self.tables.values())


def repairs(path: Path, found: Examined) -> list[Repair]:
    """What can be done about the damaged file at `path`, the best first; nothing when nothing gives its records."""
    base = rebuilt(path, found.meta.entry, found.meta.checksum) if found.meta else None
    if found.is_proven:
        return [_repair("reread", path, found, found.tables, base)]
    ways: list[Repair] = []
    if base is not None:
        ways.append(_repair("rebuilt", path, found, base, base))
    elif (newest := newest_state(path)) is not None and newest[1] >= (found.meta.entry if found.meta else 0):
        base, entry = newest
        ways.append(_repair("remade", path, found, base, base, entry))
    if found.is_ours:
        kept = _repair("kept", path, found, found.tables, base)
        ways.insert(0 if found.is_whole else len(ways), kept)
    return ways


def mend(path: Path, damaged: bytes, chosen: Repair, author: Author) -> tuple[int, Path]:
    """Do the repair; the entry that tells of it, and where the damaged file is kept.

    Raises:
        DataFileError: `damage_changed`, the file holds something else by now; `locked`, `disk_full` and the like.
    """
    made = Meta(
        format=FORMAT,
        entry=chosen.entry + 1,
        checksum=whole_checksum(chosen.tables),
        last_ids=chosen.last_ids,
    )
    changes = [] if chosen.base is None else differences(chosen.base, chosen.tables)
    kept = FileStore(path).mend(damaged, made, chosen.tables, author.entry(made.entry, changes, None))
    assert kept is not None  # there were bytes to keep
    return made.entry, kept


def _repair(
    way: Way,
    path: Path,
    found: Examined,
    tables: dict[str, Lines],
    base: dict[str, Lines] | None,
    entry: int | None = None,
) -> Repair:
    if entry is None:
        entry = found.meta.entry if found.meta else newest_readable(f"{path}.journal")
    differing = [] if way == "kept" else [(one.table, one.id) for one in differences(tables, found.tables) if one.after]
    return Repair(
        way=way,
        entry=entry,
        tables=tables,
        last_ids=_last_ids(path, found, tables),
        lost=_lost(found, base) if way == "kept" else [],
        differing=differing,
        base=base,
    )


def _lost(found: Examined, base: dict[str, Lines] | None) -> list[str]:
    """The records that are damaged or, where something tells what there was, are not there any more."""
    missing = differences(base, found.tables) if base is not None else []
    return list(dict.fromkeys([*found.lost, *(label(one.table, one.id) for one in missing if one.after is None)]))


def _last_ids(path: Path, found: Examined, tables: dict[str, Lines]) -> dict[str, int]:
    """The highest number ever used of each table: of what the file says, of its records and of the history."""
    highest = dict(found.meta.last_ids) if found.meta else {}
    for table, number in highest_used(path).items():
        highest[table] = max(highest.get(table, 0), number)
    for held in (tables, found.tables):
        for name, lines in held.items():
            if lines.last() > highest.get(name, 0):
                highest[name] = lines.last()
    return highest


def mend_numbers(path: Path, data: bytes, found: Snapshot, author: Author) -> Path:
    """Have numbers of records that are gone never given again; where the file is kept as it was.

    Raises:
        DataFileError: `damage_changed`, the file holds something else by now; `locked`, `disk_full` and the like.
    """
    raised = numbered(path, found).meta
    made = replace(raised, entry=raised.entry + 1)
    kept = FileStore(path).mend(data, made, found.tables, author.entry(made.entry, [], None))
    assert kept is not None  # there were bytes to keep
    return kept
