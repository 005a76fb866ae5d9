"""What is shown of those to tell and of series: shapes of the JSON contract, as `capcli.domain.views`."""

import datetime as dt

from capcli.domain.records import State, WaitsFor
from capcli.domain.registration_views import PersonName
from capcli.domain.views import Reason, View


class TellingView(View, frozen=True, kw_only=True):
    """Somebody to tell of a registration: how it stands, what changed, and what they were told last."""

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
    state: State
    waits_for: WaitsFor | None
    held_until: dt.datetime | None
    position: int | None
    changes: list[Reason]
    told_at: dt.datetime | None
    told_state: State | None


class SeriesSession(View, frozen=True, kw_only=True):
    """A session of a series; `day` is its first day, `state` the one it has today."""

    ref: str
    title: str
    day: dt.date | None
    state: str
    capacity: int | None
    held: int
    waiting: int


class SeriesView(View, frozen=True, kw_only=True):
    """A series; `from_` and `until` are the first day of its first session and the last day of its last one."""

    id: int
    ref: str
    name: str
    from_: dt.date | None
    until: dt.date | None
    sessions: list[SeriesSession]
