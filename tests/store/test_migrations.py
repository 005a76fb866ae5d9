"""Files of older formats are read and written right, the numbers ever used and the history with them."""

import datetime as dt
import json
import shutil

import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import DUES, PEOPLE, Dues
from capcli.errors import Refused
from capcli.services import history
from capcli.store.file import FileStore
from capcli.store.migrations import FORMAT, STEPS, migrate

YEAR = {"since": "2023-01-01", "until": "2023-12-31", "rate": "base", "cents": 2000, "due_cents": 2000}


def a_payment(**fields) -> dict:
    return {"person": 1, **YEAR, "paid_on": "2023-02-03", "method": "cheque", **fields}


def cancelled(**fields) -> dict:
    gone = {"cancelled": True, "cancelled_reason": "Typed twice", "cancelled_on": "2023-02-04"}
    return a_payment(**gone, **fields)


def one_to_two(dues: dict, last: int = 0) -> tuple[dict, dict]:
    tables, last_ids = {"dues": dues}, {"dues": last}
    migrate(tables, 1, last_ids, STEPS[:1])
    return tables["dues"], last_ids


def test_a_cancelled_payment_becomes_two_records():
    """The payment as it was, and what takes it back, under a number never used before."""
    found, last_ids = one_to_two({"1": a_payment(), "2": cancelled(organisation=None)}, last=5)
    assert found["1"] == a_payment()
    assert found["2"] == a_payment(organisation=None)
    assert found["6"] == {
        "kind": "cancellation",
        "of": 2,
        "person": 1,
        "since": "2023-01-01",
        "until": "2023-12-31",
        "rate": "base",
        "method": "cheque",
        "paid_on": "2023-02-04",
        "cents": -2000,
        "reason": "Typed twice",
    }
    assert last_ids == {"dues": 6}


def test_numbers_go_on_above_what_is_there():
    """Where the file says less than it holds, several in their order."""
    found, last_ids = one_to_two({"9": cancelled(), "10": cancelled()})
    assert [(number, found[number]["of"]) for number in ("11", "12")] == [("11", 9), ("12", 10)]
    assert last_ids == {"dues": 12}


def test_what_another_program_left_is_read():
    """A flag that says no, a day or a reason that is missing, no table at all."""
    found, _ids = one_to_two({"1": a_payment(cancelled=False, cancelled_reason=None), "2": a_payment(cancelled=True)})
    assert found["1"] == a_payment()
    assert (found["3"]["paid_on"], "reason" in found["3"]) == ("2023-02-03", False)
    tables: dict = {}
    migrate(tables, 1, {}, STEPS[:1])
    assert tables == {}


@pytest.fixture
def old_file(tmp_path):
    """A file of format 1 with a cancelled payment, as its program wrote it."""
    path = tmp_path / "old.json"
    store = FileStore.create(str(path))
    year = {"since": dt.date(2023, 1, 1), "until": dt.date(2023, 12, 31), "paid_on": dt.date(2023, 2, 3)}
    paid = Dues(person=1, rate="base", cents=2000, due_cents=2000, **year)
    store.change(lambda tx: [tx.put(PEOPLE, a_person("Zoé", "Martineau")), tx.put(DUES, paid)], AUTHOR)
    store.change(lambda tx: tx.put(DUES, Dues(**{**_fields(paid), "id": 1, "reason": "x"})), AUTHOR)
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["_meta"]["1"]["format"] = 1
    plain["dues"]["1"].pop("reason")
    plain["dues"]["1"] |= {"cancelled": True, "cancelled_reason": "Typed twice", "cancelled_on": "2023-02-04"}
    path.write_text(json.dumps(plain), encoding="utf-8")
    journal = path.with_name("old.json.journal")
    lines = journal.read_text(encoding="utf-8").replace('"reason":"x"', '"cancelled":true')
    journal.write_text(lines, encoding="utf-8")
    return path


def _fields(record) -> dict:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_an_old_file_is_read_right_and_written_as_today(old_file):
    """Nothing is written before somebody changes something; then the format is today's."""
    before = old_file.read_bytes()
    read = FileStore(str(old_file)).read()
    assert [(one.kind, one.of, one.cents) for one in read.scan(DUES)] == [
        ("payment", None, 2000),
        ("cancellation", 1, -2000),
    ]
    assert old_file.read_bytes() == before
    store = FileStore(str(old_file))
    store.change(lambda tx: tx.put(PEOPLE, a_person("Ali", "Ben")), AUTHOR)
    plain = json.loads(old_file.read_text(encoding="utf-8"))
    assert plain["_meta"]["1"]["format"] == FORMAT
    assert plain["_meta"]["1"]["last_ids"]["dues"] == 2
    assert "cancelled" not in plain["dues"]["1"]
    assert FileStore(str(old_file)).read().get(DUES, 2) == read.get(DUES, 2)


def test_entries_of_before_that_told_of_a_cancellation_are_not_undone(old_file, tmp_path):
    """What they changed is another record today: putting the old one back would cancel nothing."""
    copy = tmp_path / "copy.json"
    for end in ("", ".journal"):
        shutil.copy(f"{old_file}{end}", f"{copy}{end}")
    store = FileStore(str(copy))
    now = dt.datetime(2023, 10, 2, tzinfo=dt.UTC)
    with pytest.raises(Refused) as caught:
        store.change(lambda tx: history.undo(tx, store, 2, today=now.date(), now=now, by="camille"), AUTHOR, undoes=2)
    assert caught.value.code == "undo_format"
