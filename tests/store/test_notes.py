"""The note beside the file vouches for what `cap` wrote, and for nothing that came after."""

import os

from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.store import notes
from capcli.store.disk import Disk
from capcli.store.file import FileStore


def overwrite(path, old, new):
    """Change bytes of the file where it stands; its length stays."""
    assert len(old) == len(new)
    text = path.read_bytes()
    assert old in text
    with path.open("r+b") as file:
        file.write(text.replace(old, new))


def numbers_of(store, given):
    """Found by searching the bytes, which misses other spellings where they are taken for our own."""
    return [person.id for person in store.read().find(PEOPLE, "given_name", given)]


def test_a_second_write_in_the_same_step_of_a_coarse_clock_is_seen(file_store, monkeypatch):
    """Where moments of change come in steps, ours falls between two of them, so that no other write has it."""
    between = 1_700_000_000_123_456_789
    step = between // 4_000_000 * 4_000_000
    monkeypatch.setattr(notes.time, "time_ns", lambda: between)
    monkeypatch.setattr(notes, "stamp_of", lambda s: notes.Stamp(s.st_size, s.st_mtime_ns, step, s.st_ino))
    file_store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    overwrite(file_store._path, b'"given_name":"Yann"', b'"given_name": "Eva"')
    os.utime(file_store._path, ns=(step, step))
    assert numbers_of(FileStore(file_store._path), "Eva") == [3]


def test_what_another_program_writes_right_after_the_rename_is_seen(file_store):
    """By the store that wrote too: it does not vouch for bytes that are not its own."""

    class Hurried(Disk):
        def replace(self, source, target):
            super().replace(source, target)
            overwrite(target, b'"given_name":"Yann"', b'"given_name": "Eva"')

    store = FileStore(file_store._path, Hurried())
    store.change(lambda tx: tx.put(PEOPLE, a_person("Yann", "Roche")), AUTHOR)
    assert numbers_of(store, "Eva") == [3]
    assert numbers_of(FileStore(file_store._path), "Eva") == [3]


def test_a_file_with_our_stamp_is_read_quickly(file_store, monkeypatch):
    """The next command, and the same one again, trust what was just written."""
    monkeypatch.setattr("capcli.store.reading.read_strictly", None)
    assert numbers_of(file_store, "Zoé") == numbers_of(FileStore(file_store._path), "Zoé") == [2]
