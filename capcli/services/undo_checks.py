"""What must hold once the records of an entry are put back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from capcli.domain.bounds import Key, spelled
from capcli.domain.dues import overlapping
from capcli.domain.records import (
    DUES,
    LIVE,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REFERENCES,
    REGISTRATIONS,
    SESSIONS,
    SETTINGS,
    Dues,
    Person,
    Record,
    Registration,
    Series,
    Session,
    Table,
)
from capcli.domain.undos import Over, live_twice, places_over
from capcli.errors import Refused
from capcli.services.references import Key as RecordKey
from capcli.services.references import numbers_in, records_of, references_to_any
from capcli.services.series import same_name
from capcli.services.undoing import Before, Changed, registered, values
from capcli.store.protocol import Change, Reader

UNIQUE: tuple[tuple[Table[Any], tuple[str, ...]], ...] = (
    (SETTINGS, ("key",)),
    (SESSIONS, ("code",)),
    (RATES, ("name", "since")),
    (MEMORIES, ("kind", "key")),
)
"""The fields by which one record of a table is known: no other may have the same; nor the name of a series, folded."""


def check(read: Reader, entry: str, changed: Changed, before: Before) -> None:
    """Refuse what must not be, once the records are put back.

    Raises:
        Refused: `undo_referred`, a record refers to one that vanishes; `undo_missing`, one that comes back refers to
            one that is gone; `undo_same`, two would be known by the same name; `undo_full` and `undo_bound`
            (rule 1); `undo_twice` (rule 2); `undo_dues`, dues would overlap;
            `undo_person_forgotten`, somebody who was forgotten would hold a place again, or wait for one.
    """
    now = records_of(read, ((table, change.id) for table, change in changed))
    referring = references_to_any(read, ((t, change.id) for t, change in changed if (t.name, change.id) not in now))
    targets = records_of(read, _targets(changed, now))
    same = _same_names(read, changed, now)
    for table, change in changed:
        record = now.get((table.name, change.id))
        if record is None:
            _check_unreferred(read, entry, table, change, referring.get((table.name, change.id), []))
        else:
            _check_references(targets, entry, table, record)
            _check_forgotten(targets, entry, table, change, record)
            _check_unique(read, entry, table, record, same)
    for number, (session, held) in sorted(registered(read, before.over).items()):
        _check_session(entry, session, held, before.over[number])
    _check_dues(read, entry, changed)


def label(table: Table[Any], number: int) -> str:
    """How a record is called in an error: its reference, else its table and number."""
    return table.ref(number) if table.letter else f"{table.name} {number}"


def _targets(changed: Changed, now: Mapping[RecordKey, Record]) -> Iterator[tuple[Table[Any], int]]:
    """What the records refer to."""
    mine = [(table, now[table.name, change.id]) for table, change in changed if (table.name, change.id) in now]
    for holder, field, target in REFERENCES:
        yield from ((target, number) for table, one in mine if table is holder for number in numbers_in(one, field))


def _check_unreferred(
    read: Reader, entry: str, table: Table[Any], change: Change, referring: Iterable[tuple[Table[Any], str]]
) -> None:
    by = [ref for _, ref in referring]
    if table is RATES:
        by += _paid_at(read, (change.after or change.before or {})["name"])
    if by:
        raise Refused("undo_referred", entry=entry, record=label(table, change.id), by=by[:5])


def _paid_at(read: Reader, rate: str) -> list[str]:
    """The payments made at a rate of which no record is left: dues hold its name, not its number."""
    if read.find(RATES, "name", rate):
        return []
    return [DUES.ref(dues.id) for dues in read.find(DUES, "rate", rate)]


def _check_references(targets: Mapping[RecordKey, Record], entry: str, table: Table[Any], record: Record) -> None:
    for holder, field, target in REFERENCES:
        for number in numbers_in(record, field) if holder is table else ():
            if (target.name, number) not in targets:
                raise Refused("undo_missing", entry=entry, record=label(table, record.id), missing=target.ref(number))


def _check_forgotten(
    targets: Mapping[RecordKey, Record], entry: str, table: Table[Any], change: Change, record: Record
) -> None:
    if table is not REGISTRATIONS or (change.after or {}).get("state") in LIVE:
        return
    assert isinstance(record, Registration)
    person = targets.get((PEOPLE.name, record.person)) if record.state in LIVE else None
    if isinstance(person, Person) and person.forgotten_on is not None:
        raise Refused("undo_person_forgotten", entry=entry, record=label(table, record.id), ref=PEOPLE.ref(person.id))


def _same_names(
    read: Reader, changed: Changed, now: Mapping[RecordKey, Record]
) -> dict[tuple[str, tuple[object, ...]], list[Record]]:
    """The records of tables whose names are unique, by table and name, that are called as those of `now`."""
    found: dict[tuple[str, tuple[object, ...]], list[Record]] = {}
    for table, fields in UNIQUE:
        mine = [now[table.name, c.id] for of, c in changed if of is table and (table.name, c.id) in now]
        names = {getattr(record, fields[0]) for record in mine}
        for other in read.find_any(table, fields[0], names) if names else ():
            found.setdefault((table.name, _values_of(other, fields)), []).append(other)
    return found


def _values_of(record: Record, fields: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(record, field) for field in fields)


def _check_unique(
    read: Reader,
    entry: str,
    table: Table[Any],
    record: Record,
    same: Mapping[tuple[str, tuple[object, ...]], Sequence[Record]],
) -> None:
    for unique, fields in UNIQUE:
        name = _values_of(record, fields) if unique is table else ()
        for other in same.get((table.name, name), ()):
            if other.id != record.id:
                raise Refused("undo_same", entry=entry, record=label(table, other.id), name=name[0])
    if isinstance(record, Series):
        twin = same_name(read, record)
        if twin is not None:
            raise Refused("undo_same", entry=entry, record=label(table, twin.id), name=twin.name)


def _check_session(
    entry: str, session: Session | None, registrations: Sequence[Registration], before: Mapping[Key, Over]
) -> None:
    if session is None:
        return
    about = {"entry": entry, "session": SESSIONS.ref(session.id), "title": session.title}
    for key, over in places_over(session, registrations).items():
        if key in before and over.above <= before[key].above:
            continue
        if over.bound.kind == "session":
            raise Refused("undo_full", capacity=over.bound.places, held=over.held, **about)
        raise Refused("undo_bound", bound=spelled(over.bound), held=over.held, **about)
    twice = live_twice(registrations)
    if twice is not None:
        one, other = (REGISTRATIONS.ref(registration.id) for registration in twice)
        raise Refused("undo_twice", one=one, other=other, person=PEOPLE.ref(twice[0].person), **about)


def _check_dues(read: Reader, entry: str, changed: Changed) -> None:
    """Overlaps in which no payment of the entry has a part were there before, and are not its business."""
    mine = {change.id for table, change in changed if table is DUES} | values(changed, DUES, "of")
    for field, target in (("person", PEOPLE), ("organisation", ORGANISATIONS)):
        payers: dict[int, list[Dues]] = {number: [] for number in sorted(values(changed, DUES, field))}
        for dues in read.find_any(DUES, field, payers) if payers else ():
            payers[getattr(dues, field)].append(dues)
        for payer, held in payers.items():
            for one, other in overlapping(held):
                if mine & {one.id, other.id}:
                    refs = {"one": DUES.ref(one.id), "other": DUES.ref(other.id)}
                    raise Refused("undo_dues", entry=entry, who=target.ref(payer), **refs)
