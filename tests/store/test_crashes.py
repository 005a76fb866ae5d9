"""A write that is stopped anywhere leaves the old state or the new one, and the next command works."""

import errno
import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store.disk import Disk
from capcli.store.file import FileStore
from capcli.texts.errors import explain

POINTS = [
    "before the journal's fsync",
    "after the journal's fsync",
    "before the data's fsync",
    "after the data's fsync",
    "before the rename",
    "after the rename",
]


class FaultyDisk(Disk):
    """A disk that does `fault` at one of the six points of a write."""

    def __init__(self, point, fault):
        self.point = point
        self.fault = fault
        self.syncs = iter(["the journal's fsync", "the data's fsync"])

    def reached(self, point, fd=None):
        if point == self.point:
            self.fault(fd)

    def fsync(self, fd):
        name = next(self.syncs)
        self.reached(f"before {name}", fd)
        super().fsync(fd)
        self.reached(f"after {name}", fd)

    def replace(self, source, target):
        self.reached("before the rename")
        super().replace(source, target)
        self.reached("after the rename")


def die(_fd):
    os.kill(os.getpid(), signal.SIGKILL)


def lose_the_end_and_die(fd):
    """What was not flushed may be on the disk in part."""
    if fd is not None:
        os.ftruncate(fd, max(os.fstat(fd).st_size - 7, 0))
    die(fd)


def add_zoe(path, disk=None):
    FileStore(path, disk).change(lambda tx: tx.put(PEOPLE, a_person("Zoé", "Roche")), AUTHOR)


def names(store):
    return [person.given_name for person in store.read().scan(PEOPLE)]


@pytest.mark.parametrize("fault", [die, lose_the_end_and_die])
@pytest.mark.parametrize("point", POINTS)
def test_a_process_killed_in_the_middle_of_a_write(file_store, point, fault):
    """Readers see the old state or the new one, with the history that goes with it; the next write follows on."""
    process = get_context("fork").Process(target=add_zoe, args=(file_store._path, FaultyDisk(point, fault)))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    new = point == "after the rename"
    after = FileStore(file_store._path)
    assert names(after) == (["Léa", "Zoé", "Zoé"] if new else ["Léa", "Zoé"])
    assert [entry.entry for entry in after.history()] == ([2, 1] if new else [1])
    committed = after.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert committed.entry == (3 if new else 2)
    again = FileStore(file_store._path)
    assert names(again)[-1] == "Yann"
    assert [entry.entry for entry in again.history()] == ([3, 2, 1] if new else [2, 1])
    assert not list(file_store._path.parent.glob("*.new"))


def test_a_journal_that_lost_its_pages(file_store):
    """Before the first flush the disk may hold zeros where the entry should be: they were never committed."""
    before = (file_store._path.with_name("cap.json.journal")).stat().st_size
    disk = FaultyDisk("before the journal's fsync", die)
    process = get_context("fork").Process(target=add_zoe, args=(file_store._path, disk))
    process.start()
    process.join()
    journal = file_store._path.with_name("cap.json.journal")
    size = journal.stat().st_size
    with journal.open("r+b") as file:
        file.truncate(before)
        file.truncate(size - 1)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    after = FileStore(file_store._path)
    assert [entry.entry for entry in after.history()] == [1]
    add_zoe(file_store._path)
    assert [entry.entry for entry in after.history()] == [2, 1]
    assert b"\0" not in journal.read_bytes()


FAILURES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "write_denied",
    errno.EROFS: "write_denied",
    errno.EIO: "unwritable",
}


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("point", POINTS[:5])
def test_a_write_that_fails(file_store, point, number):
    """The old state is intact, the error is one line, and once there is room again the next write works."""

    def fail(_fd):
        raise OSError(number, os.strerror(number))

    before = file_store._path.read_bytes()
    with pytest.raises(DataFileError) as caught:
        add_zoe(file_store._path, FaultyDisk(point, fail))
    assert (caught.value.code, caught.value.exit_code) == (FAILURES[number], 5)
    assert "\n" not in explain(caught.value)
    assert file_store._path.read_bytes() == before
    assert not list(file_store._path.parent.glob("*.new"))
    assert [entry.entry for entry in FileStore(file_store._path).history()] == [1]
    add_zoe(file_store._path)
    assert [entry.entry for entry in FileStore(file_store._path).history()] == [2, 1]


def test_a_disk_so_full_that_the_lock_names_nobody(file_store, monkeypatch):
    """The write itself is what fails then, in a line."""

    def full(_fd, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DataFileError) as caught:
        add_zoe(file_store._path)
    assert caught.value.code == "disk_full"


def test_a_folder_whose_flush_fails(file_store):
    """The change is there, and is not said to have failed."""

    class Unsure(Disk):
        def fsync_folder(self, folder):
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(DataFileError) as caught:
        add_zoe(file_store._path, Unsure())
    assert caught.value.code == "unconfirmed"
    assert names(FileStore(file_store._path)) == ["Léa", "Zoé", "Zoé"]
    assert [entry.entry for entry in FileStore(file_store._path).history()] == [2, 1]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written(file_store):
    """Reading still works."""
    folder = file_store._path.parent
    folder.chmod(0o500)
    try:
        with pytest.raises(DataFileError) as caught:
            add_zoe(file_store._path)
        assert caught.value.code == "write_denied"
        assert names(FileStore(file_store._path)) == ["Léa", "Zoé"]
    finally:
        folder.chmod(0o700)


def test_a_full_device():
    """A file that the system itself refuses to fill."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    fd = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space"):
            Disk().write(fd, [b"x" * 100_000, b"y"])
    finally:
        os.close(fd)


def test_interrupted_work_leaves_nothing(file_store):
    """Control-C while the change is worked out."""

    def work(tx):
        tx.put(PEOPLE, a_person("Zoé", "Roche"))
        raise KeyboardInterrupt

    before = sorted(path.name for path in file_store._path.parent.iterdir())
    with pytest.raises(KeyboardInterrupt):
        file_store.change(work, AUTHOR)
    assert sorted(path.name for path in file_store._path.parent.iterdir()) == before
    add_zoe(file_store._path)
