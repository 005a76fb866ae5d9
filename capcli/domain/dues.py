"""What a payment of dues may be: typed once, for a period that no other touches, of the amount due."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from capcli.domain.affiliations import END
from capcli.domain.payments import Ledger, Paid, share_a_day
from capcli.domain.records import DUES, Dues, DuesKind, Money, Rate
from capcli.errors import Refused


def refuse_twice(ledger: Ledger, reference: str | None, *, kind: DuesKind = "payment") -> None:
    """Stop a payment whose reference another one of the same payer has; spaces and case do not matter.

    What was given back in whole may be paid again: a cheque that bounced.

    Raises:
        Refused: `same_reference`, or its variants `same_reference_promise` and `same_reference_donation`.
    """
    for dues in ledger.of_kind(kind):
        if ledger.refunds(dues) and ledger.net_cents(dues) <= 0:
            continue
        if is_same_reference(dues.reference, reference):
            code = "same_reference" if kind == "payment" else f"same_reference_{kind}"
            raise Refused(code, dues=DUES.ref(dues.id), reference=dues.reference, day=dues.paid_on)


def is_same_reference(one: str | None, other: str | None) -> bool:
    """Whether two references are there and equal, spaces and case aside."""
    return bool(one and other) and _squashed(one or "") == _squashed(other or "")


def begun_period(paid_before: Iterable[Paid], since: dt.date, until: dt.date) -> Paid | None:
    """What one payer paid in part of this very period, which a payment may complete; None for a new period.

    `until` is the end of the calendar for a lifetime.

    Raises:
        Refused: `dues_paid`, the period is paid; `dues_overlap`, it shares a day with the period of another payment;
            `dues_lifetime`, with one that has no end.
    """
    touching = [paid for paid in paid_before if paid.since <= until and since <= paid.until]
    for paid in sorted(touching, key=lambda paid: (not paid.counts, paid.since)):
        if paid.until == END and (paid.counts or (paid.since, paid.until) != (since, until)):
            raise Refused("dues_lifetime", dues=paid.refs, day=paid.paid_on, since=paid.since)
        if (paid.since, paid.until) != (since, until):
            raise Refused("dues_overlap", **_told(paid))
        if paid.counts:
            raise Refused("dues_paid", **_told(paid))
    return touching[0] if touching else None


def check_rate(rate: Rate, begun: Paid | None) -> None:
    """A part is completed at the rate at which it was begun; what is only promised has no part yet.

    Raises:
        Refused: `dues_other_rate`.
    """
    if begun and begun.cents and begun.rate != rate.name:
        remains = Money(cents=begun.remains_cents, currency=begun.currency)
        raise Refused("dues_other_rate", remains=remains, **_told(begun))


def check_amount(cents: int, remains: int, rate: Rate, *, part: bool, others: Sequence[Rate], times: int = 0) -> None:
    """Hold an amount against what remains due: all of it, or less when it is said to be a part.

    `others` are the rates that the payer could pay instead; none when a period
    is completed. `times` is how many periods could be paid at once, 0 when no
    other number of them could.

    Raises:
        Refused: `amount_zero`, `amount_above`, `amount_part`, `amount_other_rate` when it is that of another rate, or
            `amount_periods` when it is that of several periods.
    """
    if cents == remains:
        return
    values: dict[str, Any] = {
        "amount": Money(cents=cents, currency=rate.currency),
        "remains": Money(cents=remains, currency=rate.currency),
        "rate": rate.name,
    }
    if cents == 0:
        raise Refused("amount_zero", **values)
    if part and cents < remains:
        return
    fitting = [other for other in others if other.cents == cents]
    if fitting and not part:
        raise Refused("amount_other_rate", other=fitting[0].name, **values)
    if remains and not cents % remains and cents // remains <= times:
        raise Refused("amount_periods", count=cents // remains, **values)
    raise Refused("amount_above" if cents > remains else "amount_part", **values)


def overlapping(dues: Sequence[Dues]) -> list[tuple[Dues, Dues]]:
    """The pairs of one payer's payments that share a day; parts of one period that they do not overpay may."""
    ledger = Ledger(dues)
    standing = ledger.payments()
    pairs = [(one, other) for place, one in enumerate(standing) for other in standing[place + 1 :]]
    return [(one, other) for one, other in pairs if share_a_day(one, other) and not _are_parts(one, other, ledger)]


def _are_parts(one: Dues, other: Dues, ledger: Ledger) -> bool:
    """Whether the two belong to one period, whose payments together do not pass what is due."""
    period = (one.since, one.until, one.rate)
    if (other.since, other.until, other.rate) != period:
        return False
    parts = [part for part in ledger.payments() if (part.since, part.until, part.rate) == period]
    paid = sum(ledger.net_cents(part) for part in parts)
    return paid <= max(one.due_cents, other.due_cents)


def _told(paid: Paid) -> dict[str, Any]:
    return {"dues": paid.refs, "day": paid.paid_on, "since": paid.since, "until": paid.until, "rate": paid.rate}


def _squashed(reference: str) -> str:
    return "".join(reference.split()).casefold()
