"""Amounts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.money import typed_cents
from capcli.errors import Usage
from capcli.texts import money, use


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("20", 2000),
        ("20,00", 2000),
        ("20.5", 2050),
        ("20 €", 2000),
        ("€20", 2000),
        ("20 EUR", 2000),
        ("20 euros", 2000),
        ("0", 0),
        ("1 250,50 €", 125050),
        ("20€50", 2050),
        ("12 € 05", 1205),
        ("1\u202f250,50\u00a0€", 125050),
        ("1.250,50", 125050),
        ("1,250.50", 125050),
        ("1250", 125000),
        ("12 345 678", 1234567800),
        ("EUR 20.00", 2000),
        ("20,00EUR", 2000),
        ("+20,00", 2000),
        ("20.00000000", 2000),
        ("20.50000", 2050),
        ("20,-", 2000),
        ("20,00 € TTC", 2000),
        ("1'250.50", 125050),
    ],
)
def test_amounts_that_people_type(typed: str, cents: int):
    """Comma or point for the cents, spaces for the thousands, the sign before or after."""
    assert typed_cents(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "€",
        "-5",
        "NaN",
        "inf",
        "1e3",
        "20,000",
        "1,250",
        "1.250",
        "1,250,50",
        "12 34",
        "20 $",
        "vingt",
        "٢٠",
        "5" * 40,
        "20,",
        "20,005",
        "20.12345",
        "(20,00)",
    ],
)
def test_what_is_no_amount_is_refused(typed: str):
    """Negative, not a number, three decimals, a separator that could be either, another currency."""
    with pytest.raises(Usage) as refused:
        typed_cents(typed)
    assert refused.value.code == "amount"


def test_another_currency():
    """The sign is that of the currency of the settings."""
    assert typed_cents("$12.50", "USD") == 1250
    with pytest.raises(Usage):
        typed_cents("12 €", "USD")


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr"]))
def test_what_is_shown_can_be_typed_again(cents: int, language: str):
    """An amount copied from the screen reads as itself, in both languages."""
    if language == "fr":
        whole, rest = divmod(cents, 100)
        shown = f"{whole:,}".replace(",", "\u202f") + (f",{rest:02}" if rest else "") + "\u00a0€"
    else:
        use("en")
        shown = money(cents)
    if language == "en" and cents % 100 == 0 and cents >= 100000:
        shown += ".00"
    assert typed_cents(shown) == cents
