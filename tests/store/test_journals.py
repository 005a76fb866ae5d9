"""The history on disk."""

import os

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store import backward, journals
from capcli.store.file import FileStore
from capcli.texts.notices import notice


@pytest.fixture
def journal(file_store):
    for n in range(2, 6):
        file_store.change(lambda tx, n=n: tx.put(PEOPLE, a_person("Zoé", f"Roche{n}", function="é" * n * 9)), AUTHOR)
    return file_store._path.with_name("cap.json.journal")


def entries(file_store):
    return [entry.entry for entry in FileStore(file_store._path).history()]


@pytest.mark.parametrize("block", [1, 7, 300, 1 << 16])
def test_it_is_read_backward_whatever_the_blocks(file_store, journal, block, monkeypatch):
    """Entries longer and shorter than a block, cut inside an accented letter."""
    monkeypatch.setattr(backward, "BLOCK", block)
    assert entries(file_store) == [5, 4, 3, 2, 1]
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert entries(file_store) == [6, 5, 4, 3, 2, 1]


def test_the_newest_entry_costs_one_block(file_store, journal, monkeypatch):
    """Neither the newest entry nor a write reads what is old."""
    with journal.open("r+b") as file:
        whole = file.read()
        file.seek(0)
        file.write(b"x" * 300_000 + b"\n" + whole)
    read = []
    real = os.read
    monkeypatch.setattr(backward.os, "read", lambda fd, size: read.append(size) or real(fd, size))
    assert next(file_store.history()).entry == 5
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert sum(read) < 300_000


def test_entries_that_were_never_committed_are_skipped_then_cut_off(file_store, journal):
    """Whole ones and a piece of one."""
    committed = journal.read_bytes()
    for rest in (b'{"entry":6,', b'{"entry":6}\n', b'{"entry":6}\n{"ent', b"\0" * 50, b"\0" * 50 + b"\n"):
        journal.write_bytes(committed + rest)
        assert entries(file_store) == [5, 4, 3, 2, 1]
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert entries(file_store) == [6, 5, 4, 3, 2, 1]
    assert journal.read_bytes().startswith(committed)
    assert b"\0" not in journal.read_bytes()
    assert not list(journal.parent.glob("*.journal.*"))


def test_an_older_copy_of_the_data_that_is_put_back_costs_no_history(file_store, journal):
    """Its later entries stand for nothing now; the next write keeps them in a file of their own."""
    older = file_store._path.read_bytes()
    for given in ("Yann", "Inès"):
        file_store.change(lambda tx, given=given: tx.put(PEOPLE, a_person(given, "Roche")), AUTHOR)
    told = journal.read_bytes()
    file_store._path.write_bytes(older)
    assert entries(file_store) == [5, 4, 3, 2, 1]
    told_of = []
    store = FileStore(file_store._path, notify=lambda code, values: told_of.append((code, values)))
    store.change(lambda tx: tx.put(PEOPLE, a_person("Enzo", "Roche")), AUTHOR)
    assert entries(file_store) == [6, 5, 4, 3, 2, 1]
    assert [code for code, _values in told_of] == ["history_aside"]
    assert notice(*told_of[0]).startswith(
        f"cap: warning: the data file {file_store.address} stood at H5, its history at H7"
    )
    aside = journal.with_name(f"{journal.name}.1")
    assert aside.read_bytes() == told
    assert aside.stat().st_mode & 0o777 == 0o600


def test_without_the_journal_all_works_but_the_history(file_store, journal):
    """Which starts again with the next write."""
    journal.unlink()
    with pytest.raises(DataFileError) as caught:
        file_store.history()
    assert caught.value.code == "no_history"
    assert file_store.read().count(PEOPLE) == 6
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert entries(file_store) == [6]


def test_damage_in_the_middle_is_told_where_it_is(file_store, journal):
    """What is newer is shown first; writing goes on after it."""
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = b"garbage\n"
    journal.write_bytes(b"".join(lines))
    history = file_store.history()
    assert [next(history).entry, next(history).entry] == [5, 4]
    with pytest.raises(DataFileError) as caught:
        next(history)
    assert (caught.value.code, caught.value.values["entry"]) == ("damaged_history", 4)
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert journal.read_bytes().startswith(b"".join(lines))


def test_damage_of_the_last_committed_entry_is_not_hidden(file_store, journal):
    """Nor cut off by the next write: somebody may mend it."""
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[4] = b"garbage\n"
    journal.write_bytes(b"".join(lines))
    with pytest.raises(DataFileError) as caught:
        next(file_store.history())
    assert caught.value.code == "damaged_history"
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert b"garbage\n" in journal.read_bytes()


def test_commands_that_do_not_ask_for_the_history_never_read_it(file_store, journal, monkeypatch):
    monkeypatch.setattr(journals, "lines_backward", lambda fd: pytest.fail("the journal was read"))
    assert FileStore(file_store._path).read().count(PEOPLE) == 6
