"""A file that a person edited, or that something broke: read right, or refused in a line and left alone."""

import json
import os

import pytest
from store_records import AUTHOR, a_person, a_registration

from capcli.domain.records import PEOPLE, REGISTRATIONS
from capcli.errors import DataFileError
from capcli.store import file as file_module
from capcli.store import loading, reading
from capcli.store.file import FileStore
from capcli.store.migrations import FORMAT, STEPS
from capcli.store.opening import create_store, open_store
from capcli.texts.errors import explain


def edit(store, old, new):
    """What an editor does: the file's text is written again."""
    text = store._path.read_text(encoding="utf-8")
    assert old in text
    store._path.write_text(text.replace(old, new), encoding="utf-8")
    return FileStore(store._path)


@pytest.mark.parametrize("dress", [json.dumps, lambda plain: json.dumps(plain, indent=4, ensure_ascii=False)])
def test_a_file_that_was_formatted_again_is_read_right(file_store, dress):
    """Other spaces, other escapes, another order, a byte order mark: the scan of encoded bytes would miss them."""
    plain = json.loads(file_store._path.read_bytes())
    shuffled = {name: dict(reversed(plain[name].items())) for name in reversed(plain)}
    file_store._path.write_text("\ufeff" + dress(shuffled), encoding="utf-8")
    read = FileStore(file_store._path).read()
    assert [r.id for r in read.find(REGISTRATIONS, "session", 1)] == [1]
    assert [p.family_name for p in read.scan(PEOPLE)] == ["Martineau", "L'Hostis"]


def test_an_edited_value_is_found(file_store):
    """Even where the edit keeps the length: size, moments and number of the file are compared."""
    edited = edit(file_store, '"session":1,"person":1', '"session":2,"person":2')
    assert edited.read().find(REGISTRATIONS, "session", 1) == []
    assert [r.id for r in edited.read().find(REGISTRATIONS, "person", 2)] == [1]


def test_other_spellings_of_a_value_are_found(file_store):
    """An escaped letter, a moment with an offset, a field given its default."""
    edited = edit(file_store, '"given_name":"Léa"', '"given_name": "L\\u00e9a", "email": null')
    edited = edit(edited, '"2023-10-02T08:30:00Z"', '"2023-10-02T10:30:00+02:00"')
    assert [p.id for p in edited.read().find(PEOPLE, "given_name", "Léa")] == [1]
    assert [p.id for p in edited.read().find(PEOPLE, "email", None)] == [1, 2]


def test_the_note_is_only_a_note(file_store):
    """Missing, torn or of another file, it changes nothing but the time it takes."""
    note = file_store._path.with_name("cap.json.note")
    for bytes_ in (None, b"", note.read_bytes()[:20], b'{"stamp":{}}', b"\xff"):
        note.unlink() if bytes_ is None else note.write_bytes(bytes_)
        assert len(FileStore(file_store._path).read().find(REGISTRATIONS, "session", 1)) == 1


def test_a_copy_is_read_strictly_once(file_store, monkeypatch):
    """Then it is known too: its bytes were found to be as cap writes them."""
    copy = file_store._path.with_name("copy.json")
    copy.write_bytes(file_store._path.read_bytes())
    calls = []
    real = reading.read_strictly
    monkeypatch.setattr(reading, "read_strictly", lambda *args: calls.append(args) or real(*args))
    for _ in range(3):
        assert FileStore(copy).read().count(PEOPLE) == 2
    assert len(calls) == 1


def test_bytes_that_do_not_fit_the_note_are_not_trusted(file_store):
    """A program that puts size, moments and number back, but not our first line."""
    store, status = file_store, file_store._path.stat()
    text = store._path.read_text(encoding="utf-8").replace('{"_meta":{\n', '{"_meta" :{').replace("\n}}\n", " \n}}\n ")
    store._path.write_text(text[: status.st_size], encoding="utf-8")
    os.utime(store._path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert FileStore(store._path).read().count(PEOPLE) == 2


def whole(text):
    return text.encode()


DAMAGE = {
    "damaged_empty": [lambda text: b"", lambda text: b" \n"],
    "damaged_encoding": [lambda text: text.encode("cp1252"), lambda text: text.encode("utf-16")],
    "damaged_json": [
        lambda text: whole(text[: len(text) // 2]),
        lambda text: whole(text + text),
        lambda text: whole(text.replace('"session":1,', '"session":NaN,')),
        lambda text: whole("[" * 100_000),
        lambda text: b"\0" * 100,
        lambda text: whole(text.replace('"session":1,', f'"session":{"9" * 5000},')),
    ],
    "damaged_twice": [
        lambda text: whole(text.replace('"2":{"given_name"', '"1":{"given_name"')),
        lambda text: whole(text.replace('"session":1,', '"session":1,"session":2,')),
        lambda text: whole(text.replace('"dues":{', '"rates":{')),
    ],
    "damaged_shape": [lambda text: b"[]", lambda text: b"12", lambda text: b'"text"', lambda text: b"null"],
    "damaged_table": [lambda text: whole(text.replace('"dues":{\n}', '"dues":[]'))],
    "damaged_number": [
        lambda text: whole(text.replace('"2":{"given_name"', '"two":{"given_name"')),
        lambda text: whole(text.replace('"2":{"given_name"', '"02":{"given_name"')),
        lambda text: whole(text.replace('"2":{"given_name"', '"-2":{"given_name"')),
        lambda text: whole(text.replace('"2":{"given_name"', '"٢":{"given_name"')),
    ],
    "damaged_record": [
        lambda text: whole(text.replace('"dues":{\n}', '"dues":{"1":[]}')),
        lambda text: whole(text.replace('"Léa"', '"\\ud800"')),
        lambda text: whole(text.replace('"format":2', '"format":0')),
        lambda text: whole(text.replace('"format":2', '"format":"one"')),
        lambda text: whole(text.replace('"checksum":"', '"checksum":"x')),
    ],
    "damaged_field": [
        lambda text: whole(text.replace('"session":1,', '"session":"one",')),
        lambda text: whole(text.replace('"session":1,', '"session":1.0,')),
        lambda text: whole(text.replace('"session":1,', "")),
        lambda text: whole(text.replace('"confirmed"', '"confirmd"')),
        lambda text: whole(text.replace('"2023-10-02T08:30:00Z"', '"2023-02-30T08:30:00Z"')),
    ],
    "not_cap": [
        lambda text: b"{}",
        lambda text: b'{"_default": {"1": {"name": "x"}}}',
        lambda text: whole(text.replace('"_meta"', '"meta"')),
    ],
    "newer": [
        lambda text: whole(text.replace('"format":2', '"format":3')),
        lambda text: b'{"_meta": {"1": {"format": 99, "other": "shape"}}}',
    ],
}


@pytest.mark.parametrize(("code", "damage"), [(code, damage) for code, many in DAMAGE.items() for damage in many])
def test_a_damaged_file_is_refused_in_one_line_and_left_alone(file_store, code, damage):
    """By readers and writers alike; the line names no person."""
    broken = damage(file_store._path.read_text(encoding="utf-8"))
    file_store._path.write_bytes(broken)
    for use in (lambda s: s.read(), lambda s: s.change(lambda tx: tx.put(PEOPLE, a_person("A", "B")), AUTHOR)):
        with pytest.raises(DataFileError) as caught:
            use(FileStore(file_store._path))
        assert (caught.value.code, caught.value.exit_code) == (code, 5)
        sentence = explain(caught.value)
        assert "\n" not in sentence
        assert "Martineau" not in sentence
    assert file_store._path.read_bytes() == broken


def test_damage_is_told_with_its_place(file_store):
    """The record by the reference that people type, the field by its name."""
    with pytest.raises(DataFileError) as caught:
        edit(file_store, '"confirmed"', '"confirmd"').read()
    assert (caught.value.values["record"], caught.value.values["field"]) == ("R1", "state")


def test_every_table_may_be_missing_but_meta(file_store):
    """A person may have removed an empty one."""
    plain = json.loads(file_store._path.read_bytes())
    file_store._path.write_text(json.dumps({"_meta": plain["_meta"], "people": plain["people"]}), encoding="utf-8")
    read = FileStore(file_store._path).read()
    assert (read.count(PEOPLE), read.count(REGISTRATIONS)) == (2, 0)


def test_an_older_file_is_brought_to_today(file_store, monkeypatch):
    """Read right before anything is written, and written in today's format by the next change."""

    def split_names(tables, last_ids):
        for person in tables["people"].values():
            person["given_name"], person["family_name"] = person.pop("name").split(" ", 1)

    plain = json.loads(file_store._path.read_bytes())
    for person in plain["people"].values():
        person["name"] = f"{person.pop('given_name')} {person.pop('family_name')}"
    file_store._path.write_text(json.dumps(plain), encoding="utf-8")
    for module in (reading, loading, file_module):
        monkeypatch.setattr(module, "FORMAT", FORMAT + 1)
    steps = (*STEPS, split_names)
    monkeypatch.setattr(reading, "migrate", lambda tables, form, ids: reading_migrate(tables, form, ids, steps))
    store = FileStore(file_store._path)
    assert [p.family_name for p in store.read().scan(PEOPLE)] == ["Martineau", "L'Hostis"]
    assert json.loads(file_store._path.read_bytes())["_meta"]["1"]["format"] == FORMAT
    store.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 2)), AUTHOR)
    written = json.loads(file_store._path.read_bytes())
    assert written["_meta"]["1"]["format"] == FORMAT + 1
    assert written["people"]["1"]["family_name"] == "Martineau"
    assert FileStore(file_store._path).read().get(PEOPLE, 2).family_name == "L'Hostis"


reading_migrate = reading.migrate


def test_an_older_file_that_cap_itself_wrote_is_brought_to_today_too(file_store, monkeypatch):
    """Its note vouches for the bytes, not for the format."""
    seen = []
    for module in (reading, loading):
        monkeypatch.setattr(module, "FORMAT", FORMAT + 1)
    monkeypatch.setattr(reading, "migrate", lambda tables, form, ids: seen.append(form))
    FileStore(file_store._path).read()
    assert seen == [FORMAT]


def test_what_is_not_a_file_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for name, code in [
        ("folder", "folder"),
        ("absent.json", "absent"),
        ("loop", "absent"),
        ("dangling", "absent"),
        ("folder/cap.json/x", "absent"),
        ("x" * 300, "unreadable"),
        ("pipe", "no_file"),
    ]:
        with pytest.raises(DataFileError) as caught:
            open_store(str(tmp_path / name)).read()
        assert caught.value.code == code
        explain(caught.value)


@pytest.mark.parametrize("address", ["postgresql:/db.example/cap", "sqlite:cap.db", "PostgreSQL:cap"])
def test_an_address_that_is_ill_written_is_no_file(home, address):
    with pytest.raises(DataFileError) as caught:
        open_store(address)
    assert caught.value.code in ("sql_address", "sql_scheme")


def test_no_file_chosen(home):
    with pytest.raises(DataFileError) as caught:
        open_store(None)
    assert caught.value.code == "no_data_file"


def test_create_refuses_what_exists(file_store, tmp_path):
    before = file_store._path.read_bytes()
    for path in (file_store._path, tmp_path):
        with pytest.raises(DataFileError) as caught:
            create_store(str(path))
        assert caught.value.code == "exists"
    assert not tmp_path.with_name(f"{tmp_path.name}.lock").exists()
    assert file_store._path.read_bytes() == before
    with pytest.raises(DataFileError) as caught:
        create_store(str(file_store._path / "under" / "cap.json"))
    assert caught.value.code == "unwritable"


def test_create_puts_the_history_of_an_earlier_file_aside(file_store, tmp_path):
    """Its entries are not those of the new file, and are not lost."""
    kept = (tmp_path / "cap.json.journal").read_bytes()
    file_store._path.unlink()
    store = create_store(str(file_store._path))
    assert list(store.history()) == []
    assert (tmp_path / "cap.json.journal.1").read_bytes() == kept
    assert store.change(lambda tx: tx.put(PEOPLE, a_person("A", "B")), AUTHOR).entry == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bounds[0]", [{"kind": "mode", "key": "moon", "places": 1}]),
        ("bounds[0]", [{"kind": "mode", "places": 1}]),
        ("bounds[0]", [{"kind": "slot", "key": "x", "places": 1}]),
        ("bounds[0]", [{"kind": "slot", "key": "0", "places": 1}]),
        ("bounds[0]", [{"kind": "public", "key": " ", "places": 1}]),
        ("bounds[0]", [{"kind": "session", "key": "Die", "places": 1}]),
        ("bounds[0].kind", [{"kind": "moon", "places": 1}]),
        ("bounds[0].places", [{"kind": "session", "places": -1}]),
        ("timezone", "Moon/North"),
        ("allowed[0].rule", [{"rule": "moon", "reason": "", "by": "", "at": "2023-10-02T08:30:00Z"}]),
    ],
)
def test_a_limit_that_nobody_could_type_is_told_with_its_place(file_store, field, value):
    """One line with the record and the field; nothing that is decided by it goes on."""
    plain = json.loads(file_store._path.read_bytes())
    plain["sessions"]["1"][field.partition("[")[0]] = value
    file_store._path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        FileStore(file_store._path).read()
    assert (caught.value.code, caught.value.values["record"], caught.value.values["field"]) == (
        "damaged_field",
        "S1",
        field,
    )
    assert "moon" not in explain(caught.value)
