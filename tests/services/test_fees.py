"""What is paid for taking part, and given back: facts that pile up, never more back than was received."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from verbs import Verbs

from capcli.domain.fees import paid_cents, remaining_cents, with_fee
from capcli.domain.records import Amount, Fee, Price, Registration
from capcli.errors import NotFound, Refused, Usage

DAY = dt.date(2023, 10, 2)
MOMENT = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def desk() -> Verbs:
    return Verbs()


@pytest.fixture
def place(desk):
    """A session at 25,00 € and somebody in it."""
    session, person = desk.session(price=Price(kind="paid", amounts=[Amount(cents=2500)])), desk.person()
    desk.register(session, person)
    return session, person


def test_payments_pile_up_and_what_remains_is_known(desk, place):
    desk.pay(*place, 1000, method="virement", reference="VIR-7")
    paid = desk.pay(*place, 1500, on=dt.date(2023, 9, 30))
    assert [fee.cents for fee in paid.registration.fees] == [1000, 1500]
    assert paid.registration.fees[0].reference == "VIR-7"
    assert (paid_cents(paid.registration), remaining_cents(paid.registration)) == (2500, 0)
    assert paid.registration.state == "confirmed"


def test_never_more_is_given_back_than_was_received(desk, place):
    with pytest.raises(Refused, match="refund_none"):
        desk.pay(*place, -500)
    desk.pay(*place, 2500)
    with pytest.raises(Refused, match="refund_above"):
        desk.pay(*place, -2501)
    desk.pay(*place, -2500)
    with pytest.raises(Refused, match="refund_none"):
        desk.pay(*place, -1)


def test_a_refund_reaches_the_registration_that_was_paid(desk, place):
    """Somebody cancelled, was registered anew, and is given back what the first registration brought."""
    desk.pay(*place, 2500)
    desk.unregister(*place)
    desk.register(*place)
    refunded = desk.pay(*place, -2500)
    assert refunded.registration.state == "cancelled"
    assert desk.pay(*place, 2500).registration.state == "confirmed"


def test_money_that_comes_after_a_cancellation_is_kept_as_well(desk, place):
    desk.unregister(*place)
    assert desk.pay(*place, 2500).registration.state == "cancelled"


def test_what_is_no_payment_is_refused(desk, place):
    with pytest.raises(Usage, match="fee_zero"):
        desk.pay(*place, 0)
    with pytest.raises(Usage, match="fee_later"):
        desk.pay(*place, 100, on=dt.date(2023, 10, 3))
    with pytest.raises(NotFound, match="not_registered"):
        desk.pay(place[0], desk.person("Ali BEN"), 100)
    desk.pay(*place, 100)
    with pytest.raises(Refused, match="fee_currency"):
        desk.pay(*place, 100, currency="CHF")


def test_without_a_price_nothing_remains(desk):
    session, person = desk.session(), desk.person()
    desk.register(session, person)
    assert remaining_cents(desk.pay(session, person, 500).registration) is None


@given(st.lists(st.integers(-3000, 3000), max_size=20))
def test_what_was_received_is_never_below_nothing(amounts):
    registration = Registration(session=1, person=1, state="confirmed", requested_at=MOMENT, entered_at=MOMENT)
    for cents in amounts:
        try:
            fees = with_fee(registration, Fee(cents=cents, on=DAY), "R1")
        except (Refused, Usage):
            continue
        registration = replace(registration, fees=fees)
    assert paid_cents(registration) >= 0
