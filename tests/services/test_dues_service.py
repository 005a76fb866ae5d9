"""Payments kept and cancelled: once, for a whole year, of the amount due."""

import datetime as dt

import pytest
from desk_making import TODAY, Bench
from paying import cancel, pay, priced_bench, rate, setting

from capcli.domain.records import DUES, PEOPLE, Dues
from capcli.errors import CapError, NotFound, Usage
from capcli.services import dues
from capcli.services.dues import Terms
from capcli.services.refunds import dues_number
from capcli.services.standings import organisation_standing, standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def refusal(bench: Bench, **fields) -> CapError:
    with pytest.raises(CapError) as refused:
        pay(bench, **fields)
    return refused.value


def test_without_an_amount_the_rate_is_paid(bench: Bench):
    """The whole year, at the only rate of the payer's kind."""
    made = pay(bench, person=bench.person()).dues
    assert (made.since, made.until) == (D(2023, 1, 1), D(2023, 12, 31))
    assert (made.rate, made.cents, made.due_cents, made.part) == ("Individual", 2000, 2000, False)


def test_a_school_year(bench: Bench):
    """With a year that starts on 1 September, a payment in October covers to 31 August."""
    zoe = bench.person()
    setting(bench, "dues.year_start", "09-01")
    pay(bench, person=zoe, on=TODAY)
    read = bench.store.read()
    assert standing_of(read, zoe, D(2023, 8, 31)).status == "never"
    assert standing_of(read, zoe, D(2024, 8, 31)).status == "current"


def test_parts_complete_each_other(bench: Bench):
    """What remains is the default of the second, which needs no --part; then the period counts."""
    zoe = bench.person()
    first = pay(bench, person=zoe, cents=1500, part=True)
    assert first.paid
    assert (first.paid.counts, first.paid.remains_cents) == (False, 500)
    assert standing_of(bench.store.read(), zoe, TODAY).status == "never"
    second = pay(bench, person=zoe)
    assert second.paid
    assert (second.dues.cents, second.paid.counts) == (500, True)
    assert standing_of(bench.store.read(), zoe, TODAY).status == "current"


def test_a_part_is_completed_at_what_its_rate_was(bench: Bench):
    """A rate that rises in between does not change what the first payment promised."""
    zoe = bench.person()
    pay(bench, person=zoe, cents=1500, part=True)
    rate(bench, "Individual", 3000, since=D(2023, 5, 1))
    assert pay(bench, person=zoe, on=TODAY).dues.cents == 500


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cents": 1500}, "amount_part"),
        ({"cents": 2500}, "amount_above"),
        ({"cents": 2500, "part": True}, "amount_above"),
        ({"cents": 0}, "amount_zero"),
        ({"cents": 0, "part": True}, "amount_zero"),
    ],
)
def test_an_amount_off_the_rate_is_refused(bench: Bench, fields, code: str):
    """Less needs --part, more is never a part, nothing is no payment."""
    error = refusal(bench, person=bench.person(), **fields)
    assert (error.code, error.exit_code) == (code, 1)


def test_the_amount_of_another_rate_names_it(bench: Bench):
    """15 € where a reduced rate asks 15 €: the word to add is said."""
    rate(bench, "Reduced", 1500)
    error = refusal(bench, person=bench.person(), rate="individual", cents=1500)
    assert (error.code, error.values["other"]) == ("amount_other_rate", "Reduced")
    assert pay(bench, person=1, rate="reduced").dues.cents == 1500


def test_a_rate_of_nothing_can_be_paid(bench: Bench):
    """Dues of 0 € are dues."""
    rate(bench, "Volunteer", 0)
    zoe = bench.person()
    pay(bench, person=zoe, rate="Volunteer")
    assert standing_of(bench.store.read(), zoe, TODAY).status == "current"


def test_the_same_reference_is_the_same_payment(bench: Bench):
    """Typed twice, spaces and case aside, even for another year; a cancelled one does not count."""
    zoe = bench.person()
    first = pay(bench, person=zoe, reference="CHQ 1187")
    error = refusal(bench, person=zoe, year=2022, reference="chq1187")
    assert (error.code, error.values["dues"]) == ("same_reference", "D1")
    cancel(bench, first.dues.id)
    assert pay(bench, person=zoe, reference="CHQ 1187").dues.id == 3


def test_what_was_given_back_may_be_paid_again(bench: Bench):
    """The same cheque, after it bounced."""
    zoe = bench.person()
    pay(bench, person=zoe, reference="CHQ 1187")
    refund = {"kind": "refund", "of": 1, "cents": -2000, "paid_on": TODAY, "rate": "Individual"}
    bench.put(DUES, Dues(person=zoe, since=D(2023, 1, 1), until=D(2023, 12, 31), **refund))
    assert pay(bench, person=zoe, reference="CHQ 1187", on=TODAY).dues.since == D(2023, 1, 1)


def test_two_people_may_share_a_cheque(bench: Bench):
    """The reference is held against the payments of the same payer only."""
    pay(bench, person=bench.person(), reference="C1")
    assert pay(bench, person=bench.person("Ali BEN"), reference="C1").dues.id == 2


def test_a_paid_year_is_not_paid_again(bench: Bench):
    """Refused naming the payment, whatever the rate."""
    zoe = bench.person()
    pay(bench, person=zoe)
    error = refusal(bench, person=zoe)
    assert (error.code, error.values["dues"]) == ("dues_paid", ["D1"])


def test_overlapping_periods_are_refused(bench: Bench):
    """After the first day of the dues year was changed, a period that an old one overlaps, encloses or not."""
    zoe = bench.person()
    pay(bench, person=zoe)
    setting(bench, "dues.year_start", "09-01")
    error = refusal(bench, person=zoe, on=TODAY)
    assert (error.code, error.values["since"]) == ("dues_overlap", D(2023, 1, 1))
    assert pay(bench, person=zoe, since=D(2024, 1, 1), on=TODAY).dues.until == D(2024, 8, 31)


def test_a_part_at_another_rate_is_refused(bench: Bench):
    """The period is begun at one rate: complete it at that one, or cancel it."""
    rate(bench, "Reduced", 1500)
    zoe = bench.person()
    pay(bench, person=zoe, rate="Reduced", cents=1000, part=True)
    assert refusal(bench, person=zoe, rate="Individual").code == "dues_other_rate"
    assert pay(bench, person=zoe).dues.rate == "Reduced"


def test_which_rate_when_there_are_several(bench: Bench):
    """A script must name it; a rate of the other kind of payer is refused; an unknown one is not found."""
    rate(bench, "Reduced", 1500)
    zoe = bench.person()
    assert refusal(bench, person=zoe).code == "which_rate"
    assert refusal(bench, person=zoe, rate="structure").code == "rate_for_organisations"
    assert refusal(bench, organisation=bench.organisation(), rate="reduced").code == "rate_for_people"
    assert isinstance(refusal(bench, person=zoe, rate="Gold"), NotFound)


def test_without_a_rate_the_way_out_is_said():
    """Nothing is paid before somebody said what dues amount to."""
    bench = Bench()
    assert refusal(bench, person=bench.person()).code == "no_rate_person"
    assert refusal(bench, organisation=bench.organisation()).code == "no_rate_organisation"
    assert refusal(bench, person=1, rate="Individual").code == "no_rate"


def test_the_rate_is_that_of_the_day_or_of_the_nearest_day_of_the_year(bench: Bench):
    """Paid in December for the next year: next year's rate; a late payment for last year: last year's."""
    rate(bench, "Individual", 2200, since=D(2023, 1, 1))
    rate(bench, "Individual", 2400, since=D(2024, 1, 1))
    zoe = bench.person()
    assert pay(bench, person=zoe, year=2022).dues.cents == 2000
    assert pay(bench, person=zoe, year=2023).dues.cents == 2200
    assert pay(bench, person=zoe, year=2024, on=TODAY).dues.cents == 2400


def test_a_payment_to_come_is_none(bench: Bench):
    """Its day is later than today."""
    assert refusal(bench, person=bench.person(), on=D(2023, 10, 3)).code == "paid_later"
    assert pay(bench, person=1, on=TODAY).dues.paid_on == TODAY


def test_seats_are_those_of_the_rate_on_the_day_of_payment(bench: Bench):
    """A bound set later does not touch what is paid."""
    rate(bench, "Structure", 15000, "organisation", seats=1, since=D(2023, 6, 1))
    die = bench.organisation()
    assert pay(bench, organisation=die).dues.seats is None
    assert pay(bench, organisation=die, year=2024, on=TODAY).dues.seats == 1


def test_an_organisation_pays_for_itself_too(bench: Bench):
    """Its own standing is current."""
    die = bench.organisation()
    pay(bench, organisation=die)
    known = organisation_standing(bench.store.read(), die, TODAY)
    assert (known.status, known.votes) == ("current", True)


def test_the_year_is_that_of_the_day_except_near_its_end():
    """A script names the year in the last 60 days; the error gives both, with their days."""
    bench = Bench(today=D(2023, 12, 12))
    rate(bench, "Individual", 2000)
    zoe = bench.person()
    error = refusal(bench, person=zoe, on=D(2023, 12, 12))
    assert (error.code, error.values["this"], error.values["next"]) == ("which_year", 2023, 2024)
    assert error.values["next_since"] == D(2024, 1, 1)
    assert pay(bench, person=zoe, on=D(2023, 12, 12), year=2023).dues.since == D(2023, 1, 1)
    following = pay(bench, person=zoe, on=D(2023, 12, 12))
    assert (following.dues.since, following.decided.reasons[0].code) == (D(2024, 1, 1), "this_year_paid")


@pytest.mark.parametrize(("typed", "number"), [("D41", 41), ("d41", 41), (" 41 ", 41)])
def test_a_payment_is_named_by_its_number(typed: str, number: int):
    """With its letter or without."""
    assert dues_number(typed) == number


@pytest.mark.parametrize("typed", ["", "D", "P41", "D-1", "D4.1", "martineau", "D" + "9" * 30])
def test_and_by_nothing_else(typed: str):
    """Not by a name."""
    with pytest.raises(Usage, match="dues_number"):
        dues_number(typed)


def test_who_was_removed_in_the_meantime_pays_nothing(bench: Bench):
    """Between the name that was typed and the writing; a payment of nobody would be left."""
    zoe = bench.person()
    who = bench.store.read().get(PEOPLE, zoe)
    bench.change(lambda tx: tx.remove(PEOPLE, zoe))
    terms = Terms(paid_on=TODAY)
    with pytest.raises(NotFound, match="no_such_ref"):
        bench.change(lambda tx: dues.pay(tx, who, terms, today=TODAY, now=bench.now, by="camille"))
