"""Membership status: what the dues say of a person or an organisation on a day (rules 3 and 4).

Every question can be asked about any day, given what is known now: a payment
made after the day counts when its period includes the day. Days are whole and
both ends of a period, an affiliation or an exemption are included.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from capcli.domain.affiliations import BEGINNING, END
from capcli.domain.coverage import Account, Cover, Tie, covers_through, has_seat, own_covers
from capcli.domain.obstacles import last_cover, obstacles
from capcli.domain.views import Reason

Status = Literal["exempt", "current", "covered", "lapsed", "never"]

STATUSES: tuple[Status, ...] = ("exempt", "current", "covered", "lapsed", "never")
"""Every status, in the order in which the first that applies is taken."""


class Standing(Struct, frozen=True, kw_only=True):
    """The status of somebody on a day, and why.

    `since` and `until` bound what decides it: the paid period, the exemption,
    the time covered through an organisation; for `lapsed`, the last such time,
    so that `until` is its last day. `through` is the organisation's number.
    """

    status: Status
    since: dt.date | None = None
    until: dt.date | None = None
    through: int | None = None
    through_name: str | None = None
    reasons: list[Reason] = []

    @property
    def up_to_date(self) -> bool:
        """Whether a place reserved to those who paid can be confirmed."""
        return self.status in ("exempt", "current", "covered")

    @property
    def votes(self) -> bool:
        """Whether it counts at a general meeting: staff covered by an organisation are not members themselves."""
        return self.status in ("exempt", "current")


def standing(on: dt.date, account: Account, ties: Sequence[Tie] = ()) -> Standing:
    """The status on the day `on`: exempt, current, covered, lapsed or never, the first that applies.

    `account` is the payer's own; `ties` are the affiliations of a person,
    whatever their days (an organisation has none).
    """
    own = [cover for cover in own_covers(account) if cover.includes(on)]
    if own:
        best = max(own, key=lambda cover: (cover.exempt is not None, cover.until))
        return _told("exempt" if best.exempt else "current", best, [_because(on, best)])
    through = [cover for tie in ties for cover in covers_through(tie) if cover.includes(on) and has_seat(cover, on)]
    if through:
        return _covered(on, through)
    return _without(on, account, ties)


def _covered(on: dt.date, covers: list[Cover]) -> Standing:
    """The organisation whose cover lasts longest is stated, then the lowest number; the reasons name all."""
    by_organisation: dict[int | None, Cover] = {}
    for cover in sorted(covers, key=lambda cover: (-cover.until.toordinal(), cover.organisation or 0)):
        by_organisation.setdefault(cover.organisation, cover)
    stated, *others = by_organisation.values()
    return _told(
        "covered", stated, [_because(on, stated), _belongs(stated), *(_because(on, cover) for cover in others)]
    )


def _without(on: dt.date, account: Account, ties: Sequence[Tie]) -> Standing:
    last = last_cover(on, account, ties)
    if last is None:
        return Standing(status="never", reasons=[Reason(code="never", args={"on": on}), *obstacles(on, account, ties)])
    return _told("lapsed", last, [_ended(on, last), *obstacles(on, account, ties, told=last)])


def _told(status: Status, cover: Cover, reasons: list[Reason]) -> Standing:
    tie = cover.tie if status == "covered" else None
    return Standing(
        status=status,
        since=None if cover.since == BEGINNING else cover.since,
        until=None if cover.until == END else cover.until,
        through=tie.organisation if tie else None,
        through_name=tie.name if tie else None,
        reasons=reasons,
    )


def _because(on: dt.date, cover: Cover) -> Reason:
    """Why a cover holds."""
    if cover.paid is not None:
        code = "covered_by_dues" if cover.tie else "dues_paid"
        return Reason(code=code, args={"on": on, **_through(cover), **cover.paid.args})
    why = {"reason": cover.exempt.reason, "until": cover.exempt.until} if cover.exempt else {}
    return Reason(code="covered_by_exempt" if cover.tie else "exempt", args={"on": on, **_through(cover), **why})


def _ended(on: dt.date, cover: Cover) -> Reason:
    """Why a cover holds no more: the organisation's dues, the affiliation, one's own dues or the exemption ended."""
    if cover.tie and cover.tie.affiliation.until == cover.until:
        return Reason(code="affiliation_ended", args={"on": on, **_through(cover), "until": cover.until})
    if cover.paid is not None:
        code = "organisation_dues_ended" if cover.tie else "dues_ended"
        return Reason(code=code, args={"on": on, **_through(cover), **cover.paid.args})
    code = "organisation_exempt_ended" if cover.tie else "exempt_ended"
    return Reason(code=code, args={"on": on, **_through(cover), "until": cover.until})


def _belongs(cover: Cover) -> Reason:
    held = cover.tie.affiliation if cover.tie else None
    days = {"since": held.since, "until": held.until} if held else {}
    return Reason(code="affiliated", args={**_through(cover), **days})


def _through(cover: Cover) -> dict[str, Any]:
    return {"organisation": cover.tie.ref, "name": cover.tie.name} if cover.tie else {}
