"""Membership status: what the dues say of a person or an organisation on a day (rules 3 and 4).

Every question can be asked about any day, given what is known now: a payment
made after the day counts when its period includes the day. Days are whole and
both ends of a period, an affiliation or an exemption are included.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from capcli.domain.affiliations import BEGINNING, END, is_in_force
from capcli.domain.coverage import (
    Account,
    Cover,
    Tie,
    grace_covers,
    has_seat,
    own_covers,
    promised_covers,
    through,
)
from capcli.domain.graces import grace_after
from capcli.domain.obstacles import last_cover, obstacles, promise_args
from capcli.domain.policies import DuesPolicy
from capcli.domain.views import Reason

Status = Literal["exempt", "current", "covered", "promised", "grace", "lapsed", "never"]

STATUSES: tuple[Status, ...] = ("exempt", "current", "covered", "promised", "grace", "lapsed", "never")
"""Every status, in the order in which the first that applies is taken."""


class Standing(Struct, frozen=True, kw_only=True):
    """The status of somebody on a day, and why.

    `since` and `until` bound what decides it: the paid period, the exemption,
    the time covered through an organisation, the promise, the days of grace;
    for `lapsed`, the last such time covered, so that `until` is its last day.
    `through` is the organisation's number. `up_to_date`: a place reserved to
    those who paid can be confirmed. `votes`: it counts at a general meeting;
    staff covered by an organisation are not members themselves.
    """

    status: Status
    since: dt.date | None = None
    until: dt.date | None = None
    through: int | None = None
    through_name: str | None = None
    up_to_date: bool = False
    votes: bool = False
    reasons: list[Reason] = []


def standing(on: dt.date, account: Account, ties: Sequence[Tie], policy: DuesPolicy) -> Standing:
    """The status on the day `on`: the first of `STATUSES` that applies.

    `account` is the payer's own; `ties` are the affiliations of a person,
    whatever their days (an organisation has none).
    """
    status, covers = deciding(on, account, ties, policy)
    if status in ("exempt", "current"):
        votes = status == "current" or policy.exempt_votes
        return _told(status, covers[0], [_because(on, covers[0])], votes=votes)
    if status == "covered":
        stated, *others = covers
        return _told(
            status, stated, [_because(on, stated), _belongs(stated), *(_because(on, other) for other in others)]
        )
    if status == "promised":
        return _of_promised(on, covers, policy, obstacles(on, account, ties, policy, told=covers[0]))
    told = covers[0] if covers else None
    blocks = obstacles(on, account, ties, policy, told=told)
    if told is None:
        return Standing(status="never", reasons=[Reason(code="never", args={"on": on}), *blocks])
    if status == "grace":
        return _told(status, told, [_in_grace(on, told), *_belongs_there(told), *blocks])
    return _told(status, told, [_ended(on, told), *_grace_over(told, policy), *blocks], up_to_date=False)


def deciding(on: dt.date, account: Account, ties: Sequence[Tie], policy: DuesPolicy) -> tuple[Status, Sequence[Cover]]:
    """The status on the day `on`, and what decides it, the one that is stated first; `standing` says it in reasons.

    A promise goes with the days of grace that hold besides. What decides
    `lapsed` is the last cover; nothing decides `never`.
    """
    own = [cover for cover in own_covers(account) if cover.includes(on)]
    if own:
        best = max(own, key=lambda cover: (cover.exempt is not None, cover.until))
        return "exempt" if best.exempt else "current", [best]
    covers = _reaching(on, ties, own_covers)
    if covers:
        return "covered", _by_organisation(covers)
    promised = _first(on, ties, account, promised_covers)
    has_grace = policy.grace_days or policy.tolerance_until
    in_grace = _first(on, ties, account, lambda held: grace_covers(held, policy)) if has_grace else None
    if promised:
        return "promised", [promised, *([in_grace] if in_grace else [])]
    if in_grace:
        return "grace", [in_grace]
    last = last_cover(on, account, ties)
    return ("lapsed", [last]) if last else ("never", [])


def _of_promised(on: dt.date, covers: Sequence[Cover], policy: DuesPolicy, blocks: list[Reason]) -> Standing:
    """A promise takes nothing from somebody who is in grace besides."""
    promised, *in_grace = covers
    counts = policy.promise_counts == "registration"
    reasons = [_promised(on, promised, counts=counts), *_belongs_there(promised)]
    reasons += [_in_grace(on, cover) for cover in in_grace]
    return _told("promised", promised, reasons + blocks, up_to_date=counts or bool(in_grace))


def _first(
    on: dt.date, ties: Sequence[Tie], account: Account, covers_of: Callable[[Account], Sequence[Cover]]
) -> Cover | None:
    """What counts on the day of one's own, else of an organisation's; the longest, then the lowest number."""
    mine = [cover for cover in covers_of(account) if cover.includes(on)]
    if mine:
        return max(mine, key=lambda cover: cover.until)
    covers = _reaching(on, ties, covers_of)
    return _by_organisation(covers)[0] if covers else None


def _reaching(on: dt.date, ties: Sequence[Tie], covers_of: Callable[[Account], Sequence[Cover]]) -> list[Cover]:
    """What reaches somebody on the day through the organisations they belong to then."""
    covers = []
    for tie in ties:
        if is_in_force(tie.affiliation, on):
            covers += through(tie, [cover for cover in covers_of(tie.account) if cover.includes(on)])
    return [cover for cover in covers if has_seat(cover, on)]


def _by_organisation(covers: Iterable[Cover]) -> list[Cover]:
    """The longest of each organisation; the longest of all is stated first, then the lowest number."""
    longest: dict[int | None, Cover] = {}
    for cover in sorted(covers, key=lambda cover: (-cover.until.toordinal(), cover.organisation or 0)):
        longest.setdefault(cover.organisation, cover)
    return list(longest.values())


def _told(
    status: Status, cover: Cover, reasons: list[Reason], *, up_to_date: bool = True, votes: bool = False
) -> Standing:
    tie = None if status == "lapsed" else cover.tie
    return Standing(
        status=status,
        since=None if cover.since == BEGINNING else cover.since,
        until=None if cover.until == END else cover.until,
        through=tie.organisation if tie else None,
        through_name=tie.name if tie else None,
        up_to_date=up_to_date,
        votes=votes,
        reasons=reasons,
    )


def _because(on: dt.date, cover: Cover) -> Reason:
    """Why a cover holds."""
    if cover.paid is not None:
        code = "covered_by_dues" if cover.tie else "dues_paid"
        return Reason(code=code, args={"on": on, **_through(cover), **cover.paid.args})
    why = {"reason": cover.exempt.reason, "until": cover.exempt.until} if cover.exempt else {}
    return Reason(code="covered_by_exempt" if cover.tie else "exempt", args={"on": on, **_through(cover), **why})


def _promised(on: dt.date, cover: Cover, *, counts: bool) -> Reason:
    """Which promise stands for the day, and whether the settings count it."""
    code = "organisation_promised" if cover.tie else "promised"
    promise = promise_args(cover.promise) if cover.promise else {}
    return Reason(code=code, args={"on": on, **_through(cover), **promise, "counts": counts})


def _in_grace(on: dt.date, cover: Cover) -> Reason:
    """Which days of grace the day is in: since when nothing covers, and until when that still counts."""
    is_tolerance = cover.grace is not None and cover.grace.rule == "tolerance"
    if cover.tie:
        code = "organisation_tolerance" if is_tolerance else "organisation_grace"
    else:
        code = "tolerance" if is_tolerance else "grace"
    after = cover.grace.after if cover.grace else None
    refs = cover.paid.refs if cover.paid else []
    return Reason(code=code, args={"on": on, **_through(cover), "dues": refs, "after": after, "until": cover.until})


def _ended(on: dt.date, cover: Cover) -> Reason:
    """Why a cover holds no more: the organisation's dues, the affiliation, one's own dues or the exemption ended."""
    if cover.tie and cover.tie.affiliation.until == cover.until:
        return Reason(code="affiliation_ended", args={"on": on, **_through(cover), "until": cover.until})
    if cover.paid is not None:
        code = "organisation_dues_ended" if cover.tie else "dues_ended"
        return Reason(code=code, args={"on": on, **_through(cover), **cover.paid.args, "until": cover.until})
    code = "organisation_exempt_ended" if cover.tie else "exempt_ended"
    return Reason(code=code, args={"on": on, **_through(cover), "until": cover.until})


def _grace_over(cover: Cover, policy: DuesPolicy) -> list[Reason]:
    """Until when the days of grace after a cover ran; none are told of somebody who left the organisation."""
    if cover.tie and cover.tie.affiliation.until == cover.until:
        return []
    grace = grace_after(cover.since, cover.until, policy)
    if grace is None:
        return []
    code = "tolerance_ended" if grace.rule == "tolerance" else "grace_ended"
    return [Reason(code=code, args={"until": grace.until})]


def _belongs(cover: Cover) -> Reason:
    held = cover.tie.affiliation if cover.tie else None
    days = {"since": held.since, "until": held.until} if held else {}
    return Reason(code="affiliated", args={**_through(cover), **days})


def _belongs_there(cover: Cover) -> list[Reason]:
    return [_belongs(cover)] if cover.tie else []


def _through(cover: Cover) -> dict[str, Any]:
    return {"organisation": cover.tie.ref, "name": cover.tie.name} if cover.tie else {}
