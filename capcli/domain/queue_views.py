"""What is shown of a waiting list and of a sweep: shapes of the JSON contract, as `capcli.domain.views`."""

import datetime as dt
from typing import Literal

from capcli.domain.records import BoundKind, Mode, State, WaitsFor
from capcli.domain.registration_views import PersonName
from capcli.domain.views import View


class ShortView(View, frozen=True, kw_only=True):
    """What somebody who waits is short of: `held` places of the bound are taken, `ahead` go to those ahead."""

    kind: BoundKind
    key: str | None
    places: int
    held: int
    ahead: int


class WaitingView(View, frozen=True, kw_only=True):
    """Somebody who waits: the tightest bound they are `short_of`, None where a place is free for them.

    `party` are the registrations made together that still wait, this one
    included. `served_by` names the bounds of which one freed place would serve
    them, as they are typed after `--limit`.
    """

    id: int
    ref: str
    session: str
    position: int
    person: PersonName
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    organisation: str | None
    function: str | None
    public: str | None
    requested_at: dt.datetime
    priority: int
    slots: list[int]
    mode: Mode | None
    party: list[str]
    short_of: ShortView | None
    served_by: list[str]


class SweepView(View, frozen=True, kw_only=True):
    """What a sweep does to a registration; `state` is the one it has then, `held_until` the deadline that passed."""

    action: Literal["lapses", "promoted", "offered", "stopped", "purged"]
    id: int
    ref: str
    session: str
    title: str
    person: PersonName
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    organisation: str | None
    was: State
    state: State
    waits_for: WaitsFor | None
    held_until: dt.datetime | None
