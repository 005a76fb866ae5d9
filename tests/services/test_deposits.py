"""Payments taken to the bank: all of them or none, each once."""

import datetime as dt

import pytest
from desk_making import TODAY, Bench
from paying import cancel, pay, priced_bench

from capcli.domain.records import DUES, Dues
from capcli.errors import CapError
from capcli.services.deposits import deposit

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def deposited(bench: Bench, *numbers: int, on: D = D(2023, 3, 5)) -> list[Dues]:
    return bench.change(lambda tx: deposit(tx, numbers, on, today=TODAY))


def refusal(bench: Bench, *numbers: int, **fields) -> str:
    with pytest.raises(CapError) as refused:
        deposited(bench, *numbers, **fields)
    return refused.value.code


def test_payments_and_donations_go_to_the_bank(bench: Bench):
    """Twice the same number is once."""
    zoe = bench.person()
    pay(bench, person=zoe)
    pay(bench, person=zoe, donation=True, cents=500)
    assert [one.deposited_on for one in deposited(bench, 1, 2, 1)] == [D(2023, 3, 5)] * 2


def test_all_of_them_or_none(bench: Bench):
    """One that is not there stops the others."""
    pay(bench, person=bench.person())
    assert refusal(bench, 1, 9) == "dues"
    known = bench.store.read().get(DUES, 1)
    assert known
    assert known.deposited_on is None


def test_what_cannot_be_deposited(bench: Bench):
    """Not twice on two days, not before it came in, not tomorrow, not what was cancelled, nor the cancellation."""
    zoe = bench.person()
    pay(bench, person=zoe, received_on=D(2023, 3, 5))
    assert refusal(bench, 1, on=D(2023, 3, 4)) == "deposit_before"
    assert refusal(bench, 1, on=D(2023, 10, 3)) == "paid_later"
    deposited(bench, 1)
    assert refusal(bench, 1, on=D(2023, 3, 6)) == "deposited_already"
    assert deposited(bench, 1)[0].deposited_on == D(2023, 3, 5)
    cancel(bench, 1)
    assert refusal(bench, 1) == "dues_cancelled"
    assert refusal(bench, 2) == "deposit_kind"
