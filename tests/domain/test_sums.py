"""The treasurer's sums: whatever they are told apart by, they agree with the total to the cent."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.records import Dues
from capcli.domain.sums import KEYS, Sum, moves_money, sums, totals, typed_keys
from capcli.errors import Usage

D = dt.date


def operation(cents: int, kind: str = "payment", method: str | None = None, **fields) -> Dues:
    return Dues(**{"person": 1, "paid_on": D(2023, 10, 2), "cents": cents, "kind": kind, "method": method} | fields)


@st.composite
def operations(draw):
    """Payments with cents above 0, what goes out below."""
    kind = draw(st.sampled_from(["payment", "donation", "refund", "cancellation", "promise", "call"]))
    cents = draw(st.integers(0, 10**9))
    payer = draw(st.sampled_from(["person", "organisation"]))
    return Dues(
        kind=kind,
        cents=-cents if kind in ("refund", "cancellation") else cents,
        currency=draw(st.sampled_from(["EUR", "CHF"])),
        paid_on=draw(st.dates(D(2020, 1, 1), D(2024, 12, 31))),
        method=draw(st.sampled_from([None, "chèque", "virement", "Chèque"])),
        rate=draw(st.sampled_from([None, "base", "structure"])),
        **{payer: 1},
    )


@given(st.lists(operations(), max_size=40), st.lists(st.sampled_from(sorted(KEYS)), unique=True))
def test_sums_by_anything_agree_with_the_total(several, keys):
    """Every operation that moves money is counted once, in its own currency; each line of the sums is one of a kind."""
    found, whole = sums(several, keys), totals(several)
    by_currency: Counter[str] = Counter()
    count = 0
    for one in found:
        by_currency[one.currency] += one.cents
        count += one.count
    assert {one.currency: one.cents for one in whole} == by_currency
    assert count == sum(one.count for one in whole) == sum(map(moves_money, several))
    assert len({(one.values, one.currency) for one in found}) == len(found)
    assert sums(reversed(several), keys) == found


@given(st.lists(operations(), max_size=20), st.integers(1, 10**6))
def test_a_payment_and_its_cancellation_come_to_nothing(several, cents):
    more = [*several, operation(cents), operation(-cents, "cancellation")]
    before = {one.currency: one.cents for one in totals(several)}
    assert {one.currency: one.cents for one in totals(more)} == {"EUR": 0} | before


def test_by_method_and_month():
    several = [
        operation(2000, method="virement"),
        operation(1500, method="chèque"),
        operation(-500, "refund", "chèque"),
        operation(2000, paid_on=D(2023, 9, 30)),
        operation(9900, "promise", "virement"),
    ]
    assert sums(several, ["method", "month"]) == [
        Sum(values=("chèque", "2023-10"), currency="EUR", count=2, cents=1000),
        Sum(values=("virement", "2023-10"), currency="EUR", count=1, cents=2000),
        Sum(values=(None, "2023-09"), currency="EUR", count=1, cents=2000),
    ]


def test_by_kind_and_payer():
    several = [operation(2000), operation(700, "donation", person=None, organisation=3)]
    assert [one.values for one in sums(several, ["payer", "kind"])] == [
        ("organisation", "donation"),
        ("person", "payment"),
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("method,rate", ["method", "rate"]),
        (" Month , month", ["month"]),
        ("mois,tarif,payeur,nature,moyen", ["month", "rate", "payer", "kind", "method"]),
    ],
)
def test_keys_as_they_are_typed(text, keys):
    assert typed_keys(text) == keys


@pytest.mark.parametrize("text", ["", " , ", "colour", "method,,rate", "method rate"])
def test_what_is_no_key_names_what_there_is(text):
    with pytest.raises(Usage) as error:
        typed_keys(text)
    assert error.value.code == "sum_key"
    assert "payer" in str(error.value.values["known"])
