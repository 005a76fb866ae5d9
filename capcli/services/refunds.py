"""Money given back and records typed by mistake: each is a record of its own, of the one it takes back (rule 4)."""

import datetime as dt
from typing import Any

from msgspec import Struct

from capcli.domain.dues import overlapping
from capcli.domain.effects import Effect
from capcli.domain.methods import canonical_method
from capcli.domain.payments import Ledger, Paid, paid_periods, share_a_day
from capcli.domain.promises import open_promises
from capcli.domain.records import DUES, Dues, DuesKind, Money
from capcli.domain.sums import moves_money
from capcli.errors import NotFound, Refused, Usage
from capcli.services.keeping import keep
from capcli.store.protocol import Reader, Transaction

CANCELLED_BY_NUMBER: frozenset[DuesKind] = frozenset({"payment", "refund", "donation", "promise", "call"})
REFUNDED: frozenset[DuesKind] = frozenset({"payment", "donation"})


class TakenBack(Struct, frozen=True, kw_only=True):
    """The record taken back, the one that does it, what now stands of the period, and whom it touched.

    `left_cents` is what is left of the record. `awaited` are the promises of
    its days that are open now.
    """

    of: Dues
    dues: Dues
    paid: Paid | None
    left_cents: int
    awaited: list[Dues]
    effects: list[Effect]


def dues_number(text: str) -> int:
    """The number in a reference to a record of dues: `D41`, or 41 alone.

    Raises:
        Usage: `dues_number`.
    """
    bare = text.strip().upper().removeprefix(DUES.letter)
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 15):
        raise Usage("dues_number", text=text)
    return int(bare)


def cancel(tx: Transaction, number: int, reason: str, *, today: dt.date, now: dt.datetime, by: str) -> TakenBack:
    """Cancel a record typed by mistake: it stays, and the registrations it covered are judged again.

    Raises:
        NotFound: `dues`.
        Usage: `dues_reason`, the reason is empty.
        Refused: `dues_cancelled`, it is cancelled already; `dues_is_cancellation`, it is a cancellation itself;
            `dues_refunded`, a refund of it stands; `dues_revived`, its payment would cover days that
            another has since.
    """
    of, ledger = _known(tx, number)
    if of.kind not in CANCELLED_BY_NUMBER:
        raise Refused("dues_is_cancellation", dues=DUES.ref(number), of=DUES.ref(of.of or 0))
    refunds = ledger.refunds(of)
    if refunds:
        raise Refused("dues_refunded", dues=DUES.ref(number), refund=DUES.ref(refunds[0].id), day=refunds[0].paid_on)
    if of.kind == "refund":
        _refuse_twofold(of, ledger)
    cents = -of.cents if moves_money(of) else 0
    return _taken_back(tx, of, "cancellation", cents, _why(number, reason), on=today, today=today, now=now, by=by)


def refund(
    tx: Transaction,
    number: int,
    reason: str,
    *,
    cents: int | None = None,
    on: dt.date,
    method: str | None = None,
    reference: str | None = None,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> TakenBack:
    """Give back `cents` of a payment or a donation, all that is left of it when None.

    A period counts while what is left of its payments reaches what is due.

    Raises:
        NotFound: `dues`.
        Usage: `dues_refund_later`, `dues_refund_before` the payment, `dues_reason`.
        Refused: `dues_cancelled`; `dues_refund_kind`, the record is no money received; `dues_refund_nothing`, nothing
            is left of it; `dues_refund_above` or `dues_refund_zero`, more than what is left of it, or no amount.
    """
    if on > today:
        raise Usage("dues_refund_later", day=on, today=today)
    of, ledger = _known(tx, number)
    if of.kind not in REFUNDED:
        raise Refused("dues_refund_kind", dues=DUES.ref(number))
    if on < of.paid_on:
        raise Usage("dues_refund_before", day=on, dues=DUES.ref(number), paid_on=of.paid_on)
    left = ledger.net_cents(of)
    if left <= 0:
        raise Refused("dues_refund_nothing", dues=DUES.ref(number))
    amount = left if cents is None else cents
    if not 0 < amount <= left:
        sums = {"amount": _money(amount, of), "left": _money(left, of)}
        raise Refused("dues_refund_above" if amount > left else "dues_refund_zero", dues=DUES.ref(number), **sums)
    how: dict[str, Any] = {"method": canonical_method(method) if method else None, "reference": reference}
    why = _why(number, reason)
    return _taken_back(tx, of, "refund", -amount, why, on=on, today=today, now=now, by=by, **how)


def _refuse_twofold(refund: Dues, ledger: Ledger) -> None:
    """A refund is not cancelled once its days are paid again.

    Raises:
        Refused: `dues_revived`.
    """
    without = [one for one in ledger.dues if one.id != refund.id]
    for pair in overlapping(without):
        one, other = pair if pair[0].id == refund.of else (pair[1], pair[0])
        if one.id == refund.of:
            refs = {"dues": DUES.ref(refund.id), "of": DUES.ref(one.id), "other": DUES.ref(other.id)}
            raise Refused("dues_revived", **refs)


def _money(cents: int, dues: Dues) -> Money:
    return Money(cents=cents, currency=dues.currency)


def _known(read: Reader, number: int) -> tuple[Dues, Ledger]:
    """The record, which stands, with all of its payer's.

    Raises:
        NotFound: `dues`.
        Refused: `dues_cancelled`.
    """
    dues = read.get(DUES, number)
    if dues is None:
        raise NotFound("dues", dues=DUES.ref(number))
    ledger = _books(read, dues)
    by = ledger.cancellation(dues)
    if by is not None:
        raise Refused("dues_cancelled", dues=DUES.ref(number), day=by.paid_on, reason=by.reason or "-")
    return dues, ledger


def _why(number: int, reason: str) -> str:
    if not reason.strip():
        raise Usage("dues_reason", dues=DUES.ref(number))
    return reason.strip()


def _taken_back(
    tx: Transaction,
    of: Dues,
    kind: DuesKind,
    cents: int,
    reason: str,
    *,
    on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: str,
    **how: Any,
) -> TakenBack:
    """The record that takes `cents` back of `of` kept: same payer, period, rate, seats and way of payment."""
    taken = Dues(
        kind=kind,
        of=of.id,
        person=of.person,
        organisation=of.organisation,
        since=of.since,
        until=of.until,
        paid_on=on,
        rate=of.rate,
        cents=cents,
        currency=of.currency,
        seats=of.seats,
        method=how.get("method") or of.method,
        reference=how.get("reference"),
        reason=reason,
    )
    done = keep(tx, taken, today=today, now=now, by=by)
    ledger = _books(tx, of)
    opened = open_promises(ledger, paid_periods(ledger))
    return TakenBack(
        of=of,
        dues=done.dues,
        paid=done.paid,
        left_cents=ledger.net_cents(of),
        awaited=[one for one in opened if share_a_day(one, of)],
        effects=done.effects,
    )


def _books(read: Reader, dues: Dues) -> Ledger:
    """All the records of the payer."""
    field = "person" if dues.person is not None else "organisation"
    return Ledger(read.find(DUES, field, dues.person or dues.organisation))
