"""By what somebody was ever known here: in their record, in the history, and in the records merged into theirs."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.forgetting import Document, Scrubber, Traces
from capcli.domain.mailboxes import is_shared
from capcli.domain.names import email_key, same_name
from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, Organisation, Person, Record
from capcli.errors import DataFileError
from capcli.services.duplicates import namesakes_of, with_email
from capcli.services.remembering import former_identities
from capcli.store.protocol import Change, Entry, Reader, Store

MERGE = "person merge"
"""The command whose entries make one of two people."""


class Identity(Struct, frozen=True):
    """How a record of somebody once told who they are."""

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None


class Past:
    """What the history tells of people: every identity of every number, who was merged into whom, who signed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.identities: dict[int, list[Identity]] = {}
        self.merges: list[tuple[int, frozenset[int]]] = []
        self.signed: set[str] = set()
        for entry in entries:
            self.signed.add(entry.by)
            for change in entry.changes:
                if change.table == PEOPLE.name:
                    self._meet(change)
            if entry.command == MERGE:
                self._merged(entry)

    def _meet(self, change: Change) -> None:
        for document in (change.before, change.after):
            if document and document.get("name_key"):  # one that is forgotten has none
                known = self.identities.setdefault(change.id, [])
                identity = _identity(document)
                if identity not in known:
                    known.append(identity)

    def _merged(self, entry: Entry) -> None:
        gone = [change.id for change in entry.changes if change.table == PEOPLE.name and change.after is None]
        kept = frozenset(number for change in entry.changes for number in _people_of(change)) - set(gone)
        self.merges += [(number, kept) for number in gone]


def past_of(store: Store) -> Past:
    """What the history tells of people; nothing where there is no history.

    Raises:
        DataFileError: `damaged_history`.
    """
    return Past(_entries(store))


def last_identity(past: Past, number: int) -> Identity | None:
    """How somebody who was removed was called last."""
    known = past.identities.get(number)
    return known[0] if known else None


def traces_of(read: Reader, past: Past, number: int, *, put: str, on: dt.date) -> Traces:
    """By what the person with this number is known, in the records as they are and in the history."""
    numbers = _numbers(read, past, number)
    identities = [one for person in sorted(numbers) for one in past.identities.get(person, ())]
    return traces_among(read, numbers, identities, number=number, put=put, on=on)


def traces_among(
    read: Reader, numbers: frozenset[int], identities: Iterable[Identity], *, number: int, put: str, on: dt.date
) -> Traces:
    """As `traces_of`, with what is known of their past: the records with these numbers are added to it."""
    people = read.get_any(PEOPLE, numbers).values()
    identities = [*identities, *(_of(person) for person in people if person.forgotten_on is None)]
    identities += [Identity(given, family, email) for given, family, email in former_identities(read, numbers)]
    organisations = list(read.scan(ORGANISATIONS))
    names = {(one.given_name, one.family_name) for one in identities}
    traces = Traces(
        number=number,
        numbers=numbers,
        names=frozenset(name for name in names if not _others_named(read, name, numbers)),
        emails=frozenset(_own_emails(read, identities, organisations, numbers)),
        phones=frozenset(_own_phones(read, identities, organisations, numbers)),
        publics=_shared_publics(read, numbers),
        put=put,
        on=on,
    )
    scrubber = Scrubber(traces)
    spared = {(SESSIONS.name, one.id) for one in read.scan(SESSIONS) if scrubber.names(document_of(one))}
    return replace(traces, spared=frozenset(spared))


def numbers_of(store: Store, number: int) -> frozenset[int]:
    """The person's number, and those of every record that was theirs. Raises as `past_of`."""
    return _numbers(store.read(), past_of(store), number)


def namesakes(read: Reader, traces: Traces, identity: Identity) -> list[Person]:
    """The people who have the same name, and may be the same person."""
    found = namesakes_of(read, identity.given_name, identity.family_name)
    return [person for person in found if person.id not in traces.numbers]


def document_of(record: Record) -> Document:
    """The record as plain data, as the history keeps it: without its number."""
    plain: Document = msgspec.to_builtins(replace(record, id=0))
    return plain


def _entries(store: Store) -> Iterator[Entry]:
    try:
        yield from store.history()
    except DataFileError as error:
        if error.code != "no_history":
            raise


def _numbers(read: Reader, past: Past, number: int) -> frozenset[int]:
    """The person's number, and those of the records that were merged into theirs, or removed as a double of theirs."""
    found, more = {number}, {number}
    while more:
        gone = {one for one, kept in past.merges if kept & more and one not in found}
        more = gone - set(read.get_any(PEOPLE, gone))
        found |= more
    mine = [one for person in found for one in past.identities.get(person, ())]
    mine += [_of(person) for person in read.get_any(PEOPLE, found).values()]
    silent = {one for one, kept in past.merges if not kept}
    alike = {
        other
        for other, theirs in past.identities.items()
        if other not in found and any(_is_same(one, another, other in silent) for one in theirs for another in mine)
    }
    return frozenset(found | (alike - set(read.get_any(PEOPLE, alike))))


def _is_same(one: Identity, other: Identity, merged: bool) -> bool:
    """Whether two identities are surely one person: the e-mail and the name are the same.

    Of somebody `merged` into whoever needed nothing of theirs, either is enough:
    what the kept one lacked would tell of the merge.
    """
    by_email = bool(one.email and other.email and email_key(one.email) == email_key(other.email))
    if by_email == merged:
        return by_email
    return same_name(one.given_name, one.family_name, other.given_name, other.family_name)


def _others_named(read: Reader, name: tuple[str, str], numbers: frozenset[int]) -> bool:
    return any(person.id not in numbers for person in namesakes_of(read, *name))


def _own_emails(
    read: Reader, identities: Iterable[Identity], organisations: Iterable[Organisation], numbers: frozenset[int]
) -> Iterator[str]:
    """The addresses that are nobody else's, nor the box of an office that is known."""
    offices = {email_key(one.email) for one in organisations if one.email}
    for one in identities:
        if not one.email or any(person.id not in numbers for person in with_email(read, one.email)):
            continue
        if email_key(one.email) not in offices or not is_shared(one.email, one.given_name, one.family_name):
            yield one.email


def _own_phones(
    read: Reader, identities: Iterable[Identity], organisations: Iterable[Organisation], numbers: frozenset[int]
) -> Iterator[str]:
    """The numbers that are nobody else's, nor an organisation's."""
    offices = {one.phone for one in organisations}
    for phone in {one.phone for one in identities if one.phone} - offices:
        if phone and all(person.id in numbers for person in read.find(PEOPLE, "phone", phone)):
            yield phone


def _shared_publics(read: Reader, numbers: frozenset[int]) -> frozenset[str]:
    """The publics of their registrations that others have too, and which say nothing of one person."""
    theirs = {one.public for one in read.find_any(REGISTRATIONS, "person", numbers) if one.public}
    others = {one.public for one in read.find_any(REGISTRATIONS, "public", theirs) if one.person not in numbers}
    return frozenset(public for public in others if public)


def _of(person: Person) -> Identity:
    return Identity(person.given_name, person.family_name, person.email, person.phone)


def _identity(document: Document) -> Identity:
    return Identity(document["given_name"], document["family_name"], document.get("email"), document.get("phone"))


def _people_of(change: Change) -> Iterator[int]:
    """The people whom a change of a merge leaves something."""
    after: dict[str, Any] = change.after or {}
    if change.table == PEOPLE.name and change.after is not None:
        yield change.id
    for value in (after.get("person"), (after.get("value") or {}).get("person") if "value" in after else None):
        if isinstance(value, int):
            yield value
    with suppress(KeyError):
        if isinstance(after["representative"], int):
            yield after["representative"]
