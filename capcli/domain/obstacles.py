"""Why somebody is not up to date on a day: what is paid in part, whose seats are taken, what comes later."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from capcli.domain.affiliations import is_in_force
from capcli.domain.coverage import Account, Cover, Tie, covers_through, has_seat, own_covers, seat_order
from capcli.domain.payments import Paid
from capcli.domain.records import DUES, Dues, Money
from capcli.domain.views import Reason

_DAY = dt.timedelta(days=1)


def last_cover(on: dt.date, account: Account, ties: Sequence[Tie]) -> Cover | None:
    """The last days covered before `on`, ending on the eve at the latest; None when there never were any.

    Within one paid period a seat is only ever gained (those ahead leave,
    newcomers come behind), so its last day tells whether there was one.
    """
    if on == dt.date.min:
        return None
    past = [
        replace(cover, until=min(cover.until, on - _DAY))
        for cover in [*own_covers(account), *(cover for tie in ties for cover in covers_through(tie))]
        if cover.since < on
    ]
    seated = [cover for cover in past if has_seat(cover, cover.until)]
    return max(seated, key=lambda cover: (cover.until, cover.tie is None), default=None)


def obstacles(on: dt.date, account: Account, ties: Sequence[Tie], told: Cover | None = None) -> list[Reason]:
    """What stands in the way on the day `on`; an organisation whose end `told` says is not told twice."""
    reasons = [_part(paid) for paid in account.periods if paid.includes(on) and not paid.counts]
    reasons += [_cancelled(dues) for dues in account.cancelled if dues.since <= on <= dues.until]
    already = told.organisation if told else None
    for tie in {tie.organisation: tie for tie in ties if is_in_force(tie.affiliation, on)}.values():
        reason = _organisation(on, tie)
        if reason.code != "organisation_lapsed" or tie.organisation != already:
            reasons.append(reason)
    later = [paid for paid in account.periods if paid.counts and paid.since > on]
    return reasons + [Reason(code="dues_later", args=paid.args) for paid in later[:1]]


def _organisation(on: dt.date, tie: Tie) -> Reason:
    """Why an organisation of the day does not cover the person."""
    named: dict[str, Any] = {"organisation": tie.ref, "name": tie.name}
    today = [paid for paid in tie.account.periods if paid.includes(on)]
    for paid in today:
        if paid.counts:
            place = seat_order(tie.colleagues, on).index(tie.affiliation.person) + 1
            return Reason(code="no_seat", args={**named, **paid.args, "seats": paid.seats, "position": place})
    if today:
        part = _part(today[0])
        return Reason(code="organisation_part_paid", args={**named, **part.args})
    before = last_cover(on, tie.account, ())
    if before is not None:
        return Reason(code="organisation_lapsed", args={**named, "until": before.until})
    return Reason(code="organisation_unpaid", args=named)


def _part(paid: Paid) -> Reason:
    sums = {
        "amount": Money(cents=paid.cents, currency=paid.currency),
        "due": Money(cents=paid.due_cents, currency=paid.currency),
        "remains": Money(cents=paid.remains_cents, currency=paid.currency),
    }
    return Reason(code="part_paid", args={**paid.args, **sums})


def _cancelled(dues: Dues) -> Reason:
    args = {"dues": [DUES.ref(dues.id)], "cancelled_on": dues.cancelled_on, "reason": dues.cancelled_reason}
    return Reason(code="dues_cancelled", args=args)
