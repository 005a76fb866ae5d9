"""Dues: a payment is kept, or cancelled with its reason; coming registrations follow (rules 4 and 9)."""

import datetime as dt
from typing import Any

import msgspec
from msgspec import Struct

from capcli.domain.dues import begun_period, check_amount, check_rate, refuse_twice
from capcli.domain.effects import Effect
from capcli.domain.payments import Paid, paid_periods
from capcli.domain.periods import DuesYear, dues_year, years_meant
from capcli.domain.records import AFFILIATIONS, DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Payer, Person, Table
from capcli.errors import NotFound, Refused, Usage
from capcli.services.rates import rate_for, rates_of
from capcli.services.references import known
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction

Who = Person | Organisation


class Terms(Struct, frozen=True, kw_only=True):
    """A payment as it was typed; what is None takes what the rate and the year say.

    `part` says that less than what is due was meant.
    """

    paid_on: dt.date
    year: DuesYear
    cents: int | None = None
    rate: str | None = None
    part: bool = False
    method: str | None = None
    reference: str | None = None


class Payment(Struct, frozen=True, kw_only=True):
    """A payment as it was kept or cancelled, the period it belongs to as that now stands, and whom it touched.

    `paid` is None when nothing is left of the period.
    """

    dues: Dues
    paid: Paid | None
    effects: list[Effect]


def year_meant(on: dt.date, year: int | None, year_start: str) -> DuesYear:
    """The dues year that a payment made on `on` is for: the one named `year`, else that of the day.

    Raises:
        Usage: `which_year` within the last 60 days of a year, when none is named; `dues_year`, no year is called so.
    """
    if year is not None:
        return dues_year(year, year_start)
    meant = years_meant(on, year_start)
    if len(meant) > 1:
        this, following = meant
        raise Usage(
            "which_year",
            day=on,
            this=this.name,
            this_since=this.since,
            this_until=this.until,
            next=following.name,
            next_since=following.since,
            next_until=following.until,
        )
    return meant[0]


def refuse_later(paid_on: dt.date, today: dt.date) -> None:
    """A payment is a fact: its day is not still to come.

    Raises:
        Usage: `paid_later`.
    """
    if paid_on > today:
        raise Usage("paid_later", day=paid_on, today=today)


def payment_number(text: str) -> int:
    """The number in a payment's reference: `D41`, or 41 alone.

    Raises:
        Usage: `dues_number`.
    """
    bare = text.strip().upper().removeprefix(DUES.letter)
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 15):
        raise Usage("dues_number", text=text)
    return int(bare)


def pay(tx: Transaction, who: Who, terms: Terms, *, today: dt.date, now: dt.datetime, by: str) -> Payment:
    """Keep a payment of `who` for the whole dues year, and judge the coming registrations it covers.

    Raises:
        Usage: `paid_later` for a day to come, `which_rate` and the like from `rate_for`.
        NotFound: `rate`; `no_such_ref`, the payer was removed in the meantime.
        Refused: what `capcli.domain.dues` refuses.
    """
    refuse_later(terms.paid_on, today)
    table: Table[Any] = PEOPLE if isinstance(who, Person) else ORGANISATIONS
    tx.hold(table, who.id)
    known(tx, table, who.id)
    return _kept(tx, decided(tx, who, terms), today=today, now=now, by=by)


def decided(read: Reader, who: Who, terms: Terms) -> Dues:
    """The payment that `terms` make, without a number, held against what was paid before.

    The rate is that of the day of payment, or of the nearest day of the year
    when paid outside it; a part begun is completed at its own. The amount is
    what remains, unless it is typed. Raises what `pay` raises.
    """
    held, year, payer = payments_of(read, who), terms.year, payer_of(who)
    refuse_twice(held, terms.reference)
    begun = begun_period(held, year.since, year.until)
    on = year.nearest(terms.paid_on)
    rate = rate_for(read, payer, on, terms.rate or (begun.rate if begun else None))
    check_rate(rate, begun)
    due = begun.due_cents if begun else rate.cents
    cents = terms.cents if terms.cents is not None else begun.remains_cents if begun else due
    others = [other for other in rates_of(read, payer, on) if other.name != rate.name]
    check_amount(cents, rate, begun=begun, part=terms.part, others=others)
    return Dues(
        person=who.id if payer == "person" else None,
        organisation=who.id if payer == "organisation" else None,
        since=year.since,
        until=year.until,
        paid_on=terms.paid_on,
        rate=rate.name,
        cents=cents,
        due_cents=due,
        currency=begun.currency if begun else rate.currency,
        seats=begun.seats if begun else rate.seats,
        part=cents < due,
        method=terms.method,
        reference=terms.reference,
    )


def cancel(tx: Transaction, number: int, reason: str, *, today: dt.date, now: dt.datetime, by: str) -> Payment:
    """Cancel a payment typed by mistake; its record stays, and the registrations it covered are judged again.

    Raises:
        NotFound: `dues`.
        Usage: `dues_reason`, the reason is empty.
        Refused: `dues_cancelled`, it is cancelled already.
    """
    dues = tx.get(DUES, number)
    if dues is None:
        raise NotFound("dues", dues=DUES.ref(number))
    if dues.cancelled:
        raise Refused("dues_cancelled", dues=DUES.ref(number), day=dues.cancelled_on, reason=dues.cancelled_reason)
    if not reason.strip():
        raise Usage("dues_reason", dues=DUES.ref(number))
    changed = msgspec.structs.replace(dues, cancelled=True, cancelled_reason=reason.strip(), cancelled_on=today)
    return _kept(tx, changed, today=today, now=now, by=by)


def payer_of(who: Who) -> Payer:
    """Which kind of rate they pay."""
    return "person" if isinstance(who, Person) else "organisation"


def payments_of(read: Reader, who: Who) -> list[Dues]:
    """Every payment of a person or an organisation, cancelled ones included, by number."""
    return read.find(DUES, payer_of(who), who.id)


def _kept(tx: Transaction, dues: Dues, *, today: dt.date, now: dt.datetime, by: str) -> Payment:
    """Keep the payment, and judge again the registrations it may cover."""
    judged = Judged(tx, today=today, people=_people_of(tx, dues))
    kept = tx.put(DUES, dues)
    return Payment(dues=kept, paid=_period_of(tx, kept), effects=judged.again(tx, now=now, by=by))


def _people_of(read: Reader, dues: Dues) -> list[int]:
    """Whose registrations the payment may touch: the payer, or the people of the organisation, past and to come."""
    if dues.person is not None:
        return [dues.person]
    return sorted({tie.person for tie in read.find(AFFILIATIONS, "organisation", dues.organisation)})


def _period_of(read: Reader, dues: Dues) -> Paid | None:
    field = "person" if dues.person is not None else "organisation"
    same = paid_periods(read.find(DUES, field, dues.person or dues.organisation))
    key = (dues.since, dues.until, dues.rate)
    return next((paid for paid in same if (paid.since, paid.until, paid.rate) == key), None)
