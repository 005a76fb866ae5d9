"""The records of an entry put back, and on whom that bears."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    SETTINGS,
    Record,
    Registration,
    Session,
    Table,
)
from capcli.domain.undos import places_over
from capcli.services.rejudging import Judged
from capcli.services.settling import JUDGING, people_coming
from capcli.store.protocol import Change, Reader, Transaction

Changed = Sequence[tuple[Table[Any], Change]]


class Touched(Struct, frozen=True):
    """The numbers of the sessions and people on whom the changed records bear."""

    sessions: frozenset[int]
    people: frozenset[int]


class Before:
    """What was so before an entry is taken back, with which the state after it is compared."""

    def __init__(self, tx: Transaction, changed: Changed, today: dt.date) -> None:
        touched = _touched(tx, changed, today)
        self.over = {number: places_over(*held) for number, held in registered(tx, touched.sessions).items()}
        self.judged = Judged(tx, today=today, people=touched.people, sessions=touched.sessions)


def apply(tx: Transaction, records: Iterable[tuple[Table[Any], int, Record | None]]) -> None:
    """Put each record back under its number; None removes what is there."""
    for table, number, record in records:
        if record is None:
            tx.remove(table, number)
        else:
            tx.put(table, record)


def registered(read: Reader, numbers: Iterable[int]) -> dict[int, tuple[Session | None, list[Registration]]]:
    """Sessions with all of their registrations."""
    wanted = sorted(numbers)
    sessions = read.get_any(SESSIONS, wanted)
    found: dict[int, tuple[Session | None, list[Registration]]] = {n: (sessions.get(n), []) for n in wanted}
    for one in read.find_any(REGISTRATIONS, "session", wanted) if wanted else ():
        found[one.session][1].append(one)
    return found


def _touched(read: Reader, changed: Changed, today: dt.date) -> Touched:
    """On whom the changes bear, as things stood before or after them (rule 9)."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for table, change in changed:
        numbers[table.name].add(change.id)
    organisations = numbers[ORGANISATIONS.name]
    organisations |= values(changed, DUES, "organisation") | values(changed, AFFILIATIONS, "organisation")
    people = numbers[PEOPLE.name] | values(changed, DUES, "person")
    people |= values(changed, AFFILIATIONS, "person") | values(changed, REGISTRATIONS, "person")
    if _texts(changed, SETTINGS, "key") & JUDGING:
        people |= people_coming(read, today)
    ties = read.find_any(AFFILIATIONS, "organisation", organisations) if organisations else []
    return Touched(
        sessions=frozenset(numbers[SESSIONS.name] | values(changed, REGISTRATIONS, "session")),
        people=frozenset(people | {tie.person for tie in ties}),
    )


def values(changed: Changed, table: Table[Any], field: str) -> set[int]:
    """The numbers that the changed records of `table` hold in `field`, before or after."""
    return {side[field] for side in _sides(changed, table) if side.get(field) is not None}


def _texts(changed: Changed, table: Table[Any], field: str) -> set[str]:
    """The texts that the changed records of `table` hold in `field`, before or after."""
    return {side[field] for side in _sides(changed, table) if isinstance(side.get(field), str)}


def _sides(changed: Changed, table: Table[Any]) -> list[dict[str, Any]]:
    return [side for holder, change in changed if holder is table for side in (change.before, change.after) if side]
