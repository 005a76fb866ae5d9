"""Rates: records with a first day; what was true stays true."""

import datetime as dt

import pytest
from desk_making import TODAY, Bench
from msgspec import UNSET

from capcli.domain.lengths import Length
from capcli.domain.records import DUES, RATES, Dues, Rate
from capcli.errors import Refused, Usage
from capcli.services.rates import change_rate, in_force, rate_for, set_rate, views

D = dt.date


def set_(bench: Bench, name: str = "Individual", cents: int = 2000, payer: str = "person", **fields) -> Rate:
    return bench.change(lambda tx: set_rate(tx, name=name, cents=cents, payer=payer, **fields))


def change(bench: Bench, cents: int, **fields) -> Rate:
    known = {"name": "Individual", "payer": "person", "seats": None, "since": None, "currency": "EUR", **fields}
    return bench.change(lambda tx: change_rate(tx, cents=cents, today=TODAY, **known))


def test_each_day_has_its_amount():
    """The eve of the new amount still asks the old one; order of typing does not matter."""
    bench = Bench()
    set_(bench)
    set_(bench, cents=2400, since=D(2024, 1, 1))
    set_(bench, cents=2200, since=D(2023, 1, 1))
    read = bench.store.read()
    asked = [D(2022, 12, 31), D(2023, 1, 1), D(2023, 12, 31), D(2024, 1, 1)]
    assert [rate_for(read, "person", day).cents for day in asked] == [2000, 2200, 2200, 2400]
    assert [(view.state, view.until) for view in views(read, TODAY)] == [
        ("past", D(2022, 12, 31)),
        ("current", D(2023, 12, 31)),
        ("future", None),
    ]


def test_a_rate_not_begun_is_not_in_force():
    """Nothing is due before its first day."""
    bench = Bench()
    set_(bench, since=D(2024, 1, 1))
    assert in_force(bench.store.read().scan(RATES), D(2023, 12, 31)) == []


def test_a_known_name_changes_from_today():
    """Without a day: a new name is true since ever, a known one from today; what is so already is not written."""
    bench = Bench()
    assert change(bench, 2000).since is None
    assert change(bench, 2000).since is None
    assert change(bench, 2200).since == TODAY
    assert bench.store.read().count(RATES) == 2
    assert change(bench, 2300).cents == 2300
    assert bench.store.read().count(RATES) == 2


def test_names_are_compared_folded():
    """ "individuelle" is "Individuelle", which keeps the form of its first writing."""
    bench = Bench()
    set_(bench, "Réduite")
    assert set_(bench, " reduite ", 1000, since=TODAY).name == "Réduite"
    assert rate_for(bench.store.read(), "person", TODAY, "REDUITE").cents == 1000


def test_a_slip_is_corrected_as_long_as_nobody_paid():
    """The same name and day again replaces the amount; once paid, only a later day changes it."""
    bench = Bench()
    set_(bench, cents=200)
    set_(bench, cents=2000)
    assert [rate.cents for rate in bench.store.read().scan(RATES)] == [2000]
    since, until = D(2023, 1, 1), D(2023, 12, 31)
    paid = Dues(
        person=bench.person(), since=since, until=until, paid_on=TODAY, rate="Individual", cents=2000, due_cents=2000
    )
    bench.put(DUES, paid)
    assert set_(bench, cents=2000).cents == 2000
    with pytest.raises(Refused, match="rate_used"):
        set_(bench, cents=2500)


def test_an_amount_to_come_is_corrected_though_a_payment_was_made_before_it():
    """What was paid ahead, at the amount of then, is no payment at the one typed since."""
    bench = Bench()
    set_(bench, cents=2000)
    since, until = D(2024, 1, 1), D(2024, 12, 31)
    paid = {"since": since, "until": until, "paid_on": TODAY, "rate": "Individual", "cents": 2000, "due_cents": 2000}
    bench.put(DUES, Dues(person=bench.person(), **paid))
    set_(bench, cents=2300, since=since)
    assert set_(bench, cents=2200, since=since).cents == 2200


def test_a_name_belongs_to_one_kind_of_payer():
    """A rate for people does not become one for organisations."""
    bench = Bench()
    set_(bench)
    with pytest.raises(Refused, match="rate_payer_person"):
        set_(bench, payer="organisation", since=TODAY)
    set_(bench, name="Structure", payer="organisation", seats=3)
    with pytest.raises(Refused, match="rate_payer_organisation"):  # its seats are not what is wrong
        set_(bench, name="Structure", payer="person", seats=3)


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"name": " ’ "}, "rate_name"), ({"name": "A" * 201}, "name_long"), ({"seats": 3}, "rate_seats")],
)
def test_what_a_rate_cannot_be(fields, code: str):
    """Without a name, with one that no database finds again; with seats for a person's dues."""
    with pytest.raises(Usage, match=code):
        set_(Bench(), **fields)


def test_what_is_not_typed_again_stays():
    """A new amount keeps seats, length and pro rata; typed, they change from the new day on."""
    bench = Bench()
    set_(bench, length=Length(months=12), pro_rata=True)
    raised = change(bench, 2200, seats=UNSET)
    assert (raised.since, raised.months, raised.pro_rata) == (TODAY, 12, True)
    whole = change(bench, 2200, since=D(2024, 1, 1), pro_rata=False, length=None)
    assert (whole.months, whole.pro_rata) == (None, False)
    assert rate_for(bench.store.read(), "person", D(2023, 12, 31)).pro_rata


def test_a_rate_that_was_paid_pro_rata_is_used():
    """Its amount was never paid whole: it is no slip all the same."""
    bench = Bench()
    set_(bench, cents=2400, pro_rata=True)
    paid = {"since": D(2023, 1, 1), "until": D(2023, 12, 31), "rate": "Individual", "cents": 600, "due_cents": 600}
    bench.put(DUES, Dues(person=bench.person(), paid_on=TODAY, **paid))
    with pytest.raises(Refused, match="rate_used"):
        set_(bench, cents=2500, pro_rata=True)
    with pytest.raises(Refused, match="rate_used"):
        set_(bench, cents=2400, length=Length(months=6))
    later = set_(bench, cents=2500, since=D(2024, 1, 1))
    assert set_(bench, cents=2600, since=D(2024, 1, 1)).id == later.id


def test_pro_rata_is_for_a_year():
    """Of the settings, or of twelve months."""
    bench = Bench()
    for length in (Length(months=6), Length(months=24), Length(days=10), Length(lifetime=True)):
        with pytest.raises(Usage, match="rate_pro_rata"):
            set_(bench, length=length, pro_rata=True)
    assert set_(bench, length=Length(months=12), pro_rata=True).pro_rata
