"""`cap dues …` as a coordinator types it."""

import json
from collections.abc import Callable

import pytest
from desk_making import Bench

from capcli.desk import Terminal

Cap = Callable[..., object]


def test_a_payment_repeats_everything_in_words(priced: Cap):
    """Number, full name, amount, day, rate, period, and how to take it back."""
    done = priced("dues", "pay", "martineau", "--on", "3/2/2023", "--method", "cheque", "--reference", "C-1187")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "D1  Zoé MARTINEAU (P1): €20 paid on 3 February 2023, rate Individual.",
        "Covers 1 January to 31 December 2023.",
        "Undo: cap undo H10",
    ]


def test_a_day_without_its_year_is_the_last_one_there_was(priced: Cap):
    """3/2 typed in October is last February, not the next."""
    assert "paid on 3 February 2023" in priced("dues", "pay", "P1", "--on", "3/2").out


def test_a_day_of_the_next_weeks_is_mistyped_rather_than_of_last_year(priced: Cap):
    """A payment of 9/10 typed on 2 October is not kept for the year before, which it would silently cover."""
    refused = priced("dues", "pay", "P1", "--on", "9/10")
    assert (refused.code, refused.out) == (2, "")
    assert "9 October 2023 has not come" in refused.err
    assert "paid on 9 October 2022" in priced("dues", "pay", "P1", "--on", "9/10/2022").out


def test_words_of_a_name_need_no_quotes(priced: Cap):
    """And the organisation of a person is said."""
    assert "Ali BEN (P2, Mairie de Die)" in priced("dues", "pay", "ali", "ben").out


def test_an_organisation_pays_for_its_people(priced: Cap, bench: Bench):
    """Their pending registrations are confirmed at once, and said."""
    session = bench.session(requires_dues=True)
    bench.register(session, 2, 3)
    done = priced("dues", "pay", "mairie", "de", "die")
    assert "Mairie de Die (O1): €150" in done.out
    assert "It covers the 2 people there." in done.out
    assert "R1" in done.out
    assert "R2" in done.out
    assert bench.states(session) == ["confirmed", "confirmed"]


def test_a_bound_on_seats_is_said(priced: Cap):
    """How many of those there are covered."""
    priced(
        "dues",
        "rate",
        "set",
        "Structure",
        "--amount",
        "100",
        "--payer",
        "organisation",
        "--seats",
        "1",
        "--from",
        "1/1/2023",
    )
    assert "It covers 1 person of the 2 there, the first who came and was typed." in priced("dues", "pay", "O1").out
    assert priced("status", "P2").out.startswith("covered")
    assert "this person is no. 2" in priced("status", "P3").out


def test_an_organisation_without_a_seat_is_no_way_out(priced: Cap, bench: Bench):
    """Who takes part beyond the seats paid is not sent to pay its dues again."""
    priced("dues", "rate", "set", "Small", "--amount", "60", "--payer", "organisation", "--seats", "1")
    priced("dues", "pay", "O1", "--rate", "Small")
    bench.session(requires_dues=True)
    said = priced("register", "S1", "P2", "P3").out.splitlines()
    assert "  Waits for dues: cap dues pay P3 --year 2023" in said


def test_an_organisation_of_nobody(priced: Cap, bench: Bench):
    """The way to attach somebody is said."""
    bench.organisation("Gap")
    assert "cap org join O2 WHO" in priced("dues", "pay", "gap").out


def test_a_part_says_what_remains(priced: Cap):
    """Refused without the word, kept with it, completed without an amount."""
    refused = priced("dues", "pay", "P1", "--amount", "15")
    assert refused.code == 1
    assert "--part" in refused.err
    part = priced("dues", "pay", "P1", "--amount", "15", "--part")
    assert "€5 remain for 1 January to 31 December 2023" in part.out
    assert priced("status", "P1").out.startswith("never")
    assert "Covers 1 January to 31 December 2023." in priced("dues", "pay", "P1").out


def test_a_script_names_the_year_near_its_end(priced: Cap):
    """In December both years are offered, with their days; nothing is written before."""
    refused = priced("dues", "pay", "P1", today="2023-12-12")
    assert refused.code == 2
    assert "--year 2023 (1 January 2023 to 31 December 2023)" in refused.err
    assert "--year 2024 (1 January 2024 to 31 December 2024)" in refused.err
    assert (
        "Covers 1 January to 31 December 2024." in priced("dues", "pay", "P1", "--year", "2024", today="2023-12-12").out
    )
    assert json.loads(priced("dues", "list", "-f", "json").out)[0]["from"] == "2024-01-01"


@pytest.mark.parametrize(("answer", "covered"), [("1\n", "2023"), ("2\n", "2024"), ("x\n3\n2\n", "2024"), ("\n", None)])
def test_a_terminal_asks_which_year(priced: Cap, monkeypatch: pytest.MonkeyPatch, answer: str, covered: str | None):
    """This one or the next; an empty answer writes nothing."""
    monkeypatch.setattr(Terminal, "interactive", True)
    done = priced("dues", "pay", "P1", today="2023-12-12", stdin=answer)
    assert done.code == 0
    assert (f"31 December {covered}" in done.out) if covered else done.out == ""


def test_a_dues_year_that_starts_in_september(priced: Cap):
    """`--year 2023` is 1 September 2023 to 31 August 2024."""
    assert priced("config", "set", "dues.year_start", "09-01").code == 0
    assert "Covers 1 September 2023 to 31 August 2024." in priced("dues", "pay", "P1", "--year", "2023").out
    assert priced("config", "set", "dues.year_start", "02-29").code == 2


def test_typed_twice_is_stopped(priced: Cap):
    """By its reference, and by its period."""
    priced("dues", "pay", "P1", "--reference", "C1")
    again = priced("dues", "pay", "P1", "--reference", "c1", "--year", "2024")
    assert (again.code, again.out) == (1, "")
    assert "D1" in again.err
    assert "D1" in priced("dues", "pay", "P1").err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("P1", "--amount", "-5"), 2, "not an amount"),
        (("P1", "--amount", "NaN"), 2, "not an amount"),
        (("P1", "--amount", "20,000"), 2, "not an amount"),
        (("P1", "--amount", ""), 2, "not an amount"),
        (("P1", "--on", "30/2/2023"), 2, "30/2/2023"),
        (("P1", "--on", "3/10/2023"), 2, "has not come"),
        (("P1", "--year", "23"), 2, "not a year of dues"),
        (("P1", "--rate", "Gold"), 3, "Gold"),
        (("P1", "--rate", "structure"), 2, "Structure"),
        (("nobody",), 3, "nobody"),
        (("P99",), 3, "P99"),
        ((), 2, "WHO"),
    ],
)
def test_what_cannot_be_paid(priced: Cap, arguments, code: int, said: str):
    """One line that names the value; nothing written."""
    done = priced("dues", "pay", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert json.loads(priced("dues", "list", "-f", "json").out) == []


def test_a_payment_cancelled_keeps_its_reason(priced: Cap):
    """The record stays in the list, out of the totals."""
    priced("dues", "pay", "P1")
    assert priced("dues", "cancel", "D1").code == 2
    assert priced("dues", "cancel", "P1", "--reason", "x").code == 2
    assert priced("dues", "cancel", "D9", "--reason", "x").code == 3
    done = priced("dues", "cancel", "d1", "--reason", "Typed twice")
    assert done.out.startswith(
        "D1 is cancelled: Zoé MARTINEAU (P1), €20 for 1 January to 31 December 2023 (Typed twice)."
    )
    assert "Undo: cap undo" in done.out
    shown = priced("dues", "list").out
    assert "cancelled" in shown
    assert "1 cancellation: -€20\nTotal: €0\n" in shown
    assert priced("dues", "cancel", "D1", "--reason", "again").code == 1


def test_the_list_of_payments(priced: Cap):
    """The keys of the contract; one year or all; the totals below the table."""
    priced("dues", "pay", "P1", "--on", "2023-02-03", "--method", "cheque", "--reference", "C1")
    priced("dues", "pay", "O1", "--year", "2022")
    rows = json.loads(priced("dues", "list", "-f", "json").out)
    keys = ["id", "ref", "who", "from", "until", "paid_on", "rate", "amount", "method", "reference", "state"]
    assert {key: rows[0][key] for key in keys} == {
        "id": 1,
        "ref": "D1",
        "who": {"ref": "P1", "name": "Zoé MARTINEAU"},
        "from": "2023-01-01",
        "until": "2023-12-31",
        "paid_on": "2023-02-03",
        "rate": "Individual",
        "amount": {"cents": 2000, "currency": "EUR"},
        "method": "chèque",
        "reference": "C1",
        "state": "paid",
    }
    assert [row["ref"] for row in json.loads(priced("dues", "list", "--year", "2022", "-f", "json").out)] == ["D2"]
    assert priced("dues", "list").out.endswith("2 payments: €170\n")


def test_whom_to_remind(priced: Cap, bench: Bench):
    """With e-mail and phone as people read it; whom an organisation covers is counted, not listed."""
    bench.dues(person=1, year=2022)
    bench.dues(person=2, year=2022)
    bench.dues(organisation=1)
    shown = priced("dues", "late").out
    assert "Zoé MARTINEAU" in shown
    assert "31/12/2022" in shown
    assert "zoe@marches.example" in shown
    assert "Ali BEN" not in shown
    assert "1 to remind\n1 left out: covered by an organisation\n" in shown
    later = priced("dues", "late", "-f", "json", today="2024-02-01").out
    assert [row["who"]["ref"] for row in json.loads(later)] == ["O1", "P1"]
    assert priced("dues", "late", today="2022-02-01").out.startswith("Nobody is to be reminded.")


def test_undo_takes_a_payment_back_with_what_it_confirmed(priced: Cap, bench: Bench):
    """One command is one entry."""
    session = bench.session(requires_dues=True)
    bench.register(session, 1)
    entry = priced("dues", "pay", "P1").out.rstrip().rpartition(" ")[2]
    assert bench.states(session) == ["confirmed"]
    assert priced("undo", entry, "--yes").code == 0
    assert bench.states(session) == ["pending"]
    assert json.loads(priced("dues", "list", "-f", "json").out) == []


@pytest.mark.parametrize("path", [("pay",), ("list",), ("late",), ("cancel",), ("rate", "set"), ("rates",)])
def test_each_command_has_an_example(bare_cap: Cap, path):
    """Help that shows how it is typed."""
    shown = bare_cap("dues", *path, "--help")
    assert shown.code == 0
    assert f"Example: cap dues {' '.join(path)}" in shown.out
