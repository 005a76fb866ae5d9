"""`cap find`: people, organisations and sessions that answer to some words."""

import datetime as dt

from msgspec import Struct

from capcli.domain.dates import typed_day
from capcli.domain.names import atoms, closeness, sort_key
from capcli.domain.phones import typed_phone
from capcli.domain.records import ORGANISATIONS, PEOPLE, SESSIONS, Organisation, Person, Session
from capcli.domain.sessions import in_order, takes_place_on
from capcli.errors import Usage
from capcli.services.affiliations import open_organisations
from capcli.services.duplicates import with_email
from capcli.store.protocol import Reader


class Found(Struct, frozen=True, kw_only=True):
    """What answers to the words, each kind the best first; `organisations_of` tells the people apart."""

    people: list[Person]
    organisations: list[Organisation]
    sessions: list[Session]
    organisations_of: dict[int, str]


def find(read: Reader, text: str, today: dt.date) -> Found:
    """Everything that `text` names: words of a name or a title, an e-mail, a phone, a reference, a code or a day."""
    people = _people(read, text)
    return Found(
        people=people,
        organisations=_organisations(read, text),
        sessions=_sessions(read, text, today),
        organisations_of=open_organisations(read, [person.id for person in people]),
    )


def _people(read: Reader, text: str) -> list[Person]:
    if "@" in text:
        return with_email(read, text)
    found = {}
    words = atoms(text)
    if words:
        ranked = [(closeness(text, p.given_name, p.family_name), p) for p in read.search(PEOPLE, words)]
        ranked.sort(key=lambda pair: (-pair[0], sort_key(pair[1].family_name, pair[1].given_name), pair[1].id))
        found = {person.id: person for level, person in ranked if level}
    number = _phone(text)
    if number:
        found.update((person.id, person) for person in read.find(PEOPLE, "phone", number))
    exact = PEOPLE.number_in(text)
    person = read.get(PEOPLE, exact) if exact else None
    return [person] if person else list(found.values())


def _organisations(read: Reader, text: str) -> list[Organisation]:
    exact = ORGANISATIONS.number_in(text)
    organisation = read.get(ORGANISATIONS, exact) if exact else None
    if organisation is not None:
        return [organisation]
    if "@" in text:
        return read.find(ORGANISATIONS, "email", text.strip())
    words = atoms(text)
    ranked = []
    for held in read.search(ORGANISATIONS, words) if words else ():
        level = max(closeness(text, name) for name in [held.name, *held.aliases])
        if level:
            ranked.append((level, held))
    ranked.sort(key=lambda pair: (-pair[0], sort_key(pair[1].name, ""), pair[1].id))
    return [held for _level, held in ranked]


def _sessions(read: Reader, text: str, today: dt.date) -> list[Session]:
    exact = SESSIONS.number_in(text)
    session = read.get(SESSIONS, exact) if exact else None
    if session is not None:
        return [session]
    code, day = text.strip().lower(), _day(text, today)
    found = [
        session
        for session in read.scan(SESSIONS)
        if closeness(text, session.title)
        or session.code.startswith(code)
        or (day is not None and takes_place_on(session, day))
    ]
    return sorted(found, key=lambda one: (-closeness(text, one.title), in_order(one)))


def _phone(text: str) -> str | None:
    if sum(char.isdecimal() for char in text) < 6:
        return None
    try:
        return typed_phone(text)
    except Usage:
        return None


def _day(text: str, today: dt.date) -> dt.date | None:
    try:
        return typed_day(text, today)
    except Usage:
        return None
