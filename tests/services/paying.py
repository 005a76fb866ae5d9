"""Payments typed in one line each, at a desk with rates."""

import datetime as dt

from desk_making import Bench

from capcli.domain.dues_years import dues_year
from capcli.domain.records import ORGANISATIONS, PEOPLE
from capcli.services import dues
from capcli.services.dues import Payment, Terms
from capcli.services.rates import set_rate

D = dt.date


def priced_bench() -> Bench:
    """A desk with one rate for people and one for organisations."""
    made = Bench()
    rate(made, "Individual", 2000)
    rate(made, "Structure", 15000, "organisation")
    return made


def rate(bench: Bench, name: str, cents: int, payer: str = "person", **fields) -> None:
    bench.change(lambda tx: set_rate(tx, name=name, cents=cents, payer=payer, **fields))


def pay(bench: Bench, *, year: int = 2023, start: str = "01-01", on: D = D(2023, 2, 3), **fields) -> Payment:
    person, organisation = fields.pop("person", None), fields.pop("organisation", None)
    read, now = bench.store.read(), bench.now
    who = read.get(PEOPLE, person) if person else read.get(ORGANISATIONS, organisation)
    assert who
    terms = Terms(paid_on=on, year=dues_year(year, start), **fields)
    return bench.change(lambda tx: dues.pay(tx, who, terms, today=bench.today, now=now, by="camille"))


def cancel(bench: Bench, number: int, reason: str = "Typed twice") -> Payment:
    now = bench.now
    return bench.change(lambda tx: dues.cancel(tx, number, reason, today=bench.today, now=now, by="camille"))
