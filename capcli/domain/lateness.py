"""Who is to be reminded of dues on a day, and who is left out and why.

A payer is late whose own dues or exemption ended, or who paid in part only.
Nobody is reminded whom something else holds: an organisation's cover, a
promise, days of grace. Days are whole, both ends of a period are included.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from capcli.domain.affiliations import END, is_in_force
from capcli.domain.coverage import Account, Cover, Tie, own_covers
from capcli.domain.membership import deciding
from capcli.domain.payments import Paid
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import DUES, Dues
from capcli.domain.reminders import Call, last_call, threshold_due
from capcli.domain.views import Reason

LEFT_OUT = ("covered", "through", "exempt", "promised", "grace", "called", "later", "given_back", "never")
"""The codes of those who are left out, in the order in which they are counted."""

HELD = frozenset({"exempt", "covered", "promised", "grace"})
"""The statuses of those who owe nothing now, whatever they paid last."""

_DAY = dt.timedelta(days=1)


class Lateness(Struct, frozen=True, kw_only=True):
    """Somebody to remind, or left out when there is a `reason`.

    `until` is the last day they were covered by themselves, `last` what they
    paid last, `begun` what is paid in part for the day. `called_on` is the last
    call for what comes after, `threshold` the one that asks for a call today.
    """

    reason: Reason | None = None
    until: dt.date | None = None
    last: Paid | None = None
    begun: Paid | None = None
    called_on: dt.date | None = None
    threshold: int | None = None


def lateness(
    today: dt.date, account: Account, ties: Sequence[Tie], policy: DuesPolicy, calls: Sequence[Call] = ()
) -> Lateness | None:
    """Whether somebody is late on the day `today`; None when nothing is owed and nothing needs saying."""
    status, covers = deciding(today, account, ties, policy)
    begun = account.begun_on(today)
    own = [cover.until for cover in own_covers(account) if cover.until < today]
    if status == "current" or (status == "covered" and not own and not begun):
        return None
    if status in HELD:
        return Lateness(reason=held_back(status, covers[0]))
    if begun is None:
        if status == "never":
            return Lateness(reason=_never(today, account))
        last = covers[0]
        if last.tie is not None and (not own or is_in_force(last.tie.affiliation, today)):
            # An organisation covered them last: it is for it to pay, not for them, whatever they paid long ago.
            return Lateness(reason=held_back("through", last))
    until = max(own, default=None)
    return Lateness(until=until, last=last_paid(account), begun=begun, called_on=last_call(until, calls))


def _never(today: dt.date, account: Account) -> Reason:
    """Why nothing ever covered somebody: all of it was given back, is for days to come, or was never paid."""
    refunds = [one for one in account.taken_back if one.by.kind == "refund"]
    if refunds:
        last = max(refunds, key=lambda one: (one.by.paid_on, one.by.id))
        return Reason(code="given_back", args={"dues": [DUES.ref(last.dues.id)], "on": last.by.paid_on})
    later = [paid for paid in account.paid if paid.since > today]
    if later:
        return Reason(code="later", args={"dues": later[0].refs, "since": later[0].since})
    return Reason(code="never")


def due_call(
    today: dt.date, account: Account, ties: Sequence[Tie], policy: DuesPolicy, calls: Sequence[Call] = ()
) -> Lateness | None:
    """Whether a threshold asks for a call today, whatever is late; None when none does.

    What is judged is the first day that nothing of their own covers, today at
    the earliest: whoever is covered, promised or exempt then is left out.
    """
    last = last_paid(account)
    if last is None or last.until == END:
        return None
    threshold = threshold_due(last.until, today, policy.reminders)
    if threshold is None:
        return None
    status, covers = deciding(max(today, last.until + _DAY), account, ties, policy)
    if status in HELD and status != "grace":
        return Lateness(reason=held_back(status, covers[0]))
    called_on = last_call(last.until, calls)
    if calls and threshold_due(last.until, today, policy.reminders, calls) is None:
        return Lateness(reason=Reason(code="called", args={"on": called_on}))
    return Lateness(until=last.until, last=last, called_on=called_on, threshold=threshold)


def telling(today: dt.date, dues: Sequence[Dues], policy: DuesPolicy) -> Sequence[Dues]:
    """The payer's own records that `lateness` and `due_call` need: they say the same of these as of all.

    Of somebody who only ever paid, always in full, and for days that are over,
    what was paid last tells it all. Where days of grace are given, every period
    may have its own.
    """
    last = dt.date.min
    for one in dues:
        if one.kind != "payment" or one.until is None or one.cents < one.due_cents:
            return dues
        last = max(last, one.until)
    if last >= today or policy.grace_days or policy.tolerance_until:
        return dues
    return [one for one in dues if one.until == last]


def last_paid(account: Account) -> Paid | None:
    """The paid period that ends last, parts that do not reach what is due left out."""
    return max(account.paid, key=lambda paid: paid.until, default=None)


def last_paid_year(account: Account, policy: DuesPolicy) -> int | None:
    """The last year somebody paid for; in rolling mode, which has no years, the one in which they last paid."""
    last = last_paid(account)
    if last is None or last.until == END:
        return None
    if policy.period == "rolling":
        return last.paid_on.year
    return last.until.year - (f"{last.until:%m-%d}" < policy.year_start)


def held_back(status: str, cover: Cover) -> Reason:
    """Why somebody is not reminded: the status, the last day of what decides it and through whom."""
    through: dict[str, Any] = {"organisation": None, "name": None}
    if cover.tie is not None:
        through = {"organisation": cover.tie.ref, "name": cover.tie.name}
    return Reason(code=status, args={"until": None if cover.until == END else cover.until, **through})
