"""Everything moved to another place: the same records, numbers and history, once, whatever stops it on the way."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest
from desk_making import TODAY, Bench, at
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import (
    DUES,
    MEMORIES,
    PEOPLE,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    SETTINGS,
    TABLES,
    Dues,
    Memory,
    Series,
    Setting,
)
from capcli.errors import DataFileError
from capcli.services import history, migrating
from capcli.services.checking import checkups_of
from capcli.services.checking_mends import mended
from capcli.store.encoding import encode_record, settled
from capcli.store.file import FileStore
from capcli.store.file_source import FileSource
from capcli.store.file_transfer import FileTarget
from capcli.store.opening import open_store
from capcli.store.protocol import Author
from capcli.store.sql_store import SqlStore
from capcli.store.transfer import HISTORY
from capcli.store.transfer_places import source_at, target_at

AUTHOR = Author(by="camille", at=at(), command="test")


@pytest.fixture
def schema(postgres_server: str) -> Iterator[str]:
    """The address of a place in a database that holds nothing yet."""
    yield f"{postgres_server}&schema=moved"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        connection.execute("DROP SCHEMA IF EXISTS moved CASCADE")


def a_desk(path: Path, people: int = 7) -> FileStore:
    """A desk where most things happened once: accents, default texts typed, numbers given up, an undo."""
    store = FileStore.create(path)
    bench = Bench(store)
    session, other = bench.session("Atelier d’été", capacity=3, requires_dues=True), bench.session("Forêt")
    employer = bench.organisation("Mairie de Bessèges")
    for number in bench.people(people):
        bench.join(number, employer)
        bench.register(session, number)
        bench.dues(person=number)
    bench.put(SETTINGS, Setting(key="organisation.name", value="Réseau « Ça »"))
    bench.put(SERIES, Series(name="Cycle", sessions=[other, session]))
    bench.put(MEMORIES, Memory(kind="column", key="Prénom", value={"field": "given_name", "n": [1, None, "é"]}))
    bench.put(DUES, Dues(person=1, cents=100, paid_on=at().date(), currency="".join(["E", "UR"])))
    bench.unregister(session, 1)
    newest = next(iter(store.history())).entry
    gone = bench.person("Inès ROCHE")
    bench.change(lambda tx: tx.remove(PEOPLE, gone))
    bench.change(lambda tx: history.undo(tx, store, newest, today=bench.today, now=bench.now, by="camille"))
    return store


def moved(source: str, target: str) -> migrating.Moved:
    place = target_at(target)
    with place.claimed(), closing(source_at(source)) as held:
        return migrating.migrate(held, place, lambda: source_at(source), lambda: None)


def everything(address: str) -> dict[str, list[bytes]]:
    """All records and entries at an address, as bytes."""
    with closing(source_at(address)) as source:
        every = {table.name: source.records(table, 0) for table in TABLES}
        held = {
            name: [b"%d %b" % (one.id, encode_record(settled(one))) for one in ones] for name, ones in every.items()
        }
        return held | {HISTORY: [msgspec.json.encode(entry) for entry in source.entries(0)]}


def test_a_round_through_both_databases_gives_the_same_file(tmp_path, schema):
    """Records, numbers given up, history: file, SQLite, PostgreSQL, file."""
    a_desk(tmp_path / "cap.json")
    places = [str(tmp_path / "first.json"), f"sqlite:///{tmp_path}/cap.db", schema, str(tmp_path / "last.json")]
    sums = [moved(one, other).sums for one, other in zip([str(tmp_path / "cap.json"), *places], places, strict=False)]
    assert all(one == sums[0] for one in sums)
    assert everything(places[0])[HISTORY] == everything(str(tmp_path / "cap.json"))[HISTORY]
    for suffix in ("", ".journal"):
        assert Path(places[3] + suffix).read_bytes() == Path(places[0] + suffix).read_bytes()
    assert FileSource(places[3]).last_ids == FileSource(str(tmp_path / "cap.json")).last_ids


@settings(max_examples=4)
@given(data=st.data())
def test_whatever_texts_and_numbers_are_moved_come_back(data, tmp_path_factory):
    """Settings, memories with any JSON, records far apart."""
    folder = tmp_path_factory.mktemp("any")
    store = FileStore.create(folder / "cap.json")
    words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
    values = st.dictionaries(words, st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words, max_size=4)
    for number in data.draw(st.lists(st.integers(1, 10**9), unique=True, min_size=2, max_size=12)):
        memory = Memory(id=number, kind="any", key=data.draw(words), value=data.draw(values))
        store.change(lambda tx, memory=memory: tx.put(MEMORIES, memory), AUTHOR)
    moved(str(folder / "cap.json"), f"sqlite:///{folder}/cap.db")
    moved(f"sqlite:///{folder}/cap.db", str(folder / "back.json"))
    assert everything(str(folder / "back.json")) == everything(str(folder / "cap.json"))


@pytest.mark.parametrize("target", ["back.json", "sqlite:///cap.db"])
@pytest.mark.parametrize("batch", [1, 5, 14])
def test_a_killed_migration_goes_on_and_ends_as_any_other(tmp_path, monkeypatch, target, batch):
    """The process is killed after some batch was written; nothing opens what is there; the same command ends it."""
    monkeypatch.chdir(tmp_path)
    a_desk(tmp_path / "cap.json")
    before = (tmp_path / "cap.json").read_bytes()
    script = f"""
        import os, signal
        from capcli.services import migrating
        from capcli.store.transfer_places import source_at, target_at
        migrating.BATCH = 3
        target, left = target_at({target!r}), [{batch}]
        def dying(write):
            def one(*values):
                write(*values)
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
            return one
        target.add, target.add_entries = dying(target.add), dying(target.add_entries)
        with target.claimed():
            migrating.migrate(source_at("cap.json"), target, lambda: source_at("cap.json"), lambda: None)
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with pytest.raises(DataFileError) as refused:
        open_store(target).read()
    assert refused.value.code == "unfinished"
    plan = migrating.plan(source_at("cap.json"), target_at(target))
    assert plan.there > 0
    assert not plan.starts_over
    moved("cap.json", target)
    assert everything(target) == everything("cap.json")
    assert (tmp_path / "cap.json").read_bytes() == before


class Stop(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", range(1, 60, 5))
def test_a_file_is_whole_or_not_there_wherever_its_making_stops(tmp_path, monkeypatch, after):
    """At any call to the disk; the same command then ends what was begun."""
    from capcli.store.disk import Disk

    monkeypatch.setattr(migrating, "BATCH", 20)
    a_desk(tmp_path / "cap.json")
    left = [after]

    class Dying(Disk):
        def _one(self):
            left[0] -= 1
            if not left[0]:
                raise Stop

        def write(self, fd, pieces):
            self._one()
            super().write(fd, pieces)

        def fsync(self, fd):
            self._one()
            super().fsync(fd)

        def replace(self, source, target):
            self._one()
            super().replace(source, target)

    source, target = str(tmp_path / "cap.json"), tmp_path / "new.json"
    place = FileTarget(str(target), Dying())
    try:
        with place.claimed():
            migrating.migrate(source_at(source), place, lambda: source_at(source), lambda: None)
    except Stop:
        assert not target.exists()
        moved(source, str(target))
    assert everything(str(target)) == everything(source)
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("new.json")) == [
        "new.json",
        "new.json.journal",
        "new.json.lock",
        "new.json.note",
    ]


@pytest.mark.parametrize("target", ["new.json", "sqlite:///new.db"])
def test_another_state_of_the_source_is_never_mixed_in(tmp_path, monkeypatch, target):
    """What changes meanwhile is seen before the end, and the next time everything starts over."""
    monkeypatch.chdir(tmp_path)
    store = a_desk(tmp_path / "cap.json")
    place = target_at(target)

    def changed():
        store.change(lambda tx: tx.put(PEOPLE, msgspec.structs.replace(tx.get(PEOPLE, 2), given_name="Zoé")), AUTHOR)
        return source_at("cap.json")

    with pytest.raises(DataFileError) as refused, place.claimed():
        migrating.migrate(source_at("cap.json"), place, changed, lambda: None)
    assert refused.value.code == "migrate_moved_on"
    with pytest.raises(DataFileError, match="unfinished"):
        open_store(target).read()
    assert migrating.plan(source_at("cap.json"), target_at(target)).starts_over
    moved("cap.json", target)
    assert everything(target) == everything("cap.json")


@pytest.mark.parametrize(("target", "code"), [("cap.json", "exists"), ("sqlite:///held.db", "sql_exists")])
def test_a_place_that_holds_something_is_left_alone(tmp_path, monkeypatch, target, code):
    monkeypatch.chdir(tmp_path)
    a_desk(tmp_path / "cap.json", people=1)
    moved("cap.json", "sqlite:///held.db")
    before = everything(target)
    with pytest.raises(DataFileError) as refused:
        moved("cap.json", target)
    assert refused.value.code == code
    assert everything(target) == before


def test_a_change_that_is_committed_after_one_of_a_higher_number_is_another_state(schema, monkeypatch, tmp_path):
    """As when somebody was quicker between taking a number and being done."""
    monkeypatch.chdir(tmp_path)
    a_desk(tmp_path / "cap.json")
    moved("cap.json", schema)
    slow, quick = SqlStore(schema), SqlStore(schema)
    commit, marks = SqlStore._commit, []

    def later(store, connection, entry):
        if store is slow:
            quick.change(lambda tx: tx.put(MEMORIES, Memory(kind="who", key="quick", value={})), AUTHOR)
            marks.append(source_at(schema).mark)
        commit(store, connection, entry)

    monkeypatch.setattr(SqlStore, "_commit", later)
    slow.change(lambda tx: tx.put(MEMORIES, Memory(kind="map", key="slow", value={})), AUTHOR)
    assert source_at(schema).mark not in marks
    assert len(marks) == 1
    for store in (slow, quick):
        store.close()


def test_a_source_is_left_as_it_was(tmp_path, monkeypatch):
    """The process that ends leaves no connection open, for which SQLite keeps files of its own beside the database."""
    monkeypatch.setenv("HOME", str(tmp_path))
    a_desk(tmp_path / "cap.json")
    moved(str(tmp_path / "cap.json"), f"sqlite:///{tmp_path}/cap.db")
    line = ["--data", f"sqlite:///{tmp_path}/cap.db", "migrate", "--to", str(tmp_path / "new.json"), "--yes"]
    subprocess.run([sys.executable, "-m", "capcli", *line], check=True, capture_output=True)
    assert list(tmp_path.glob("cap.db*")) == [tmp_path / "cap.db"]


def test_two_migrations_into_one_file_keep_apart(tmp_path):
    """No setting of the desk that is moved makes the second one wait: it is told who is there."""
    a_desk(tmp_path / "cap.json")
    place = str(tmp_path / "new.json")
    with target_at(place).claimed(), pytest.raises(DataFileError) as refused, target_at(place).claimed():
        raise AssertionError
    assert (refused.value.code, refused.value.values["target"]) == ("migrate_elsewhere", place)


def test_what_reads_otherwise_is_not_used(tmp_path):
    """A disk that does not keep what it was given is found out before the file is in its place."""
    a_desk(tmp_path / "cap.json")
    source, place = str(tmp_path / "cap.json"), FileTarget(str(tmp_path / "new.json"))

    def lying(table, records, progress, add=place.add):
        other = [msgspec.structs.replace(one, given_name="?") for one in records] if table is PEOPLE else records
        add(table, other, progress)

    place.add = lying
    with pytest.raises(DataFileError) as refused, place.claimed():
        migrating.migrate(source_at(source), place, lambda: source_at(source), lambda: None)
    assert (refused.value.code, refused.value.values["table"]) == ("migrate_differs", "people")
    assert not (tmp_path / "new.json").exists()


def test_numbers_that_no_entry_has_are_no_damage_of_the_file(tmp_path):
    """A database gives entries numbers that it may not keep; a file made of one tells of it, and passes for whole."""
    from capcli.store.journal_faults import journal_faults
    from capcli.store.loading import load

    a_desk(tmp_path / "cap.json")
    moved(str(tmp_path / "cap.json"), f"sqlite:///{tmp_path}/cap.db")
    database = open_store(f"sqlite:///{tmp_path}/cap.db")

    def give_up(tx):
        tx.numbers.take("entries")
        tx.put(SETTINGS, Setting(key="language", value="fr"))

    database.change(give_up, AUTHOR)
    moved(f"sqlite:///{tmp_path}/cap.db", str(tmp_path / "back.json"))
    path = tmp_path / "back.json"
    found = load(str(path), path, f"{path}.note")
    newest = list(FileSource(str(path)).entries(0))[-2:]
    assert newest[1].entry - newest[0].entry == 2
    assert journal_faults(Path(f"{path}.journal"), found.meta, found.tables, is_edited=False) == []
    assert everything(str(path)) == everything(f"sqlite:///{tmp_path}/cap.db")


@pytest.mark.parametrize("target", ["new.json", "sqlite:///new.db", "postgresql"])
def test_a_record_may_refer_to_a_later_one(tmp_path, monkeypatch, target, schema):
    """As after an undo of an undo: it is written all the same, once the later one is there."""
    monkeypatch.chdir(tmp_path)
    target = schema if target == "postgresql" else target
    store = a_desk(tmp_path / "cap.json")

    def turn(tx):
        tx.put(REGISTRATIONS, msgspec.structs.replace(tx.get(REGISTRATIONS, 2), succeeds=5))

    store.change(turn, AUTHOR)
    monkeypatch.setattr(migrating, "BATCH", 2)
    moved("cap.json", target)
    assert everything(target) == everything("cap.json")


def test_what_no_database_takes_is_refused_with_the_way_out(tmp_path):
    """A file edited by hand may hold a registration of nobody."""
    store = a_desk(tmp_path / "cap.json")

    def orphan(tx):
        tx.put(REGISTRATIONS, msgspec.structs.replace(tx.get(REGISTRATIONS, 2), person=99))

    store.change(orphan, AUTHOR)
    with pytest.raises(DataFileError) as refused:
        moved(str(tmp_path / "cap.json"), f"sqlite:///{tmp_path}/new.db")
    assert refused.value.code == "migrate_broken"


def test_a_letter_that_a_server_does_not_keep_is_named_and_taken_out(tmp_path, schema):
    """A file edited by hand may hold a NUL, and SQLite keeps it."""
    store = a_desk(tmp_path / "cap.json")
    person = store.read().get(PEOPLE, 2)
    store.change(lambda tx: tx.put(PEOPLE, msgspec.structs.replace(person, function="ma\0ire")), AUTHOR)
    moved(str(tmp_path / "cap.json"), f"sqlite:///{tmp_path}/cap.db")
    with pytest.raises(DataFileError) as refused:
        moved(f"sqlite:///{tmp_path}/cap.db", schema)
    values = {name: refused.value.values[name] for name in ("record", "field")}
    assert (refused.value.code, values) == ("migrate_nul", {"record": "P2", "field": "function"})
    held = open_store(f"sqlite:///{tmp_path}/cap.db")
    held.change(lambda tx: mended(tx, list(checkups_of(tx, TODAY))), AUTHOR)
    moved(f"sqlite:///{tmp_path}/cap.db", schema)
    assert open_store(schema).read().get(PEOPLE, 2).function == "maire"


def test_a_desk_that_was_moved_goes_on_with_its_numbers(tmp_path):
    """A number that was given up is not given again, in a file nor in a database."""
    a_desk(tmp_path / "cap.json")
    last = FileSource(str(tmp_path / "cap.json")).last_ids
    for target in (f"sqlite:///{tmp_path}/cap.db", str(tmp_path / "new.json")):
        moved(str(tmp_path / "cap.json"), target)
        bench = Bench(open_store(target))
        assert bench.person("Yann LE GOFF") == last["people"] + 1
        assert bench.session("Autre", day=at().date() + timedelta(60)) == last["sessions"] + 1
        assert next(iter(bench.store.history())).entry == FileSource(str(tmp_path / "cap.json")).entry + 2


def test_what_other_programs_added_is_told_and_stays_in_the_file(tmp_path):
    a_desk(tmp_path / "cap.json", people=1)
    import json

    path = tmp_path / "cap.json"
    kept = json.loads(path.read_text())
    kept["people"]["1"]["shoe"] = 42
    kept["theirs"] = {"1": {"a": 1}}
    path.write_text(json.dumps(kept))
    Path(f"{path}.note").unlink()
    source = source_at(str(path))
    assert (source.left_out, source.fields_left_out()) == (["theirs"], 1)
    moved(str(path), f"sqlite:///{tmp_path}/cap.db")
    assert open_store(f"sqlite:///{tmp_path}/cap.db").read().get(PEOPLE, 1) == open_store(str(path)).read().get(
        PEOPLE, 1
    )


def test_a_session_found_in_one_place_is_found_in_the_other(tmp_path, schema):
    """The lists that databases keep apart are filled too."""
    a_desk(tmp_path / "cap.json")
    moved(str(tmp_path / "cap.json"), schema)
    read = open_store(schema).read()
    assert [one.id for one in read.find(SERIES, "sessions", 1)] == [1]
    assert read.get(SESSIONS, 1) == open_store(str(tmp_path / "cap.json")).read().get(SESSIONS, 1)
