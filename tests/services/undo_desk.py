"""A store on which entries are made and undone, and records to put in it."""

import datetime as dt

import msgspec
import pytest

from capcli.domain.records import (
    PEOPLE,
    SESSIONS,
    Dues,
    Organisation,
    Person,
    Registration,
    Session,
    Slot,
)
from capcli.errors import Refused
from capcli.services import history
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author
from capcli.texts.errors import explain

replace = msgspec.structs.replace
TODAY = dt.date(2023, 10, 2)
NOW = dt.datetime(2023, 10, 2, 8, 30, tzinfo=dt.UTC)
DAY = dt.date(2023, 11, 28)


def author(by="camille"):
    return Author(by=by, at=NOW, command="test")


class Desk:
    """A store, with the few things that the tests do to it; each gives its entry's number."""

    def __init__(self):
        self.store = MemoryStore()

    def do(self, work, by="camille", undoes=None):
        return self.store.change(work, author(by), undoes=undoes).entry

    def put(self, table, *records, by="camille"):
        return self.do(lambda tx: [tx.put(table, record) for record in records], by)

    def edit(self, table, number, **fields):
        return self.do(lambda tx: tx.put(table, replace(tx.get(table, number), **fields)))

    def undo(self, number, by="camille"):
        def work(tx):
            self.done = history.undo(tx, self.store, number, today=TODAY, now=NOW, by=by)

        return self.do(work, by, undoes=number)

    def refused(self, number):
        entries = len(list(self.store.history()))
        with pytest.raises(Refused) as caught:
            self.undo(number)
        assert len(list(self.store.history())) == entries
        sentence = explain(caught.value)
        assert f"H{number}" in sentence
        assert "{" not in sentence
        return caught.value

    def get(self, table, number):
        return self.store.read().get(table, number)


def session(**fields):
    slots = [Slot(date=DAY, start="10:30", end="12:00")]
    return Session(**{"code": "one", "title": "Échelle", "capacity": 1, "slots": slots} | fields)


def person(family):
    key = family.lower()
    return Person(given_name="Léa", family_name=family, name_key=key, search_key=key, created_at=NOW)


def organisation():
    return Organisation(name="Mairie", name_keys=["mairie"], search_key="mairie", created_at=NOW)


def registration(who, state="confirmed", **fields):
    made = {"session": 1, "person": who, "state": state, "requested_at": NOW, "entered_at": NOW}
    return Registration(**made | fields)


def dues(year=2023, **fields):
    since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
    made = {"person": 1, "since": since, "until": until, "paid_on": since, "rate": "one", "cents": 20, "due_cents": 20}
    return Dues(**made | fields)


def cancellation(of, **fields):
    """What takes the payment `of` back."""
    return dues(kind="cancellation", of=of, cents=-20, due_cents=0, reason="Typed twice", **fields)


def a_desk():
    """With two sessions and three people."""
    made = Desk()
    made.put(SESSIONS, session(), session(code="other"))
    made.put(PEOPLE, *(person(name) for name in ("Martineau", "Roche", "Bénard")))
    return made
