"""What a payment of dues may be: typed once, for a period that no other touches, of the amount due."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from capcli.domain.payments import Paid, paid_periods
from capcli.domain.records import DUES, Dues, Money, Rate
from capcli.errors import Refused


def refuse_twice(held: Sequence[Dues], reference: str | None) -> None:
    """Stop a payment whose reference another payment of the same payer has; spaces and case do not matter.

    Raises:
        Refused: `same_reference`.
    """
    for dues in held:
        if reference and dues.reference and not dues.cancelled and _squashed(dues.reference) == _squashed(reference):
            raise Refused("same_reference", dues=DUES.ref(dues.id), reference=dues.reference, day=dues.paid_on)


def begun_period(held: Sequence[Dues], since: dt.date, until: dt.date) -> Paid | None:
    """What one payer paid in part of this very period, which a payment may complete; None for a new period.

    Raises:
        Refused: `dues_paid`, the period is paid; `dues_overlap`, it overlaps the period of another payment.
    """
    touching = [paid for paid in paid_periods(held) if paid.since <= until and since <= paid.until]
    for paid in sorted(touching, key=lambda paid: paid.counts, reverse=True):
        if (paid.since, paid.until) != (since, until):
            raise Refused("dues_overlap", **_told(paid))
        if paid.counts:
            raise Refused("dues_paid", **_told(paid))
    return touching[0] if touching else None


def check_rate(rate: Rate, begun: Paid | None) -> None:
    """A part is completed at the rate at which it was begun.

    Raises:
        Refused: `dues_other_rate`.
    """
    if begun and begun.rate != rate.name:
        remains = Money(cents=begun.remains_cents, currency=begun.currency)
        raise Refused("dues_other_rate", remains=remains, **_told(begun))


def check_amount(cents: int, rate: Rate, *, begun: Paid | None, part: bool, others: Sequence[Rate]) -> None:
    """Hold an amount against what is due: all of it, or less when it is said to be a part.

    `begun` is the period that the payment would complete; `others` are the
    other rates that the payer could pay.

    Raises:
        Refused: `amount_zero`, `amount_above`, `amount_part`, or `amount_other_rate` when it is that of another rate.
    """
    remains = begun.remains_cents if begun else rate.cents
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
    if fitting and not begun and not part:
        raise Refused("amount_other_rate", other=fitting[0].name, **values)
    raise Refused("amount_above" if cents > remains else "amount_part", **values)


def overlapping(dues: Sequence[Dues]) -> list[tuple[Dues, Dues]]:
    """The pairs of one payer's payments that share a day; parts of one period that they do not overpay may."""
    standing = [one for one in dues if not one.cancelled]
    pairs = [(one, other) for place, one in enumerate(standing) for other in standing[place + 1 :]]
    return [(one, other) for one, other in pairs if _share_a_day(one, other) and not _are_parts(one, other, standing)]


def _share_a_day(one: Dues, other: Dues) -> bool:
    return one.since <= other.until and other.since <= one.until


def _are_parts(one: Dues, other: Dues, standing: Iterable[Dues]) -> bool:
    """Whether the two belong to one period, whose payments together do not pass what is due."""
    period = (one.since, one.until, one.rate)
    if (other.since, other.until, other.rate) != period:
        return False
    paid = sum(part.cents for part in standing if (part.since, part.until, part.rate) == period)
    return paid <= max(one.due_cents, other.due_cents)


def _told(paid: Paid) -> dict[str, Any]:
    return {"dues": paid.refs, "day": paid.paid_on, "since": paid.since, "until": paid.until, "rate": paid.rate}


def _squashed(reference: str) -> str:
    return "".join(reference.split()).casefold()
