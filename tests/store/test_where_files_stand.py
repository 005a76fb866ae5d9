"""Where the file may stand: full, small or protected places, behind links; and other programs that write there too."""

import json
import os
import resource
import shutil
import subprocess
import tempfile
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store.disk import Disk
from capcli.store.file import FileStore
from capcli.texts.errors import explain

fork = get_context("fork")
NOBODY = 65534


def add(path, given="Yann", disk=None, **fields):
    return FileStore(path, disk).change(lambda tx: tx.put(PEOPLE, a_person(given, "Roche", **fields)), AUTHOR).entry


def names(path):
    return [person.given_name for person in FileStore(path).read().scan(PEOPLE)]


def entries(path):
    return [entry.entry for entry in FileStore(path).history()]


def leftovers(path):
    return [one.name for one in path.parent.rglob("*.new")]


def fails(do, *args):
    with pytest.raises(DataFileError) as caught:
        do(*args)
    assert caught.value.exit_code == 5
    assert "\n" not in explain(caught.value)
    return caught.value.code


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 256 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("only the superuser may mount a file system")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine mounts no file system: a container, most likely")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up(small_disk, tmp_path):
    """Writes until none fits: what was there last stays, can be read, and what makes room lets the next one through."""
    path = small_disk / "cap.json"
    FileStore.create(path)
    done = 0

    def fill():
        nonlocal done
        for number in range(200):
            done = add(path, f"Camille{number}", postcode="é" * 2000)

    assert fails(fill) == "disk_full"
    assert 5 < done < 200
    assert len(names(path)) == done
    assert entries(path) == list(range(done, 0, -1))
    assert leftovers(path) == []
    assert fails(add, path, "Yann") == "disk_full"
    shutil.rmtree(f"{path}.backups")
    assert add(path) == done + 1
    assert entries(path)[0] == done + 1


def test_a_desk_does_not_begin_on_a_full_disk(small_disk):
    """And leaves no file that the next one would meet."""
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb") as file:
        file.write(b"x" * 1_000_000)
    assert fails(FileStore.create, small_disk / "cap.json") == "disk_full"
    filler.unlink()
    FileStore.create(small_disk / "cap.json")
    assert add(small_disk / "cap.json") == 1
    assert sorted(one.name for one in small_disk.iterdir() if one.suffix != ".note") == [
        "cap.json", "cap.json.backups", "cap.json.journal", "cap.json.lock",
    ]  # fmt: skip


@pytest.mark.parametrize("room", [0, 100, 400, 1500])
def test_a_file_that_may_grow_no_further(file_store, room):
    """The system cuts a write at any byte: here by a limit of the process."""
    path = file_store._path
    before = path.read_bytes()

    def work():
        limit = path.with_name("cap.json.journal").stat().st_size + room
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        os._exit(0 if fails(add, path, "é" * 5000) == "unwritable" else 1)

    process = fork.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert path.read_bytes() == before
    assert leftovers(path) == []
    assert add(path) == 2
    assert entries(path) == [2, 1]


def as_somebody(work):
    """Run `work` as somebody who may not do everything."""

    def run():
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()
        os._exit(0)

    process = fork.Process(target=run)
    process.start()
    process.join()
    assert process.exitcode == 0


@pytest.fixture
def theirs(file_store):
    """The desk in a folder of somebody who is not the superuser."""
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(file_store._path.parent, folder, dirs_exist_ok=True)
    replace_file(file_store._path, 1)
    add(file_store._path)  # imports what somebody else may not read from the superuser's folder
    if os.geteuid() == 0:
        for one in [folder, *folder.rglob("*")]:
            os.chown(one, NOBODY, NOBODY)
    yield folder / "cap.json"
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_folder_that_takes_no_file(theirs):
    """Reading goes on; a write changes nothing, not even with a leftover in its way."""
    before = theirs.read_bytes()
    theirs.with_name("cap.json.new").write_text("half")
    theirs.parent.chmod(0o555)

    def work():
        assert fails(add, theirs) == "write_denied"
        assert names(theirs) == ["Léa", "Zoé"]
        assert entries(theirs) == [1]

    as_somebody(work)
    assert theirs.read_bytes() == before
    theirs.parent.chmod(0o700)
    as_somebody(lambda: add(theirs))
    assert leftovers(theirs) == []
    assert entries(theirs) == [2, 1]


def test_a_file_that_is_protected(theirs):
    """Its owner meant it: it is not renamed over, though the folder would let that pass."""
    before = {
        one: one.read_bytes() for one in theirs.parent.glob("cap.json*") if one.is_file() and one.suffix != ".note"
    }
    theirs.chmod(0o444)
    as_somebody(lambda: fails(add, theirs) == "write_denied" or os._exit(1))
    assert {one: one.read_bytes() for one in before} == before
    theirs.chmod(0o600)
    as_somebody(lambda: add(theirs))
    assert entries(theirs) == [2, 1]


def test_a_link_to_another_file_system(file_store, tmp_path):
    """The link is kept; what is written goes beside the file that it leads to, never through a temporary folder."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second file system at hand")
    with tempfile.TemporaryDirectory(dir=memory) as elsewhere:
        path = Path(elsewhere) / "cap.json"
        FileStore.create(path)
        link, second = tmp_path / "link.json", tmp_path / "second.json"
        link.symlink_to(path)
        second.symlink_to(link)
        assert [add(link), add(second)] == [1, 2]
        assert [link.is_symlink(), second.is_symlink(), path.is_symlink()] == [True, True, False]
        assert names(path) == ["Yann", "Yann"]
        assert entries(second) == [2, 1]
        assert [one.name for one in tmp_path.glob("*link*")] == ["link.json"]
        assert leftovers(path) == []


def test_no_temporary_folder_is_needed(file_store, monkeypatch):
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert add(file_store._path) == 2


class Overtaken(Disk):
    """Another program, which knows of no lock, writes the file just before the new one takes its place."""

    def __init__(self, path, write, times=1):
        self.path, self.write_there, self.times, self.flushed = path, write, times, 0

    def fsync(self, fd):
        super().fsync(fd)
        self.flushed += 1
        if self.flushed % 2 == 0 and self.times:
            self.times -= 1
            self.write_there(self.path, self.times)


def replace_file(path, times):
    """As an editor or a sync folder does."""
    beside = path.with_name("other.json")
    beside.write_bytes(edited(path, times))
    beside.replace(path)


def write_over(path, times):
    """As stock TinyDB does."""
    path.write_bytes(edited(path, times))


def edited(path, times):
    kept = json.loads(path.read_bytes())
    kept["people"]["1"]["function"] = f"maire {times}"
    return json.dumps(kept).encode()


@pytest.mark.parametrize("write", [replace_file, write_over])
@pytest.mark.parametrize("times", [1, 3])
def test_what_another_program_wrote_meanwhile_is_kept_and_so_is_the_change(file_store, write, times):
    """The change is worked out again over it; the history tells of both."""
    path = file_store._path
    assert add(path, disk=Overtaken(path, write, times)) == 3
    assert [person.function for person in FileStore(path).read().scan(PEOPLE)] == ["maire 0", None, None]
    assert names(path) == ["Léa", "Zoé", "Yann"]
    told = list(FileStore(path).history())
    assert [(entry.entry, entry.command) for entry in told] == [(3, "register"), (2, "outside edit"), (1, "register")]
    assert [change.after["function"] for change in told[1].changes if "function" in change.after] == ["maire 0"]
    assert leftovers(path) == []


def test_a_program_that_never_stops_writing_is_told(file_store):
    """What it wrote last is there."""
    path = file_store._path
    assert fails(add, path, "Yann", Overtaken(path, replace_file, 1000)) == "changed_meanwhile"
    assert [person.function is not None for person in FileStore(path).read().scan(PEOPLE)] == [True, False]
    assert leftovers(path) == []
    assert add(path) == 3


def test_a_file_that_somebody_removes_meanwhile_is_not_brought_back(file_store):
    """Nor is the history cut."""
    path = file_store._path
    assert fails(add, path, "Yann", Overtaken(path, lambda path, _times: path.unlink())) == "absent"
    assert not path.exists()
    assert leftovers(path) == []
