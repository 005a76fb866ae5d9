"""What payments come to once some were cancelled or given back; the records themselves stay as they were."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.affiliations import END
from capcli.domain.payments import Ledger, paid_periods, span_of
from capcli.domain.records import Dues

D = dt.date


def dues(number: int = 41, *, cents: int = 2000, due: int = 2000, **fields) -> Dues:
    year = {"person": 7, "since": D(2023, 1, 1), "until": D(2023, 12, 31), "paid_on": D(2023, 2, 3), "rate": "base"}
    return Dues(id=number, cents=cents, due_cents=due, **{**year, **fields})


def back(number: int, of: Dues, kind: str = "refund", cents: int | None = None, **fields) -> Dues:
    """What takes all or some of a payment back."""
    amount = of.cents if cents is None else cents
    return dues(number, kind=kind, of=of.id, cents=-amount, due=0, reason="why", **fields)


def nets(*records: Dues) -> list[tuple[int, bool, list[int]]]:
    return [(paid.cents, paid.counts, paid.dues) for paid in paid_periods(records)]


def test_a_refund_of_a_part_leaves_the_rest():
    """The period counts no more, and what remains is what was given back."""
    payment = dues()
    assert nets(payment, back(42, payment, cents=500)) == [(1500, False, [41])]
    assert paid_periods([payment, back(42, payment, cents=500)])[0].remains_cents == 500


def test_a_refund_of_all_leaves_nothing_to_complete():
    """As if it had not been paid: the next payment may be at another rate."""
    payment = dues()
    assert nets(payment, back(42, payment)) == []
    assert nets(payment, back(42, payment, cents=500), back(43, payment, cents=1500)) == []


def test_a_cancelled_refund_is_as_if_it_had_not_been():
    payment = dues()
    refund = back(42, payment, cents=500)
    assert nets(payment, refund, back(43, refund, "cancellation")) == [(2000, True, [41])]


def test_a_cancelled_part_leaves_the_others():
    """Parts of one period: one cancelled, one given back, one that stands."""
    first, second, third = dues(1, cents=1000), dues(2, cents=600), dues(3, cents=400)
    gone = back(4, first, "cancellation")
    assert nets(first, second, third, gone, back(5, second)) == [(400, False, [3])]


def test_only_payments_make_a_period():
    """Neither a promise, nor a call, nor a donation, which has no days."""
    given = Dues(id=1, kind="donation", person=7, paid_on=D(2023, 1, 1), cents=5000)
    assert nets(given, dues(2, kind="promise"), dues(3, kind="call")) == []


def test_a_rate_of_nothing_counts_until_it_is_cancelled():
    """€0 due and €0 paid: it counts, and no refund takes it away."""
    free = dues(cents=0, due=0)
    assert nets(free) == [(0, True, [41])]
    assert nets(free, back(42, free, "cancellation")) == []


def test_a_lifetime_has_no_end():
    assert span_of(dues(until=None)) == (D(2023, 1, 1), END)
    assert paid_periods([dues(until=None)])[0].args["until"] is None


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2500), st.booleans()), max_size=6))
def test_money_adds_up(steps):
    """What is left of the payments is the sum of all cents that moved, whatever was cancelled or given back."""
    books = [dues(n, cents=1000) for n in range(1, 5)]
    for number, (place, cents, is_cancelled) in enumerate(steps, start=10):
        ledger, payment = Ledger(books), books[place]
        left = ledger.net_cents(payment)
        if is_cancelled and not ledger.cancellation(payment) and not ledger.refunds(payment):
            books.append(back(number, payment, "cancellation"))
        elif not is_cancelled and left:
            books.append(back(number, payment, cents=min(cents, left)))
    assert sum(paid.cents for paid in paid_periods(books)) == sum(one.cents for one in books)
    assert all(paid.cents > 0 for paid in paid_periods(books))
