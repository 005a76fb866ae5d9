"""Promises, calls, refunds and exemptions typed in one line each."""

import datetime as dt

from desk_making import Bench

from capcli.domain.records import ORGANISATIONS, PEOPLE, Exemption, Organisation, Person
from capcli.services import engagements, exempting, refunds, settling

D = dt.date


def payer(bench: Bench, person: int | None = None, organisation: int | None = None) -> Person | Organisation:
    read = bench.store.read()
    found = read.get(PEOPLE, person) if person else read.get(ORGANISATIONS, organisation or 0)
    assert found
    return found


def promise(bench: Bench, reference: str = "BC-1", *, on: D = D(2023, 2, 3), **fields) -> engagements.Promised:
    who, now = payer(bench, fields.pop("person", None), fields.pop("organisation", None)), bench.now
    return bench.change(
        lambda tx: engagements.promise(tx, who, reference, on=on, today=bench.today, now=now, by="camille", **fields)
    )


def call(bench: Bench, *payers, on: D = D(2023, 10, 1), **fields) -> list[engagements.Called]:
    return bench.change(lambda tx: engagements.call(tx, payers, on=on, today=bench.today, **fields))


def refund(
    bench: Bench, number: int, cents: int | None = None, reason: str = "Paid twice", **fields
) -> refunds.TakenBack:
    now, on = bench.now, fields.pop("on", bench.today)
    return bench.change(
        lambda tx: refunds.refund(
            tx, number, reason, cents=cents, on=on, today=bench.today, now=now, by="camille", **fields
        )
    )


def exempt(bench: Bench, reason: str = "Founder", since=None, until=None, **whom) -> exempting.Exempted:
    who, now = payer(bench, **whom), bench.now
    wanted = Exemption(reason=reason, since=since, until=until)
    return bench.change(lambda tx: exempting.exempt(tx, who, wanted, today=bench.today, now=now, by="camille"))


def end_exemption(bench: Bench, on: D, **whom) -> exempting.Exempted:
    who, now = payer(bench, **whom), bench.now
    return bench.change(lambda tx: exempting.end_exemption(tx, who, on, today=bench.today, now=now, by="camille"))


def settle(bench: Bench, key: str, value: str | None) -> settling.Changed:
    now = bench.now
    return bench.change(lambda tx: settling.change(tx, key, value, today=bench.today, now=now, by="camille"))
