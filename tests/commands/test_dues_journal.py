"""`cap dues list` as the treasurer's journal, and `cap dues late` as it is typed."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from desk_making import Bench

from capcli.domain.records import DUES, Dues

D = dt.date
YEAR = {"since": D(2023, 1, 1), "until": D(2023, 12, 31), "rate": "base"}


@pytest.fixture
def journal(priced, bench: Bench):
    """Typed in another order than they happened: payments, a refund, a cancellation, a donation, a promise, a call."""
    for fields in (
        {"person": 2, "paid_on": D(2023, 3, 1), "cents": 2000, "due_cents": 2000, "method": "virement"},
        {"person": 1, "paid_on": D(2023, 2, 1), "cents": 2000, "due_cents": 2000, "method": "chèque"},
        {"kind": "refund", "of": 1, "person": 2, "paid_on": D(2023, 5, 1), "cents": -500, "method": "virement"},
        {"person": 3, "paid_on": D(2023, 4, 1), "cents": 1999, "due_cents": 2000, "method": "chèque", "part": True},
        {
            "kind": "cancellation",
            "of": 4,
            "person": 3,
            "paid_on": D(2023, 6, 1),
            "cents": -1999,
            "reason": "typed twice",
        },
        {"kind": "promise", "organisation": 1, "paid_on": D(2023, 1, 9), "cents": 15000, "reference": "M-12"},
        {"kind": "call", "organisation": 1, "paid_on": D(2023, 1, 5), "cents": 15000},
    ):
        bench.put(DUES, Dues(**YEAR | fields))
    gift = {"received_on": D(2023, 7, 2), "deposited_on": D(2023, 7, 9)}
    bench.put(DUES, Dues(kind="donation", person=1, paid_on=D(2023, 7, 1), cents=1050, method="espèces", **gift))
    return priced


def rows(cap, *words: str):
    return json.loads(cap("dues", "list", *words, "-f", "json").out)


def test_operations_by_day_then_promises_and_calls(journal):
    """Each a line of its own, with its kind and state; nothing is left out and nothing merged."""
    listed = [(row["ref"], row["kind"], row["of"], row["state"], row["amount"]["cents"]) for row in rows(journal)]
    assert listed == [
        ("D2", "payment", None, "paid", 2000),
        ("D1", "payment", None, "part_refunded", 2000),
        ("D4", "payment", None, "cancelled", 1999),
        ("D3", "refund", "D1", "done", -500),
        ("D5", "cancellation", "D4", "done", -1999),
        ("D8", "donation", None, "paid", 1050),
        ("D7", "call", None, "sent", 15000),
        ("D6", "promise", None, "awaited", 15000),
    ]
    gift = rows(journal)[5]
    assert (gift["from"], gift["until"], gift["rate"]) == (None, None, None)
    assert (gift["received_on"], gift["deposited_on"]) == ("2023-07-02", "2023-07-09")
    assert rows(journal)[2]["cancelled_reason"] == "typed twice"


def test_a_start_typed_by_hand_is_of_the_year_that_includes_it(journal, bench: Bench):
    """Dues years from 1 September: February 2024 is in the one that began in 2023."""
    fields = {"since": D(2024, 2, 1), "until": D(2024, 8, 31), "paid_on": D(2024, 2, 1), "rate": "base"}
    bench.put(DUES, Dues(person=2, cents=1000, due_cents=1000, **fields))
    assert [row["ref"] for row in rows(journal, "--year", "2024")] == ["D9"]
    assert journal("config", "set", "dues.year_start", "09-01").code == 0
    assert [row["ref"] for row in rows(journal, "--year", "2023")] == ["D9"]
    assert journal("config", "set", "dues.period", "rolling").code == 0
    assert [row["ref"] for row in rows(journal, "--year", "2024")] == ["D9"], "rolling: by the calendar year"


def test_the_totals_of_each_kind_and_of_all(journal):
    assert journal("dues", "list").out.splitlines()[-7:] == [
        "3 payments: €59.99",
        "1 donation: €10.50",
        "1 refund: -€5",
        "1 cancellation: -€19.99",
        "Total: €45.50",
        "1 promise, not counted",
        "1 call, not counted",
    ]


def test_days_from_and_to_are_included(journal):
    found = rows(journal, "--from", "1/3/2023", "--to", "1/5/2023")
    assert [row["ref"] for row in found] == ["D1", "D4", "D3"]
    refused = journal("dues", "list", "--from", "2/5/2023", "--to", "1/5/2023")
    assert (refused.code, refused.out) == (2, "")
    assert "1 May 2023 is before 2 May 2023" in refused.err
    assert rows(journal, "--year", "2022") == []


def test_sums_agree_with_the_journal(journal):
    """By method, by month, by kind and payer: always the same total, to the cent."""
    listed = rows(journal)
    moved = sum(row["amount"]["cents"] for row in listed if row["kind"] not in ("promise", "call"))
    for keys in ("method", "rate", "month", "kind", "payer", "method,rate,month,kind,payer", "mois,tarif"):
        found = rows(journal, "--sum", keys)
        assert sum(row["amount"]["cents"] for row in found) == moved == 4550
        assert sum(row["count"] for row in found) == 6
    by_method = {row["method"]: row["amount"]["cents"] for row in rows(journal, "--sum", "method")}
    assert by_method == {"chèque": 3999, "espèces": 1050, "virement": 1500, None: -1999}
    refused = journal("dues", "list", "--sum", "colour")
    assert refused.code == 2
    assert "method, rate, month, kind, payer" in refused.err
    for words in (("list", "--year", "20233"), ("late", "--last-paid", "25")):
        refused = journal("dues", *words)
        assert (refused.code, "is not a year of dues" in refused.err) == (2, True)


def test_sums_in_every_format(journal, home):
    table = journal("dues", "list", "--sum", "month,method").out.splitlines()
    assert table[0].split() == ["Month", "Method", "Operations", "Amount"]
    assert "February 2023" in table[1]
    assert "Total: €45.50" in table
    read = list(csv.DictReader(io.StringIO(journal("dues", "list", "--sum", "month", "-f", "csv").out)))
    assert (read[0]["month"], read[0]["amount.cents"]) == ("2023-02", "2000")
    assert journal("dues", "list", "--sum", "kind", "-o", "sums.xlsx").code == 0
    sheet = openpyxl.load_workbook(home / "sums.xlsx").active
    assert sum(cell.value for cell in sheet["C"][1:]) == pytest.approx(45.5)
    assert "| 5.00" not in journal("dues", "list", "--sum", "kind", "-f", "md").out


def test_a_call_without_a_rate_names_no_amount(journal, bench: Bench):
    bench.put(DUES, Dues(kind="call", organisation=1, paid_on=D(2023, 1, 5), cents=0, **YEAR | {"rate": None}))
    assert {row["ref"]: row["amount"] for row in rows(journal)}["D9"] is None
    assert "€0" not in journal("dues", "list").out.splitlines()[-4]


def test_a_promise_that_was_paid_is_kept(journal, bench: Bench):
    bench.put(DUES, Dues(organisation=1, paid_on=D(2023, 2, 3), cents=15000, due_cents=15000, **YEAR))
    assert {row["ref"]: row["state"] for row in rows(journal)}["D6"] == "kept"


class TestLate:
    def test_who_is_left_out_and_why(self, journal):
        """Counted below, listed with the reason in a sentence; the address of an organisation, not of people."""
        shown = journal("dues", "late", today="2024-02-01")
        assert "1 left out: money given back" in shown.out
        assert "2 left out: never up to date" in shown.out
        assert shown.out.endswith("Who they are, and why: --left-out\n")
        left = journal("dues", "late", "--left-out", today="2024-02-01").out
        assert "Never up to date so far." in left
        assert "Money of D1 was given back on 1 May 2023." in left
        found = json.loads(journal("dues", "late", "-f", "json", today="2024-02-01").out)
        assert [row["who"]["ref"] for row in found] == ["P1"]
        assert set(found[0]) >= {"payer", "email", "phone", "address", "postcode", "called_on", "threshold"}

    def test_a_promise_is_awaited_not_reminded(self, journal):
        left = json.loads(journal("dues", "late", "--left-out", "-f", "json").out)
        assert {row["who"]["ref"]: row["reason"]["code"] for row in left}["O1"] == "promised"
        assert next(row["reason"]["message"] for row in left if row["who"]["ref"] == "O1")

    def test_those_to_call_today(self, journal):
        found = json.loads(journal("dues", "late", "--to-call", "-f", "json", today="2023-12-05").out)
        assert [(row["who"]["ref"], row["threshold"]) for row in found] == [("P1", -30)]
        assert journal("dues", "late", "--to-call", today="2023-11-01").out.startswith("Nobody is to be reminded.")

    def test_those_of_a_session(self, journal, bench: Bench):
        session = bench.session(requires_dues=True)
        bench.register(session, 1, 3)
        found = json.loads(journal("dues", "late", "--session", "S1", "-f", "json").out)
        assert [row["who"]["ref"] for row in found] == []
        assert "1 left out: payment promised and awaited" in journal("dues", "late", "--session", "S1").out
        refused = journal("dues", "late", "--session", "S1", "--to-call")
        assert (refused.code, refused.out) == (2, "")
        assert "--to-call" in refused.err

    def test_last_paid_in_a_year(self, journal):
        assert "Zoé MARTINEAU" in journal("dues", "late", "--last-paid", "2023", today="2024-02-01").out
        assert "Zoé MARTINEAU" not in journal("dues", "late", "--last-paid", "2022", today="2024-02-01").out
