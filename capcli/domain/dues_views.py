"""What is shown of dues: the journal, its sums, whom to remind, who votes. Shapes as in `capcli.domain.views`."""

import datetime as dt

from capcli.domain.records import DuesKind, Money, Payer
from capcli.domain.views import Named, Reason, View


class DuesView(View, frozen=True, kw_only=True):
    """An operation of the journal; `from_` and `until` are both included, a lifetime has no `until`.

    `state` of a payment is paid, part (the payments of the period do not reach
    what is due yet; `remains` is still to come, else None), refunded,
    part_refunded or cancelled; of a promise awaited, kept or cancelled; of a
    call sent or cancelled; of the rest done or cancelled. `of` is the record
    that a refund or a cancellation takes back. `amount` is None for a call that
    names none.
    """

    id: int
    ref: str
    kind: DuesKind
    of: str | None
    who: Named
    from_: dt.date | None
    until: dt.date | None
    paid_on: dt.date
    received_on: dt.date | None
    deposited_on: dt.date | None
    rate: str | None
    amount: Money | None
    due: Money
    remains: Money | None
    method: str | None
    reference: str | None
    state: str
    reason: str | None
    cancelled_reason: str | None


class SumView(View, frozen=True, kw_only=True):
    """What some operations come to in one currency; the keys that sums were not asked by are None."""

    method: str | None
    rate: str | None
    month: str | None
    kind: DuesKind | None
    payer: Payer | None
    count: int
    amount: Money


class LateView(View, frozen=True, kw_only=True):
    """Somebody to remind, and where to write: e-mail, phone and address are those of `payer`.

    `payer` is `who`, or the organisation that pays for them. `until` is the last
    day up to date, `remains` what a payment in part leaves. `called_on` is the
    day of the last call for what comes after, `threshold` the number of days
    from the last one covered that asks for a call today.
    """

    who: Named
    payer: Named
    until: dt.date | None
    rate: str | None
    remains: Money | None
    email: str | None
    phone: str | None
    address: str | None
    postcode: str | None
    organisation: str | None
    called_on: dt.date | None
    threshold: int | None


class LeftOutView(View, frozen=True, kw_only=True):
    """Somebody who is not on a list, and why."""

    who: Named
    email: str | None
    organisation: str | None
    reason: Reason


class VoterView(View, frozen=True, kw_only=True):
    """A vote at a general meeting: a person's own, or that of an organisation, which a person casts.

    `representative` is None for people and for an organisation whose
    representative is to be named. `status` is exempt or current.
    """

    who: Named
    kind: Payer
    representative: Named | None
    status: str
    until: dt.date | None
    email: str | None
    phone: str | None
    organisation: str | None
