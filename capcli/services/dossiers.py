"""Everything held about one person, gathered: the records, the history, what imports remember, how long and why."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from capcli.domain.affiliations import standing_order
from capcli.domain.dossiers import DossierView, FormerView, HeldView, PeriodsView
from capcli.domain.forgetting import Document, Scrubber, Traces
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Person,
    Record,
    Registration,
    Session,
    Table,
)
from capcli.domain.retention import accounts_kept, contacts_until, last_contact, proofs_kept
from capcli.domain.sessions import first_day
from capcli.domain.views import Named
from capcli.errors import DataFileError
from capcli.services.history import Told, told, view
from capcli.services.people_views import view as person_view
from capcli.services.policies import retention_policy, sensitive_days
from capcli.services.traces import Identity, Past, document_of, past_of, traces_of
from capcli.settings import load
from capcli.store.protocol import Change, Reader, Store

_FOLDED = frozenset({"email_key", "name_key", "search_key"})
"""What is worked out of the rest, to find it."""
_REFERRING: dict[str, Table[Any]] = {
    "requested_by": PEOPLE,
    "party": REGISTRATIONS,
    "succeeds": REGISTRATIONS,
    "queue_number": REGISTRATIONS,
}
"""Fields of a registration that hold the number of another record, of somebody else maybe: told as a reference."""


def dossier(store: Store, person: Person, *, today: dt.date, now: dt.datetime) -> DossierView:
    """What is held about them.

    Raises:
        DataFileError: `damaged_history`.
    """
    read = store.read()
    past = past_of(store)
    traces = traces_of(read, past, person.id, put="", on=today)
    settings = load(read)
    return DossierView(
        made_at=now,
        controller=settings["organisation.name"],
        write_to=settings["organisation.contact"],
        person=person_view(read, person, today),
        record=_record(document_of(person)),
        former=list(_former(past, traces, person)),
        affiliations=_affiliations(read, person.id),
        dues=_dues(read, person.id),
        registrations=_registrations(read, person.id),
        remembered=list(_remembered(read, traces)),
        represents=[_named(one.id, one.name) for one in read.find(ORGANISATIONS, "representative", person.id)],
        asked_for=[REGISTRATIONS.ref(one.id) for one in read.find(REGISTRATIONS, "requested_by", person.id)],
        mentioned_in=list(_mentioned(read, traces)),
        history=[view(one) for one in entries_about(store, traces.numbers)],
        kept=_periods(read, person, today),
    )


def entries_about(store: Store, numbers: frozenset[int]) -> list[Told]:
    """The entries that wrote something of these people, oldest first, with what they wrote of them only."""
    found = []
    for one in _told(store):
        mine = [change for change in one.entry.changes if _is_about(change, numbers)]
        if mine:
            found.append(Told(replace(one.entry, changes=mine), one.undone_by))
    return found[::-1]


def _told(store: Store) -> Iterator[Told]:
    try:
        yield from told(store)
    except DataFileError as error:
        if error.code != "no_history":
            raise


def _is_about(change: Change, numbers: frozenset[int]) -> bool:
    if change.table == PEOPLE.name:
        return change.id in numbers
    sides = [side for side in (change.before, change.after) if side]
    if change.table == MEMORIES.name:
        sides = [side.get("value") or {} for side in sides]
    return any(side.get("person") in numbers for side in sides)


def _record(document: Document) -> Document:
    """A record's fields as they are handed over: none that is worked out, references for numbers."""
    kept: Document = {}
    for field, value in document.items():
        if field in _FOLDED or field == "person":
            continue
        kept[field] = _REFERRING[field].ref(value) if field in _REFERRING and isinstance(value, int) else value
    return kept


def _former(past: Past, traces: Traces, person: Person) -> Iterator[FormerView]:
    now = Identity(person.given_name, person.family_name, person.email, person.phone)
    known = (one for number in sorted(traces.numbers) for one in past.identities.get(number, ()))
    for one in dict.fromkeys(_hashable(one) for one in known):
        if one != _hashable(now):
            yield FormerView(given_name=one[0], family_name=one[1], email=one[2], phone=one[3])


def _hashable(one: Identity) -> tuple[str, str, str | None, str | None]:
    return one.given_name, one.family_name, one.email, one.phone


def _affiliations(read: Reader, person: int) -> list[HeldView]:
    ties = sorted(read.find(AFFILIATIONS, "person", person), key=standing_order)
    known = read.get_any(ORGANISATIONS, [tie.organisation for tie in ties])
    names = {number: organisation.name for number, organisation in known.items()}
    return [
        _held(AFFILIATIONS, tie, _named(tie.organisation, names.get(tie.organisation, "")), besides="organisation")
        for tie in ties
    ]


def _dues(read: Reader, person: int) -> list[HeldView]:
    return [_held(DUES, one, None) for one in read.find(DUES, "person", person)]


def _registrations(read: Reader, person: int) -> list[HeldView]:
    held = read.find(REGISTRATIONS, "person", person)
    sessions = read.get_any(SESSIONS, [one.session for one in held])
    return [_registration(one, sessions.get(one.session)) for one in held]


def _registration(one: Registration, session: Session | None) -> HeldView:
    of = Named(ref=SESSIONS.ref(one.session), name=session.title if session else "")
    view = _held(REGISTRATIONS, one, of, besides="session")
    return replace(view, on=first_day(session) if session else None)


def _remembered(read: Reader, traces: Traces) -> Iterator[HeldView]:
    scrubber = Scrubber(traces)
    for memory in read.scan(MEMORIES):
        document = document_of(memory)
        if scrubber.scrubbed(MEMORIES.name, memory.id, document) is None:
            yield HeldView(ref=MEMORIES.ref(memory.id), of=None, record=document)


def _mentioned(read: Reader, traces: Traces) -> Iterator[str]:
    """The records of others that name them: only where, since what else they say is about somebody else."""
    scrubber = Scrubber(traces)
    tables: tuple[Table[Any], ...] = (ORGANISATIONS, PEOPLE, SESSIONS, REGISTRATIONS, DUES)
    for table in tables:
        for record in read.scan(table):
            is_theirs = record.id in traces.numbers if table is PEOPLE else _person_of(record) in traces.numbers
            if not is_theirs and scrubber.names(document_of(record)):
                yield table.ref(record.id)


def _person_of(record: Record) -> int:
    number: int | None = getattr(record, "person", None)
    return number or 0


def _periods(read: Reader, person: Person, today: dt.date) -> PeriodsView:
    policy = retention_policy(read)
    dues, registrations = read.find(DUES, "person", person.id), read.find(REGISTRATIONS, "person", person.id)
    sessions = read.get_any(SESSIONS, [one.session for one in registrations])
    contact = last_contact(person, dues, [(one, sessions.get(one.session)) for one in registrations], today=today)
    taken = [(one, sessions[one.session]) for one in registrations if one.session in sessions]
    return PeriodsView(
        last_contact=contact.on,
        last_contact_by=contact.by,
        contacts_until=contacts_until(contact, policy),
        training_until=proofs_kept(taken, policy).until,
        accounts_until=accounts_kept(dues, registrations, policy).until,
        sensitive_days=sensitive_days(read),
    )


def _held(table: Table[Any], record: Record, of: Named | None, *, besides: str = "") -> HeldView:
    kept = {field: value for field, value in _record(document_of(record)).items() if field != besides}
    return HeldView(ref=table.ref(record.id), of=of, record=kept)


def _named(number: int, name: str) -> Named:
    return Named(ref=ORGANISATIONS.ref(number), name=name)
