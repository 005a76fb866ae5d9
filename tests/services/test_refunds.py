"""Money given back, and records cancelled: the first ones stay, and registrations follow."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench
from engaging import call, promise, refund
from paying import cancel, pay, priced_bench

from capcli.domain.records import DUES
from capcli.errors import NotFound, Refused, Usage
from capcli.services.standings import standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def kept(bench: Bench, number: int):
    found = bench.store.read().get(DUES, number)
    assert found
    return found


def test_a_refund_is_a_record_of_its_own(bench: Bench):
    """Same payer, period, rate and way of payment; cents below 0; the day of the operation; the payment as it was."""
    zoe = bench.person()
    paid = pay(bench, person=zoe, method="chèque", reference="C-1").dues
    made = refund(bench, paid.id, 500)
    assert kept(bench, paid.id) == paid
    assert (made.dues.kind, made.dues.of, made.dues.cents, made.dues.person) == ("refund", paid.id, -500, zoe)
    assert (made.dues.since, made.dues.until, made.dues.rate) == (paid.since, paid.until, paid.rate)
    assert (made.dues.paid_on, made.dues.method, made.dues.reference) == (TODAY, "chèque", None)
    assert (made.left_cents, made.paid.cents, made.paid.counts) == (1500, 1500, False)


def test_a_refund_uncovers_and_its_cancellation_covers_again(bench: Bench):
    """The confirmed place is kept and told; the status says what was given back."""
    session, zoe = bench.session(requires_dues=True), bench.person()
    bench.register(session, zoe)
    number = pay(bench, person=zoe).dues.id
    made = refund(bench, number)
    assert [effect.kind for effect in made.effects] == ["uncovered"]
    assert bench.states(session) == ["confirmed"]
    found = standing_of(bench.store.read(), zoe, DAY)
    assert (found.status, [reason.code for reason in found.reasons]) == ("never", ["never", "dues_refunded"])
    cancel(bench, made.dues.id)
    assert standing_of(bench.store.read(), zoe, DAY).status == "current"


def test_an_organisation_that_was_paid_back_says_so_of_its_people(bench: Bench):
    """What was taken back is told of the organisation too."""
    die = bench.organisation()
    zoe = bench.person(organisation=die)
    refund(bench, pay(bench, organisation=die).dues.id, 15000)
    codes = [reason.code for reason in standing_of(bench.store.read(), zoe, DAY).reasons]
    assert codes == ["never", "organisation_unpaid", "organisation_dues_refunded"]


def test_all_that_is_left_is_given_back_and_no_more(bench: Bench):
    """Without an amount, what other refunds left."""
    number = pay(bench, person=bench.person()).dues.id
    refund(bench, number, 500)
    for cents, code in ((1501, "above"), (0, "zero"), (-5, "zero")):
        with pytest.raises(Refused, match=f"dues_refund_{code}"):
            refund(bench, number, cents)
    assert refund(bench, number).dues.cents == -1500
    with pytest.raises(Refused, match="dues_refund_nothing"):
        refund(bench, number)


def test_what_cannot_be_given_back(bench: Bench):
    """What is unknown, cancelled, no money, not yet paid, to come, or without a reason."""
    zoe = bench.person()
    number = pay(bench, person=zoe).dues.id
    announced = promise(bench, person=zoe, year=2024).dues.id
    with pytest.raises(Usage, match="dues_reason"):
        refund(bench, number, reason="  ")
    with pytest.raises(Usage, match="dues_refund_later"):
        refund(bench, number, on=D(2023, 10, 3))
    with pytest.raises(Usage, match="dues_refund_before"):
        refund(bench, number, on=D(2023, 2, 2))
    with pytest.raises(Refused, match="dues_refund_kind"):
        refund(bench, announced)
    with pytest.raises(NotFound, match="dues"):
        refund(bench, 99)
    cancel(bench, number)
    with pytest.raises(Refused, match="dues_cancelled"):
        refund(bench, number)


def test_a_donation_is_given_back_too(bench: Bench):
    """It covers nobody, before and after."""
    zoe = bench.person()
    number = pay(bench, person=zoe, donation=True, cents=5000).dues.id
    made = refund(bench, number, 2000)
    assert (made.left_cents, made.paid, made.dues.since) == (3000, None, None)


def test_after_a_refund_the_period_can_be_paid_at_another_rate(bench: Bench):
    """Then the refund cannot be cancelled: both would count."""
    die = bench.organisation()
    first = pay(bench, organisation=die).dues.id
    taken = refund(bench, first).dues.id
    second = pay(bench, organisation=die, on=D(2023, 3, 1)).dues.id
    with pytest.raises(Refused, match="dues_revived") as caught:
        cancel(bench, taken)
    assert caught.value.values == {"dues": "D2", "of": "D1", "other": f"D{second}"}
    cancel(bench, second)
    cancel(bench, taken)


def test_a_refunded_payment_is_not_cancelled(bench: Bench):
    """The refund first: money that was given back had been received."""
    number = pay(bench, person=bench.person()).dues.id
    taken = refund(bench, number, 500).dues.id
    with pytest.raises(Refused, match="dues_refunded"):
        cancel(bench, number)
    with pytest.raises(Refused, match="dues_is_cancellation"):
        cancel(bench, cancel(bench, taken).dues.id)
    cancel(bench, number)


def test_promises_and_calls_are_cancelled_without_money(bench: Bench):
    """Their cancellations are of no cents, so that money adds up."""
    die = bench.organisation()
    for number in (promise(bench, organisation=die).dues.id, call(bench, *_organisations(bench))[0].dues.id):
        made = cancel(bench, number)
        assert (made.dues.kind, made.dues.cents, made.dues.of) == ("cancellation", 0, number)


def _organisations(bench: Bench):
    from capcli.domain.records import ORGANISATIONS

    return list(bench.store.read().scan(ORGANISATIONS))


def test_a_refund_opens_the_promise_again(bench: Bench):
    """It is told, so that it can be cancelled when nothing comes any more."""
    die = bench.organisation()
    announced = promise(bench, organisation=die).dues
    number = pay(bench, organisation=die, reference="BC-1").dues.id
    made = refund(bench, number)
    assert [one.id for one in made.awaited] == [announced.id]
