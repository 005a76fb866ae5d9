"""Why a registration is in its state, and why a session is full: told by the rules that decide it."""

import datetime as dt

from capcli.domain.deadlines import ends_in_time, has_passed, was_there
from capcli.domain.records import Registration, Session, WaitsFor
from capcli.domain.views import Named, Reason, View


class ExplanationView(View, frozen=True, kw_only=True):
    """Why somebody is up to date, or has a place in a session or not, or why a session is full.

    `on` is the day judged: the one asked about, the session's first day, or the
    desk's day for a session alone. `state` is the membership status, the state
    of the registration (None: there is none) or that of the session.
    """

    who: Named | None
    session: Named | None
    on: dt.date | None
    state: str | None
    registration: str | None = None
    waits_for: WaitsFor | None = None
    position: int | None = None
    held_until: dt.datetime | None = None
    reasons: list[Reason]


def turn_reason(registration: Registration) -> list[Reason]:
    """How it came to be in its state: the last turn of its history."""
    return [
        Reason(
            code="turn",
            args={"state": turn.state, "at": turn.at, "by": turn.by, "reason": turn.reason, "cause": turn.cause},
        )
        for turn in registration.history[-1:]
    ]


def lift_reasons(registration: Registration) -> list[Reason]:
    """The rules that a person lifted for it."""
    return [
        Reason(code="lifted", args={"rule": lift.rule, "reason": lift.reason, "by": lift.by, "at": lift.at})
        for lift in registration.allowed
    ]


def hold_reasons(registration: Registration, session: Session, now: dt.datetime) -> list[Reason]:
    """Until when its place is held, where that ends before the session does, and whether that has passed `now`.

    The place of somebody who was there is held for good.
    """
    if was_there(registration):
        return []
    until = {"until": registration.held_until, "passed": has_passed(registration, now)}
    if registration.state == "offered":
        return [Reason(code="offer_until", args=until) if registration.held_until else Reason(code="offer_untold")]
    if registration.state == "pending" and ends_in_time(registration.held_until, session):
        return [Reason(code="deadline", args=until)]
    return []


def approval_reason(registration: Registration) -> list[Reason]:
    """When and by whom the request was approved, where it was not the last that happened."""
    turns = [turn for turn in registration.history[:-1] if turn.cause == "approved"]
    return [Reason(code="approved", args={"by": turn.by, "at": turn.at}) for turn in turns[-1:]]
