"""A file that somebody else changed: told, entered in the history by the next write, and what cap had written kept."""

import json
import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person, a_registration, a_session
from tinydb import TinyDB

from capcli.domain.keys import keyed_person
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS
from capcli.store.disk import Disk
from capcli.store.file import FileStore


def edit(store, table, number, **fields):
    """What a stock TinyDB does."""
    with TinyDB(store.address) as stock:
        stock.table(table).update(fields, doc_ids=[number])


def add_yann(store):
    return store.change(lambda tx: tx.put(PEOPLE, keyed_person(a_person("Yann", "Roche"))).id, AUTHOR)


@pytest.fixture
def file_store(tmp_path):
    """As a command makes it, with the keys by which names are found."""
    made = FileStore.create(tmp_path / "cap.json")

    def work(tx):
        tx.put(SESSIONS, a_session())
        tx.put(PEOPLE, keyed_person(a_person("Léa", "Martineau")))
        tx.put(PEOPLE, keyed_person(a_person("Zoé", "L'Hostis")))
        tx.put(REGISTRATIONS, a_registration(1, 1))

    made.change(work, AUTHOR)
    return made


@pytest.fixture
def told():
    return []


@pytest.fixture
def opened(file_store, told):
    """The file as another command opens it."""
    return lambda: FileStore(file_store._path, notify=lambda code, values: told.append((code, values)))


def beside(store, pattern):
    return sorted(path.name for path in store._path.parent.glob(pattern))


def test_the_next_write_enters_what_was_changed(file_store, opened, told):
    """One entry by nobody, with the moment of the file, before the command's own."""
    edit(file_store, "people", 1, given_name="Lea")
    with TinyDB(file_store.address) as stock:
        stock.table("registrations").remove(doc_ids=[1])
    os.utime(file_store._path, (1_700_000_000, 1_700_000_000))
    store = opened()
    committed = add_yann(store)
    assert committed.entry == 3
    mine, theirs, _first = FileStore(file_store._path).history()
    assert (mine.entry, [change.id for change in mine.changes]) == (3, [3])
    assert (theirs.entry, theirs.by, theirs.command, theirs.at.timestamp()) == (2, "?", "outside edit", 1_700_000_000)
    assert [
        (c.table, c.id, c.before and c.before.get("given_name"), c.after and c.after.get("given_name"))
        for c in theirs.changes
    ] == [
        ("people", 1, "Léa", "Lea"),
        ("registrations", 1, None, None),
    ]
    assert [code for code, _values in told] == ["edited_outside", "edit_entered"]
    assert json.loads(file_store._path.read_bytes())["_meta"]["1"]["entry"] == 3


def test_the_last_file_that_cap_wrote_is_kept(file_store, opened):
    """Byte for byte, readable by its owner only, under the number of the entry it stood at; out of every rotation."""
    before = file_store._path.read_bytes()
    edit(file_store, "people", 1, given_name="Lea")
    add_yann(opened())
    kept = file_store._path.with_name("cap.json.before-edit-H1")
    assert kept.read_bytes() == before
    assert kept.stat().st_mode & 0o777 == 0o600
    edit(file_store, "people", 1, given_name="Leah")
    add_yann(opened())
    assert beside(file_store, "*.before-edit-*") == ["cap.json.before-edit-H1", "cap.json.before-edit-H3"]


def test_a_reader_is_told_once_and_writes_nothing(file_store, opened, told):
    edit(file_store, "people", 1, given_name="Lea")
    edited, names = file_store._path.read_bytes(), beside(file_store, "*")
    store = opened()
    for _ in range(2):
        assert store.read().get(PEOPLE, 1).given_name == "Lea"
        assert len(list(store.history())) == 1
    assert told == [("edited_outside", {"path": store.address})]
    assert (file_store._path.read_bytes(), beside(file_store, "*")) == (edited, names)


@pytest.mark.parametrize("indent", [None, 4])
def test_the_same_content_written_anew_is_no_edit(file_store, opened, told, indent):
    """Nor is a copy, nor a file whose moment changed."""
    with TinyDB(file_store.address, indent=indent) as stock:
        stock.table("people").update({"given_name": "Léa"}, doc_ids=[1])
    assert add_yann(opened()).entry == 2
    os.utime(file_store._path)
    assert add_yann(opened()).entry == 3
    assert (told, beside(file_store, "*edit*")) == ([], [])


def test_a_change_that_changes_nothing_enters_nothing(file_store, opened):
    edit(file_store, "people", 1, given_name="Lea")
    edited = file_store._path.read_bytes()
    assert opened().change(lambda tx: None, AUTHOR).entry is None
    assert file_store._path.read_bytes() == edited
    assert beside(file_store, "*.before-edit-*") == []


def test_without_history_nor_copy_it_is_noted_without_records(file_store, opened, told):
    """The command's own change is made all the same."""
    file_store._path.with_name("cap.json.journal").unlink()
    edit(file_store, "people", 1, given_name="Lea")
    assert add_yann(opened()).entry == 3
    _mine, theirs = FileStore(file_store._path).history()
    assert (theirs.entry, theirs.command, theirs.changes) == (2, "outside edit", [])
    assert [code for code, _values in told] == ["edited_outside", "edit_unknown"]


def test_a_backup_tells_when_the_history_does_not_go_back_far_enough(file_store, opened):
    """The newest copy that is whole, and what the history holds since."""
    folder = file_store._path.with_name("cap.json.backups")
    folder.mkdir(exist_ok=True)
    (folder / "20231002T083000Z-H1.json").write_bytes(file_store._path.read_bytes())
    file_store._path.with_name("cap.json.journal").unlink()
    add_yann(file_store)
    before = file_store._path.read_bytes()
    (folder / "20231002T083100Z-H2.json").write_bytes(before.replace(b"Yann", b"Jann"))
    edit(file_store, "people", 2, given_name="Zoe")
    add_yann(opened())
    assert [change.id for change in list(FileStore(file_store._path).history())[1].changes] == [2]
    assert file_store._path.with_name("cap.json.before-edit-H2").read_bytes() == before


def test_a_number_used_outside_is_not_given_again(file_store, opened):
    """Even when the very next command removes it."""
    with TinyDB(file_store.address) as stock:
        stock.table("registrations").insert(dict(stock.table("registrations").get(doc_id=1)) | {"person": 2})
    store = opened()
    store.change(lambda tx: tx.remove(REGISTRATIONS, 2), AUTHOR)
    made = FileStore(file_store._path).change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 2)).id, AUTHOR)
    assert made.result == 3


def test_a_number_of_somebody_removed_is_not_given_again(file_store, opened):
    """Even when whoever edits the file lowers what it says of its numbers."""
    file_store.change(lambda tx: tx.remove(REGISTRATIONS, 1), AUTHOR)
    edit(file_store, "people", 1, given_name="Lea")
    edit(file_store, "_meta", 1, last_ids={})
    made = opened().change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 2)).id, AUTHOR)
    assert made.result == 2


class DiesBeforeTheRename(Disk):
    """The journal has both entries, the data file has neither."""

    def replace(self, source: str, target: Path) -> None:
        if not str(target).endswith(".journal"):
            os.kill(os.getpid(), signal.SIGKILL)
        super().replace(source, target)


def test_a_write_that_stopped_leaves_the_edit_to_be_entered_by_the_next(file_store, opened):
    """Both entries or none; no leftover beside the file."""
    edit(file_store, "people", 1, given_name="Lea")
    process = get_context("fork").Process(target=lambda: add_yann(FileStore(file_store._path, DiesBeforeTheRename())))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert [entry.entry for entry in opened().history()] == [1]
    assert add_yann(opened()).entry == 3
    assert [entry.entry for entry in opened().history()] == [3, 2, 1]
    assert beside(file_store, "*.journal.*") == []
    assert beside(file_store, "*.new") == []
    assert beside(file_store, "*.before-edit-*") == ["cap.json.before-edit-H1"]


def test_a_redaction_takes_it_out_of_the_edit_too(file_store, opened):
    """What is forgotten in the very write that enters an outside edit is not in its entry."""
    from msgspec.structs import replace

    edit(file_store, "people", 1, phone="+33475781715")

    def without_phone(change):
        kept = (
            {k: v for k, v in side.items() if k != "phone"} if side else side for side in (change.before, change.after)
        )
        before, after = kept
        return replace(change, before=before, after=after)

    def forget(tx):
        tx.put(PEOPLE, replace(tx.get(PEOPLE, 1), phone=None))

    opened().change(forget, AUTHOR, redact=without_phone)
    assert b"475781715" not in file_store._path.with_name("cap.json.journal").read_bytes()
