"""A hundred kinds of damage: refused by readers and writers, told with its place, repaired without losing anything."""

import os
import re
import shutil
import signal
import tempfile
from multiprocessing import get_context
from pathlib import Path

import pytest
from damages import DAMAGES, EDITS, SAME
from hypothesis import given, settings
from hypothesis import strategies as st
from store_records import AUTHOR, NOW, a_person, a_registration, a_session

from capcli.domain.keys import keyed_person
from capcli.domain.records import DUES, PEOPLE, REGISTRATIONS, SESSIONS, SETTINGS, Bound, Dues, Setting
from capcli.errors import DataFileError
from capcli.store import aside
from capcli.store.canonical import whole_checksum
from capcli.store.damage import examined
from capcli.store.file import FileStore
from capcli.store.journals import Journal
from capcli.store.mending import mend, repairs
from capcli.texts.errors import explain
from capcli.texts.findings import DAMAGE, told

NAMES = ("Martineau", "Léa", "Zoé", "L'Hostis")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk of a few entries, with its history and its backups."""
    folder = tmp_path_factory.mktemp("whole")
    store = FileStore.create(folder / "cap.json")
    steps = [
        lambda tx: tx.put(SETTINGS, Setting(key="organisation.name", value="Réseau Exemple")),
        lambda tx: tx.put(SESSIONS, a_session(bounds=[Bound(kind="mode", key="online", places=3)])),
        lambda tx: [
            tx.put(PEOPLE, keyed_person(a_person(*name))) for name in (("Léa", "Martineau"), ("Zoé", "L'Hostis"))
        ],
        lambda tx: tx.put(DUES, Dues(person=1, paid_on=NOW.date(), cents=2000)),
        lambda tx: tx.put(REGISTRATIONS, a_registration(1, 1)),
    ]
    for step in steps:
        store.change(step, AUTHOR)
    return folder


@pytest.fixture
def desk(made, tmp_path):
    """The desk for one test."""
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    return folder / "cap.json"


def state(path):
    return whole_checksum(FileStore(path)._load().tables)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_refused_told_and_repaired(desk, name):
    """Nothing is written before somebody asks for it; then the file is whole again and the damaged bytes are kept."""
    whole = desk.read_bytes()
    broken = DAMAGES[name](whole)
    desk.write_bytes(broken)
    journal = desk.with_name("cap.json.journal").read_bytes()
    for use in (lambda s: s.read(), lambda s: list(s.history()), lambda s: s.change(lambda tx: 1 / 0, AUTHOR)):
        with pytest.raises(DataFileError) as caught:
            use(FileStore(desk))
        assert caught.value.exit_code == 5
        assert "\n" not in explain(caught.value)
    found = examined(str(desk), broken)
    for fault in found.faults:
        sentence = told(DAMAGE, fault.code, {"record": "R1", **fault.values})
        assert not any(person in sentence for person in NAMES)
    ways = repairs(desk, found)
    assert [desk.read_bytes(), desk.with_name("cap.json.journal").read_bytes()] == [broken, journal]
    entry, kept = mend(desk, broken, ways[0], AUTHOR)
    assert kept.read_bytes() == broken
    after = FileStore(desk)
    assert (after._load().meta.entry, [one.entry for one in after.history()]) == (entry, list(range(entry, 0, -1)))
    desk.with_name("cap.json.note").unlink(missing_ok=True)
    assert after.read().count(PEOPLE) == 2
    if ways[0].way != "kept":
        assert re.sub(rb'"entry":\d+', b"", desk.read_bytes()) == re.sub(rb'"entry":\d+', b"", whole)
    committed = FileStore(desk).change(lambda tx: tx.put(PEOPLE, keyed_person(a_person("Yann", "Roche"))), AUTHOR)
    assert (committed.entry, committed.result.id) == (entry + 1, 3)


@pytest.mark.parametrize("name", DAMAGES)
def test_without_history_and_backup_what_can_be_read_is_kept(desk, name):
    """Or nothing is offered; never an error of ours, and never a file that does not open."""
    broken = DAMAGES[name](desk.read_bytes())
    desk.write_bytes(broken)
    shutil.rmtree(desk.with_name("cap.json.backups"))
    desk.with_name("cap.json.journal").unlink()
    ways = repairs(desk, examined(str(desk), broken))
    assert [way.way for way in ways] in ([], ["kept"], ["reread"])
    if ways:
        mend(desk, broken, ways[0], AUTHOR)
        assert sum(FileStore(desk).read().count(table) for table in (PEOPLE, DUES, SESSIONS)) > 0


@pytest.mark.parametrize("name", EDITS)
def test_what_is_still_a_data_file_is_an_edit(desk, name):
    """Read as it is, with a warning; the next write enters the records that differ."""
    damage, records = EDITS[name]
    desk.write_bytes(damage(desk.read_bytes()))
    told_of = []
    store = FileStore(desk, notify=lambda code, _values: told_of.append(code))
    assert examined(str(desk), desk.read_bytes()) is None
    store.read()
    assert told_of == ["edited_outside"]
    store.change(lambda tx: tx.put(SETTINGS, Setting(key="currency", value="CHF")), AUTHOR)
    edit = list(FileStore(desk).history())[1]
    assert (edit.command, [f"{change.table} {change.id}" for change in edit.changes]) == ("outside edit", records)


@pytest.mark.parametrize("name", SAME)
def test_other_bytes_of_the_same_records_are_no_edit(desk, name):
    desk.write_bytes(SAME[name](desk.read_bytes()))
    told_of = []
    store = FileStore(desk, notify=lambda code, _values: told_of.append(code))
    made = store.change(lambda tx: tx.put(SETTINGS, Setting(key="currency", value="CHF")), AUTHOR)
    assert (made.entry, told_of) == (6, [])


@pytest.mark.parametrize("data", [b'{"_default": {"1": {"name": "x"}}}', b'{"name": "package", "version": "1"}'])
def test_another_program_s_file_is_not_made_into_one_of_ours(tmp_path, data):
    path = tmp_path / "theirs.json"
    path.write_bytes(data)
    assert repairs(path, examined(str(path), data)) == []


def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("point", ["put_aside", "append", "_write"])
def test_a_repair_that_is_killed_is_done_again(desk, monkeypatch, point):
    """The damaged file is there until the whole one is; it is kept once."""
    whole = desk.read_bytes()
    broken = whole[: len(whole) // 2]
    desk.write_bytes(broken)
    found = examined(str(desk), broken)
    owner = {"put_aside": aside, "append": Journal, "_write": FileStore}[point]
    with monkeypatch.context() as patched:
        patched.setattr(owner, point, die)
        process = get_context("fork").Process(target=lambda: mend(desk, broken, repairs(desk, found)[0], AUTHOR))
        process.start()
        process.join()
    assert process.exitcode == -signal.SIGKILL
    assert desk.read_bytes() == broken
    entry, kept = mend(desk, broken, repairs(desk, found)[0], AUTHOR)
    assert (entry, kept.name, kept.read_bytes()) == (6, "cap.json.damaged-1", broken)
    assert [one.entry for one in FileStore(desk).history()] == [6, 5, 4, 3, 2, 1]
    assert not list(desk.parent.glob("*.damaged-2"))


def mangled(data, how, at, size):
    """The bytes after one of the things that disks, programs and people do to them."""
    begin = int(at * len(data))
    end = min(len(data), begin + size)
    return {
        "lose": data[:begin] + data[end:],
        "repeat": data[:end] + data[begin:],
        "zero": data[:begin] + b"\0" * (end - begin) + data[end:],
        "cut": data[:begin],
        "flip": data[:begin] + bytes(byte ^ 4 for byte in data[begin : begin + 1]) + data[begin + 1 :],
        "move": data[:begin] + data[end:] + data[begin:end],
        "quote": data[:begin] + b'"' + data[begin:],
        "brace": data[:begin] + b"}" + data[begin:],
        "noise": data[:begin] + bytes(range(128, 128 + size % 100)) + data[end:],
    }[how]


HOWS = ["lose", "repeat", "zero", "cut", "flip", "move", "quote", "brace", "noise"]
HARMS = st.lists(st.tuples(st.sampled_from(HOWS), st.floats(0, 1), st.integers(1, 600)), min_size=1, max_size=3)


@given(harms=HARMS)
@settings(max_examples=60)
def test_whatever_happens_to_the_bytes_they_are_read_right_or_told(made, harms):
    """Never an error of ours; what is repaired opens, and is as it was wherever the history gives it back."""
    whole = (made / "cap.json").read_bytes()
    broken = whole
    for harm in harms:
        broken = mangled(broken, *harm)
    try:
        found = examined("cap.json", broken)
    except DataFileError:  # a digit made it a newer file
        return
    if found is None:
        return
    assert found.faults
    ways = repairs(made / "cap.json", found)
    assert ways
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cap.json"
        path.write_bytes(broken)
        _entry, kept = mend(path, broken, ways[0], AUTHOR)
        assert kept.read_bytes() == broken
        tables = FileStore(path)._load().tables
    if ways[0].way != "kept":
        assert whole_checksum(tables) == state(made / "cap.json")
