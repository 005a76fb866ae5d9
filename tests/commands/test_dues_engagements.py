"""`cap dues promise`, `call`, `refund` and `exempt` as a coordinator types them."""

import json
from collections.abc import Callable

import pytest
from desk_making import Bench

from capcli.desk import Terminal

Cap = Callable[..., object]


def status(cap: Cap, who: str, on: str = "2023-11-28") -> dict:
    return json.loads(cap("status", who, "--on", on, "-f", "json").out)


class TestPromise:
    def test_it_says_who_what_and_how_it_is_paid(self, priced: Cap):
        """And that it counts for nothing, by the setting."""
        done = priced("dues", "promise", "O1", "--reference", "BC-12", "--on", "3/2/2023")
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines()[:3] == [
            "D1  Mairie de Die (O1) promised €150 for 1 January to 31 December 2023, rate Structure (BC-12, "
            "3 February 2023).",
            "It counts for nothing until it is paid (cap config set dues.promise_counts registration).",
            'When it is paid: cap dues pay O1 --reference "BC-12"',
        ]
        paid = priced("dues", "pay", "O1", "--reference", "BC-12").out
        assert "€150" in paid
        assert "It settles D1" in paid

    def test_it_confirms_when_promises_count(self, priced: Cap, bench: Bench):
        session = bench.session(requires_dues=True)
        bench.register(session, 2, 3)
        assert priced("config", "set", "dues.promise_counts", "registration").code == 0
        done = priced("dues", "promise", "mairie", "de", "die", "--reference", "BC-12")
        assert "counts for registrations, and not for votes" in done.out
        assert bench.states(session) == ["confirmed", "confirmed"]
        undone = priced("undo", "--yes")
        assert undone.code == 0
        assert bench.states(session) == ["pending", "pending"]

    def test_a_terminal_asks_for_the_reference(self, priced: Cap, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(Terminal, "interactive", property(lambda self: True))
        monkeypatch.setattr(Terminal, "ask", lambda self, question: "BC-12")
        assert "(BC-12, " in priced("dues", "promise", "O1").out

    def test_a_terminal_asks_which_rate(self, priced: Cap, monkeypatch: pytest.MonkeyPatch):
        """As a payment does; an amount that does not do is refused in the words of promises."""
        priced("dues", "rate", "set", "Small", "--amount", "60", "--payer", "organisation")
        monkeypatch.setattr(Terminal, "interactive", property(lambda self: True))
        monkeypatch.setattr(Terminal, "ask", lambda self, question: "2")
        done = priced("dues", "promise", "O1", "--reference", "BC-12", "--amount", "50")
        assert (done.code, "Leave --amount out" in done.err) == (1, True)
        assert "promised €60" in priced("dues", "promise", "O1", "--reference", "BC-12").out

    def test_a_reference_twice_and_a_promise_that_was_paid(self, priced: Cap):
        """A promise is not said to be paid before it is; then it is said on the page of whoever promised."""
        priced("dues", "promise", "O1", "--reference", "BC-12")
        again = priced("dues", "promise", "O1", "--reference", "bc-12", "--year", "2024")
        assert "D1, promised on 2 October 2023, has the reference BC-12 already" in again.err
        assert "paid since" not in priced("org", "show", "O1").out
        priced("dues", "pay", "O1", "--reference", "BC-12")
        assert "for 1 January to 31 December 2023 (BC-12), paid since\n" in priced("org", "show", "O1").out

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (("O1",), 2, "--reference"),
            (("O1", "--reference", " "), 2, "--reference"),
            (("nobody", "--reference", "x"), 3, "nobody"),
            (("O1", "--reference", "x", "--amount", "20"), 1, "less than the €150"),
            (("O1", "--reference", "x", "--on", "2023-10-03"), 2, "has not come"),
            (("O1", "--reference", "x", "--rate", "Individual"), 2, "Individual"),
        ],
    )
    def test_what_is_refused(self, priced: Cap, arguments, code: int, said: str):
        done = priced("dues", "promise", *arguments)
        assert (done.code, done.out) == (code, "")
        assert said in done.err


class TestCall:
    def test_several_are_called_at_once(self, priced: Cap):
        """References, and names between commas; one entry, one line each."""
        done = priced("dues", "call", "O1", "P1", "ben, eve die", "--on", "1/10")
        lines = done.out.splitlines()
        assert lines[0] == (
            "D1  Mairie de Die (O1): called on Sunday 1 October 2023 for €150, 1 January to 31 December 2023."
        )
        assert [line.split()[0] for line in lines[:4]] == ["D1", "D2", "D3", "D4"]
        assert lines[4] == "4 calls kept."
        assert "Called for it before, on 1 October 2023 (D1)." in priced("dues", "call", "O1").out
        assert priced("undo", "--yes").code == 0

    def test_nobody_is_called_when_one_is_unknown(self, priced: Cap):
        assert priced("dues", "call", "O1", "nobody at all").code == 3
        assert json.loads(priced("dues", "list", "-f", "json").out) == []

    def test_somebody_named_twice_is_called_once(self, priced: Cap):
        assert len(priced("dues", "call", "P1", "zoé martineau").out.splitlines()) == 2


class TestRefund:
    def test_a_part_then_the_rest(self, priced: Cap):
        """What is left of the payment, and that the period counts no more."""
        priced("dues", "pay", "P1")
        done = priced("dues", "refund", "D1", "--amount", "5", "--reason", "Paid twice")
        assert done.out.splitlines()[:2] == [
            "D2  €5 given back to Zoé MARTINEAU (P1) on 2 October 2023 (Paid twice): €15 of D1 are left.",
            "€5 remain for 1 January to 31 December 2023, which does not count before: cap dues pay P1 --year 2023",
        ]
        done = priced("dues", "refund", "d1", "--reason", "Left")
        assert done.out.splitlines()[:2] == [
            "D3  €15 given back to Zoé MARTINEAU (P1) on 2 October 2023 (Left): nothing of D1 is left.",
            "Nothing is paid any more for 1 January to 31 December 2023.",
        ]
        assert status(priced, "P1")["status"] == "never"
        shown = priced("person", "show", "P1").out
        assert "D1  €20 for 1 January to 31 December 2023, rate Individual, given back" in shown
        assert "D3  €15 given back on 2 October 2023, of D1" in shown
        assert priced("dues", "refund", "D1", "--reason", "Again").code == 1

    def test_cancelled_it_counts_again(self, priced: Cap):
        priced("dues", "pay", "P1")
        priced("dues", "refund", "D1", "--reason", "Left")
        assert priced("dues", "cancel", "D1", "--reason", "x").code == 1
        done = priced("dues", "cancel", "D2", "--reason", "Not left")
        assert done.out.startswith(
            "D2 is cancelled: the €20 given back to Zoé MARTINEAU (P1) on 2 October 2023 (Not left)."
        )
        assert status(priced, "P1")["status"] == "current"

    def test_undone_it_counts_again_unless_its_days_are_paid(self, priced: Cap):
        """Then the undo is refused: two payments would cover the same days."""
        priced("dues", "pay", "P1")
        done = priced("dues", "refund", "D1", "--reason", "Left")
        entry = done.out.splitlines()[-1].split()[-1]
        priced("dues", "pay", "P1")
        assert priced("undo", entry, "--yes").code == 1
        priced("dues", "cancel", "D3", "--reason", "x")
        assert priced("undo", entry, "--yes").code == 0
        assert status(priced, "P1")["status"] == "current"

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("D1",), 2),
            (("D1", "--reason", " "), 2),
            (("D9", "--reason", "x"), 3),
            (("P1", "--reason", "x"), 2),
            (("D1", "--reason", "x", "--amount", "21"), 1),
            (("D1", "--reason", "x", "--amount", "abc"), 2),
            (("D1", "--reason", "x", "--on", "2023-10-01"), 2),
        ],
    )
    def test_what_is_refused(self, priced: Cap, arguments, code: int):
        priced("dues", "pay", "P1")
        done = priced("dues", "refund", *arguments)
        assert (done.code, done.out) == (code, "")
        assert done.err.count("\n") == 1


class TestExempt:
    def test_from_today_until_a_day_to_come(self, priced: Cap, bench: Bench):
        """A day without its year is the next one; the registrations follow."""
        session = bench.session(requires_dues=True)
        bench.register(session, 1)
        done = priced("dues", "exempt", "P1", "--reason", "Founder", "--until", "31/3")
        assert done.out.splitlines()[0] == (
            "Zoé MARTINEAU (P1): exempt from dues from 2 October 2023 to 31 March 2024 (Founder)."
        )
        assert bench.states(session) == ["confirmed"]
        shown = json.loads(priced("person", "show", "P1", "-f", "json").out)
        assert shown["exempt"] == {"reason": "Founder", "from": "2023-10-02", "until": "2024-03-31"}
        assert "Exempt from dues from 2 October 2023 to 31 March 2024: Founder" in priced("person", "show", "P1").out

    def test_taken_back_its_days_are_told(self, priced: Cap):
        priced("dues", "exempt", "P1", "--reason", "Founder", "--until", "31/12")
        undone = priced("undo", "--yes").out
        assert "Exempt because: Founder → –; Exempt from: 02/10/2023 → –; Exempt until: 31/12/2023 → –" in undone

    def test_it_is_ended(self, priced: Cap):
        priced("dues", "exempt", "O1", "--reason", "Founder", "--from", "2020-01-01")
        assert status(priced, "P2")["status"] == "covered"
        done = priced("dues", "exempt", "O1", "--end", "31/10/2023")
        assert done.out.startswith("Mairie de Die (O1): exempt from dues from 1 January 2020 to 31 October 2023")
        assert status(priced, "P2")["status"] == "lapsed"
        assert status(priced, "P2", "2023-10-31")["status"] == "covered"
        assert json.loads(priced("org", "show", "O1", "-f", "json").out)["exempt"]["until"] == "2023-10-31"

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("P1",), 2),
            (("P1", "--reason", ""), 2),
            (("P1", "--reason", "x", "--end", "31/12"), 2),
            (("P1", "--end", "31/12"), 1),
            (("P1", "--reason", "x", "--until", "2023-10-01"), 2),
            (("P9", "--reason", "x"), 3),
        ],
    )
    def test_what_is_refused(self, priced: Cap, arguments, code: int):
        done = priced("dues", "exempt", *arguments)
        assert (done.code, done.out) == (code, "")
        assert done.err.count("\n") == 1


def test_a_setting_says_what_it_did_to_registrations(priced: Cap, bench: Bench):
    """Whoever it covers is confirmed; whoever it covers no more keeps the place and is listed."""
    session = bench.session(requires_dues=True)
    bench.dues(person=1, year=2022)
    bench.register(session, 1)
    assert "R1 is confirmed" in priced("config", "set", "dues.grace_days", "365").out
    assert "R1 keeps its place" in priced("config", "unset", "dues.grace_days").out


def test_the_board_counts_every_status(priced: Cap, bench: Bench):
    """Promised and in grace among them."""
    bench.dues(person=1, year=2022)
    priced("dues", "promise", "O1", "--reference", "BC-12")
    priced("config", "set", "dues.grace_days", "365")
    lines = priced("status").out.splitlines()
    assert lines[-3:] == ["On 2 October 2023:", "Organisations: 1 promised", "People: 2 promised, 1 in grace"]
    listed = json.loads(priced("person", "list", "--status", "promised", "-f", "json").out)
    assert [one["ref"] for one in listed] == ["P2", "P3"]
