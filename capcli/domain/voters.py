"""Who votes at a general meeting.

Members vote whose dues for that day were paid by a cut-off day, which counts
itself: many statutes say the day of the meeting, others the eve. An
organisation votes once, through the person it named. Whoever is covered by an
organisation, in grace, or of whom a payment is only promised, does not vote.
"""

import datetime as dt
from collections.abc import Iterable

from capcli.domain.affiliations import is_in_force
from capcli.domain.coverage import Account
from capcli.domain.membership import Standing
from capcli.domain.records import ORGANISATIONS, Affiliation, Dues, Money
from capcli.domain.views import Reason


def paid_by_then(dues: Iterable[Dues], cut_off: dt.date) -> list[Dues]:
    """What was paid, given back and promised by the cut-off, that day included.

    A cancellation counts whenever it was typed: what it cancels never was.
    """
    return [one for one in dues if one.kind == "cancellation" or one.paid_on <= cut_off]


def without_vote(
    on: dt.date, held: Standing, later: Standing, account: Account, all_paid: Account, cut_off: dt.date
) -> Reason:
    """Why somebody does not vote whose status is `held` by the cut-off, and `later` when all payments count."""
    if held.status == "covered":
        return Reason(code="covered", args=_through(held))
    if held.status in ("exempt", "promised", "grace"):
        return Reason(code=held.status, args={"until": held.until, **_through(held)})
    if later.status == "current":
        paid = next(paid for paid in all_paid.periods if paid.counts and paid.includes(on))
        return Reason(code="paid_later", args={"paid_on": paid.paid_on, "dues": paid.refs, "paid_by": cut_off})
    if later.status == "covered":
        return Reason(code="covered_later", args={**_through(later), "paid_by": cut_off})
    begun = account.begun_on(on)
    if begun is not None:
        remains = Money(cents=begun.remains_cents, currency=begun.currency)
        return Reason(code="part", args={"dues": begun.refs, "remains": remains})
    if held.status == "lapsed":
        return Reason(code="lapsed", args={"until": held.until})
    return Reason(code="never")


def voting_representative(named: int | None, staff: Iterable[Affiliation], on: dt.date) -> int | None:
    """The person who casts an organisation's vote: the one it named, if they belong there on the day."""
    return named if any(one.person == named and is_in_force(one, on) for one in staff) else None


def quorum_votes(votes: int, percentage: int) -> int:
    """How many of `votes` must be present or represented, half votes rounded up."""
    return -(-votes * percentage // 100)


def _through(held: Standing) -> dict[str, str | None]:
    if held.through is None:
        return {"organisation": None, "name": None}
    return {"organisation": ORGANISATIONS.ref(held.through), "name": held.through_name}
