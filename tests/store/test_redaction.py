"""What is forgotten for good is taken out of the history, and out of nothing else."""

import msgspec
import pytest
from store_records import AUTHOR, a_person, a_registration, settle

from capcli.domain.records import PEOPLE, REGISTRATIONS
from capcli.errors import DataFileError
from capcli.store.file import FileStore

replace = msgspec.structs.replace
SECRET = "sans gluten"


def without_answers(change):
    def bare(document):
        return document and {key: value for key, value in document.items() if key != "sensitive"}

    if change.table != "registrations":
        return change
    return replace(change, before=bare(change.before), after=bare(change.after))


def forget(store):
    def work(tx):
        tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), sensitive={}))
        tx.put(PEOPLE, a_person("Zoé", "Martineau"))

    return store.change(work, AUTHOR, redact=without_answers)


@pytest.fixture
def answered(store):
    """A registration with a sensitive answer, changed once since."""
    made = a_registration(1, 1, sensitive={"Régime ?": SECRET})
    store.change(lambda tx: (settle(tx, [1], [1]), tx.put(REGISTRATIONS, made)), AUTHOR)
    store.change(lambda tx: tx.put(REGISTRATIONS, replace(tx.get(REGISTRATIONS, 1), note="vient tard")), AUTHOR)
    return store


def test_the_history_keeps_everything_else(answered):
    before = list(answered.history())
    assert SECRET in str(before)
    entry = forget(answered).entry
    after = list(answered.history())
    assert entry == 3
    assert SECRET not in str(after)
    assert [one.entry for one in after] == [3, 2, 1]
    assert [change.table for change in after[0].changes] == ["people"]  # of the registration nothing else changed
    assert after[1].changes[0].after["note"] == "vient tard"
    assert [(one.at, one.by, one.command) for one in after[1:]] == [(one.at, one.by, one.command) for one in before]


def test_a_change_that_only_forgets_is_an_entry_without_changes(answered):
    made = replace(answered.read().get(REGISTRATIONS, 1), sensitive={})
    assert answered.change(lambda tx: tx.put(REGISTRATIONS, made), AUTHOR, redact=without_answers).entry == 3
    assert next(iter(answered.history())).changes == []
    assert answered.read().get(REGISTRATIONS, 1).sensitive == {}


@pytest.fixture
def path(tmp_path):
    store = FileStore.create(tmp_path / "cap.json")
    store.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 1, sensitive={"Régime ?": SECRET})), AUTHOR)
    return tmp_path / "cap.json"


def holding(path, secret=SECRET):
    """The names of the files that hold the secret."""
    files = (file for file in path.parent.rglob("*") if file.is_file())
    return sorted(file.name for file in files if secret.encode() in file.read_bytes())


def test_no_file_holds_it_any_more(path):
    forget(FileStore(path))
    assert holding(path) == []


def test_a_write_stopped_before_the_data_is_done_again(path, monkeypatch):
    """The history is clean already, the data is as before: forgetting again finishes."""
    stopped = FileStore(path)
    monkeypatch.setattr(stopped, "_write", lambda *_, **__: (_ for _ in ()).throw(OSError("stopped")))
    with pytest.raises(DataFileError):
        forget(stopped)
    again = FileStore(path)
    assert again.read().get(REGISTRATIONS, 1).sensitive == {"Régime ?": SECRET}
    assert [one.entry for one in again.history()] == [1]
    assert forget(again).entry == 2
    assert holding(path) == []


def test_a_damaged_history_is_left_as_it_is(path):
    journal = path.with_name("cap.json.journal")
    FileStore(path).change(lambda tx: tx.put(PEOPLE, a_person("Luc", "Roche")), AUTHOR)
    torn = b"{torn\n" + journal.read_bytes().splitlines(keepends=True)[1]
    journal.write_bytes(torn)
    before = path.read_bytes()
    with pytest.raises(DataFileError) as refused:
        forget(FileStore(path))
    assert refused.value.code == "damaged_history"
    assert (path.read_bytes(), journal.read_bytes()) == (before, torn)
    assert not path.with_name("cap.json.journal.new").exists()


def test_without_a_history_the_data_forgets(path):
    path.with_name("cap.json.journal").unlink()
    forget(FileStore(path))
    assert FileStore(path).read().get(REGISTRATIONS, 1).sensitive == {}
