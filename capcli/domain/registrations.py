"""The states of a registration and the moves between them, enforced by `begun` and `moved` only::

    begun ─┬──────────────────────────────────────────────► confirmed
           │                                                  ▲  ▲
           ├─► pending ───────────────────────────────────────┘  │
           │   (approval, then dues) ◄─┐                         │
           │      ▲                    │ accepted                │
           │      │ promoted           │                         │
           └─► waiting ──► offered ────┴─────────────────────────┤
                  │                                              │
                  └──────────────────────────────────────────────┘
                     promoted, or a place given by hand

    confirmed ──────────────► cancelled ─┐
    pending ──┬─────────────► cancelled ─┤
              └─► refused ───────────────┤  reopened, judged as a newcomer of now:
    offered ──┬─────────────► cancelled ─┼─► confirmed, pending or waiting
              └─► declined ──────────────┤
    waiting ──┬─────────────► cancelled ─┤
              └─► refused ───────────────┘

`confirmed`, `pending` and `offered` hold a place; a place given is never taken
back, so nothing leads from them to `waiting`. `pending` to itself is a request
approved that then waits for dues. `declined`: they refused an offer; `refused`:
we said no to a request, which nobody can once it is confirmed or offered. An
ended registration keeps its number and history when it is reopened; registering
again begins another. The `cause` of a turn tells what led to it: a deadline that
lapsed, a transfer, a rule lifted, somebody who walked in.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from capcli.domain.names import full_name
from capcli.domain.records import (
    LIVE,
    PEOPLE,
    SESSIONS,
    Affiliation,
    Cause,
    Person,
    Registration,
    Session,
    State,
    Turn,
    WaitsFor,
)

BEGINNINGS: frozenset[State] = frozenset({"confirmed", "pending", "waiting"})
ENDED: frozenset[State] = frozenset({"cancelled", "declined", "refused"})
"""States in which a registration neither holds a place nor waits for one."""
MOVES: dict[State, frozenset[State]] = {
    "waiting": frozenset({"confirmed", "pending", "offered", "cancelled", "refused"}),
    "pending": frozenset({"pending", "confirmed", "cancelled", "refused"}),
    "offered": frozenset({"confirmed", "pending", "declined", "cancelled"}),
    "confirmed": frozenset({"cancelled"}),
    "cancelled": frozenset({"confirmed", "pending", "waiting"}),
    "declined": frozenset({"confirmed", "pending", "waiting"}),
    "refused": frozenset({"confirmed", "pending", "waiting"}),
}


def counted(registrations: Iterable[Registration]) -> dict[str, int]:
    """How many are in each state; under "approval", how many of the pending ones await it."""
    tally: Counter[str] = Counter()
    for one in registrations:
        tally.update([one.state, "approval"] if one.waits_for == "approval" else [one.state])
    return dict(tally)


def begun(
    registration: Registration, *, at: dt.datetime, by: str, reason: str | None = None, cause: Cause | None = None
) -> Registration:
    """The registration with the first turn of its history.

    Raises:
        ValueError: nothing begins in this state.
    """
    if registration.state not in BEGINNINGS:
        raise ValueError(registration.state)
    return replace(registration, history=[Turn(state=registration.state, at=at, by=by, cause=cause, reason=reason)])


def moved(
    registration: Registration,
    state: State,
    *,
    at: dt.datetime,
    by: str,
    reason: str | None = None,
    cause: Cause | None = None,
    waits_for: WaitsFor | None = None,
    held_until: dt.datetime | None = None,
) -> Registration:
    """The registration in its next state, with the turn added to its history.

    Raises:
        ValueError: no move leads there from its state.
    """
    if state not in MOVES.get(registration.state, frozenset()):
        raise ValueError(f"{registration.state} to {state}")
    turn = Turn(state=state, at=at, by=by, cause=cause, reason=reason)
    history = [*registration.history, turn]
    return replace(registration, state=state, waits_for=waits_for, held_until=held_until, history=history)


def called(session: Session, person: Person) -> dict[str, object]:
    """How an error calls somebody and the session in which they are meant."""
    return {
        "name": full_name(person.given_name, person.family_name),
        "person": PEOPLE.ref(person.id),
        "session": SESSIONS.ref(session.id),
        "title": session.title,
    }


def live(registrations: Iterable[Registration]) -> list[Registration]:
    """Those that hold a place or wait for one."""
    return [registration for registration in registrations if registration.state in LIVE]


def is_approved(registration: Registration) -> bool:
    """Whether a coordinator approved the request that the registration stands for now, or let the person in."""
    for turn in reversed(registration.history):
        if turn.cause in ("approved", "walk_in"):
            return True
        if turn.state in ENDED:
            return False
    return False


def lifts(registration: Registration, rule: str) -> bool:
    """Whether a person lifted `rule` for this registration."""
    return any(lift.rule == rule for lift in registration.allowed)


def frozen(
    registration: Registration, person: Person, affiliation: Affiliation | None, organisation_name: str | None
) -> Registration:
    """The registration with the person's organisation, function and public as of the session's day (rule 10)."""
    return replace(
        registration,
        organisation=affiliation.organisation if affiliation else None,
        organisation_name=organisation_name,
        function=(affiliation.role if affiliation else None) or person.function,
        public=person.public,
    )
