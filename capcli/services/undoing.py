"""The records of an entry put back, what must hold then, and what follows for registrations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from capcli.domain.bounds import Key, spelled
from capcli.domain.dues import overlapping
from capcli.domain.records import (
    AFFILIATIONS,
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
    Record,
    Registration,
    Series,
    Table,
)
from capcli.domain.undos import Over, live_twice, places_over
from capcli.errors import Refused
from capcli.services.references import references_to
from capcli.services.rejudging import Judged
from capcli.services.series import same_name
from capcli.services.settling import JUDGING, people_coming
from capcli.store.protocol import Change, Reader, Transaction

Changed = Sequence[tuple[Table[Any], Change]]

UNIQUE: tuple[tuple[Table[Any], tuple[str, ...]], ...] = (
    (SETTINGS, ("key",)),
    (SESSIONS, ("code",)),
    (RATES, ("name", "since")),
    (MEMORIES, ("kind", "key")),
)
"""The fields by which one record of a table is known: no other may have the same; nor the name of a series, folded."""


class Touched(Struct, frozen=True):
    """The numbers of the sessions and people on whom the changed records bear."""

    sessions: frozenset[int]
    people: frozenset[int]


class Before:
    """What was so before an entry is taken back, with which the state after it is compared."""

    def __init__(self, tx: Transaction, changed: Changed, today: dt.date) -> None:
        touched = _touched(tx, changed, today)
        self.over = {number: _over(tx, number) for number in touched.sessions}
        self.judged = Judged(tx, today=today, people=touched.people, sessions=touched.sessions)


def apply(tx: Transaction, records: Iterable[tuple[Table[Any], int, Record | None]]) -> None:
    """Put each record back under its number; None removes what is there."""
    for table, number, record in records:
        if record is None:
            tx.remove(table, number)
        else:
            tx.put(table, record)


def check(read: Reader, entry: str, changed: Changed, before: Before) -> None:
    """Refuse what must not be, once the records are put back.

    Raises:
        Refused: `undo_referred`, a record refers to one that vanishes; `undo_missing`, one that comes back refers to
            one that is gone; `undo_same`, two would be known by the same name; `undo_full` and `undo_bound`
            (rule 1); `undo_twice` (rule 2); `undo_dues`, dues would overlap;
            `undo_person_forgotten`, somebody who was forgotten would hold a place again, or wait for one.
    """
    for table, change in changed:
        record = read.get(table, change.id)
        if record is None:
            _check_unreferred(read, entry, table, change)
        else:
            _check_references(read, entry, table, record)
            _check_forgotten(read, entry, table, change, record)
            _check_unique(read, entry, table, record)
    for number, over in sorted(before.over.items()):
        _check_session(read, entry, number, over)
    _check_dues(read, entry, changed)


def label(table: Table[Any], number: int) -> str:
    """How a record is called in an error: its reference, else its table and number."""
    return table.ref(number) if table.letter else f"{table.name} {number}"


def _check_unreferred(read: Reader, entry: str, table: Table[Any], change: Change) -> None:
    by = [ref for _, ref in references_to(read, table, change.id)]
    if table is RATES:
        by += _paid_at(read, (change.after or change.before or {})["name"])
    if by:
        raise Refused("undo_referred", entry=entry, record=label(table, change.id), by=by[:5])


def _paid_at(read: Reader, rate: str) -> list[str]:
    """The payments made at a rate of which no record is left: dues hold its name, not its number."""
    if read.find(RATES, "name", rate):
        return []
    return [DUES.ref(dues.id) for dues in read.find(DUES, "rate", rate)]


def _check_references(read: Reader, entry: str, table: Table[Any], record: Record) -> None:
    for holder, field, target in REFERENCES:
        held = getattr(record, field) if holder is table else None
        for number in held if isinstance(held, list) else [] if held is None else [held]:
            if read.get(target, number) is None:
                raise Refused("undo_missing", entry=entry, record=label(table, record.id), missing=target.ref(number))


def _check_forgotten(read: Reader, entry: str, table: Table[Any], change: Change, record: Record) -> None:
    if table is not REGISTRATIONS or (change.after or {}).get("state") in LIVE:
        return
    assert isinstance(record, Registration)
    person = read.get(PEOPLE, record.person) if record.state in LIVE else None
    if person is not None and person.forgotten_on is not None:
        raise Refused("undo_person_forgotten", entry=entry, record=label(table, record.id), ref=PEOPLE.ref(person.id))


def _check_unique(read: Reader, entry: str, table: Table[Any], record: Record) -> None:
    for unique, fields in UNIQUE:
        if unique is not table:
            continue
        same = [getattr(record, field) for field in fields]
        for other in read.find(table, fields[0], same[0]):
            if other.id != record.id and [getattr(other, field) for field in fields] == same:
                raise Refused("undo_same", entry=entry, record=label(table, other.id), name=same[0])
    if isinstance(record, Series):
        twin = same_name(read, record)
        if twin is not None:
            raise Refused("undo_same", entry=entry, record=label(table, twin.id), name=twin.name)


def _check_session(read: Reader, entry: str, number: int, before: dict[Key, Over]) -> None:
    session = read.get(SESSIONS, number)
    if session is None:
        return
    registrations = read.find(REGISTRATIONS, "session", number)
    about = {"entry": entry, "session": SESSIONS.ref(number), "title": session.title}
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
    mine = {change.id for table, change in changed if table is DUES} | _values(changed, DUES, "of")
    for field, target in (("person", PEOPLE), ("organisation", ORGANISATIONS)):
        for payer in _values(changed, DUES, field):
            for one, other in overlapping(read.find(DUES, field, payer)):
                if mine & {one.id, other.id}:
                    refs = {"one": DUES.ref(one.id), "other": DUES.ref(other.id)}
                    raise Refused("undo_dues", entry=entry, who=target.ref(payer), **refs)


def _over(read: Reader, number: int) -> dict[Key, Over]:
    return places_over(read.get(SESSIONS, number), read.find(REGISTRATIONS, "session", number))


def _touched(read: Reader, changed: Changed, today: dt.date) -> Touched:
    """On whom the changes bear, as things stood before or after them (rule 9)."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for table, change in changed:
        numbers[table.name].add(change.id)
    organisations = numbers[ORGANISATIONS.name]
    organisations |= _values(changed, DUES, "organisation") | _values(changed, AFFILIATIONS, "organisation")
    people = numbers[PEOPLE.name] | _values(changed, DUES, "person")
    people |= _values(changed, AFFILIATIONS, "person") | _values(changed, REGISTRATIONS, "person")
    if _texts(changed, SETTINGS, "key") & JUDGING:
        people |= people_coming(read, today)
    ties = read.find_any(AFFILIATIONS, "organisation", organisations) if organisations else []
    return Touched(
        sessions=frozenset(numbers[SESSIONS.name] | _values(changed, REGISTRATIONS, "session")),
        people=frozenset(people | {tie.person for tie in ties}),
    )


def _values(changed: Changed, table: Table[Any], field: str) -> set[int]:
    """The numbers that the changed records of `table` hold in `field`, before or after."""
    return {side[field] for side in _sides(changed, table) if side.get(field) is not None}


def _texts(changed: Changed, table: Table[Any], field: str) -> set[str]:
    """The texts that the changed records of `table` hold in `field`, before or after."""
    return {side[field] for side in _sides(changed, table) if isinstance(side.get(field), str)}


def _sides(changed: Changed, table: Table[Any]) -> list[dict[str, Any]]:
    return [side for holder, change in changed if holder is table for side in (change.before, change.after) if side]
