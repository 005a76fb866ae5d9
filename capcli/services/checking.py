"""Whether the records make sense together, on every backend: what commands keep true and outside edits may break."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from capcli.domain import checkups
from capcli.domain.checkups import Checkup
from capcli.domain.dues import overlapping
from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REFERENCES,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    SETTINGS,
    TABLES,
    Dues,
    Record,
    Registration,
    Table,
)
from capcli.domain.session_codes import title_key
from capcli.settings import KINDS
from capcli.store.protocol import Reader

CLEARED = frozenset(
    {("registrations", "organisation"), ("registrations", "requested_by"), ("registrations", "succeeds")}
    | {("organisations", "representative"), ("series", "sessions")}
)
"""References without which a record still says what it is for; so does none of an affiliation."""


def checkups_of(read: Reader, today: dt.date) -> Iterator[Checkup]:
    """Everything that cannot be on that day, table by table.

    Raises:
        DataFileError: a record is damaged, where the backend had not read it before.
    """
    yield from _settings(read)
    yield from _orphans(read)
    yield from _sessions(read, today)
    yield from _payers(read)
    yield from _dues(read, today)
    for one in read.scan(AFFILIATIONS):
        yield from checkups.of_affiliation(one)
    yield from _twice(read)
    for table in TABLES:
        for record in read.scan(table):
            yield from checkups.of_texts(table, record)
            yield from checkups.of_years(table, record)


def _settings(read: Reader) -> Iterator[Checkup]:
    """Settings that this program does not know, of a value that it does not take, or kept twice."""
    seen: set[str] = set()
    for setting in read.scan(SETTINGS):
        key = setting.key
        kind = KINDS.get(key)
        if kind is None:
            yield Checkup("setting_unknown", f"settings {setting.id}", {"key": key})
        elif key in seen:
            yield Checkup("setting_twice", f"settings {setting.id}", {"key": key})
        elif not kind.fits(setting.value):
            yield Checkup("setting_value", f"settings {setting.id}", {"key": key, "example": kind.example or '""'})
        seen.add(key)


def _orphans(read: Reader) -> Iterator[Checkup]:
    """Records that refer to others which are not there."""
    there: dict[str, set[int]] = {}
    for holder, field, target in REFERENCES:
        if target.name not in there:
            there[target.name] = {record.id for record in read.scan(target)}
        known = there[target.name]
        for record in read.scan(holder):
            for number in _held(record, field):
                if number not in known:
                    about = {"field": field, "missing": target.ref(number)}
                    clears = (holder.name, field) in CLEARED or holder is AFFILIATIONS
                    yield Checkup("orphan_spare" if clears else "orphan", holder.ref(record.id), about)


def _held(record: Record, field: str) -> list[int]:
    held = getattr(record, field)
    return held if isinstance(held, list) else [] if held is None else [held]


def _sessions(read: Reader, today: dt.date) -> Iterator[Checkup]:
    by_session: defaultdict[int, list[Registration]] = defaultdict(list)
    for registration in read.scan(REGISTRATIONS):
        by_session[registration.session].append(registration)
        yield from checkups.of_registration(registration, today)
    for session in read.scan(SESSIONS):
        yield from checkups.of_session(session, by_session.get(session.id, ()))


def _payers(read: Reader) -> Iterator[Checkup]:
    for person in read.scan(PEOPLE):
        yield from checkups.of_payer(person)
        if person.forgotten_on is None and keyed_person(person) != person:
            yield Checkup("keys", PEOPLE.ref(person.id))
    for organisation in read.scan(ORGANISATIONS):
        yield from checkups.of_payer(organisation)
        if keyed_organisation(organisation).name_keys != organisation.name_keys or not organisation.search_key:
            yield Checkup("keys", ORGANISATIONS.ref(organisation.id))


def _dues(read: Reader, today: dt.date) -> Iterator[Checkup]:
    by_payer: defaultdict[str, list[Dues]] = defaultdict(list)
    every = list(read.scan(DUES))
    cancelled = {one.of for one in every if one.kind == "cancellation"}
    for one in every:
        if one.id not in cancelled:  # what was taken back may be as wrong as it was
            yield from checkups.of_dues(one, today)
        if one.person is not None:
            by_payer[PEOPLE.ref(one.person)].append(one)
        elif one.organisation is not None:
            by_payer[ORGANISATIONS.ref(one.organisation)].append(one)
    for who, dues in by_payer.items():
        for one, other in overlapping(dues):
            refs = {"one": DUES.ref(one.id), "other": DUES.ref(other.id)}
            yield Checkup("dues_overlap", DUES.ref(other.id), {"who": who, **refs})


_UNIQUE: tuple[tuple[str, Table[Any], Callable[[Any], object]], ...] = (
    ("code_twice", SESSIONS, lambda session: session.code),
    ("rate_twice", RATES, lambda rate: (rate.name, rate.since)),
    ("series_twice", SERIES, lambda series: title_key(series.name)),
    ("memory_twice", MEMORIES, lambda memory: (memory.kind, memory.key)),
)
"""What tells the records of a table apart, beside their number."""


def _twice(read: Reader) -> Iterator[Checkup]:
    for code, table, key in _UNIQUE:
        seen: dict[object, int] = {}
        for record in read.scan(table):
            first = seen.setdefault(key(record), record.id)
            if first != record.id:
                refs = {"one": table.ref(first), "other": table.ref(record.id)}
                yield Checkup(code, table.ref(record.id), refs)
