"""Dues: a payment is kept, and coming registrations follow (rules 4 and 9)."""

import datetime as dt
from typing import Any

from msgspec import Struct

from capcli.domain.dues import begun_period, check_amount, check_rate, is_same_reference, refuse_twice
from capcli.domain.dues_years import dues_year
from capcli.domain.effects import Effect
from capcli.domain.lengths import nearest_in
from capcli.domain.methods import canonical_method
from capcli.domain.names import fold
from capcli.domain.payments import Ledger, Paid, paid_periods, span_of
from capcli.domain.periods import MOST_PERIODS, Period, begun_of, period_for
from capcli.domain.policies import DuesPolicy
from capcli.domain.promises import awaited, open_promises
from capcli.domain.records import DUES, Dues, Organisation, Payer, Person, Rate
from capcli.domain.views import Reason
from capcli.errors import Usage
from capcli.services.keeping import keep
from capcli.services.policies import dues_policy
from capcli.services.rates import rate_for, rates_of
from capcli.services.references import claimed
from capcli.settings import load
from capcli.store.protocol import Reader, Transaction

Who = Person | Organisation


class Terms(Struct, frozen=True, kw_only=True):
    """A payment as it was typed; what is None takes what the rate, the period and the settings say.

    `since` and `until` are the first and last days typed by hand, `year` the
    dues year named, `periods` how many lengths of the rate are paid at once.
    `part` says that less than what is due was meant; a `donation` is no dues.
    """

    paid_on: dt.date
    year: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    periods: int = 1
    cents: int | None = None
    rate: str | None = None
    part: bool = False
    donation: bool = False
    method: str | None = None
    reference: str | None = None
    received_on: dt.date | None = None
    deposited_on: dt.date | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """A payment before it is kept, and why its period is what it is.

    `settles` are the promises whose period it pays, `awaited` the payer's
    other ones that are not kept yet.
    """

    dues: Dues
    reasons: list[Reason] = []
    settles: list[Dues] = []
    awaited: list[Dues] = []


class Paying(Struct, frozen=True, kw_only=True):
    """A payment as it was kept and decided, the period it belongs to as that now stands, and whom it touched.

    `paid` is None for a donation.
    """

    dues: Dues
    paid: Paid | None
    effects: list[Effect]
    decided: Decided


class _Books(Struct, frozen=True):
    """What a payer's records and the settings say: all records, the periods paid, the promises that are open."""

    ledger: Ledger
    paid: list[Paid]
    promises: list[Dues]
    policy: DuesPolicy


def refuse_later(day: dt.date, today: dt.date) -> None:
    """A payment is a fact: none of its days is still to come.

    Raises:
        Usage: `paid_later`.
    """
    if day > today:
        raise Usage("paid_later", day=day, today=today)


def pay(tx: Transaction, who: Who, terms: Terms, *, today: dt.date, now: dt.datetime, by: str) -> Paying:
    """Keep a payment of `who`, for the period that `period_for` says, and judge the coming registrations it covers.

    Raises:
        Usage: `paid_later` for a day to come, `deposit_before`, `which_rate` and the like from `rate_for`, what
            `period_for` raises, `donation_period` and `donation_amount`.
        NotFound: `rate`; `no_such_ref`, the payer was removed in the meantime.
        Refused: what `capcli.domain.dues` refuses.
    """
    for day in (terms.paid_on, terms.received_on, terms.deposited_on):
        refuse_later(day or terms.paid_on, today)
    made = decided(tx, claimed(tx, who), terms)
    kept = keep(tx, made.dues, today=today, now=now, by=by)
    return Paying(dues=kept.dues, paid=kept.paid, effects=kept.effects, decided=made)


def decided(read: Reader, who: Who, terms: Terms) -> Decided:
    """The payment that `terms` make, without a number, held against what was paid and promised before.

    The rate is that of the day of payment, or of the nearest day of the period
    when paid outside it; a part begun, and a promise, are completed at their
    own. The amount is what remains, unless it is typed. Raises what `pay` raises.
    """
    if terms.deposited_on is not None and terms.deposited_on < (terms.received_on or terms.paid_on):
        raise Usage("deposit_before", day=terms.deposited_on, received=terms.received_on or terms.paid_on)
    if terms.donation:
        return Decided(dues=_donation(read, who, terms))
    books = _books(read, who)
    refuse_twice(books.ledger, terms.reference)
    rate, period = _rate_and_period(read, who, terms, books)
    begun = begun_period(books.paid, period.since, period.until) or period.begun
    check_rate(rate, begun)
    due = begun.due_cents if begun else period.due_cents
    remains = begun.remains_cents if begun else due
    cents = terms.cents if terms.cents is not None else remains
    payer, several = payer_of(who), terms.periods > 1 or terms.until is not None or due != rate.cents
    others = [] if begun or several else rates_of(read, payer, nearest_in(period.since, period.until, terms.paid_on))
    times = 0 if begun or several or rate.lifetime else MOST_PERIODS
    check_amount(
        cents, remains, rate, part=terms.part, others=[one for one in others if one.name != rate.name], times=times
    )
    dues = Dues(
        **_typed(who, terms),
        since=period.since,
        until=None if rate.lifetime else period.until,
        rate=rate.name,
        cents=cents,
        due_cents=due,
        currency=begun.currency if begun else rate.currency,
        seats=begun.seats if begun else rate.seats,
        part=cents < due,
    )
    settles = [one for one in books.promises if _holds(period, one)]
    return Decided(
        dues=dues,
        reasons=period.reasons,
        settles=settles,
        awaited=[one for one in books.promises if one not in settles],
    )


def payer_of(who: Who) -> Payer:
    """Which kind of rate they pay."""
    return "person" if isinstance(who, Person) else "organisation"


def payments_of(read: Reader, who: Who) -> list[Dues]:
    """Every record of dues of a person or an organisation, cancelled ones included, by number."""
    return read.find(DUES, payer_of(who), who.id)


def _books(read: Reader, who: Who) -> _Books:
    ledger = Ledger(payments_of(read, who))
    paid = paid_periods(ledger)
    return _Books(ledger, paid, open_promises(ledger, paid), dues_policy(read))


def _rate_and_period(read: Reader, who: Who, terms: Terms, books: _Books) -> tuple[Rate, Period]:
    """The rate of the payment, and its period: that of the promise with its reference, when there is one."""
    wanted = fold(terms.rate) if terms.rate else None
    promises = [one for one in books.promises if one.cents > 0 and wanted in (None, fold(one.rate or ""))]
    answered = [one for one in promises if is_same_reference(one.reference, terms.reference)]
    start = terms.since
    if answered and start is None and terms.year is None and terms.until is None:
        start, promises = answered[0].since, answered[:1]
    asked: dict[str, Any] = {
        "joined": terms.paid_on,
        "start": start,
        "year": terms.year,
        "held": [*books.paid, *map(awaited, promises)],
        "periods": terms.periods,
        "until": terms.until,
    }
    begun, payer = begun_of(policy=books.policy, **asked), payer_of(who)
    on = _rate_day(terms, begun, books.policy)
    rate = rate_for(read, payer, on, terms.rate or (begun.rate if begun else None))
    period = period_for(rate, books.policy, **asked)
    nearest = nearest_in(period.since, period.until, terms.paid_on)
    if nearest != on:
        rate = rate_for(read, payer, nearest, rate.name)
        period = period_for(rate, books.policy, **asked)
    return rate, period


def _rate_day(terms: Terms, begun: Paid | None, policy: DuesPolicy) -> dt.date:
    """The day of payment, or the nearest one that surely belongs to the period."""
    if begun is not None:
        return nearest_in(begun.since, begun.until, terms.paid_on)
    if terms.year is not None:
        return dues_year(terms.year, policy.year_start).nearest(terms.paid_on)
    return max(terms.since or terms.paid_on, terms.paid_on)


def _donation(read: Reader, who: Who, terms: Terms) -> Dues:
    """Money given, which covers nobody for no time."""
    if terms.part or terms.rate or terms.periods > 1 or {terms.year, terms.since, terms.until} != {None}:
        raise Usage("donation_period")
    if not terms.cents:
        raise Usage("donation_amount")
    refuse_twice(Ledger(payments_of(read, who)), terms.reference, kind="donation")
    return Dues(kind="donation", **_typed(who, terms), cents=terms.cents, currency=load(read)["currency"])


def _typed(who: Who, terms: Terms) -> dict[str, Any]:
    """What every payment has, as it was typed."""
    return {
        payer_of(who): who.id,
        "paid_on": terms.paid_on,
        "received_on": terms.received_on,
        "deposited_on": terms.deposited_on,
        "method": canonical_method(terms.method) if terms.method else None,
        "reference": terms.reference,
    }


def _holds(period: Period, promise: Dues) -> bool:
    since, until = span_of(promise)
    return period.since <= since and until <= period.until
