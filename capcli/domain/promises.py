"""Payments announced and still awaited: an order, a mandat, a signed form (`cap dues promise`)."""

from collections.abc import Sequence

from capcli.domain.payments import Ledger, Paid, span_of
from capcli.domain.records import Dues


def open_promises(ledger: Ledger, paid: Sequence[Paid]) -> list[Dues]:
    """The promises of ONE payer that are neither cancelled nor kept: no payments that count hold their period."""
    return [promise for promise in ledger.of_kind("promise") if not _is_kept(promise, paid)]


def awaited(promise: Dues) -> Paid:
    """The promised period, of which nothing is paid yet."""
    since, until = span_of(promise)
    return Paid(
        since=since,
        until=until,
        rate=promise.rate or "",
        cents=0,
        due_cents=promise.due_cents or promise.cents,
        currency=promise.currency,
        seats=promise.seats,
        paid_on=promise.paid_on,
        dues=[promise.id],
    )


def _is_kept(promise: Dues, paid: Sequence[Paid]) -> bool:
    since, until = span_of(promise)
    return any(one.counts and one.since <= since and until <= one.until for one in paid)
