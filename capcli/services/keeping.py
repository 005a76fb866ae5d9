"""A record of dues kept, and the coming registrations that it touches judged again (rules 4 and 9)."""

import datetime as dt

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.payments import Paid, paid_periods, span_of
from capcli.domain.records import DUES, Dues
from capcli.services.affiliations import staff_of
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction


class Payment(Struct, frozen=True, kw_only=True):
    """A record of dues as it was kept, the period it belongs to as that now stands, and whom it touched.

    `paid` is None when nothing is left of the period, or nothing was paid of it yet.
    """

    dues: Dues
    paid: Paid | None
    effects: list[Effect]


def keep(tx: Transaction, dues: Dues, *, today: dt.date, now: dt.datetime, by: str) -> Payment:
    """Keep the record, and judge again the registrations it may cover or uncover."""
    judged = Judged(tx, today=today, people=people_of(tx, dues))
    kept = tx.put(DUES, dues)
    return Payment(dues=kept, paid=period_of(tx, kept), effects=judged.again(tx, now=now, by=by))


def people_of(read: Reader, dues: Dues) -> list[int]:
    """Whose registrations it may touch: the payer, or the people of the organisation, past and to come."""
    return [dues.person] if dues.person is not None else staff_of(read, dues.organisation or 0)


def period_of(read: Reader, dues: Dues) -> Paid | None:
    """What stands of the payments of the same payer, period and rate."""
    field = "person" if dues.person is not None else "organisation"
    same = paid_periods(read.find(DUES, field, dues.person or dues.organisation))
    key = (*span_of(dues), dues.rate or "")
    return next((paid for paid in same if (paid.since, paid.until, paid.rate) == key), None)
