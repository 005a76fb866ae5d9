"""What is promised and what is called for: the first may count by a setting, the second is a trace."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench
from engaging import call, payer, promise, settle
from paying import cancel, pay, priced_bench, rate, setting

from capcli.errors import Refused, Usage
from capcli.services.standings import organisation_standing, standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def test_a_promise_is_for_what_a_payment_of_that_day_would_be(bench: Bench):
    """Period, rate, amount and people covered; the reference is kept."""
    die = bench.organisation()
    made = promise(bench, " BC-12 ", organisation=die, on=D(2023, 2, 3)).dues
    assert (made.kind, made.organisation, made.reference, made.paid_on) == ("promise", die, "BC-12", D(2023, 2, 3))
    assert (made.since, made.until, made.rate, made.cents) == (D(2023, 1, 1), D(2023, 12, 31), "Structure", 15000)
    assert made.due_cents == 15000
    assert not made.part


def test_promised_until_it_is_paid_or_cancelled(bench: Bench):
    """The organisation and its people alike; a cancelled one is said."""
    die = bench.organisation()
    zoe = bench.person(organisation=die)
    number = promise(bench, organisation=die).dues.id
    read = bench.store.read()
    own, through = organisation_standing(read, die, DAY), standing_of(read, zoe, DAY)
    assert (own.status, own.up_to_date, own.votes, own.through) == ("promised", False, False, None)
    assert (through.status, through.up_to_date, through.through) == ("promised", False, die)
    assert [reason.code for reason in through.reasons] == ["organisation_promised", "affiliated"]
    assert standing_of(read, zoe, D(2024, 1, 1)).status == "never"
    cancel(bench, number)
    assert [one.code for one in organisation_standing(bench.store.read(), die, DAY).reasons] == [
        "never",
        "promise_cancelled",
    ]


def test_a_promise_counts_for_registrations_when_the_setting_says_so(bench: Bench):
    """Then the pending ones are confirmed by the promise, and told when it is cancelled; it never votes."""
    session, die = bench.session(requires_dues=True), bench.organisation()
    zoe = bench.person(organisation=die)
    bench.register(session, zoe)
    setting(bench, "dues.promise_counts", "registration")
    made = promise(bench, organisation=die)
    assert [(one.kind, one.person) for one in made.effects] == [("confirmed", zoe)]
    assert organisation_standing(bench.store.read(), die, DAY).votes is False
    assert [one.kind for one in cancel(bench, made.dues.id).effects] == ["uncovered"]


def test_the_payment_follows_with_the_reference(bench: Bench):
    """It takes the period, the rate and the amount of the promise, and the promise is kept."""
    die = bench.organisation()
    promise(bench, "BC-12", organisation=die, year=2024)
    paid = pay(bench, organisation=die, on=TODAY, reference="BC-12").dues
    assert (paid.since, paid.cents) == (D(2024, 1, 1), 15000)
    assert organisation_standing(bench.store.read(), die, D(2024, 5, 1)).status == "current"


def test_a_promise_after_a_part_is_for_the_rest(bench: Bench):
    die = bench.organisation()
    pay(bench, organisation=die, cents=5000, part=True)
    made = promise(bench, organisation=die)
    assert (made.dues.cents, made.dues.due_cents, made.begun_cents) == (10000, 15000, 5000)
    found = organisation_standing(bench.store.read(), die, DAY)
    assert (found.status, [one.code for one in found.reasons]) == ("promised", ["promised", "part_paid"])


def test_what_is_no_promise(bench: Bench):
    """Without a reference, of a day to come, typed twice, for days promised or paid already, of less than is due."""
    zoe, die = bench.person(), bench.organisation()
    with pytest.raises(Usage, match="promise_reference"):
        promise(bench, " ", organisation=die)
    with pytest.raises(Usage, match="promise_later"):
        promise(bench, organisation=die, on=D(2023, 10, 3))
    with pytest.raises(Refused, match="promise_amount"):
        promise(bench, organisation=die, cents=100)
    promise(bench, organisation=die)
    with pytest.raises(Refused, match="promised_already"):
        promise(bench, "BC-2", organisation=die)
    with pytest.raises(Refused, match="same_reference"):
        promise(bench, "bc-1", organisation=die, year=2024)
    pay(bench, person=zoe)
    with pytest.raises(Refused, match="dues_paid"):
        promise(bench, person=zoe)


def test_a_lifetime_is_promised_once(bench: Bench):
    from capcli.domain.lengths import Length

    rate(bench, "For life", 50000, "organisation", length=Length(lifetime=True))
    die = bench.organisation()
    assert promise(bench, organisation=die, rate="For life").dues.until is None
    with pytest.raises(Refused, match="promised_for_life"):
        promise(bench, "BC-2", organisation=die, rate="Structure", year=2024)


def test_a_call_is_a_trace(bench: Bench):
    """Who, when, for which period and how much; nobody's status changes."""
    zoe, die = bench.person(), bench.organisation()
    made = call(bench, payer(bench, zoe), payer(bench, organisation=die))
    assert [(one.dues.kind, one.dues.cents, one.dues.since) for one in made] == [
        ("call", 2000, D(2023, 1, 1)),
        ("call", 15000, D(2023, 1, 1)),
    ]
    assert standing_of(bench.store.read(), zoe, DAY).status == "never"


def test_a_call_is_for_the_next_unpaid_period(bench: Bench):
    """Whoever paid this year is called for the next, and said to be when it is the second time."""
    zoe = bench.person()
    pay(bench, person=zoe)
    assert call(bench, payer(bench, zoe))[0].dues.since == D(2024, 1, 1)
    again = call(bench, payer(bench, zoe), on=TODAY)[0]
    assert again.again
    assert (again.again.paid_on, again.dues.since) == (D(2023, 10, 1), D(2024, 1, 1))
    with pytest.raises(Refused, match="called_twice"):
        call(bench, payer(bench, zoe), on=TODAY)
    with pytest.raises(Usage, match="call_later"):
        call(bench, payer(bench, zoe), on=D(2023, 10, 3))


def test_a_call_names_the_rate_last_paid_or_none(bench: Bench):
    """Of several rates, that of the last payment; of nobody's, no amount is called for."""
    rate(bench, "Reduced", 1000)
    zoe, ali = bench.person(), bench.person("Ali BEN")
    pay(bench, person=zoe, year=2022, rate="Reduced")
    first, second = call(bench, payer(bench, zoe), payer(bench, ali))
    assert (first.dues.rate, first.dues.cents) == ("Reduced", 1000)
    assert (second.dues.rate, second.dues.cents) == (None, 0)
    assert call(bench, payer(bench, ali), rate="individual", on=TODAY)[0].dues.cents == 2000


def test_in_rolling_mode_the_first_day_is_typed(bench: Bench):
    """A year names nothing there: the period follows the last one, or begins on the day given."""
    setting(bench, "dues.period", "rolling")
    zoe = bench.person()
    pay(bench, person=zoe)
    assert promise(bench, person=zoe).dues.since == D(2024, 2, 3)
    with pytest.raises(Usage, match="year_length"):
        promise(bench, "BC-2", person=zoe, year=2025)
    later = promise(bench, "BC-2", person=zoe, since=D(2025, 3, 1)).dues
    assert (later.since, later.until) == (D(2025, 3, 1), D(2026, 2, 28))
    assert call(bench, payer(bench, zoe), since=D(2026, 3, 1))[0].dues.since == D(2026, 3, 1)


def test_nobody_is_called_who_paid_for_life(bench: Bench):
    from capcli.domain.lengths import Length

    rate(bench, "For life", 50000, length=Length(lifetime=True))
    zoe = bench.person()
    pay(bench, person=zoe, rate="For life")
    with pytest.raises(Refused, match="called_for_life"):
        call(bench, payer(bench, zoe))


def test_a_promise_does_not_take_grace_away(bench: Bench):
    """Somebody in grace who sends an order is not worse off while it is awaited."""
    zoe = bench.person()
    pay(bench, person=zoe, year=2022)
    settle(bench, "dues.grace_days", "90")
    assert standing_of(bench.store.read(), zoe, D(2023, 3, 1)).status == "grace"
    promise(bench, person=zoe, on=D(2023, 3, 1))
    found = standing_of(bench.store.read(), zoe, D(2023, 3, 1))
    assert (found.status, found.up_to_date) == ("promised", True)
    assert [one.code for one in found.reasons] == ["promised", "grace"]
    assert standing_of(bench.store.read(), zoe, D(2023, 6, 1)).up_to_date is False
