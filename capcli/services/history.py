"""The history: what was done, and taking an entry of it back."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

import msgspec
from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.forgotten import FORGET
from capcli.domain.records import AFFILIATIONS, MEMORIES, RETIRED, TABLES, Record, Table
from capcli.domain.views import ChangeView, EntryView
from capcli.errors import NotFound, Refused, Usage
from capcli.services.indexed import Indexed
from capcli.services.references import records_of
from capcli.services.told_undoing import Heard, only_told, still_heard, told_since, unheard
from capcli.services.undo_checks import check, label
from capcli.services.undoing import Before, Changed, apply
from capcli.services.undoing_imports import IMPORT, to_take_back
from capcli.store.protocol import LOST, OUTSIDE_EDIT, REPAIR, Change, Entry, Reader, Store, Transaction

LETTER = "H"
_EMPTY = {OUTSIDE_EDIT: "undo_unknown", REPAIR: "undo_nothing", LOST: "undo_lost"}
"""Why an entry of that command without changes cannot be undone."""
TABLE_BY_NAME = {table.name: table for table in TABLES}


Staying = list[tuple[Table[Any], int]]
"""Records that an undo leaves, each by its table and its number."""


class Told(Struct, frozen=True):
    """An entry, and the undo that took it back and stands itself; None when the entry stands."""

    entry: Entry
    undone_by: int | None


class Parts(Struct, frozen=True):
    """What an undo takes back of an entry, and the records that it leaves as they are."""

    back: Changed
    stay: Staying


class Undone(Struct, frozen=True):
    """The entry that was taken back, what that did to registrations beside it, who had heard of it, and what stays."""

    entry: Entry
    effects: list[Effect]
    heard: list[Heard]
    stay: Staying = []


def ref(number: int) -> str:
    """The reference people type: `H57`."""
    return f"{LETTER}{number}"


def entry_number(text: str) -> int:
    """The number in an entry's reference: `H57`, or 57 alone.

    Raises:
        Usage: `entry_number`.
    """
    bare = text.strip().upper().removeprefix(LETTER)
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 15):
        raise Usage("entry_number", text=text)
    return int(bare)


def told(store: Store) -> Iterator[Told]:
    """Every entry, newest first.

    Raises:
        DataFileError: `no_history`, `damaged_history`.
    """
    undone: dict[int, int] = {}
    for entry in store.history():
        by = undone.get(entry.entry)
        if entry.undoes is not None and by is None:
            undone[entry.undoes] = entry.entry
        yield Told(entry, by)


def entries(store: Store, limit: int | None = None) -> list[EntryView]:
    """The newest entries, newest first; all of them when `limit` is None. Raises what `told` raises."""
    return [view(one) for one in islice(told(store), limit)]


def view(one: Told) -> EntryView:
    """An entry as it is shown."""
    entry = one.entry
    changes = [ChangeView(table=c.table, id=c.id, before=c.before, after=c.after) for c in entry.changes]
    return EntryView(
        entry=entry.entry, at=entry.at, by=entry.by, command=entry.command, undone_by=one.undone_by, changes=changes
    )


def entry_named(store: Store, number: int) -> Told:
    """The entry with this number.

    Raises:
        NotFound: `entry`.
    """
    for one in told(store):
        if one.entry.entry == number:
            return one
        if one.entry.entry < number:
            break
    raise NotFound("entry", entry=ref(number))


def to_undo(store: Store, number: int | None, by: str) -> Told:
    """The entry to take back: the one with this number, else the newest of `by` that stands and is no undo itself.

    Raises:
        NotFound: `entry`; `nothing_to_undo`, `by` has none.
        Refused: `undone_already`; `undo_forgotten`, all that the entry did was to delete for good; `undo_unknown`,
            nothing tells what was changed outside; `undo_nothing`, a repair changed no record; `undo_lost`, it is
            missing from the history; `undo_forget`, it forgot somebody.
    """
    if number is None:
        for one in told(store):
            if one.entry.by == by and one.undone_by is None and one.entry.undoes is None and one.entry.changes:
                return _not_forgetting(one)
        raise NotFound("nothing_to_undo", by=by)
    found = entry_named(store, number)
    if found.undone_by is not None:
        raise Refused("undone_already", entry=ref(number), by=ref(found.undone_by))
    if not found.entry.changes:
        raise Refused(_EMPTY.get(found.entry.command, "undo_forgotten"), entry=ref(number))
    return _not_forgetting(found)


def _not_forgetting(found: Told) -> Told:
    """The entry, unless it forgot somebody, which nothing takes back."""
    if found.entry.command == FORGET:
        raise Refused("undo_forget", entry=ref(found.entry.entry))
    return found


def undo(tx: Transaction, store: Store, number: int, *, today: dt.date, now: dt.datetime, by: str) -> Undone:
    """Take an entry back: every record it changed is as it was before, and what follows from that is judged again.

    To be committed as an entry that undoes `number`; undoing that one redoes.
    That people were told since is kept: it keeps nothing from being taken back.
    Of an import, what was touched since stays as it is.

    Raises:
        NotFound: `entry`.
        Refused: `undone_already`; what `parts` raises; those of `capcli.services.undoing.check`.
    """
    tx = Indexed(tx)
    entry = to_undo(store, number, by).entry
    part = parts(tx, store, entry)
    entry = msgspec.structs.replace(entry, changes=[change for _table, change in part.back])
    heard, before = told_since(tx, entry), Before(tx, part.back, today)
    held = records_of(tx, ((table, change.id) for table, change in part.back))
    apply(tx, [(table, c.id, _back(held.get((table.name, c.id)), entry, table, c)) for table, c in part.back])
    check(tx, ref(number), part.back, before)
    return Undone(entry, before.judged.again(tx, now=now, by=by), heard, part.stay)


def parts(read: Reader, store: Store, entry: Entry) -> Parts:
    """What can be taken back of an entry: all of it; of an import, all but what was touched since.

    Raises:
        Refused: `undo_changed` and the like, a record is no longer as the entry left it and none can be left out.
    """
    theirs = entry.command == OUTSIDE_EDIT  # only there another program's tables are told of, which stay as they are
    kept = [one for one in entry.changes if one.table in TABLE_BY_NAME or not theirs]
    records = [(_table(entry, change), change) for change in kept]
    now = records_of(read, ((table, change.id) for table, change in records))
    touched = [one for one in records if _is_touched(now.get((one[0].name, one[1].id)), entry, *one)]
    back = to_take_back(read, records, touched) if entry.command == IMPORT else [] if touched else records
    if all(table in (AFFILIATIONS, MEMORIES) for table, _change in back):
        if touched:
            _refuse_changed(store, entry, *touched[0])
        back = records  # what needs them says so when it is taken back
    gone = {(table.name, change.id) for table, change in back}
    stay = [(table, change.id) for table, change in records if (table.name, change.id) not in gone]
    return Parts(back, [one for one in stay if one[0] not in (AFFILIATIONS, MEMORIES)])


def _is_touched(now: Record | None, entry: Entry, table: Table[Any], change: Change) -> bool:
    left = _record(entry, table, change, after=True)
    return unheard(now, left) != left


def _table(entry: Entry, change: Change) -> Table[Any]:
    table = TABLE_BY_NAME.get(change.table)
    if table is None:
        raise Refused("undo_format", entry=ref(entry.entry))
    return table


def _record(entry: Entry, table: Table[Any], change: Change, *, after: bool) -> Record | None:
    kept = change.after if after else change.before
    if kept is None:
        return None
    if RETIRED.get(table.name, frozenset()) & kept.keys():  # what they said is a record of its own today
        raise Refused("undo_format", entry=ref(entry.entry))
    try:
        record: Record = msgspec.convert(kept, table.record)
    except msgspec.ValidationError:  # written by another version, whose records had another shape
        raise Refused("undo_format", entry=ref(entry.entry)) from None
    return msgspec.structs.replace(record, id=change.id)


def _back(now: Record | None, entry: Entry, table: Table[Any], change: Change) -> Record | None:
    """The record as it was before the entry, with what was told since."""
    left = _record(entry, table, change, after=True)
    return still_heard(_record(entry, table, change, after=False), left, now)


def _refuse_changed(store: Store, entry: Entry, table: Table[Any], change: Change) -> None:
    """Say which later entry changed the record, if one did.

    Raises:
        Refused: `undo_changed`; `undo_before_forget`, that entry forgot somebody; `undo_edited`, no later entry of the
            history did.
    """
    about = {"entry": ref(entry.entry), "record": label(table, change.id)}
    by = _changed_by(store, entry.entry, change)
    if by is not None:
        forgot = entry_named(store, by).entry.command == FORGET
        raise Refused("undo_before_forget" if forgot else "undo_changed", by=ref(by), **about)
    raise Refused("undo_edited", **about)


def _changed_by(store: Store, number: int, change: Change) -> int | None:
    """The newest entry after `number` whose change of the record stands: what was undone is out, and so is its undo."""
    later: dict[int, tuple[int | None, Change]] = {}
    for entry in takewhile(lambda entry: entry.entry > number, store.history()):
        for found in entry.changes:
            if (found.table, found.id) == (change.table, change.id) and not only_told(found):
                later[entry.entry] = entry.undoes, found
    gone: set[int] = set()
    for entry_number, (undoes, found) in later.items():
        undone = later.get(undoes) if undoes is not None else None
        if entry_number in gone:
            continue
        if undoes is None or undone is None or undone[1].before != found.after:
            return entry_number
        gone.add(undoes)
    return None
