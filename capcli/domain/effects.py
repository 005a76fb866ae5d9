"""What a change did to registrations beside the one it was about."""

from typing import Literal

from msgspec import Struct

from capcli.domain.records import Registration, State, WaitsFor

Kind = Literal["confirmed", "approved", "promoted", "offered", "stopped", "uncovered", "moved_up"]
"""`confirmed`: dues now cover it; `approved`: nobody asks for approval any more; `promoted`: left the waiting list for
a place; `offered`: the place waits for their answer; `stopped`: a place is free, but the waiting list stands still;
`uncovered`: keeps its place although dues no longer cover it; `moved_up`: nearer the head of the waiting list."""


class Effect(Struct, frozen=True, kw_only=True):
    """One registration that a change touched on the way, in the state and the position that it has now."""

    kind: Kind
    registration: int
    session: int
    person: int
    state: State
    waits_for: WaitsFor | None = None
    position: int | None = None


def effect(kind: Kind, registration: Registration, position: int | None = None) -> Effect:
    """The effect of this kind on `registration`, as it is after the change."""
    return Effect(
        kind=kind,
        registration=registration.id,
        session=registration.session,
        person=registration.person,
        state=registration.state,
        waits_for=registration.waits_for,
        position=position,
    )
