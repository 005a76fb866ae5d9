"""The file is a TinyDB file, for a stock TinyDB too."""

import inspect
import json

import tinydb
from store_records import AUTHOR, a_person, a_registration
from tinydb import where
from tinydb.table import Document, Table

from capcli.domain.names import organisation_key
from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, TABLES
from capcli.store import file_records
from capcli.store.file import FileStore
from capcli.store.lines import Lines
from capcli.store.tinydb_tables import LinesDB


def path_of(store):
    return store.address


def test_what_we_override_of_tinydb_has_the_signature_we_know():
    """Both methods are private: another TinyDB may change them without notice."""
    assert tinydb.__version__.startswith("4.9.")
    assert list(inspect.signature(Table._read_table).parameters) == ["self"]
    assert list(inspect.signature(Table._update_table).parameters) == ["self", "updater"]
    assert list(inspect.signature(Table.__init__).parameters)[:4] == ["self", "storage", "name", "cache_size"]


def test_a_stock_tinydb_sees_the_same_tables_and_documents(file_store):
    with tinydb.TinyDB(path_of(file_store)) as stock:
        assert stock.tables() == {"_meta", *(table.name for table in TABLES)}
        assert [(p.doc_id, p["family_name"]) for p in stock.table("people")] == [(1, "Martineau"), (2, "L'Hostis")]
        assert stock.table("registrations").get(where("session") == 1)["person"] == 1
        meta = stock.table("_meta").get(doc_id=1)
        assert (meta["format"], meta["entry"], meta["last_ids"]["people"]) == (2, 1, 2)


def test_what_a_stock_tinydb_writes_is_read(file_store):
    """Its spacing and its escapes are not ours: nothing may be missed."""
    with tinydb.TinyDB(path_of(file_store), indent=2) as stock:
        stock.table("registrations").insert(dict(stock.table("registrations").get(doc_id=1)) | {"person": 2})
        stock.table("people").update({"given_name": "Zoë"}, doc_ids=[2])
        stock.table("organisations").truncate()
        stock.table("theirs").insert({"anything": [1, {"é": None}]})
    read = FileStore(file_store._path).read()
    assert [(r.id, r.person) for r in read.find(REGISTRATIONS, "session", 1)] == [(1, 1), (2, 2)]
    assert read.get(PEOPLE, 2).given_name == "Zoë"
    assert read.count(ORGANISATIONS) == 0


def test_names_that_a_stock_tinydb_wrote_are_found(file_store):
    """It knows nothing of the folded keys: it leaves them out, or as they were before a name changed."""
    with tinydb.TinyDB(path_of(file_store)) as stock:
        stock.table("people").insert({"given_name": "Zoé", "family_name": "D'Ys", "created_at": "2023-10-02T08:30:00Z"})
        stock.table("people").update({"family_name": "Roche-Noël", "email": "Léa@Die.example"}, doc_ids=[1])
        stock.table("organisations").update({"name": "Mairie de Crest"}, doc_ids=[1])
    read = FileStore(file_store._path).read()
    assert [p.id for p in read.search(PEOPLE, ["dys"])] == [3]
    assert [p.id for p in read.search(PEOPLE, ["rochenoel"])] == [1]
    assert read.get(PEOPLE, 1).email_key == "léa@die.example"
    assert [o.id for o in read.find(ORGANISATIONS, "name_keys", organisation_key("Commune de Crest"))] == [1]


def test_a_number_that_a_stock_tinydb_gave_is_not_given_again(file_store):
    """Neither one it added nor one it removed."""
    with tinydb.TinyDB(path_of(file_store)) as stock:
        people = stock.table("people")
        people.insert(Document(people.get(doc_id=1), doc_id=9))
        stock.table("organisations").truncate()
    made = file_store.change(
        lambda tx: (tx.put(PEOPLE, a_person("Yann", "Roche")).id, tx.new_id(ORGANISATIONS)), AUTHOR
    )
    assert made.result == (10, 2)


def test_tables_and_fields_of_others_survive_our_writes(file_store):
    """A table that is not ours, and a field beside ours in a record that we write again."""
    with tinydb.TinyDB(path_of(file_store)) as stock:
        stock.table("theirs").insert({"anything": [1, {"é": None}]})
        stock.table("people").update({"allergies": "noix"}, doc_ids=[1])
    for postcode in ("07400", "26000"):
        file_store.change(
            lambda tx, postcode=postcode: tx.put(PEOPLE, a_person("Léa", "Martin", id=1, postcode=postcode)), AUTHOR
        )
    with tinydb.TinyDB(path_of(file_store)) as stock:
        assert stock.table("theirs").all() == [{"anything": [1, {"é": None}]}]
        person = stock.table("people").get(doc_id=1)
        assert (person["allergies"], person["family_name"], person["postcode"]) == ("noix", "Martin", "26000")


def test_a_file_written_by_a_stock_tinydb_becomes_ours_at_the_next_write(file_store):
    """One document a line, numbers ascending; the checksum is right again, as a write without the detour has it."""
    text = file_store._path.read_bytes()
    with tinydb.TinyDB(path_of(file_store)) as stock:
        stock.table("people").update({"given_name": "Léa"})
        stock.table("people").update({"given_name": "Zoé"}, doc_ids=[2])
    assert file_store._path.read_bytes() != text
    file_store.change(lambda tx: tx.put(REGISTRATIONS, a_registration(1, 2)), AUTHOR)
    detour = file_store._path.read_text()
    assert '"registrations":{\n"1":{' in detour
    assert '},\n"2":{"session":1,"person":2,' in detour
    meta = json.loads(detour)["_meta"]["1"]
    note = file_store._path.with_name("cap.json.note")
    note.unlink()
    assert FileStore(file_store._path)._load().meta.checksum == meta["checksum"]


def test_tinydb_itself_works_on_our_lines(file_store):
    """Every operation of TinyDB's interface, over undecoded lines, gives what it gives over a stock table."""
    ours = LinesDB({"people": Lines()})
    stock = tinydb.TinyDB(storage=tinydb.storages.MemoryStorage)
    for db in (ours, stock):
        people = db.table("people", cache_size=0)
        people.insert_multiple({"name": name, "n": n} for n, name in enumerate("abcdef"))
        people.update({"n": 10}, where("name") == "b")
        people.update(lambda document: document.update(seen=True), doc_ids=[3])
        people.remove(doc_ids=[4])
        people.upsert({"name": "e", "n": 50}, where("name") == "e")
        people.upsert(Document({"name": "z"}, doc_id=20))
        people.insert({"name": "after"})
    got, expected = ours.table("people"), stock.table("people")
    assert list(got) == list(expected)
    assert [d.doc_id for d in got] == [d.doc_id for d in expected]
    assert got.search(where("n") >= 10) == expected.search(where("n") >= 10)
    assert (len(got), got.contains(doc_id=4), got.count(where("name") == "z")) == (7, False, 1)
    assert ours.tables() == {"people"}
    ours.drop_tables()
    assert len(ours.table("people")) == 0


def test_only_what_is_asked_for_is_decoded(tmp_path, monkeypatch):
    """One record among two thousand costs one; a session's registrations cost as many as there are."""
    store = FileStore.create(tmp_path / "cap.json")

    def work(tx):
        for n in range(1, 2001):
            tx.put(REGISTRATIONS, a_registration(n % 100 + 1, n))
            tx.put(PEOPLE, a_person("Léa", f"Roche{n}"))

    store.change(work, AUTHOR)
    decoded = []
    real = file_records.decode_record
    monkeypatch.setattr(file_records, "decode_record", lambda *args: decoded.append(args[1]) or real(*args))
    fresh = FileStore(tmp_path / "cap.json")
    assert fresh.read().get(PEOPLE, 1234).family_name == "Roche1234"
    assert decoded == [1234]
    decoded.clear()
    assert len(fresh.read().find(REGISTRATIONS, "session", 12)) == 20
    assert len(decoded) == 20
    decoded.clear()
    fresh.change(lambda tx: tx.put(REGISTRATIONS, a_registration(12, 3000)), AUTHOR)
    assert decoded == [2001]
    assert fresh.read().count(REGISTRATIONS) == 2001
    assert SESSIONS.name in json.loads((tmp_path / "cap.json").read_bytes())
