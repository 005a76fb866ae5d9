"""Every store agrees with the memory, whatever is done to them."""

from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from postgres import empty
from store_records import AUTHOR, a_registration, settle

from capcli.domain.records import REGISTRATIONS, TABLES
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore
from capcli.store.sql_store import SqlStore

NUMBERS = st.integers(1, 6)
NOTES = st.sampled_from(["", '"session":1', "é\n", "}{,"])
OWN_NUMBERS = st.one_of(
    st.tuples(st.just("put"), NUMBERS, NUMBERS, NOTES),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(st.just("fail"), NUMBERS),
)
"""Without numbers that the store gives: those of a server may have gaps."""
OPERATIONS = st.one_of(OWN_NUMBERS, st.tuples(st.just("put"), st.just(0), NUMBERS, NOTES), st.tuples(st.just("new_id")))


def apply(tx, operations):
    for kind, *rest in operations:
        if kind == "put":
            number, session, note = rest
            tx.put(REGISTRATIONS, a_registration(session, number or 6, id=number, note=note or None, state="refused"))
        elif kind == "remove":
            tx.remove(REGISTRATIONS, rest[0])
        elif kind == "new_id":
            tx.new_id(REGISTRATIONS)
        else:
            raise LookupError
        assert tx.count(REGISTRATIONS) == len(list(tx.scan(REGISTRATIONS)))


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.lists(OPERATIONS, max_size=8), max_size=6))
def test_the_file_and_the_memory_agree(changes, tmp_path_factory):
    """After any changes, failed ones included, both hold the same records and tell the same history.

    So do the file opened anew and a copy of it.
    """
    path = tmp_path_factory.mktemp("agree") / "cap.json"
    file = FileStore.create(path)
    remembered = played(changes, file)
    for store in (file, FileStore(path), copied(path)):
        assert state(store) == remembered


@settings(max_examples=12, deadline=None)
@given(changes=st.lists(st.lists(OPERATIONS, max_size=8), max_size=6))
def test_sqlite_and_the_memory_agree(changes, tmp_path_factory):
    store = SqlStore.create(f"sqlite:///{tmp_path_factory.mktemp('agree')}/cap.db")
    remembered = played(changes, store)
    assert state(store) == remembered
    store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.lists(OWN_NUMBERS, max_size=8), max_size=6))
def test_a_server_and_the_memory_agree(changes, postgresql):
    """But for the numbers of the entries, of which those of failed changes may be missing."""
    empty(postgresql)
    store = SqlStore(postgresql)
    *remembered, history = played(changes, store)
    *kept, entries = state(store)
    assert kept == remembered
    assert [replace(entry, entry=0) for entry in entries] == [replace(entry, entry=0) for entry in history]
    store.close()


def played(changes, store):
    """Do the same to `store` and in memory; the state of the memory."""
    memory = MemoryStore()
    for one in (memory, store):
        one.change(lambda tx: settle(tx, range(1, 7), range(1, 7)), AUTHOR)
        for operations in changes:
            with suppress(LookupError):
                one.change(lambda tx, operations=operations: apply(tx, operations), AUTHOR)
    return state(memory)


def copied(path: Path) -> FileStore:
    """The same file where no note vouches for it."""
    twin = path.with_name("copy.json")
    twin.write_bytes(path.read_bytes())
    Path(f"{twin}.journal").write_bytes(Path(f"{path}.journal").read_bytes())
    return FileStore(twin)


def state(store):
    read = store.read()
    by_field = [[r.id for r in read.find(REGISTRATIONS, "session", n)] for n in range(1, 7)]
    by_many = [r.id for r in read.find_any(REGISTRATIONS, "session", range(2, 8))]
    return {t.name: list(read.scan(t)) for t in TABLES}, by_field, by_many, list(store.history())
