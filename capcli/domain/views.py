"""What is shown of the records: the shapes of the JSON contract, every key always present.

`capcli.output` turns them into tables, CSV and the rest; keys are added, never
removed or renamed.
"""

import datetime as dt
from typing import Any

from msgspec import Struct, to_builtins

from capcli.domain.records import (
    BoundKind,
    Contact,
    Mode,
    Money,
    Payer,
    Place,
    Price,
    Slot,
    Speaker,
    Step,
)

JOINT = " | "
"""Between the texts of a list that stands in one cell, in what leaves and in what comes back."""


class View(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A shape of the contract; absent facts are None, never left out."""


class Named(View, frozen=True, kw_only=True):
    """A reference with the name it stands for."""

    ref: str
    name: str


class Counts(View, frozen=True, kw_only=True):
    """How many registrations of a session are in each state; `approval` of the pending ones await approval."""

    confirmed: int = 0
    pending: int = 0
    approval: int = 0
    offered: int = 0
    waiting: int = 0
    cancelled: int = 0
    declined: int = 0
    refused: int = 0

    @property
    def held(self) -> int:
        """Places taken (rule 1)."""
        return self.confirmed + self.pending + self.offered


class LiftView(View, frozen=True, kw_only=True):
    """A rule lifted, by whom and why."""

    rule: str
    reason: str
    by: str
    at: dt.datetime


class BoundView(View, frozen=True, kw_only=True):
    """A bound of a session; `held` of a bound of each organisation is that of the one that holds most.

    `places` is None for the other way to take part in a session that bounds one of the two.
    """

    kind: BoundKind
    key: str | None
    places: int | None
    held: int


class SessionView(View, frozen=True, kw_only=True):
    """A session; `id`, `ref`, `code` and `state` are None while a page is only being read."""

    id: int | None
    ref: str | None
    code: str | None
    title: str | None
    state: str | None
    why: str | None
    slots: list[Slot]
    timezone: str
    mode: Mode | None
    place: Place | None
    capacity: int | None
    minimum: int | None
    last_day_to_register: dt.date | None
    requires_dues: bool | None
    registration_required: bool | None
    registration_url: str | None
    price: Price | None
    speakers: list[Speaker]
    contact: Contact | None
    audience: list[str]
    objectives: list[str]
    programme: list[Step]
    follows: list[dt.date]
    counts: Counts
    approval: bool | None = None
    bounds: list[BoundView] = []
    waitlist: str | None = None
    queue: str | None = None
    allowed: list[LiftView] = []


class ExemptionView(View, frozen=True, kw_only=True):
    """Why no dues are owed, from and until which day, both included; None is open."""

    reason: str
    from_: dt.date | None = None
    until: dt.date | None


class PersonView(View, frozen=True, kw_only=True):
    """A person, with the organisation of the day."""

    id: int
    ref: str
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    organisation: Named | None
    function: str | None
    public: str | None
    postcode: str | None
    exempt: ExemptionView | None
    created_at: dt.datetime


class OrganisationView(View, frozen=True, kw_only=True):
    """An organisation; `representative` is the reference of the person who votes for it."""

    id: int
    ref: str
    name: str
    kind: str | None
    siret: str | None
    email: str | None
    phone: str | None
    address: str | None
    aliases: list[str]
    representative: str | None = None
    exempt: ExemptionView | None = None


class LengthView(View, frozen=True, kw_only=True):
    """How long the dues of a rate last."""

    months: int | None
    days: int | None
    lifetime: bool


class RateView(View, frozen=True, kw_only=True):
    """A rate of dues from a day until another, both included; `state` is past, current or future.

    `length` is None for that of the settings.
    """

    name: str
    amount: Money
    payer: Payer
    seats: int | None
    length: LengthView | None
    pro_rata: bool
    from_: dt.date | None
    until: dt.date | None
    state: str


class Reason(View, frozen=True, kw_only=True):
    """Why a rule decided: a stable code and its arguments; `message` is its sentence in the language."""

    code: str
    message: str | None = None
    args: dict[str, Any] = {}


class StatusView(View, frozen=True, kw_only=True):
    """What the dues say of somebody on a day."""

    who: Named
    on: dt.date
    status: str
    up_to_date: bool
    counts_for: dict[str, bool]
    from_: dt.date | None
    until: dt.date | None
    through: Named | None
    reasons: list[Reason]


class ChangeView(View, frozen=True, kw_only=True):
    """One record of an entry, before and after."""

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class EntryView(View, frozen=True, kw_only=True):
    """An entry of the history."""

    entry: int
    at: dt.datetime
    by: str
    command: str
    undone_by: int | None
    changes: list[ChangeView]


def plain(view: Struct) -> dict[str, Any]:
    """The view as the JSON object of the contract: days, instants and hours are texts."""
    built: dict[str, Any] = to_builtins(view)
    return built
