"""Many clients change the same at once: each change counts once, none is lost, and no error reaches anybody."""

import threading

import msgspec
import pytest
from sqlalchemy import event
from store_records import AUTHOR, a_person, a_registration, settle

from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS
from capcli.errors import DataFileError
from capcli.store.sql_store import SqlStore

CLIENTS, TIMES = 4, 5
BUCKETS = "SELECT number, hashint8(number) & 1 FROM generate_series(1, 8) AS number"
replace = msgspec.structs.replace


@pytest.fixture(params=["sqlite", "serializable", "read-committed"])
def address(request, tmp_path):
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path}/cap.db"
        SqlStore.create(made).close()
        return made
    return f"{request.getfixturevalue('postgresql')}&isolation={request.param}"


def together(address, work, **options):
    """Every client does the work so many times, each over a store of its own; what went wrong."""
    errors: list[BaseException] = []
    begin = threading.Barrier(CLIENTS)

    def client():
        store = SqlStore(address, **options)
        begin.wait(timeout=30)
        try:
            for _ in range(TIMES):
                store.change(work, AUTHOR)
        except BaseException as error:  # noqa: BLE001 # told by the test
            errors.append(error)
        store.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.parametrize("is_held", [True, False])
def test_each_change_counts_once(address, is_held):
    """Also of a record that nobody held, where others changed it after it was read."""
    store = SqlStore(address)
    store.change(lambda tx: settle(tx, [1], []), AUTHOR)

    def work(tx):
        if is_held:
            tx.hold(SESSIONS, 1)
        session = tx.get(SESSIONS, 1)
        tx.put(SESSIONS, replace(session, minimum=(session.minimum or 0) + 1))

    assert together(address, work) == []
    assert store.read().get(SESSIONS, 1).minimum == CLIENTS * TIMES
    entries = [entry.entry for entry in store.history()]
    assert len(entries) == CLIENTS * TIMES + 1
    assert entries == sorted(set(entries), reverse=True)
    befores = [
        change.before.get("minimum", 0) for entry in store.history() for change in entry.changes if change.before
    ]
    assert befores == sorted(befores, reverse=True), "the history is in the order in which it happened"
    store.close()


@pytest.mark.parametrize("spares", [True, False])
def test_numbers_are_given_once(address, spares):
    store = SqlStore(address)
    done = together(
        address, lambda tx: [tx.put(PEOPLE, a_person("Zoé", "Martineau")) for _ in range(3)], spares_numbers=spares
    )
    assert done == []
    numbers = [person.id for person in store.read().scan(PEOPLE)]
    assert len(set(numbers)) == CLIENTS * TIMES * 3
    store.close()


def test_what_comes_to_nothing_takes_no_number(address):
    """As in a file: neither a plan nor what a rule refuses leaves a gap."""
    store = SqlStore(address, spares_numbers=True)

    def refused(tx):
        tx.put(PEOPLE, a_person("Zoé", "Martineau"))
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            store.change(refused, AUTHOR)
        kept = store.change(lambda tx: [tx.put(PEOPLE, a_person("Léa", "Roche")).id for _ in range(2)], AUTHOR)
    assert kept.result == [3, 4]
    store.close()


def test_numbers_that_another_took_meanwhile_are_taken_anew(postgresql):
    """Once: what the change has by then is its own."""
    store, other = SqlStore(postgresql, spares_numbers=True), SqlStore(postgresql, spares_numbers=True)
    begun = []

    def add(tx):
        begun.append(tx)
        made = [tx.put(PEOPLE, a_person("Léa", "Roche")).id for _ in range(2)]
        other.change(lambda inner: inner.put(PEOPLE, a_person("Zoé", "Martineau")), AUTHOR)
        return made

    made = store.change(add, AUTHOR).result
    found = {person.id: person.given_name for person in store.read().scan(PEOPLE)}
    assert (len(begun), [found[number] for number in made]) == (2, ["Léa", "Léa"])
    assert sorted(found.values()) == ["Léa", "Léa", "Zoé", "Zoé"]
    store.close()
    other.close()


def test_a_decision_on_what_others_may_add_is_right_by_default(postgresql):
    """Each looks for others and adds one where there is none: one is added, though nobody holds anything."""
    settled = SqlStore(postgresql)
    settled.change(lambda tx: settle(tx, [1], []), AUTHOR)

    def work(tx):
        if not tx.find(PEOPLE, "email_key", "zoe@x.example"):
            tx.put(PEOPLE, a_person("Zoé", "Martineau", email_key="zoe@x.example"))

    assert together(postgresql, work) == []
    assert settled.read().count(PEOPLE) == 1
    settled.close()


def test_holding_is_the_first_thing_asked_of_the_database(postgresql):
    store = SqlStore(postgresql)
    store.read()
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    store.change(lambda tx: tx.hold(SESSIONS, 1), AUTHOR)
    assert statements[0].startswith("SET LOCAL")
    assert statements[1].startswith("INSERT INTO holds")
    assert "ON CONFLICT" in statements[1]
    assert list(store.history()) == []
    store.close()


def test_a_work_that_fails_lets_the_next_one_in(address):
    """Also one that had stood in line."""
    store = SqlStore(address)
    store.change(lambda tx: settle(tx, [1], []), AUTHOR)

    def work(tx):
        tx.hold(SESSIONS, 1)
        tx.get(SESSIONS, 1)
        raise LookupError

    assert {type(error) for error in together(address, work)} == {LookupError}
    assert store.change(lambda tx: (tx.hold(SESSIONS, 1), tx.remove(SESSIONS, 1)), AUTHOR).entry
    store.close()


def test_changes_of_two_sessions_do_not_begin_again_for_each_other(postgresql):
    """Each counts the registrations of its session and adds one, the one in the middle of the other.

    A new index of hashes has two buckets: the sessions are of one each.
    """
    one, other = SqlStore(postgresql), SqlStore(postgresql)
    one.change(lambda tx: settle(tx, range(1, 9), [1]), AUTHOR)
    with one._engine.connect() as connection:
        bucket = dict(tuple(row) for row in connection.exec_driver_sql(BUCKETS))
    first = next(number for number in bucket if bucket[number] == 0)
    second = next(number for number in bucket if bucket[number] == 1)
    begun = []

    def register(tx, session):
        begun.append(session)
        tx.hold(SESSIONS, session)
        assert tx.find(REGISTRATIONS, "session", session) == []
        tx.put(REGISTRATIONS, a_registration(session, 1))

    def both(tx):
        register(tx, first)
        other.change(lambda inner: register(inner, second), AUTHOR)

    one.change(both, AUTHOR)
    assert begun == [first, second]
    one.close()
    other.close()


def test_what_is_never_free_is_given_up_in_time(postgresql):
    """Somebody stops in the middle of a change: the others are told after the seconds of the setting."""
    stopped, waiting = SqlStore(postgresql), SqlStore(postgresql)
    waiting.read()
    waiting._seconds = 0.3

    def stop(tx):
        tx.hold(SESSIONS, 1)
        with pytest.raises(DataFileError) as error:
            waiting.change(lambda other: other.hold(SESSIONS, 1), AUTHOR)
        return error.value.code

    assert stopped.change(stop, AUTHOR).result == "sql_busy"
    stopped.close()
    waiting.close()
