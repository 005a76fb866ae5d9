"""Why somebody is not up to date on a day: what is paid in part, whose seats are taken, what comes later."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from capcli.domain.affiliations import BEGINNING, is_in_force
from capcli.domain.coverage import (
    Account,
    Cover,
    TakenBack,
    Tie,
    grace_covers,
    has_seat,
    own_covers,
    promised_covers,
    seat_order,
    through,
)
from capcli.domain.payments import Paid, span_of
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import DUES, Dues, Money
from capcli.domain.views import Reason

_DAY = dt.timedelta(days=1)


def last_cover(on: dt.date, account: Account, ties: Sequence[Tie]) -> Cover | None:
    """The last days covered before `on`, ending on the eve at the latest; None when there never were any."""
    if on == BEGINNING:
        return None
    best: Cover | None = None
    for tie in (None, *ties):
        covers = own_covers(account if tie is None else tie.account)
        for cover in sorted(covers, key=lambda cover: cover.until, reverse=True):
            if best is not None and (min(cover.until, on - _DAY), tie is None) <= _order(best):
                break  # an affiliation and a seat only shorten a cover: none of the others ends later
            for kept in (cover,) if tie is None else through(tie, (cover,)):
                past = kept if kept.until < on else replace(kept, until=on - _DAY)
                seated = _while_seated(past) if kept.since < on else None
                if seated is not None and (best is None or _order(seated) > _order(best)):
                    best = seated
    return best


def _order(cover: Cover) -> tuple[dt.date, bool]:
    """The one that ends last goes first, then one's own."""
    return cover.until, cover.tie is None


def _while_seated(cover: Cover) -> Cover | None:
    """The cover until the last day on which it had a seat; None when it never had one.

    A seat is lost on the day on which somebody ahead joins, and then only.
    """
    if has_seat(cover, cover.until):
        return cover
    joined = {one.since for one in cover.tie.colleagues if one.since} if cover.tie else set()
    eves = sorted((day - _DAY for day in joined if cover.since < day <= cover.until), reverse=True)
    last = next((eve for eve in eves if has_seat(cover, eve)), None)
    return replace(cover, until=last) if last else None


def obstacles(
    on: dt.date, account: Account, ties: Sequence[Tie], policy: DuesPolicy, *, told: Cover | None = None
) -> list[Reason]:
    """What stands in the way on the day `on`; an organisation of which `told` tells is not said to be unpaid too."""
    reasons = [_part(paid) for paid in account.periods if paid.includes(on) and not paid.counts]
    reasons += [_taken_back(one) for one in _of_the_day(account, on)]
    already = told.organisation if told else None
    for tie in {tie.organisation: tie for tie in ties if is_in_force(tie.affiliation, on)}.values():
        reason = _organisation(on, tie, policy)
        if reason is None:
            continue
        if not (tie.organisation == already and reason.code in _UNPAID):
            reasons.append(reason)
        reasons += [_taken_back(one, tie) for one in _of_the_day(tie.account, on)]
    later = [paid for paid in account.paid if paid.since > on]
    reasons += [Reason(code="dues_later", args=paid.args) for paid in later[:1]]
    exempt = sorted(one.since for one in account.exemptions if one.since and one.since > on)
    return reasons + [Reason(code="exempt_later", args={"since": since}) for since in exempt[:1]]


_UNPAID = ("organisation_lapsed", "organisation_unpaid")


def promise_args(promise: Dues) -> dict[str, Any]:
    """What a reason says of a promise; its `until` is None for a lifetime."""
    return {
        "dues": [DUES.ref(promise.id)],
        "promised_on": promise.paid_on,
        "reference": promise.reference or "-",
        "since": promise.since,
        "until": promise.until,
    }


def _organisation(on: dt.date, tie: Tie, policy: DuesPolicy) -> Reason | None:
    """Why an organisation of the day does not cover the person; None when it does, or stands for cover."""
    named: dict[str, Any] = {"organisation": tie.ref, "name": tie.name}
    held = [*own_covers(tie.account), *promised_covers(tie.account), *grace_covers(tie.account, policy)]
    reaching = [replace(cover, tie=tie) for cover in held if cover.includes(on)]
    if any(has_seat(cover, on) for cover in reaching):
        return None
    for cover in reaching:
        place = seat_order(tie.colleagues, on).index(tie.affiliation.person) + 1
        return Reason(code="no_seat", args={**named, **_of(cover), "seats": cover.seats, "position": place})
    parts = [paid for paid in tie.account.periods if paid.includes(on)]
    if parts:
        return Reason(code="organisation_part_paid", args={**named, **_part(parts[0]).args})
    before = last_cover(on, tie.account, ())
    if before is not None:
        return Reason(code="organisation_lapsed", args={**named, "until": before.until})
    return Reason(code="organisation_unpaid", args=named)


def _of(cover: Cover) -> dict[str, Any]:
    """The dues whose seats are taken."""
    if cover.promise is not None:
        return promise_args(cover.promise)
    return cover.paid.args if cover.paid is not None else {}


def _part(paid: Paid) -> Reason:
    sums = {
        "amount": Money(cents=paid.cents, currency=paid.currency),
        "due": Money(cents=paid.due_cents, currency=paid.currency),
        "remains": Money(cents=paid.remains_cents, currency=paid.currency),
    }
    return Reason(code="part_paid", args={**paid.args, **sums})


def _of_the_day(account: Account, on: dt.date) -> list[TakenBack]:
    """What was taken back of the payments and promises for the day."""
    return [one for one in account.taken_back if span_of(one.dues)[0] <= on <= span_of(one.dues)[1]]


def _taken_back(one: TakenBack, tie: Tie | None = None) -> Reason:
    """A payment or a promise that was taken back, one's own or that of an organisation."""
    known: dict[str, Any] = {"dues": [DUES.ref(one.dues.id)], "reason": one.by.reason or "-"}
    if tie is not None:
        known |= {"organisation": tie.ref, "name": tie.name}
    if one.by.kind == "refund":
        amount = Money(cents=-one.by.cents, currency=one.by.currency)
        args = {**known, "refund": DUES.ref(one.by.id), "refunded_on": one.by.paid_on, "amount": amount}
        return Reason(code="organisation_dues_refunded" if tie else "dues_refunded", args=args)
    args = {**known, "cancelled_on": one.by.paid_on}
    if one.dues.kind == "promise":
        return Reason(code="organisation_promise_cancelled" if tie else "promise_cancelled", args=args)
    return Reason(code="organisation_dues_cancelled" if tie else "dues_cancelled", args=args)
