"""Payments expected: promised with a reference (an order, a mandat), or called for (the call is a trace)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.affiliations import END
from capcli.domain.dues import refuse_twice
from capcli.domain.effects import Effect
from capcli.domain.lengths import nearest_in
from capcli.domain.payments import Ledger, paid_periods, share_a_day, span_of
from capcli.domain.periods import Period, period_for
from capcli.domain.promises import open_promises
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Person, Rate
from capcli.errors import Refused, Usage
from capcli.services.dues import Terms, Who, decided, payer_of, payments_of
from capcli.services.keeping import keep
from capcli.services.policies import dues_policy
from capcli.services.rates import rate_for, rates_of
from capcli.services.references import claimed
from capcli.settings import load
from capcli.store.protocol import Reader, Transaction


class Promised(Struct, frozen=True, kw_only=True):
    """A promise as it was kept, and whom it touched; `begun_cents` is what was paid of its period already."""

    dues: Dues
    begun_cents: int
    effects: list[Effect]


class Called(Struct, frozen=True, kw_only=True):
    """A call for dues as it was kept; `again` is an earlier one for the same period, which was sent before."""

    who: Person | Organisation
    dues: Dues
    again: Dues | None


def promise(
    tx: Transaction,
    who: Who,
    reference: str,
    *,
    on: dt.date,
    year: int | None = None,
    since: dt.date | None = None,
    rate: str | None = None,
    cents: int | None = None,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> Promised:
    """Keep that `who` engages to pay, for the period that a payment of the day `on` would cover.

    `since` is the first day of it typed by hand.

    Raises:
        Usage: `promise_later`, `promise_reference`, and what `decided` raises.
        NotFound: `no_such_ref`, the payer was removed in the meantime; `rate`.
        Refused: `promised_already` or `promised_for_life`, a promise for a day of the period is open;
            `promise_amount`, less than what is due; what `capcli.domain.dues` refuses of a payment.
    """
    if on > today:
        raise Usage("promise_later", day=on, today=today)
    if not reference.strip():
        raise Usage("promise_reference")
    who = claimed(tx, who)
    ledger = Ledger(payments_of(tx, who))
    refuse_twice(ledger, reference, kind="promise")
    wanted = _expected(tx, who, Terms(paid_on=on, year=year, since=since, rate=rate, cents=cents))
    for other in open_promises(ledger, paid_periods(ledger)):
        if share_a_day(other, wanted):
            _refuse_second(other)
    drafted = replace(wanted, kind="promise", part=False, reference=reference.strip())
    done = keep(tx, drafted, today=today, now=now, by=by)
    begun = done.paid.cents if done.paid else 0
    return Promised(dues=done.dues, begun_cents=begun, effects=done.effects)


def call(
    tx: Transaction,
    payers: Sequence[Who],
    *,
    on: dt.date,
    year: int | None = None,
    since: dt.date | None = None,
    rate: str | None = None,
    today: dt.date,
) -> list[Called]:
    """Keep that each of `payers` was asked on the day `on` to pay for their next period; nothing else follows from it.

    `since` is the first day of it typed by hand. The rate is the one named, else
    that of their last payment while it is in force, else the only one there is;
    without one the call names no amount.

    Raises:
        Usage: `call_later`, and what `period_for` raises.
        NotFound: `no_such_ref`; `rate`.
        Refused: `called_twice`, on that very day for that very period; `called_for_life`, nothing is left to pay.
    """
    if on > today:
        raise Usage("call_later", day=on, today=today)
    return [_called(tx, claimed(tx, who), on, rate, year=year, start=since) for who in payers]


def _called(tx: Transaction, who: Who, on: dt.date, named: str | None, **days: Any) -> Called:
    ledger = Ledger(payments_of(tx, who))
    rate = _rate_to_call(tx, who, ledger, on, named)
    nameless = rate or Rate(name="", cents=0, payer=payer_of(who))
    asked: dict[str, Any] = {"joined": _unpaid_day(who, ledger, on), "held": paid_periods(ledger), **days}
    period = period_for(nameless, dues_policy(tx), **asked)
    if rate is not None:  # the amount of the period's own days, which may begin after a change of the rate
        rate = rate_for(tx, payer_of(who), nearest_in(period.since, period.until, on), rate.name)
        period = period_for(rate, dues_policy(tx), **asked)
    made = Dues(
        kind="call",
        person=who.id if payer_of(who) == "person" else None,
        organisation=who.id if payer_of(who) == "organisation" else None,
        since=period.since,
        until=None if rate is not None and rate.lifetime else period.until,
        paid_on=on,
        rate=rate.name if rate else None,
        cents=period.begun.remains_cents if period.begun else period.due_cents,
        currency=_currency(tx, rate, period),
    )
    before = [one for one in ledger.of_kind("call") if span_of(one) == span_of(made)]
    if any(one.paid_on == on for one in before):
        raise Refused("called_twice", dues=DUES.ref(before[-1].id), day=on, who=_ref(who))
    again = max(before, key=lambda one: one.paid_on, default=None)
    return Called(who=who, dues=tx.put(DUES, made), again=again)


def _currency(read: Reader, rate: Rate | None, period: Period) -> str:
    if period.begun is not None:
        return period.begun.currency
    return rate.currency if rate is not None else load(read)["currency"]


def _unpaid_day(who: Who, ledger: Ledger, on: dt.date) -> dt.date:
    """The first day from `on` that the payer's own payments do not cover."""
    day = on
    for paid in paid_periods(ledger):  # earliest first
        if paid.counts and paid.includes(day):
            if paid.until == END:
                raise Refused("called_for_life", who=_ref(who), dues=paid.refs)
            day = paid.until + dt.timedelta(days=1)
    return day


def _ref(who: Who) -> str:
    return PEOPLE.ref(who.id) if isinstance(who, Person) else ORGANISATIONS.ref(who.id)


def _rate_to_call(read: Reader, who: Who, ledger: Ledger, on: dt.date, named: str | None) -> Rate | None:
    """The rate of a call; None when several could be meant and nothing was paid before."""
    payer = payer_of(who)
    if named is not None:
        return rate_for(read, payer, on, named)
    payments = ledger.of_kind("payment")
    last = max(payments, key=lambda one: (one.paid_on, one.id)).rate if payments else None
    rates = rates_of(read, payer, on)
    same = [rate for rate in rates if rate.name == last]
    return same[0] if same else rates[0] if len(rates) == 1 else None


def _expected(read: Reader, who: Who, terms: Terms) -> Dues:
    """What a payment would be; a promise is of all that is due."""
    try:
        return decided(read, who, terms).dues
    except Refused as refusal:
        if refusal.code != "amount_part":
            raise
        raise Refused("promise_amount", **refusal.values) from None


def _refuse_second(promise: Dues) -> None:
    """Say what is promised already.

    Raises:
        Refused: always.
    """
    known_by = {"dues": DUES.ref(promise.id), "reference": promise.reference or "-", "day": promise.paid_on}
    if promise.until is None:
        raise Refused("promised_for_life", **known_by)
    raise Refused("promised_already", since=promise.since, until=promise.until, **known_by)
