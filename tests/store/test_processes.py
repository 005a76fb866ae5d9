"""Several processes at once: one writes after the other, and readers never wait."""

import fcntl
import os
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person, a_registration

from capcli.domain.records import PEOPLE, REGISTRATIONS, SETTINGS, Setting
from capcli.errors import DataFileError
from capcli.settings import KINDS
from capcli.store import file as file_module
from capcli.store.file import FileStore
from capcli.texts.errors import explain

fork = get_context("fork")
CAPACITY = 150


def take_seats(path, first, count):
    """Take a seat for each of `count` people, or the waiting list."""
    store = FileStore(path)
    for person in range(first, first + count):

        def work(tx, person=person):
            held = sum(r.state == "confirmed" for r in tx.find(REGISTRATIONS, "session", 2))
            state = "confirmed" if held < CAPACITY else "waiting"
            return tx.put(REGISTRATIONS, a_registration(2, person, state=state))

        store.change(work, AUTHOR)


def test_two_hundred_registrations_from_four_processes(file_store):
    """All there, each with a number of its own and an entry; the capacity is never passed."""
    workers = [fork.Process(target=take_seats, args=(file_store._path, n * 50, 50)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    made = FileStore(file_store._path).read().find(REGISTRATIONS, "session", 2)
    assert {r.person for r in made} == set(range(200))
    assert [r.state for r in made] == ["confirmed"] * CAPACITY + ["waiting"] * 50
    assert [entry.entry for entry in file_store.history()] == list(range(201, 0, -1))


@pytest.fixture
def held(file_store):
    """A process holds the lock and says so: this one, for another store."""
    with Path(f"{file_store._path}.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(f"{os.getpid()} session import\n")
        lock.flush()
        yield file_store


@pytest.fixture
def impatient(file_store):
    """The file whose users wait a second, in a store whose clock a test moves."""
    file_store.change(lambda tx: tx.put(SETTINGS, Setting(key="store.lock_seconds", value="3")), AUTHOR)
    return file_store


def test_a_writer_that_waited_too_long_names_the_holder(impatient, held, monkeypatch):
    """And waits as long as the setting says."""
    moments = iter(range(100))
    monkeypatch.setattr("capcli.store.locks.time.monotonic", lambda: next(moments))
    naps = []
    monkeypatch.setattr("capcli.store.locks.time.sleep", naps.append)
    with pytest.raises(DataFileError) as caught:
        FileStore(held._path).change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Roche")), AUTHOR)
    assert caught.value.code == "locked"
    sentence = explain(caught.value)
    assert str(os.getpid()) in sentence
    assert "session import" in sentence
    assert "3 seconds" in sentence
    assert len(naps) == 2


def test_the_setting_has_the_default_that_the_store_knows():
    """A store cannot ask the settings, which are kept in it."""
    assert float(KINDS["store.lock_seconds"].default) == file_module._LOCK_SECONDS


def test_a_reader_never_waits(held):
    assert held.read().count(PEOPLE) == 2
    assert [p.id for p in FileStore(held._path).read().scan(PEOPLE)] == [1, 2]
    assert len(list(held.history())) == 1


def test_the_lock_says_who_holds_it(file_store):
    path = file_store._path.with_name("cap.json.lock")
    said = file_store.change(lambda tx: path.read_text(), AUTHOR).result
    assert said == f"{os.getpid()} register\n"
    assert path.read_text() == ""


def test_another_process_s_write_is_seen(file_store):
    """By a store that has read before."""
    assert file_store.read().count(PEOPLE) == 2
    other = FileStore(file_store._path)
    other.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Roche")), AUTHOR)
    assert file_store.read().count(PEOPLE) == 3
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert other.read().count(PEOPLE) == 4


def test_a_link_keeps_leading_to_the_file(file_store, tmp_path):
    """The file it leads to is the one that is locked and written."""
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(file_store._path)
    FileStore(link).change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Roche")), AUTHOR)
    assert link.is_symlink()
    assert file_store.read().count(PEOPLE) == 3
    assert [path.name for path in link.parent.iterdir()] == ["link.json"]


def test_files_are_their_owner_s_only(file_store):
    """Whatever the process's mask; a file that was opened to a group stays open to it."""
    for suffix in ("", ".journal", ".lock", ".note"):
        assert stat.S_IMODE(Path(f"{file_store._path}{suffix}").stat().st_mode) == 0o600
    file_store._path.chmod(0o640)
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Roche")), AUTHOR)
    assert stat.S_IMODE(file_store._path.stat().st_mode) == 0o640
