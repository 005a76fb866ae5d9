"""Somebody forgotten for good: what identifies leaves the records, the history and every copy that is kept here.

The number stays, under which accounts, presences and figures go on to count. A
keyed hash of the e-mail and of the name stays too: it says that somebody was
forgotten, to an import that brings them again, and tells nobody who it was.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.forgetting import FORGOTTEN, SECRET, Document, Scrubber, Traces, digests
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.records import (
    AFFILIATIONS,
    LIVE,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    TABLES,
    Memory,
    Person,
    Record,
    Session,
    Table,
)
from capcli.domain.sessions import last_day
from capcli.errors import Refused
from capcli.services.forgotten_people import SECRET_KEY
from capcli.services.joining import people_touched
from capcli.services.memories import keep_memory, memory_of
from capcli.services.rejudging import Judged
from capcli.services.traces import Past, document_of, traces_among, traces_of
from capcli.store.protocol import Change, Reader, Redact, Transaction

KEPT_KINDS = frozenset({FORGOTTEN, SECRET})
"""The kinds of memories that a restore leaves as they are: they are how it forgets again."""


class Forgot(Struct, frozen=True, kw_only=True):
    """The person as they are kept, None when only the history knew them; what that did to registrations of others."""

    person: Person | None
    effects: list[Effect]


def refuse_coming(read: Reader, person: Person, today: dt.date) -> None:
    """Refuse to forget somebody who holds a place, or waits for one, in a session that is not over.

    Raises:
        Refused: `forget_coming`.
    """
    live = [one for one in read.find(REGISTRATIONS, "person", person.id) if one.state in LIVE]
    sessions = read.get_any(SESSIONS, [one.session for one in live])
    coming = [session for session in sessions.values() if not session.cancelled and not _is_over(session, today)]
    if coming:
        told = [f"{SESSIONS.ref(session.id)} {session.title}" for session in coming]
        first = SESSIONS.ref(coming[0].id)
        raise Refused("forget_coming", ref=PEOPLE.ref(person.id), sessions=told, session=first)


def _is_over(session: Session, today: dt.date) -> bool:
    last = last_day(session)
    return last is not None and last < today


def redacting(traces: Traces) -> Redact:
    """What the history, and every copy of the records, may keep once the person is forgotten."""
    scrubber = Scrubber(traces)

    def side(change: Change, document: Document | None) -> Document | None:
        return document and scrubber.scrubbed(change.table, change.id, document)

    return lambda change: replace(change, before=side(change, change.before), after=side(change, change.after))


def forget(
    tx: Transaction, past: Past, traces: Traces, *, secret: str, today: dt.date, now: dt.datetime, by: str
) -> Forgot:
    """Take out of every record what identifies the person, end their affiliations, and remember their keyed hashes.

    To be committed with `redacting(traces)`. `secret` keys the hashes from the first time on, as hexadecimal digits
    drawn at random; the desk keeps the one it has. Colleagues whose seats that frees are judged again.

    Raises:
        Refused: as `refuse_forgotten` and `refuse_coming`; `forget_changed`, something about them was written since
            the traces were looked for.
    """
    tx.hold(PEOPLE, traces.number)
    person = tx.get(PEOPLE, traces.number)
    if person is not None:
        refuse_forgotten(person)
        refuse_coming(tx, person, today)
    if traces_of(tx, past, traces.number, put=traces.put, on=traces.on) != traces:
        raise Refused("forget_changed", ref=PEOPLE.ref(traces.number))
    ties = tx.find(AFFILIATIONS, "person", traces.number)
    colleagues = {one for tie in ties for one in people_touched(tx, tie.organisation)} - {traces.number}
    judged = Judged(tx, today=today, people=colleagues)
    _scrub(tx, traces)
    _let_go(tx, dict.fromkeys(traces.numbers, today))
    _remember(tx, traces, secret)
    kept = tx.get(PEOPLE, traces.number)
    if kept is not None:
        kept = tx.put(PEOPLE, replace(kept, forgotten_on=traces.on))
    return Forgot(person=kept, effects=judged.again(tx, now=now, by=by))


def forgotten_again(tx: Transaction) -> list[int]:
    """Forget once more whoever was forgotten before, when an older state of the records was put back; their numbers.

    The memories of `KEPT_KINDS` must be as they were before that.
    """
    found: dict[int, list[Memory]] = {}
    for memory in tx.find(MEMORIES, "kind", FORGOTTEN):
        found.setdefault(memory.value["person"], []).append(memory)
    back = [number for number, theirs in sorted(found.items()) if _is_back(tx, number, theirs[0].value)]
    for number in back:
        value = found[number][0].value
        traces = _traces_again(tx, number, value)
        _scrub(tx, traces)
        person = tx.get(PEOPLE, number)
        if person is not None:
            tx.put(PEOPLE, replace(person, forgotten_on=traces.on))
    _let_go(tx, dict(pair for theirs in found.values() for pair in _last_days(theirs[0].value)))
    return back


def _last_days(value: dict[str, Any]) -> list[tuple[int, dt.date]]:
    """Of each number that somebody had: the day on which they were forgotten."""
    return [(number, dt.date.fromisoformat(value["on"])) for number in (value["person"], *value["others"])]


def _is_back(read: Reader, number: int, value: dict[str, Any]) -> bool:
    people = read.get_any(PEOPLE, [number, *value["others"]]).values()
    return any(person.forgotten_on is None for person in people)


def _traces_again(read: Reader, number: int, value: dict[str, Any]) -> Traces:
    numbers = frozenset({number, *value["others"]})
    return traces_among(read, numbers, (), number=number, put=value["put"], on=dt.date.fromisoformat(value["on"]))


def _scrub(tx: Transaction, traces: Traces) -> None:
    """Every record without what identifies them: any of them may name somebody."""
    scrubber = Scrubber(traces)
    for table in TABLES:
        for record in [one for one in tx.scan(table) if scrubber.may_change(table.name, one)]:
            before = document_of(record)
            after = scrubber.scrubbed(table.name, record.id, before)
            if after is None:
                tx.remove(table, record.id)
            elif after != before:
                tx.put(table, _record(table, record.id, after))


def _let_go(tx: Transaction, days: Mapping[int, dt.date]) -> None:
    """Each number belongs nowhere after its day, and speaks for no organisation."""
    for tie in tx.find_any(AFFILIATIONS, "person", days):
        last = days[tie.person]
        if tie.since is not None and tie.since > last:
            tx.remove(AFFILIATIONS, tie.id)
        elif tie.until is None or tie.until > last:
            tx.put(AFFILIATIONS, replace(tie, until=last))
    for organisation in tx.find_any(ORGANISATIONS, "representative", days):
        tx.put(ORGANISATIONS, replace(organisation, representative=None))


def _remember(tx: Transaction, traces: Traces, secret: str) -> None:
    kept = memory_of(tx, SECRET, SECRET_KEY)
    secret = kept.value["key"] if kept else secret
    keep_memory(tx, SECRET, SECRET_KEY, {"key": secret})
    value = {
        "person": traces.number,
        "others": sorted(traces.numbers - {traces.number}),
        "on": traces.on.isoformat(),
        "put": traces.put,
    }
    for key in [PEOPLE.ref(traces.number), *digests(secret, traces.emails, traces.names)]:
        keep_memory(tx, FORGOTTEN, key, value)


def _record(table: Table[Any], number: int, document: Document) -> Record:
    made: Record = msgspec.convert(document, table.record)
    return replace(made, id=number)
