"""Payments typed in one line each, at a desk with rates."""

import datetime as dt

from desk_making import Bench

from capcli import settings
from capcli.domain.records import ORGANISATIONS, PEOPLE
from capcli.services import dues, refunds
from capcli.services.dues import Paying, Terms
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


def setting(bench: Bench, key: str, value: str) -> None:
    bench.change(lambda tx: settings.choose(tx, key, value))


def pay(bench: Bench, *, on: D = D(2023, 2, 3), **fields) -> Paying:
    person, organisation = fields.pop("person", None), fields.pop("organisation", None)
    read, now = bench.store.read(), bench.now
    who = read.get(PEOPLE, person) if person else read.get(ORGANISATIONS, organisation)
    assert who
    terms = Terms(paid_on=on, **fields)
    return bench.change(lambda tx: dues.pay(tx, who, terms, today=bench.today, now=now, by="camille"))


def cancel(bench: Bench, number: int, reason: str = "Typed twice") -> refunds.TakenBack:
    now = bench.now
    return bench.change(lambda tx: refunds.cancel(tx, number, reason, today=bench.today, now=now, by="camille"))
