"""What is shown of a registration: a row of the attendees of a session."""

import datetime as dt

from capcli.domain.records import PEOPLE, Mode, Money, Person, PresenceState, State, WaitsFor
from capcli.domain.views import LiftView, View


class PersonName(View, frozen=True, kw_only=True):
    """A person inside a registration."""

    ref: str
    given_name: str
    family_name: str


def person_name(person: Person) -> PersonName:
    """A person as they stand inside a registration."""
    return PersonName(ref=PEOPLE.ref(person.id), given_name=person.given_name, family_name=person.family_name)


class MarkView(View, frozen=True, kw_only=True):
    """Whether somebody was at a slot, by its number from 1.

    `minutes` of the slot, where connections are known; `source` is the file
    that told, None for a person.
    """

    slot: int
    state: PresenceState
    minutes: int | None
    source: str | None
    at: dt.datetime
    by: str


class PresenceView(View, frozen=True, kw_only=True):
    """Somebody's row of the grid of a session: the marks, the minutes of all slots, whether they just came.

    `expected` are the slots of which the rate counts them.
    """

    ref: str
    session: str
    person: PersonName
    given_name: str
    family_name: str
    email: str | None
    organisation: str | None
    state: State
    waits_for: WaitsFor | None
    walk_in: bool
    expected: list[int]
    presence: list[MarkView]
    minutes: int | None


class RegistrationView(View, frozen=True, kw_only=True):
    """A row of the attendees of a session; `party` is the registration whose number it bears."""

    id: int
    ref: str
    session: str
    state: State
    waits_for: WaitsFor | None
    held_until: dt.datetime | None
    position: int | None
    person: PersonName
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    organisation: str | None
    function: str | None
    public: str | None
    requested_at: dt.datetime
    entered_at: dt.datetime
    slots: list[int]
    mode: Mode | None
    dues_status: str
    through: str | None
    allowed: list[LiftView]
    answers: dict[str, str]
    note: str | None
    party: str | None
    price: Money | None
    paid: Money | None
    told_at: dt.datetime | None
    presence: list[MarkView]
