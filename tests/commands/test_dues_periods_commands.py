"""`cap dues pay`, `cap dues deposit` and `cap dues rate set` for every kind of period, as a coordinator types them."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from desk_making import Bench

from capcli.desk import Terminal
from capcli.domain.records import DUES, Dues

Cap = Callable[..., object]
D = dt.date


def last(cap: Cap) -> dict:
    return json.loads(cap("dues", "list", "-f", "json").out)[-1]


def test_a_carry_over_is_explained(priced: Cap):
    """Nobody is asked which year, in December either."""
    priced("config", "set", "dues.carry_over_from", "09-01")
    done = priced("dues", "pay", "P1", today="2023-12-12")
    assert done.out.splitlines()[1:3] == [
        "Covers 1 January 2023 to 31 December 2024.",
        "The next year is covered too: dues paid from 1 September 2023 on carry over.",
    ]


@pytest.mark.parametrize(("months", "said"), [("1", "the last month of"), ("2", "the last 2 months of")])
def test_offered_months_are_explained(priced: Cap, months: str, said: str):
    """How many there are."""
    priced("config", "set", "dues.offered_months", months)
    assert said in priced("dues", "pay", "P1", today="2023-12-12").out


def test_the_next_year_only(priced: Cap):
    """Who paid this year; the reason names the payment."""
    priced("dues", "pay", "P1")
    done = priced("dues", "pay", "P1", today="2023-12-12")
    assert "Covers 1 January to 31 December 2024." in done.out
    assert "It is for the next year: this one is paid (D1)." in done.out


def test_rolling_mode_says_where_it_begins(priced: Cap):
    """Chained to the last period; after a gap, the word that would leave none."""
    priced("config", "set", "dues.period", "rolling")
    priced("dues", "pay", "P1", "--on", "2022-03-15")
    late = priced("dues", "pay", "P1", "--on", "2023-06-15").out
    assert "Covers 15 June 2023 to 14 June 2024." in late
    assert "14 March 2023 was the last day of D1. To leave no day out, undo, and add --from 2023-03-15." in late
    assert "It begins the day after 14 June 2024, the last day of D2." in priced("dues", "pay", "P1").out
    refused = priced("dues", "pay", "P1", "--year", "2023")
    assert (refused.code, "--from" in refused.err) == (2, True)


def test_start_and_end_by_hand(priced: Cap):
    """A day without its year comes after the start."""
    assert "Covers 15 March to 31 December 2023." in priced("dues", "pay", "P1", "--from", "15/3/2023").out
    done = priced("dues", "pay", "P2", "--from", "1/9/2023", "--until", "30/6")
    assert "Covers 1 September 2023 to 30 June 2024." in done.out
    refused = priced("dues", "pay", "P3", "--from", "1/9/2023", "--until", "1/9/2023")
    assert (refused.code, "not after the first" in refused.err) == (2, True)


def test_what_remains_names_the_very_period(priced: Cap):
    """The command that is said completes it, also when it began by hand."""
    part = priced("dues", "pay", "P1", "--from", "15/3/2023", "--amount", "5", "--part").out
    assert "cap dues pay P1 --from 2023-03-15" in part
    assert "It completes D1, paid in part." in priced("dues", "pay", "P1", "--from", "2023-03-15").out


def test_several_periods(priced: Cap):
    """So many amounts at once."""
    done = priced("dues", "pay", "P1", "--periods", "3")
    assert "€60 paid" in done.out
    assert "Covers 1 January 2023 to 31 December 2025." in done.out
    assert "3 periods are paid at once, of €20 each." in done.out
    assert "--periods 2" in priced("dues", "pay", "P2", "--amount", "40").err


def test_pro_rata_is_explained(priced: Cap):
    """The months left of twelve."""
    set_ = ("dues", "rate", "set", "Individual", "--amount", "24", "--payer", "person", "--pro-rata", "--from")
    assert "only the months left are due" in priced(*set_, "1/1/2023").out
    done = priced("dues", "pay", "P1")
    assert "Pro rata: 3 months of 12, that of 2 October 2023 counted, so €6 of €24." in done.out


def test_rates_with_a_length(priced: Cap):
    """Typed in either language, shown in words; what is not typed again stays."""
    base = ("dues", "rate", "set", "Découverte", "--payer", "person")
    assert "It covers 1 month and 2 days." in priced(*base, "--amount", "8", "--length", "1 mois 2 jours").out
    assert "It covers 1 month and 2 days." in priced(*base, "--amount", "9", "--from", "1/1/2024").out
    assert "It covers" not in priced(*base, "--amount", "9", "--from", "1/1/2025", "--length", "none").out
    row = next(one for one in json.loads(priced("dues", "rates", "-f", "json").out) if one["name"] == "Découverte")
    assert (row["length"], row["pro_rata"]) == ({"months": 1, "days": 2, "lifetime": False}, False)
    assert "1 month and 2 days" in priced("dues", "rates", "--columns", "name,length").out
    assert "Covers 2 October to 3 November 2023." in priced("dues", "pay", "P1", "--rate", "decouverte").out


def test_a_lifetime(priced: Cap):
    """Said, listed, and never paid again."""
    set_ = priced("dues", "rate", "set", "Honneur", "--amount", "300", "--payer", "person", "--length", "à vie")
    assert "It covers for life." in set_.out
    assert "Covers every day from 2 October 2023 on." in priced("dues", "pay", "P1", "--rate", "honneur").out
    assert last(priced)["until"] is None
    again = priced("dues", "pay", "P1", "--rate", "individual", "--year", "2031")
    assert (again.code, "for life" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--length", "12"), 2, "not a length"),
        (("--length", "6 months", "--pro-rata"), 2, "not for a year"),
        (("--seats", "all"), 0, ""),
    ],
)
def test_what_a_rate_cannot_be(priced: Cap, arguments, code: int, said: str):
    """A number without its unit; a part of a year that is none."""
    done = priced("dues", "rate", "set", "Gold", "--amount", "20", "--payer", "person", *arguments)
    assert (done.code, said in done.err) == (code, True)


def test_a_rate_that_covers_nobody(priced: Cap):
    """Of an organisation's people."""
    set_ = ("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation", "--from", "1/1/2023")
    assert "It covers none of its people." in priced(*set_, "--seats", "0").out
    assert "It covers none of its people." in priced("dues", "pay", "O1").out
    assert priced("status", "P2").out.startswith("never")


def test_a_donation(priced: Cap):
    """No period, no status, out of the dues."""
    done = priced("dues", "pay", "P1", "--donation", "--amount", "12,50", "--method", "Hello Asso")
    assert done.out.splitlines()[0] == (
        "D1  Zoé MARTINEAU (P1): €12.50 given on 2 October 2023, a donation; it covers no day."
    )
    row = last(priced)
    assert (row["kind"], row["from"], row["until"], row["method"]) == ("donation", None, None, "helloasso")
    assert priced("status", "P1").out.startswith("never")
    assert priced("dues", "pay", "P1", "--donation").code == 2


def test_days_received_and_deposited(priced: Cap):
    """In words; the day of payment is the one on which it was received, unless it is given."""
    done = priced("dues", "pay", "P1", "--received", "3/2", "--deposited", "10/2")
    assert "€20 paid on 3 February 2023" in done.out
    assert "Received on 3 February 2023." in done.out
    assert "Deposited on 10 February 2023." in done.out


def test_a_deposit(priced: Cap):
    """Each payment and the sum; undone as one entry."""
    priced("dues", "pay", "P1")
    priced("dues", "pay", "O1")
    done = priced("dues", "deposit", "D1,d2", "--on", "2/10")
    assert done.out.splitlines()[:3] == [
        "D1  Zoé MARTINEAU (P1): €20",
        "D2  Mairie de Die (O1): €150",
        "2 payments deposited on 2 October 2023: €170.",
    ]
    again = priced("dues", "deposit", "D1")
    assert ("Undo" in again.out, "nothing was changed" in again.err) == (False, True)
    assert priced("undo", done.out.rstrip().rpartition(" ")[2], "--yes").code == 0
    assert priced("dues", "deposit", "D1").out.endswith("\n")
    for arguments, code in ((("D9",), 3), (("x",), 2), ((" ",), 2), ((), 2), (("D2", "--on", "3/10/2023"), 2)):
        assert priced("dues", "deposit", *arguments).code == code


def test_a_terminal_asks_which_rate(priced: Cap, monkeypatch: pytest.MonkeyPatch):
    """Then which year; a script must name both."""
    priced("dues", "rate", "set", "Reduced", "--amount", "15", "--payer", "person")
    assert priced("dues", "pay", "P1", today="2023-12-12").code == 2
    monkeypatch.setattr(Terminal, "interactive", True)
    done = priced("dues", "pay", "P1", today="2023-12-12", stdin="2\n2\n")
    assert "€15 paid" in done.out
    assert "Covers 1 January to 31 December 2024." in done.out


def test_the_same_in_french(priced: Cap):
    """Methods and lengths are understood without accents."""
    priced("dues", "pay", "P1", "--method", "especes", lang="fr")
    assert last(priced)["method"] == "espèces"


def test_import_covers_what_the_desk_would(priced: Cap, bench: Bench, home):
    """One rule for every way in: carry-over, and the same file again changes nothing."""
    priced("config", "set", "dues.carry_over_from", "09-01")
    file = home / "dues.csv"
    priced("org", "add", "Mairie de Gap")
    file.write_text("Payeur;Montant;Date;Tarif\nMairie de Gap;150;12/09/2023;Structure\n", encoding="utf-8")
    assert priced("import", str(file), "--as", "dues", "--yes").code == 0
    assert (last(priced)["from"], last(priced)["until"]) == ("2023-01-01", "2024-12-31")
    assert "1 the same." in priced("import", str(file), "--as", "dues", "--yes").out


def test_a_file_may_state_the_days_and_the_kind(priced: Cap, home):
    """First and last day are respected, a donation is none of the dues, and a promise is no money received."""
    priced("org", "add", "Mairie de Gap")
    file = home / "dues.csv"
    file.write_text(
        "Payeur;Montant;Date;Tarif;Nature;Valable du;Fin d'adhésion;Reçu le\n"
        "Mairie de Gap;150;12/09/2023;Structure;Paiement;01/09/2023;30/06/2024;14/09/2023\n"
        "Mairie de Gap;50;12/09/2023;;Don;;;\n"
        "Mairie de Gap;150;12/09/2023;Structure;Engagement;;;\n"
        "Mairie de Gap;150;12/09/2023;Structure;Paiement;demain;;\n",
        encoding="utf-8",
    )
    assert priced("import", str(file), "--as", "dues", "--yes").code == 0
    rows = json.loads(priced("dues", "list", "-f", "json").out)
    assert [(row["kind"], row["from"], row["until"], row["received_on"]) for row in rows] == [
        ("payment", "2023-09-01", "2024-06-30", "2023-09-14"),
        ("donation", None, None, None),
    ]
    assert "2 the same, 2 left out." in priced("import", str(file), "--as", "dues", "--yes").out


def test_who_waits_for_dues_is_told_what_can_be_typed(priced: Cap, bench: Bench):
    """No year where periods run from a day."""
    session = bench.session(requires_dues=True)
    assert "cap dues pay P1 --year 2023" in priced("register", f"S{session}", "P1").out
    priced("config", "set", "dues.period", "rolling")
    said = priced("register", f"S{session}", "P2").out
    assert "Waits for dues: cap dues pay P2, or cap dues pay O1\n" in said


def test_methods_typed_before_they_had_one_word_add_up(priced: Cap, bench: Bench):
    """A file of before keeps what was typed; the sums know what it means."""
    paid = {"since": D(2022, 1, 1), "until": D(2022, 12, 31), "paid_on": D(2022, 2, 3), "rate": "Individual"}
    bench.put(DUES, Dues(person=1, cents=2000, due_cents=2000, method="Cheque", **paid))
    priced("dues", "pay", "P1", "--method", "check")
    rows = json.loads(priced("dues", "list", "--sum", "method", "-f", "json").out)
    assert [(row["method"], row["amount"]["cents"]) for row in rows] == [("chèque", 4000)]


def test_the_plan_of_an_import_says_the_days(priced: Cap, home):
    """As they will be kept, before anything is."""
    priced("org", "add", "Mairie de Gap")
    file = home / "dues.csv"
    file.write_text("Payeur;Montant;Date;Tarif\nMairie de Gap;150;12/09/2023;Structure\n", encoding="utf-8")
    plan = json.loads(priced("import", str(file), "--as", "dues", "--dry-run", "-f", "json").out)
    values = plan["rows"][0]["values"]
    assert (values["from"], values["until"]) == ("2023-01-01", "2023-12-31")
    assert json.loads(priced("dues", "list", "-f", "json").out) == []
