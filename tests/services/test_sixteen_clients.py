"""Rules 1 and 2 when sixteen clients register at once, each over a connection of its own to one PostgreSQL."""

import threading
from collections import Counter
from contextlib import suppress
from queue import Empty, SimpleQueue

import pytest
from desk_making import TODAY, Bench, at

from capcli.domain.records import HELD, REGISTRATIONS, SESSIONS
from capcli.domain.rosters import Roster
from capcli.services.registrations import register, unregister
from capcli.store.protocol import Author
from capcli.store.sql_store import SqlStore

CLIENTS = 16
PEOPLE, PLACES = 96, 20
LATER = at(hour=12)
AUTHOR = Author(by="camille", at=at(), command="register")


@pytest.fixture(params=["read-committed", "serializable"])
def address(request: pytest.FixtureRequest, postgresql: str) -> str:
    """A database where each transaction is isolated from the others in one of the two ways."""
    return f"{postgresql}&isolation={request.param}"


def at_once(address: str, jobs) -> list[BaseException]:
    """Do the jobs, functions of a store, by sixteen clients at once; the errors they raised."""
    waiting, errors, start = SimpleQueue(), [], threading.Barrier(CLIENTS)
    for job in jobs:
        waiting.put(job)

    def client():
        store = SqlStore(address)
        store.read()
        start.wait()
        with suppress(Empty):
            while True:
                job = waiting.get_nowait()
                try:
                    job(store)
                except Exception as error:  # noqa: BLE001 # whatever it is, the test names it
                    errors.append(error)
        store.close()

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return errors


def registering(session: int, person: int):
    def job(store):
        store.change(lambda tx: register(tx, session, [person], today=TODAY, now=LATER, by="camille"), AUTHOR)

    return job


def leaving(session: int, person: int):
    def job(store):
        store.change(lambda tx: unregister(tx, session, [person], today=TODAY, now=LATER, by="camille"), AUTHOR)

    return job


def test_the_first_hold_the_places_and_the_others_wait_in_order(address):
    """None twice, none too many, no error, one entry of the history each."""
    bench = Bench(SqlStore(address))
    session, people = bench.session(capacity=PLACES), bench.people(PEOPLE)
    before = sum(1 for _ in bench.store.history())
    assert at_once(address, [registering(session, person) for person in people]) == []
    made = bench.of(session)
    assert sorted(one.person for one in made) == people
    held = [one for one in made if one.state in HELD]
    waiting = [one for one in made if one.state == "waiting"]
    assert (len(held), len(waiting)) == (PLACES, PEOPLE - PLACES)
    assert max(one.id for one in held) < min(one.id for one in waiting), "first come, first served"
    assert Roster(made).queue() == sorted(waiting, key=lambda one: one.id)
    assert sum(1 for _ in bench.store.history()) == before + PEOPLE
    assert bench.store.read().get(SESSIONS, session) is not None


def test_the_same_person_asked_for_by_all_has_one_registration(address):
    """Fifteen of sixteen are told that somebody was quicker."""
    bench = Bench(SqlStore(address))
    session, person = bench.session(capacity=PLACES), bench.person()
    errors = at_once(address, [registering(session, person)] * CLIENTS)
    assert Counter(getattr(error, "code", repr(error)) for error in errors) == {"already_confirmed": CLIENTS - 1}
    assert [one.person for one in bench.of(session)] == [person]


def test_places_change_hands_while_others_come(address):
    """Leaving and coming at once: every freed place goes to one who waited, and never to two."""
    bench = Bench(SqlStore(address))
    session, people = bench.session(capacity=PLACES), bench.people(3 * PLACES)
    bench.register(session, *people[: 2 * PLACES])
    jobs = [leaving(session, person) for person in people[:PLACES]]
    jobs += [registering(session, person) for person in people[2 * PLACES :]]
    assert at_once(address, [job for pair in zip(jobs[:PLACES], jobs[PLACES:], strict=True) for job in pair]) == []
    states = Counter(one.state for one in bench.of(session))
    assert states == {"cancelled": PLACES, "confirmed": PLACES, "waiting": PLACES}
    kept = {one.person for one in bench.store.read().find(REGISTRATIONS, "session", session) if one.state in HELD}
    assert kept == set(people[PLACES : 2 * PLACES]), "those who waited come before those who came later"
