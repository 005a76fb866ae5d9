"""Who holds the lock is named, nobody else; a lock that nobody holds is in no one's way."""

import errno
import fcntl
import os
import select
import signal
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE, SETTINGS, Setting
from capcli.errors import DataFileError
from capcli.store import locks
from capcli.store.file import FileStore
from capcli.texts.errors import explain


def add(path, given="Zoé"):
    return FileStore(path).change(lambda tx: tx.put(PEOPLE, a_person(given, "Roche")), AUTHOR).entry


def names(path):
    return [person.given_name for person in FileStore(path).read().scan(PEOPLE)]


@pytest.fixture
def path(file_store):
    """The file of people who wait a twentieth of a second."""
    file_store.change(lambda tx: tx.put(SETTINGS, Setting(key="store.lock_seconds", value="0.05")), AUTHOR)
    return file_store._path


@pytest.fixture
def words(path):
    """Another process than the test's holds the lock; the words in the lock file are the test's."""
    with path.with_name("cap.json.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lambda said: (lock.seek(0), lock.truncate(), lock.write(said), lock.flush())


class Stopped:
    """A writer that is stopped in the middle of its change, the lock in its hands."""

    def __init__(self, path):
        told, tell = os.pipe()
        self.process = get_context("fork").Process(target=self.write, args=(path, tell))
        self.process.start()
        assert select.select([told], [], [], 10)[0]
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)
        os.close(tell)
        os.close(told)

    def write(self, path, tell):
        def work(tx):
            tx.put(PEOPLE, a_person("Inès", "Roche"))
            os.write(tell, b"!")
            os.kill(os.getpid(), signal.SIGSTOP)

        FileStore(path).change(work, AUTHOR)

    def end(self, number):
        os.kill(self.process.pid, number)
        self.process.join(10)


@pytest.fixture
def stopped(path):
    writer = Stopped(path)
    yield writer
    if writer.process.is_alive():
        writer.end(signal.SIGKILL)


def test_a_stopped_process_is_named_and_readers_do_not_wait_for_it(path, stopped):
    with pytest.raises(DataFileError) as caught:
        add(path)
    assert (caught.value.code, caught.value.exit_code) == ("locked", 5)
    assert f"register, process {stopped.process.pid}" in explain(caught.value)
    assert names(path) == ["Léa", "Zoé"]


def test_once_it_goes_on_both_are_there(path, stopped):
    stopped.end(signal.SIGCONT)
    assert add(path) == 4
    assert names(path) == ["Léa", "Zoé", "Inès", "Zoé"]


def test_once_it_is_killed_its_change_never_was(path, stopped):
    """And its words in the lock file stand in nobody's way."""
    stopped.end(signal.SIGKILL)
    assert path.with_name("cap.json.lock").read_text() != ""
    assert add(path) == 3
    assert names(path) == ["Léa", "Zoé", "Zoé"]
    assert path.with_name("cap.json.lock").read_text() == ""


def test_the_words_of_a_process_that_is_gone_name_nobody(path, words):
    """Somebody holds the lock who wrote nothing yet: it is not the one that died."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    words(f"{gone.pid} session import\n")
    with pytest.raises(DataFileError) as caught:
        add(path)
    assert (caught.value.code, caught.value.exit_code) == ("locked_unnamed", 5)
    assert str(gone.pid) not in explain(caught.value)


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="this system does not list its locks")
def test_a_number_that_another_process_has_by_now_names_nobody(path, words):
    """It lives, and holds no lock."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        words(f"{other.pid} session import\n")
        with pytest.raises(DataFileError) as caught:
            add(path)
        assert caught.value.code == "locked_unnamed"
    finally:
        other.communicate()


@pytest.mark.parametrize(
    "said", ["", "\0\0\0\0", "register", "-1 register", "٣ register", "99999999999999999999 register"]
)
def test_words_that_name_no_process(path, words, said):
    words(said)
    with pytest.raises(DataFileError) as caught:
        add(path)
    assert caught.value.code == "locked_unnamed"


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_network_drive_without_locks_is_told(path, monkeypatch, number):
    """Nothing is written: of two commands at once one would be lost."""

    def refuse(_fd, _how):
        raise OSError(number, os.strerror(number))

    before = path.read_bytes()
    monkeypatch.setattr(locks.fcntl, "flock", refuse)
    with pytest.raises(DataFileError) as caught:
        add(path)
    assert (caught.value.code, caught.value.exit_code) == ("no_locks", 5)
    assert f"{path} is in a place where files cannot be locked" in explain(caught.value)
    assert path.read_bytes() == before
    assert names(path) == ["Léa", "Zoé"]


def test_a_lock_file_that_somebody_removes_is_waited_for_no_longer(path, monkeypatch):
    """Whoever comes later locks the new one: so does who had opened the old one."""
    lock, real = path.with_name("cap.json.lock"), fcntl.flock
    removed = []

    def flock(fd, how):
        if not removed:
            removed.append(lock.unlink())
        real(fd, how)

    monkeypatch.setattr(locks.fcntl, "flock", flock)

    def work(tx):
        with lock.open() as other, pytest.raises(BlockingIOError):
            real(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        tx.put(PEOPLE, a_person("Yann", "Roche"))

    assert FileStore(path).change(work, AUTHOR).entry == 3


def test_what_a_killed_command_left_goes_with_the_next_write_and_nothing_else(path):
    """Files of any other name are somebody's."""
    folder = path.with_name("cap.json.backups")
    left = [path.with_name(f"cap.json{end}") for end in (".new", ".journal.new", ".journal.1.new", ".damaged-1.new")]
    left += [path.with_name("cap.json.before-edit-H3-2.new"), folder / "20231002T083000Z-H1.json.new"]
    mine = [path.with_name(name) for name in ("cap.json.copy.new", "other.json.new", "cap.json.new.txt")]
    mine += [folder / "notes.new"]
    for one in [*left, *mine]:
        one.write_text("half")
    path.with_name("cap.json.lock").write_text("4321 register\n")
    add(path)
    assert [one for one in left if one.exists()] == []
    assert [one.read_text() for one in mine] == ["half"] * 4
