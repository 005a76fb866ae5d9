"""Records to put in the stores under test."""

import datetime as dt

from capcli.domain.records import PEOPLE, SESSIONS, Organisation, Person, Registration, Session
from capcli.store.protocol import Author

NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
AUTHOR = Author(by="camille", at=NOW, command="register", options=["session", "who"])


def a_session(**fields) -> Session:
    """A session of that day."""
    return Session(**{"code": "2023-11-28-echelle", "title": "Changement d’échelle", "created_at": NOW} | fields)


def a_person(given: str, family: str, **fields) -> Person:
    """A person with their keys."""
    key = f"{given}{family}".lower()
    made = {"given_name": given, "family_name": family, "name_key": key, "search_key": key, "created_at": NOW}
    return Person(**made | fields)


def an_organisation(name: str, **fields) -> Organisation:
    """An organisation with its keys."""
    key = name.lower().replace(" ", "")
    return Organisation(**{"name": name, "name_keys": [key], "search_key": key, "created_at": NOW} | fields)


def a_registration(session: int, person: int, **fields) -> Registration:
    """A confirmed registration."""
    made = {"session": session, "person": person, "state": "confirmed", "requested_at": NOW, "entered_at": NOW}
    return Registration(**made | fields)


def settle(tx, sessions, people) -> None:
    """Sessions and people under these numbers, for registrations to refer to: a database refuses them otherwise."""
    for number in sessions:
        tx.put(SESSIONS, a_session(id=number, code=f"s{number}"))
    for number in people:
        tx.put(PEOPLE, a_person("Camille", f"Personne{number}", id=number))
