"""Each write keeps the file that it replaces; no write fails because that cannot be done."""

import datetime as dt
import errno
import os
import signal
import stat
import threading
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE, SETTINGS, Setting
from capcli.domain.thinning import Keeping
from capcli.errors import DataFileError
from capcli.settings import KINDS
from capcli.store.backups import SETTING_FIELDS, Backups
from capcli.store.copies import verified
from capcli.store.disk import Disk
from capcli.store.file import FileStore

fork = get_context("fork")


def add(store, given="Yann"):
    return store.change(lambda tx: tx.put(PEOPLE, a_person(given, "Roche")), AUTHOR).entry


def entries(store):
    return [backup.entry for backup in store.backups.all()]


@pytest.fixture
def told():
    """What the store said that is no error."""
    return []


@pytest.fixture
def opened(file_store, told):
    """The file again, over a disk that a test chooses."""
    return lambda disk=None: FileStore(
        file_store._path, disk, notify=lambda code, values: told.append((code, sorted(values)))
    )


class Linkless(Disk):
    """A disk that gives no file a second name, for one of the reasons there are."""

    def __init__(self, number=errno.EPERM):
        self.number = number

    def link(self, source, target):
        raise OSError(self.number, os.strerror(self.number))


def test_the_first_write_has_nothing_to_keep(tmp_path):
    FileStore.create(tmp_path / "cap.json")
    assert not (tmp_path / "cap.json.backups").exists()


def test_a_write_keeps_the_file_that_it_replaces_and_when_that_was_written(file_store):
    before, status = file_store._path.read_bytes(), file_store._path.stat()
    assert add(file_store) == 2
    kept = file_store.backups.all()[0]
    assert kept.path.read_bytes() == before
    assert kept.path.stat().st_ino == status.st_ino  # a second name, no copy
    assert (kept.entry, kept.size) == (1, len(before))
    assert kept.at == dt.datetime.fromtimestamp(status.st_mtime, dt.UTC).replace(microsecond=0)
    assert kept.path.name == f"{kept.at:%Y%m%dT%H%M%SZ}-H1.json"


def test_backups_are_their_owner_s_only(file_store):
    file_store._path.chmod(0o644)
    add(file_store)
    assert stat.S_IMODE(file_store.backups.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP])
def test_where_no_link_is_given_a_copy_is_made(file_store, opened, told, number):
    before = file_store._path.read_bytes()
    add(opened(Linkless(number)))
    kept = file_store.backups.all()[0]
    assert kept.path.read_bytes() == before
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert [path.suffix for path in file_store.backups.folder.iterdir()] == [".json"] * 2
    assert told == []


def test_a_folder_of_backups_on_another_disk(tmp_path):
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second file system at hand")
    folder = other / f"cap-backups-{os.getpid()}"
    folder.mkdir()
    try:
        (tmp_path / "cap.json.backups").symlink_to(folder)
        store = FileStore.create(tmp_path / "cap.json")  # puts the link aside: it led to those of an earlier file
        (tmp_path / "cap.json.backups.1").rename(tmp_path / "cap.json.backups")
        add(store)
        before = store._path.read_bytes()
        add(store)
        assert [path.read_bytes() == before for path in folder.glob("*-H1.json")] == [True]
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_a_backup_that_cannot_be_made_is_told_once_and_the_write_goes_on(file_store, opened, told):
    folder = file_store.backups.folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("no folder")
    store = opened()
    assert [add(store), add(store)] == [2, 3]
    assert told == [("backup_failed", ["path", "reason"])]
    assert FileStore(file_store._path).read().count(PEOPLE) == 4


def test_a_full_disk_takes_the_change_and_no_backup(file_store, opened, told, monkeypatch):
    """The new file is there already when nothing more fits."""

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("capcli.store.backups.copied", full)
    assert add(opened(Linkless())) == 2
    assert [code for code, _values in told] == ["backup_failed"]
    assert entries(file_store) == [0]


def test_a_write_that_fails_keeps_nothing(file_store, opened):
    """The file in use would change under its second name."""

    class Stuck(Disk):
        def replace(self, source, target):
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(DataFileError):
        add(opened(Stuck()))
    assert entries(file_store) == [0]
    assert file_store._path.stat().st_nlink == 1


class DiesBeforeTheRename(Disk):
    def replace(self, source, target):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def killed(file_store):
    """The file after a write that was killed once its backup was made."""
    process = fork.Process(target=lambda: add(FileStore(file_store._path, DiesBeforeTheRename())))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert file_store._path.stat().st_nlink == 2
    return file_store


def test_a_write_killed_before_its_rename_leaves_one_backup_of_that_state(killed):
    add(killed)
    assert entries(killed) == [1, 0]
    assert [killed.backups.verify(backup).is_ours for backup in killed.backups.all()] == [True, True]


def test_what_was_edited_in_place_after_a_kill_is_no_earlier_state(killed):
    """The name of the earlier state led to the same bytes, which are others now."""
    data = killed._path.read_bytes().replace(b"Martineau", b"Martinaux")
    with killed._path.open("r+b") as file:
        file.write(data)
    os.utime(killed._path, (2_000_000_000, 2_000_000_000))
    add(FileStore(killed._path))
    kept = killed.backups.all()
    assert [(backup.entry, backup.at.year) for backup in kept] == [(1, 2033), (0, kept[1].at.year)]
    assert kept[0].path.read_bytes() == data


def test_what_another_program_put_there_meanwhile_is_kept(file_store, opened):
    """After our reading and before our rename: it is not lost under ours."""
    other = file_store._path.read_bytes().replace(b"Martineau", b"Martinaux")

    class OvertakenOnce(Disk):
        def link(self, source, target):
            if source.read_bytes() != other:
                beside = source.with_name("other.json")
                beside.write_bytes(other)
                beside.replace(source)
            super().link(source, target)

    store = opened(OvertakenOnce())
    add(store)
    assert [backup.path.read_bytes() == other for backup in store.backups.all()] == [True, False]
    assert store.read().get(PEOPLE, 1).family_name == "Martinaux"


def test_two_states_of_one_second_and_one_entry_are_both_kept(file_store):
    """As when an older copy was put back by hand."""
    earlier, moment = file_store._path.read_bytes(), file_store._path.stat().st_mtime_ns
    add(file_store)
    put_back = earlier.replace(b"Martineau", b"Martinaux")
    file_store._path.write_bytes(put_back)
    os.utime(file_store._path, ns=(moment, moment))
    add(FileStore(file_store._path))
    kept = [backup.path for backup in file_store.backups.all() if backup.entry == 1]
    assert sorted(path.read_bytes() for path in kept) == sorted([earlier, put_back])
    assert kept[0].name == kept[1].name.replace(".json", "-2.json")


def test_a_linked_data_file_has_its_backups_beside_the_real_one(file_store, tmp_path):
    link = tmp_path / "desk" / "cap.json"
    link.parent.mkdir()
    link.symlink_to(file_store._path)
    add(FileStore(link))
    assert entries(file_store) == [1, 0]
    assert [path.name for path in link.parent.iterdir()] == ["cap.json"]


class TestThinning:
    @pytest.fixture
    def days(self, file_store):
        """A backup a day for a third of a year."""
        start = dt.datetime(2026, 11, 23, 8, 12, 30, tzinfo=dt.UTC)
        for back in range(120):
            name = f"{start - dt.timedelta(days=back):%Y%m%dT%H%M%SZ}-H{5000 - back}.json"
            (file_store.backups.folder / name).touch()
        return file_store

    def test_a_write_thins_by_the_settings(self, days):
        add(days)
        assert len(days.backups.all()) < 10 + 7 + 4 + 12
        chosen = [Setting(key=key, value=value) for key, value in (("backup.last", "2"), ("backup.months", "0"))]
        days.change(lambda tx: [tx.put(SETTINGS, one) for one in chosen], AUTHOR)
        assert 2 <= len(days.backups.all()) <= 2 + 7 + 4

    def test_a_setting_that_is_no_number_counts_as_its_default(self, days):
        edited = Setting(key="backup.last", value="all of them")
        days.change(lambda tx: tx.put(SETTINGS, edited), AUTHOR)
        assert 10 < len(days.backups.all()) < 10 + 7 + 4 + 12

    def test_nothing_of_another_name_is_removed(self, days):
        folder = days.backups.folder
        foreign = [
            "notes.txt", "elsewhere.json", "20261123T081230Z.json", "20261123T081230Z-H57.json.bak", "cap.json",
            "20261123T081230Z-H57 (conflit de Jeanne).json", "20269923T081230Z-H57.json", "20261123T081230-H57.json",
        ]  # fmt: skip
        for name in foreign:
            (folder / name).write_text("mine")
        (folder / "kept").mkdir()
        add(days)
        assert {path.name for path in folder.iterdir()} >= {*foreign, "kept"}

    def test_a_copy_that_was_stopped_is_removed(self, days):
        torn = days.backups.folder / "20261123T081230Z-H57.json.new"
        torn.write_text('{"_meta"')
        add(days)
        assert not torn.exists()

    def test_the_defaults_are_those_of_the_settings(self):
        """A store cannot ask the settings, which are kept in it."""
        default = Keeping()
        assert {key: int(KINDS[key].default) for key in SETTING_FIELDS} == {
            key: getattr(default, field) for key, field in SETTING_FIELDS.items()
        }


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_of_backups_that_cannot_be_written(file_store, opened, told):
    file_store.backups.folder.chmod(0o500)
    try:
        assert add(opened()) == 2
        assert [code for code, _values in told] == ["backup_failed"]
    finally:
        file_store.backups.folder.chmod(0o700)


def test_four_processes_lose_no_backup_and_damage_none(file_store):
    """Each keeps what it replaced, while the others list and thin."""
    file_store.change(lambda tx: tx.put(SETTINGS, Setting(key="backup.last", value="1000")), AUTHOR)

    def write(name):
        store = FileStore(file_store._path)
        for _ in range(15):
            add(store, name)

    workers = [fork.Process(target=write, args=(f"Léa{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert entries(file_store) == list(range(61, -1, -1))
    assert all(file_store.backups.verify(backup).is_ours for backup in file_store.backups.all())


def test_a_list_while_another_process_thins(file_store, monkeypatch):
    """A backup that goes while it is looked at is left out."""
    for _ in range(3):
        add(file_store)
    first = file_store.backups.all()[0].path
    real = Path.stat

    def stat_of(path, **options):
        if path == first and threading.current_thread() is threading.main_thread():
            raise FileNotFoundError
        return real(path, **options)

    monkeypatch.setattr(Path, "stat", stat_of)
    assert first not in [backup.path for backup in file_store.backups.all()]


def test_a_new_file_does_not_take_over_the_backups_of_an_earlier_one(file_store):
    add(file_store)
    file_store._path.unlink()
    again = FileStore.create(file_store._path)
    assert entries(again) == []
    aside = file_store._path.with_name("cap.json.backups.1")
    assert len(list(aside.iterdir())) == 2
    add(again)
    again._path.unlink()
    FileStore.create(file_store._path)
    assert file_store._path.with_name("cap.json.backups.2").is_dir()


class TestVerifying:
    @pytest.fixture
    def backup(self, file_store):
        add(file_store)
        return file_store.backups.all()[0].path

    def test_what_cap_wrote_is_whole(self, backup, monkeypatch):
        """Proven by its checksum, without decoding it."""
        monkeypatch.setattr("capcli.store.reading.read_strictly", None)
        found = verified(backup)
        assert (found.is_ours, found.meta.entry, len(found.tables["people"])) == (True, 1, 2)

    def test_another_spelling_of_the_same_is_read_strictly(self, backup):
        backup.write_bytes(backup.read_bytes().replace(b'"title":', b'"title" : '))
        assert verified(backup).is_ours

    def test_other_records_are_an_edit(self, backup):
        backup.write_bytes(backup.read_bytes().replace(b"Martineau", b"Martinaux"))
        assert not verified(backup).is_ours

    def test_a_flipped_bit_that_changes_a_record_is_never_taken_for_whole(self, backup):
        def records(found):
            return {name: list(lines.items()) for name, lines in found.tables.items() if len(lines)}

        data, right = backup.read_bytes(), records(verified(backup))
        for place in range(data.index(b'"sessions":{\n'), len(data) - 1, 3):
            torn = bytearray(data)
            torn[place] ^= 1 << place % 8
            backup.write_bytes(torn)
            try:
                found = verified(backup)
            except DataFileError:
                continue
            assert not found.is_ours or records(found) == right, place

    def test_one_that_holds_another_entry_than_its_name_says_is_an_edit(self, file_store, backup):
        backup.write_bytes(backup.read_bytes().replace(b'"entry":1', b'"entry":3'))
        assert not file_store.backups.verify(file_store.backups.all()[0]).is_ours

    @pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.99])
    def test_a_truncated_one_is_damaged(self, backup, share):
        data = backup.read_bytes()
        backup.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(DataFileError):
            verified(backup)

    def test_one_that_is_gone_is_told(self, backup):
        backup.unlink()
        with pytest.raises(DataFileError) as refused:
            verified(backup)
        assert refused.value.code == "absent"


class TestOnDemand:
    def test_it_is_a_copy_that_the_file_in_use_does_not_share(self, file_store):
        made = file_store.back_up("backup now")
        assert made.path.read_bytes() == file_store._path.read_bytes()
        assert made.path.stat().st_ino != file_store._path.stat().st_ino
        assert (made.entry, made.path.stat().st_nlink) == (1, 1)

    def test_twice_it_is_the_same_and_the_next_write_adds_none(self, file_store):
        assert file_store.back_up("backup now") == file_store.back_up("backup now")
        add(file_store)
        assert entries(file_store) == [1, 0]

    def test_a_disk_that_gives_back_something_else_is_found_out(self, file_store, monkeypatch):
        monkeypatch.setattr("capcli.store.backups.same_bytes", lambda *_: False)
        with pytest.raises(DataFileError) as refused:
            file_store.back_up("backup now")
        assert refused.value.code == "unwritable"


def test_a_moment_that_no_calendar_has_keeps_no_write_from_going_on(file_store, opened, told, monkeypatch):
    def place(self, entry):
        raise OverflowError("date value out of range")

    monkeypatch.setattr(Backups, "_place", place)
    assert add(opened()) == 2
    assert [code for code, _values in told] == ["backup_failed"]
