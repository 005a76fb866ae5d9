"""What is handed over beside the lists that commands show: who belongs where, and each mark of presence."""

import datetime as dt

from capcli.domain.records import PresenceState
from capcli.domain.registration_views import PersonName
from capcli.domain.views import LiftView, Named, View


class AffiliationView(View, frozen=True, kw_only=True):
    """A person belongs to an organisation, both days included; None is open."""

    person: PersonName
    organisation: Named
    from_: dt.date | None
    until: dt.date | None
    role: str | None


class ListedMarkView(View, frozen=True, kw_only=True):
    """Whether somebody was there, of one slot: its number from 1 and its first day.

    `source` is the file that told; None when `by` typed it. `minutes` are those
    of the slot, where connections are known.
    """

    session: str
    registration: str
    person: PersonName
    given_name: str
    family_name: str
    slot: int
    day: dt.date | None
    presence: PresenceState
    minutes: int | None
    source: str | None
    by: str
    at: dt.datetime


class LiftedView(View, frozen=True, kw_only=True):
    """A rule that was lifted, of which record, and whom or what it is about."""

    of: Named
    session: Named | None
    lift: LiftView
