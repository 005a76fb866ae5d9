"""`cap dues rate set` and `cap dues rates` as a coordinator types them."""

import json
from collections.abc import Callable

import pytest

Cap = Callable[..., object]


def test_rates_past_in_force_and_to_come(priced: Cap):
    """A new amount from a day on leaves the old one true before it."""
    done = priced("dues", "rate", "set", "individual", "--amount", "22", "--payer", "person", "--from", "1/1/2024")
    assert done.out.startswith("Rate Individual: €22, paid by a person, from 1 January 2024.\n")
    rows = json.loads(priced("dues", "rates", "-f", "json").out)
    assert [(row["name"], row["amount"]["cents"], row["from"], row["until"], row["state"]) for row in rows] == [
        ("Individual", 2000, None, "2023-12-31", "current"),
        ("Individual", 2200, "2024-01-01", None, "future"),
        ("Structure", 15000, None, None, "current"),
    ]
    assert "in force" in priced("dues", "rates").out
    assert "€20" in priced("dues", "pay", "P1", "--year", "2023").out
    assert "€22" in priced("dues", "pay", "P1", "--year", "2024").out


def test_a_rate_set_to_what_it_is_writes_nothing(priced: Cap):
    """And says so."""
    done = priced("dues", "rate", "set", "Individual", "--amount", "20", "--payer", "person")
    assert (done.code, "Undo" in done.out) == (0, False)
    assert "nothing was changed" in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Gold", "--amount", "x", "--payer", "person"), 2),
        (("Gold", "--amount", "20", "--payer", "dog"), 2),
        (("Gold", "--amount", "20"), 2),
        (("Gold", "--amount", "20", "--payer", "person", "--seats", "3"), 2),
        (("Gold", "--amount", "20", "--payer", "organisation", "--seats", "-1"), 2),
        (("Gold", "--amount", "20", "--payer", "organisation", "--seats", "many"), 2),
        (("", "--amount", "20", "--payer", "person"), 2),
        (("Individual", "--amount", "20", "--payer", "organisation"), 1),
    ],
)
def test_what_a_rate_cannot_be(priced: Cap, arguments, code: int):
    """One line that says what to write instead."""
    done = priced("dues", "rate", "set", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
