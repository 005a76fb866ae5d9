"""The states of a registration and the moves between them, enforced by `begun` and `moved` only::

    begun ──┬────────────────────────► confirmed ──┐
            │                            ▲   ▲     │
            ├──────────► pending ────────┘   │     │
            │  dues       ▲ │ dues cover     │     ├──► cancelled
            │  awaited    │ │ the day        │     │
            └──► waiting ─┴─┼────────────────┘     │
                 no place   │ a place came free    │
                     └──────┴──────────────────────┘

`confirmed`, `pending` and `offered` hold a place; a place given is never taken
back, so nothing leads from them to `waiting`. Somebody who cancelled and comes
back begins another registration: the first one keeps its number and history.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from capcli.domain.records import LIVE, Affiliation, Cause, Person, Registration, State, Turn, WaitsFor

BEGINNINGS: frozenset[State] = frozenset({"confirmed", "pending", "waiting"})
MOVES: dict[State, frozenset[State]] = {
    "waiting": frozenset({"confirmed", "pending", "offered", "cancelled", "refused"}),
    "pending": frozenset({"pending", "confirmed", "cancelled", "refused"}),
    "offered": frozenset({"confirmed", "pending", "declined", "cancelled"}),
    "confirmed": frozenset({"cancelled"}),
    "cancelled": frozenset({"confirmed", "pending", "waiting"}),
    "declined": frozenset({"confirmed", "pending", "waiting"}),
    "refused": frozenset({"confirmed", "pending", "waiting"}),
}


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


def live(registrations: Iterable[Registration]) -> list[Registration]:
    """Those that hold a place or wait for one."""
    return [registration for registration in registrations if registration.state in LIVE]


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
