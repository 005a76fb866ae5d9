"""Payments under every setting: the period kept, what is due, the promise settled, the donation that is no dues."""

import datetime as dt
from contextlib import suppress
from itertools import pairwise

import pytest
from desk_making import TODAY, Bench
from engaging import refund
from hypothesis import given, settings
from hypothesis import strategies as st
from paying import cancel, pay, priced_bench, rate, setting

from capcli.domain.lengths import Length
from capcli.domain.payments import paid_periods
from capcli.domain.records import DUES, Dues
from capcli.errors import CapError, Refused, Usage
from capcli.services.dues import Paying
from capcli.services.standings import standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def refusal(bench: Bench, **fields) -> CapError:
    with pytest.raises(CapError) as refused:
        pay(bench, **fields)
    return refused.value


def days(made: Paying) -> tuple[D | None, D | None]:
    return made.dues.since, made.dues.until


def promise(bench: Bench, **fields) -> Dues:
    kept = {
        "since": D(2023, 1, 1),
        "until": D(2023, 12, 31),
        "paid_on": D(2023, 1, 10),
        "rate": "Individual",
        "cents": 2000,
        "due_cents": 2000,
    }
    return bench.put(DUES, Dues(kind="promise", **(kept | fields)))


def test_carried_over(bench: Bench):
    """Typed late, it is judged on the day of payment, not on the day of typing."""
    setting(bench, "dues.carry_over_from", "09-01")
    assert days(pay(bench, person=bench.person(), on=D(2023, 8, 31))) == (D(2023, 1, 1), D(2023, 12, 31))
    late = pay(bench, person=bench.person("Ali BEN"), on=D(2023, 9, 1))
    assert (days(late), late.dues.cents) == ((D(2023, 1, 1), D(2024, 12, 31)), 2000)


def test_rolling(bench: Bench):
    """Early, on the last day, and late: one record a period, the gap stays."""
    setting(bench, "dues.period", "rolling")
    zoe = bench.person()
    assert days(pay(bench, person=zoe, on=D(2021, 2, 3))) == (D(2021, 2, 3), D(2022, 2, 2))
    assert days(pay(bench, person=zoe, on=D(2022, 2, 2))) == (D(2022, 2, 3), D(2023, 2, 2))
    assert days(pay(bench, person=zoe, on=D(2023, 6, 15))) == (D(2023, 6, 15), D(2024, 6, 14))
    assert standing_of(bench.store.read(), zoe, D(2023, 4, 1)).status == "lapsed"
    assert refusal(bench, person=zoe, on=D(2023, 6, 15), since=D(2023, 2, 3)).code == "dues_overlap"


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (D(2023, 3, 1), D(2023, 4, 30)),
        (D(2022, 1, 1), D(2024, 1, 1)),
        (D(2022, 12, 1), D(2023, 2, 1)),
        (D(2023, 6, 30), D(2023, 9, 1)),
        (D(2022, 12, 1), D(2023, 1, 31)),
    ],
)
def test_an_overlap_is_refused_in_every_shape(bench: Bench, since: D, until: D):
    """Inside, enclosing, at either end by one day: the start of the period hit is named."""
    zoe = bench.person()
    pay(bench, person=zoe, since=D(2023, 1, 31), until=D(2023, 6, 30))
    error = refusal(bench, person=zoe, since=since, until=until)
    assert (error.code, error.values["since"]) == ("dues_overlap", D(2023, 1, 31))


def test_a_lifetime(bench: Bench):
    """It has no end, begins after what is paid, and nothing comes after it."""
    rate(bench, "Honour", 30000, length=Length(lifetime=True))
    zoe = bench.person()
    pay(bench, person=zoe, rate="Individual")
    assert days(pay(bench, person=zoe, rate="Honour")) == (D(2024, 1, 1), None)
    assert standing_of(bench.store.read(), zoe, D(2999, 1, 1)).status == "current"
    for fields in ({"year": 2031}, {"since": D(2024, 1, 1)}, {"since": D(2031, 5, 1), "until": D(2032, 1, 1)}):
        error = refusal(bench, person=zoe, rate="Individual", **fields)
        assert (error.code, error.values["since"]) == ("dues_lifetime", D(2024, 1, 1))


def test_a_lifetime_of_which_money_was_given_back_is_completed(bench: Bench):
    """It does not count meanwhile; what remains is paid from the same day, at its own rate."""
    rate(bench, "Honour", 30000, length=Length(lifetime=True))
    zoe = bench.person()
    paid = pay(bench, person=zoe, rate="Honour")
    refund(bench, paid.dues.id, 2000)
    again = pay(bench, person=zoe, since=paid.dues.since, on=TODAY)
    assert (again.dues.cents, again.dues.rate) == (2000, "Honour")
    assert standing_of(bench.store.read(), zoe, D(2999, 1, 1)).status == "current"


def test_old_periods_stay_true_when_settings_change(bench: Bench):
    """Rule 4: what was paid for a calendar year is renewed after its end in rolling mode."""
    zoe = bench.person()
    pay(bench, person=zoe)
    setting(bench, "dues.period", "rolling")
    assert days(pay(bench, person=zoe, on=TODAY)) == (D(2024, 1, 1), D(2024, 12, 31))


def test_several_periods_at_once(bench: Bench):
    """So many amounts; an amount that is so many times the rate says the word."""
    zoe = bench.person()
    error = refusal(bench, person=zoe, cents=6000)
    assert (error.code, error.values["count"]) == ("amount_periods", 3)
    made = pay(bench, person=zoe, cents=6000, periods=3)
    assert (days(made), made.dues.due_cents) == ((D(2023, 1, 1), D(2025, 12, 31)), 6000)


def test_pro_rata_and_its_parts(bench: Bench):
    """What was due on the day of the first part stays due."""
    rate(bench, "Individual", 2400, since=D(2023, 1, 1), pro_rata=True)
    zoe = bench.person()
    assert pay(bench, person=zoe, on=D(2023, 9, 30), cents=300, part=True).dues.due_cents == 800
    assert pay(bench, person=zoe, on=TODAY).dues.cents == 500
    assert pay(bench, person=bench.person("Ali BEN"), on=TODAY, since=D(2023, 1, 1)).dues.cents == 2400


def test_a_part_carried_over_is_completed_the_next_year(bench: Bench):
    """The same two years, whatever the day of the second part."""
    setting(bench, "dues.carry_over_from", "09-01")
    bench.today = D(2024, 2, 3)
    zoe = bench.person()
    pay(bench, person=zoe, on=D(2023, 9, 30), cents=300, part=True)
    made = pay(bench, person=zoe, on=D(2024, 2, 3))
    assert (days(made), made.dues.cents) == ((D(2023, 1, 1), D(2024, 12, 31)), 1700)


class TestPromises:
    def test_a_payment_settles_the_promise_of_its_period(self, bench: Bench):
        """At the rate and the amount that were promised, and it is said which."""
        rate(bench, "Reduced", 1500)
        zoe = bench.person()
        promise(bench, person=zoe, rate="Reduced", cents=1200, due_cents=1200)
        made = pay(bench, person=zoe)
        assert (made.dues.rate, made.dues.cents, [one.id for one in made.decided.settles]) == ("Reduced", 1200, [1])
        assert made.paid
        assert made.paid.counts

    def test_its_reference_finds_it_after_the_year_has_ended(self, bench: Bench):
        """The mandat of last year's call arrives in February; without the reference it would be this year's dues."""
        die = bench.organisation()
        last = {"since": D(2022, 1, 1), "until": D(2022, 12, 31), "rate": "Structure"}
        promise(bench, organisation=die, cents=15000, due_cents=15000, reference="M-2022-14", **last)
        made = pay(bench, organisation=die, reference="m-2022-14")
        assert (days(made), [one.id for one in made.decided.settles]) == ((D(2022, 1, 1), D(2022, 12, 31)), [1])

    def test_another_promise_is_still_awaited(self, bench: Bench):
        """A payment for this year leaves last year's promise open, and says so."""
        zoe = bench.person()
        promise(bench, person=zoe, since=D(2022, 1, 1), until=D(2022, 12, 31))
        made = pay(bench, person=zoe)
        assert (days(made), made.decided.settles) == ((D(2023, 1, 1), D(2023, 12, 31)), [])
        assert [one.id for one in made.decided.awaited] == [1]

    def test_a_part_goes_towards_it(self, bench: Bench):
        """And the rest completes it, at the same reference or without."""
        zoe = bench.person()
        promise(bench, person=zoe, reference="BC-7")
        assert pay(bench, person=zoe, cents=500, part=True, reference="BC-7").decided.settles
        made = pay(bench, person=zoe)
        assert (made.dues.cents, [one.id for one in made.decided.settles]) == (1500, [1])

    def test_a_promise_cancelled_binds_nobody(self, bench: Bench):
        """Nor one that is kept."""
        zoe = bench.person()
        promise(bench, person=zoe, cents=1200, due_cents=1200)
        cancel(bench, 1)
        made = pay(bench, person=zoe)
        assert (made.dues.cents, made.decided.settles) == (2000, [])
        promise(bench, person=zoe)
        assert pay(bench, person=zoe, year=2024, on=TODAY).decided.awaited == []

    def test_another_rate_than_promised_may_be_paid(self, bench: Bench):
        """Nothing was paid yet; the promise is settled all the same."""
        rate(bench, "Support", 5000)
        zoe = bench.person()
        promise(bench, person=zoe)
        made = pay(bench, person=zoe, rate="Support")
        assert (made.dues.cents, [one.id for one in made.decided.settles]) == (5000, [1])

    def test_in_rolling_mode_the_promised_days_are_paid(self, bench: Bench):
        """Weeks after the promise: the period is the one that was promised."""
        setting(bench, "dues.period", "rolling")
        zoe = bench.person()
        promise(bench, person=zoe, since=D(2023, 1, 10), until=D(2024, 1, 9))
        assert days(pay(bench, person=zoe, on=D(2023, 3, 1))) == (D(2023, 1, 10), D(2024, 1, 9))


class TestDonations:
    def test_a_donation_is_no_dues(self, bench: Bench):
        """No period, no rate, no status; dues are paid beside it, with the same reference."""
        zoe = bench.person()
        made = pay(bench, person=zoe, donation=True, cents=5000, reference="HA-12", method="HelloAsso")
        assert (made.dues.kind, days(made), made.dues.rate) == ("donation", (None, None), None)
        assert (made.dues.method, made.paid) == ("helloasso", None)
        assert standing_of(bench.store.read(), zoe, TODAY).status == "never"
        assert pay(bench, person=zoe, reference="HA-12").dues.id == 2
        assert refusal(bench, person=zoe, donation=True, cents=100, reference="ha-12").code == "same_reference_donation"

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({}, "donation_amount"),
            ({"cents": 0}, "donation_amount"),
            ({"cents": 100, "year": 2023}, "donation_period"),
            ({"cents": 100, "since": TODAY}, "donation_period"),
            ({"cents": 100, "until": TODAY}, "donation_period"),
            ({"cents": 100, "rate": "Individual"}, "donation_period"),
            ({"cents": 100, "part": True}, "donation_period"),
            ({"cents": 100, "periods": 2}, "donation_period"),
        ],
    )
    def test_what_a_donation_cannot_be(self, bench: Bench, fields, code: str):
        """Without an amount, or for a period."""
        assert refusal(bench, person=bench.person(), donation=True, **fields).code == code


def test_the_days_of_a_payment(bench: Bench):
    """It is received and deposited by today, and deposited after it came in."""
    zoe = bench.person()
    day = D(2023, 2, 10)
    assert refusal(bench, person=zoe, received_on=D(2023, 10, 3)).code == "paid_later"
    assert refusal(bench, person=zoe, deposited_on=D(2023, 10, 3)).code == "paid_later"
    assert refusal(bench, person=zoe, received_on=day, deposited_on=D(2023, 2, 9)).code == "deposit_before"
    made = pay(bench, person=zoe, received_on=day, deposited_on=day)
    assert (made.dues.received_on, made.dues.deposited_on) == (day, day)


PAYMENTS = st.lists(
    st.tuples(
        st.integers(0, 3650),
        st.sampled_from(["Individual", "Term", "Pair", "Days"]),
        st.integers(1, 3),
        st.one_of(st.none(), st.integers(-400, 400)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["calendar", "rolling"]), st.sampled_from(["", "09-01"]), PAYMENTS)
def test_the_periods_of_one_payer_never_overlap(mode: str, carry: str, payments):
    """Whatever is typed, in whatever order: what would overlap is refused, or somebody must say more."""
    bench = priced_bench()
    bench.today = D(2034, 1, 1)
    rate(bench, "Term", 1000, length=Length(months=6))
    rate(bench, "Pair", 3500, length=Length(months=24))
    rate(bench, "Days", 100, length=Length(days=10))
    setting(bench, "dues.period", mode)
    setting(bench, "dues.carry_over_from", carry)
    zoe = bench.person()
    for later, name, periods, moved in payments:
        on = D(2023, 1, 1) + dt.timedelta(days=later)
        since = on + dt.timedelta(days=moved) if moved is not None else None
        with suppress(Refused, Usage):
            pay(bench, person=zoe, on=on, rate=name, periods=periods, since=since)
    paid = paid_periods(bench.store.read().find(DUES, "person", zoe))
    assert all(one.until < other.since for one, other in pairwise(paid))
