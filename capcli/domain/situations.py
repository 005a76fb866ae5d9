"""What somebody is to be told of a registration: how it stands now, against what they were told last.

Situations are compared, not histories: what changed and changed back before
anybody was told is no news. Somebody never told hears of a registration that
stands, of a request that we refused and of a place that lapsed; one that they
ended themselves before they heard anything is no news either. The place in the
queue is told with the list, its moves are not. A cancelled session is all there
is to say of it. An offer is news until the time to answer runs, which starts
when they are told. Of somebody who came back to a session, the registration of
now speaks, against what they were told of any of theirs. Whoever came without
a place was told by being let in (`services/walk_ins.py`). Nor is it news to be
confirmed to somebody who was there and has no slot left to come to.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.deadlines import ends_in_time
from capcli.domain.meant_times import slots_meant, times_meant, without_days
from capcli.domain.records import LIVE, Presence, Session, State, Told, WaitsFor
from capcli.domain.sessions import first_day
from capcli.domain.views import Reason

ENDED_BY: dict[str | None, str] = {"lapsed": "lapsed", "transferred": "transferred", "moved": "moved"}
"""The news of a cancelled registration, by what led to it."""
FROM_US = frozenset({"refused", "lapsed"})
"""Ends that are news to somebody who was told nothing yet."""


class Entered(Protocol):
    """A turn of a history, as far as news need it."""

    @property
    def cause(self) -> str | None:
        """What led to it."""

    @property
    def reason(self) -> str | None:
        """Why, in their words."""


class Situation(Protocol):
    """A registration, as far as news need it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def person(self) -> int:
        """Whose it is."""

    @property
    def state(self) -> State:
        """Its state."""

    @property
    def waits_for(self) -> WaitsFor | None:
        """What a pending one waits for."""

    @property
    def held_until(self) -> dt.datetime | None:
        """Until when its place is kept."""

    @property
    def slots(self) -> list[int]:
        """The slots it is for, none for all."""

    @property
    def presence(self) -> list[Presence]:
        """At which slots they were there, or not."""

    @property
    def told(self) -> Told | None:
        """What they were told last."""

    @property
    def history(self) -> "Sequence[Entered]":
        """Its turns."""


S = TypeVar("S", bound=Situation)


def speaking(registrations: Iterable[S]) -> list[S]:
    """Of those of one session, the one of each person that speaks, with what they were told last of any."""
    of_person: dict[int, list[S]] = {}
    for registration in registrations:
        of_person.setdefault(registration.person, []).append(registration)
    return [_of_several(several) if len(several) > 1 else several[0] for several in of_person.values()]


def _of_several(several: list[S]) -> S:
    last = max(several, key=lambda one: (one.state in LIVE, one.id))
    told = max(
        ((one.told.at, one.id, one.told) for one in several if one.told), key=lambda each: each[:2], default=None
    )
    assert isinstance(last, Struct)
    return replace(last, told=told and told[2])


def news(
    registration: Situation, session: Session, *, position: int | None = None, until: dt.datetime | None = None
) -> list[Reason]:
    """What is to be told, in the order to say it; nothing when they know how it stands.

    `position` is the place on the waiting list, `until` the instant until which
    an offer told now would be kept.
    """
    told = registration.told
    if registration.state not in LIVE:
        return _of_the_end(registration, session, told)
    if session.cancelled:
        why = {"reason": session.cancelled_reason}
        return [] if told and told.cancelled else [Reason(code="session_cancelled", args=why)]
    return [*_of_the_session(registration, session, told), *_of_the_state(registration, session, told, position, until)]


def told_as(registration: Situation, session: Session, *, at: dt.datetime, by: str) -> Told:
    """What they are told of the registration as it stands."""
    if registration.state not in LIVE:
        return Told(at=at, by=by, state=registration.state)
    return Told(
        at=at,
        by=by,
        state=registration.state,
        waits_for=registration.waits_for,
        day=first_day(session),
        times=times_meant(registration, session),
        cancelled=session.cancelled,
    )


def _has_been(registration: Situation, session: Session) -> bool:
    """Whether they were there, and every slot that they come for is marked."""
    marked = {mark.slot for mark in registration.presence}
    theirs = set(registration.slots) or set(range(1, len(session.slots) + 1))
    return theirs <= marked and any(mark.state == "present" for mark in registration.presence)


def _of_the_end(registration: Situation, session: Session, told: Told | None) -> list[Reason]:
    last = registration.history[-1] if registration.history else None
    code = ENDED_BY.get(last.cause if last else None, "cancelled")
    if registration.state != "cancelled":
        code = registration.state
    if told is None or told.state not in LIVE:
        is_news = code in FROM_US and (told is None or told.state != registration.state)
    else:
        is_news = not (told.cancelled and session.cancelled)
    return [Reason(code=code, args={"reason": last.reason if last else None})] if is_news else []


def _of_the_session(registration: Situation, session: Session, told: Told | None) -> list[Reason]:
    day = first_day(session)
    if told is None or told.state not in LIVE:
        return []
    back = [Reason(code="session_back")] if told.cancelled else []
    if told.day != day:
        later = told.day is None or day is None or day > told.day
        code = "postponed" if later else "brought_forward"
        back.append(Reason(code=code, args={"before": told.day, "after": day}))
    times = times_meant(registration, session)
    moved = without_days(told.times) != without_days(times) if told.day != day else told.times != times
    if told.times and day is not None and moved:
        return [*back, Reason(code="rescheduled", args={"slots": slots_meant(registration, session)})]
    return back


def _of_the_state(
    registration: Situation, session: Session, told: Told | None, position: int | None, until: dt.datetime | None
) -> list[Reason]:
    state = registration.state
    if state == "confirmed" and _has_been(registration, session):
        return []
    untold = state == "offered" and registration.held_until is None
    if told and (told.state, told.waits_for) == (state, registration.waits_for) and not untold:
        return []
    args: dict[str, object] = {"state": state, "waits_for": registration.waits_for}
    if state == "waiting":
        args |= {"position": position}
    if state == "offered":
        args |= {"until": registration.held_until or until, "runs": not untold, "timezone": session.timezone}
    kept = {"until": registration.held_until, "timezone": session.timezone}
    ends = state == "pending" and ends_in_time(registration.held_until, session)
    also = [Reason(code="kept_until", args=kept)] if ends else []
    return [Reason(code=_change(told, state), args=args), *also]


def _change(told: Told | None, state: State) -> str:
    """The news that leads from what they were told to `state`, where there is more to say than the state."""
    if told is None or state == "offered":
        return state
    if told.state not in LIVE:
        return "reopened"
    if state not in ("confirmed", "pending") or told.state == "confirmed":
        return state
    if told.state == "waiting":
        return "promoted"
    if told.state == "offered":
        return "accepted"
    return "approved" if told.waits_for == "approval" else "settled" if state == "confirmed" else state
