"""What a payment kept or cancelled does to registrations, and what stays of it."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench
from paying import cancel, pay, priced_bench

from capcli.domain.records import DUES
from capcli.errors import NotFound, Refused, Usage
from capcli.services.standings import standing_of

D = dt.date


@pytest.fixture
def bench() -> Bench:
    return priced_bench()


def test_a_payment_confirms_the_registrations_it_covers(bench: Bench):
    """The person's own, and those of all the people of an organisation; nobody else's."""
    session = bench.session(requires_dues=True)
    die = bench.organisation()
    zoe, ali, eve = bench.person(), bench.person("Ali BEN", die), bench.person("Eve DIE", die)
    bench.register(session, zoe, ali, eve)
    assert bench.states(session) == ["pending"] * 3
    assert [effect.person for effect in pay(bench, person=zoe).effects] == [zoe]
    assert [effect.person for effect in pay(bench, organisation=die).effects] == [ali, eve]
    assert bench.states(session) == ["confirmed"] * 3


def test_a_part_confirms_nothing_before_the_rest(bench: Bench):
    """The registration stays subject to dues."""
    session, zoe = bench.session(requires_dues=True), bench.person()
    bench.register(session, zoe)
    assert not pay(bench, person=zoe, cents=500, part=True).effects
    assert [effect.kind for effect in pay(bench, person=zoe).effects] == ["confirmed"]


def test_dues_of_another_year_confirm_nothing(bench: Bench):
    """Judged on the session's day, not today."""
    session, zoe = bench.session(requires_dues=True, day=D(2024, 1, 9)), bench.person()
    bench.register(session, zoe)
    assert not pay(bench, person=zoe).effects
    assert pay(bench, person=zoe, year=2024, on=TODAY).effects


def test_cancelling_keeps_the_record_and_the_place(bench: Bench):
    """The confirmed registration is told, and keeps its place."""
    session, zoe = bench.session(requires_dues=True), bench.person()
    bench.register(session, zoe)
    number = pay(bench, person=zoe).dues.id
    made = cancel(bench, number)
    assert [effect.kind for effect in made.effects] == ["uncovered"]
    assert bench.states(session) == ["confirmed"]
    kept = bench.store.read().get(DUES, number)
    assert kept
    assert (kept.kind, kept.cents) == ("payment", 2000)
    by = made.dues
    assert (by.kind, by.of, by.cents, by.reason, by.paid_on) == ("cancellation", number, -2000, "Typed twice", TODAY)
    assert standing_of(bench.store.read(), zoe, DAY).status == "never"


def test_what_was_uncovered_before_is_not_told_again(bench: Bench):
    """A registration of a year that was never paid is no news when another year's dues are cancelled or paid."""
    this, following = bench.session(requires_dues=True), bench.session("Suite", D(2024, 1, 9), requires_dues=True)
    zoe = bench.person()
    pay(bench, person=zoe)
    later = pay(bench, person=zoe, year=2024, on=TODAY).dues.id
    bench.register(this, zoe)
    bench.register(following, zoe)
    assert [effect.session for effect in cancel(bench, later).effects] == [following]
    assert [effect.session for effect in cancel(bench, 1).effects] == [this]
    assert pay(bench, person=zoe).effects == []


def test_cancelling_one_part_leaves_the_other(bench: Bench):
    """The period is unfinished again."""
    zoe = bench.person()
    pay(bench, person=zoe, cents=1500, part=True)
    second = pay(bench, person=zoe)
    made = cancel(bench, second.dues.id)
    assert made.paid
    assert made.paid.remains_cents == 500


def test_what_cannot_be_cancelled(bench: Bench):
    """Unknown, cancelled already, or without a reason."""
    with pytest.raises(NotFound, match="dues"):
        cancel(bench, 9)
    number = pay(bench, person=bench.person()).dues.id
    with pytest.raises(Usage, match="dues_reason"):
        cancel(bench, number, "  ")
    cancel(bench, number)
    with pytest.raises(Refused, match="dues_cancelled"):
        cancel(bench, number)
