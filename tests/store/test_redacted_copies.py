"""What is forgotten for good is taken out of every copy that cap keeps, and out of nothing else."""

import os
import signal
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pytest
from store_records import AUTHOR, a_person, a_registration

from capcli.domain.records import PEOPLE, REGISTRATIONS
from capcli.errors import DataFileError
from capcli.store.copies import verified
from capcli.store.disk import Disk
from capcli.store.file import FileStore

replace = msgspec.structs.replace
fork = get_context("fork")
SECRET = "sans gluten"


def without_answers(change):
    def bare(document):
        return document and {key: value for key, value in document.items() if key != "sensitive"}

    if change.table != "registrations":
        return change
    return replace(change, before=bare(change.before), after=bare(change.after))


def forget(store):
    return store.change(
        lambda tx: tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), sensitive={})),
        AUTHOR,
        redact=without_answers,
    )


def holding(folder):
    """The names of the files that hold the secret."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes())


@pytest.fixture
def store(tmp_path):
    """A desk whose backups hold a sensitive answer."""
    made = FileStore.create(tmp_path / "cap.json")
    made.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 1, sensitive={"Régime ?": SECRET})), AUTHOR)
    for given in ("Léa", "Zoé", "Yann"):
        made.change(lambda tx, given=given: tx.put(PEOPLE, a_person(given, "Roche")), AUTHOR)
    assert len(holding(tmp_path)) == 5  # the data, its history and three backups
    return made


def entries(store):
    return [backup.entry for backup in store.backups.all()]


def test_no_backup_holds_it_any_more_and_each_is_whole(store, tmp_path):
    forget(store)
    assert holding(tmp_path) == []
    found = [store.backups.verify(backup) for backup in store.backups.all()]
    assert all(one.is_ours for one in found)
    assert [len(one.tables["people"]) for one in found] == [3, 2, 1, 0, 0]


def test_the_state_before_is_kept_without_it(store):
    """It was the data file until then, and no backup yet."""
    forget(store)
    assert entries(store) == [4, 3, 2, 1, 0]
    kept = store.backups.verify(store.backups.all()[0])
    assert SECRET.encode() not in kept.tables["registrations"].get(1)


def test_a_backup_without_it_stays_the_file_it_is(store):
    oldest = store.backups.all()[-1].path
    before = oldest.stat()
    forget(store)
    assert (oldest.stat().st_ino, oldest.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_next_write_keeps_the_forgotten_state_only(store, tmp_path):
    forget(store)
    store.change(lambda tx: tx.put(PEOPLE, a_person("Luc", "Roche")), AUTHOR)
    assert entries(store) == [5, 4, 3, 2, 1, 0]
    assert holding(tmp_path) == []


def test_a_second_name_of_a_backup_is_not_written_through(store, tmp_path):
    """A copy is replaced, never changed where it stands: somebody may hold a link to it."""
    mine = tmp_path.parent / f"{tmp_path.name}-mine.json"
    os.link(store.backups.all()[0].path, mine)
    before = mine.read_bytes()
    forget(store)
    assert mine.read_bytes() == before


def test_files_put_aside_lose_it_too(store, tmp_path):
    data = (tmp_path / "cap.json").read_bytes()
    (tmp_path / "cap.json.damaged-1").write_bytes(data[:-40])
    (tmp_path / "cap.json.before-edit-H2").write_bytes(data)
    (tmp_path / "cap.json.journal.1").write_bytes(
        (tmp_path / "cap.json.journal").read_bytes() + b'{"torn": "' + SECRET.encode()
    )
    (tmp_path / "notes.txt").write_text(SECRET)
    forget(store)
    assert holding(tmp_path) == ["notes.txt"]
    assert verified(tmp_path / "cap.json.before-edit-H2").is_ours
    assert (tmp_path / "cap.json.journal.1").read_bytes().count(b"\n") == 4


@pytest.mark.parametrize("first", [b"", b"\xff{torn", b"\xef\xbb\xbf"])
def test_a_journal_put_aside_is_known_by_any_of_its_entries(store, tmp_path, first):
    """The first one is what a repair may have taken out."""
    journal = tmp_path / "cap.json.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[1:]))
    (tmp_path / "cap.json.journal.1").write_bytes(b"".join([first, *lines]))
    (tmp_path / "cap.json.journal.2").write_bytes(b"".join(lines[::-1]))
    forget(store)
    assert holding(tmp_path) == []
    assert (tmp_path / "cap.json.journal.2").read_bytes().count(b"\n") == 4


def test_a_journal_put_aside_in_which_nothing_can_be_read_goes(store, tmp_path):
    """Nobody knows whom it names."""
    aside = tmp_path / "cap.json.journal.1"
    aside.write_bytes((tmp_path / "cap.json.journal").read_text(encoding="utf-8").encode("utf-16"))
    told = []
    forget(FileStore(tmp_path / "cap.json", notify=lambda code, values: told.append((code, values))))
    assert not aside.exists()
    assert told == [("copies_removed", {"paths": str(aside)})]


def test_of_a_damaged_copy_the_readable_lines_stay(store, tmp_path):
    """A torn line may name anybody; so may lines under a heading that nobody can read."""
    data = (tmp_path / "cap.json").read_bytes()
    torn = data.replace(b'"2":{"given_name"', b'"2":{given_name"').replace(b'"registrations":{', b'"registra\xff:{')
    damaged = tmp_path / "cap.json.damaged-1"
    damaged.write_bytes(torn)
    forget(store)
    left = damaged.read_bytes()
    assert "Léa".encode() in left
    assert b"Yann" in left
    assert "Zoé".encode() not in left
    assert SECRET.encode() not in left


def test_a_damaged_copy_of_which_nothing_can_be_read_goes_and_is_named(store, tmp_path):
    told = []
    damaged = store.backups.folder / "20200101T000000Z-H9.json"
    damaged.write_bytes(b"\xff" + SECRET.encode())
    forget(FileStore(tmp_path / "cap.json", notify=lambda code, values: told.append((code, values))))
    assert not damaged.exists()
    assert told == [("copies_removed", {"paths": str(damaged)})]


def test_the_files_of_an_earlier_desk_are_not_touched(store, tmp_path):
    """Its numbers are other people's."""
    (tmp_path / "cap.json").unlink()
    again = FileStore.create(tmp_path / "cap.json")
    later = replace(AUTHOR, at=AUTHOR.at.replace(hour=11))
    made = a_registration(1, 1, sensitive={"Régime ?": "végétarien"})
    again.change(lambda tx: tx.put(REGISTRATIONS, made), later)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.1/*")}
    before[tmp_path / "cap.json.journal.1"] = (tmp_path / "cap.json.journal.1").read_bytes()
    forget(again)
    assert len(before) == 5
    assert {path: path.read_bytes() for path in before} == before


def test_a_copy_that_cannot_be_written_stops_it_before_anything_is_committed(store, tmp_path, monkeypatch):
    def full(*_args):
        raise DataFileError("disk_full", path="x")

    monkeypatch.setattr("capcli.store.redacted_copies.put_aside", full)
    with pytest.raises(DataFileError) as refused:
        forget(store)
    assert refused.value.code == "disk_full"
    assert FileStore(tmp_path / "cap.json").read().get(REGISTRATIONS, 1).sensitive
    monkeypatch.undo()
    assert forget(FileStore(tmp_path / "cap.json")).entry == 5
    assert holding(tmp_path) == []


class DiesAt(Disk):
    """A disk that kills the process at its nth write of any kind."""

    def __init__(self, step):
        self.left = step

    def _step(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(self, fd, pieces):
        self._step()
        super().write(fd, pieces)
        self._step()

    def fsync_folder(self, folder):
        self._step()
        super().fsync_folder(folder)

    def link(self, source, target):
        super().link(source, target)
        self._step()

    def replace(self, source, target):
        self._step()
        super().replace(source, target)
        self._step()


STEPS = 25


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_killed_anywhere_it_is_done_again_by_the_same_command(store, tmp_path, step):
    """Until the data is written it still holds the answer; the history and the copies lose it before."""
    process = fork.Process(target=lambda: forget(FileStore(tmp_path / "cap.json", DiesAt(step))))
    process.start()
    process.join()
    again = FileStore(tmp_path / "cap.json")
    is_done = not again.read().get(REGISTRATIONS, 1).sensitive
    assert process.exitcode == -signal.SIGKILL
    if not is_done:
        forget(again)
    assert holding(tmp_path) == []
    assert entries(again) == [4, 3, 2, 1, 0]
    assert all(again.backups.verify(backup).is_ours for backup in again.backups.all())
    assert [entry.entry for entry in again.history()] == [5, 4, 3, 2, 1]
    again.change(lambda tx: tx.put(PEOPLE, a_person("Luc", "Roche")), AUTHOR)
    assert not list(Path(tmp_path).rglob("*.json.new"))


def test_a_kill_is_tried_at_every_step(store, tmp_path):
    """As many as the test above goes through."""
    disk = DiesAt(1000)
    forget(FileStore(tmp_path / "cap.json", disk))
    assert 1000 - disk.left == STEPS
