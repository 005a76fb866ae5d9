"""The file and the memory agree, whatever is done to them."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from store_records import AUTHOR, a_registration

from capcli.domain.records import REGISTRATIONS, TABLES
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore

NUMBERS = st.integers(1, 6)
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 6), NUMBERS, st.sampled_from(["", '"session":1', "é\n", "}{,"])),
        st.tuples(st.just("remove"), NUMBERS),
        st.tuples(st.just("fail"), NUMBERS),
        st.tuples(st.just("new_id")),
    ),
    max_size=8,
)


def apply(tx, operations):
    for kind, *rest in operations:
        if kind == "put":
            number, session, note = rest
            tx.put(REGISTRATIONS, a_registration(session, number, id=number, note=note or None))
        elif kind == "remove":
            tx.remove(REGISTRATIONS, rest[0])
        elif kind == "new_id":
            tx.new_id(REGISTRATIONS)
        else:
            raise LookupError
        assert tx.count(REGISTRATIONS) == len(list(tx.scan(REGISTRATIONS)))


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(OPERATIONS, max_size=6))
def test_the_file_and_the_memory_agree(changes, tmp_path_factory):
    """After any changes, failed ones included, both hold the same records and tell the same history.

    So do the file opened anew and a copy of it.
    """
    path = tmp_path_factory.mktemp("agree") / "cap.json"
    memory, file = MemoryStore(), FileStore.create(path)
    for operations in changes:
        for store in (memory, file):
            try:
                store.change(lambda tx, operations=operations: apply(tx, operations), AUTHOR)
            except LookupError:
                continue
    for store in (file, FileStore(path), copied(path)):
        assert state(store) == state(memory)


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
