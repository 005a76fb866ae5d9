"""What is held about one person, whole: the answer to a request of access, in the shapes of `capcli.domain.views`."""

import datetime as dt
from typing import Any

from capcli.domain.retention import ContactKind
from capcli.domain.views import EntryView, Named, PersonView, View


class HeldView(View, frozen=True, kw_only=True):
    """A record about them: its reference, what it is of (a session, an organisation), and every field it keeps.

    `on` is the first day of the session.
    """

    ref: str
    of: Named | None
    on: dt.date | None = None
    record: dict[str, Any]


class FormerView(View, frozen=True, kw_only=True):
    """What they were called, or how they were reached, before; the history still holds it."""

    given_name: str
    family_name: str
    email: str | None
    phone: str | None


class PeriodsView(View, frozen=True, kw_only=True):
    """How long it is all kept: the last day of each period, included; None where nothing is kept for it.

    `sensitive_days` are counted from the end of each session.
    """

    last_contact: dt.date
    last_contact_by: ContactKind
    contacts_until: dt.date
    training_until: dt.date | None
    accounts_until: dt.date | None
    sensitive_days: int


class DossierView(View, frozen=True, kw_only=True):
    """Everything about one person, and of nobody else more than a reference.

    `represents` are the organisations for which they vote, `asked_for` the
    registrations that they requested for others, `mentioned_in` the records of
    others whose texts name them. `controller` is who answers for it all.
    """

    made_at: dt.datetime
    controller: str
    write_to: str
    person: PersonView
    record: dict[str, Any]
    former: list[FormerView]
    affiliations: list[HeldView]
    dues: list[HeldView]
    registrations: list[HeldView]
    remembered: list[HeldView]
    represents: list[Named]
    asked_for: list[str]
    mentioned_in: list[str]
    history: list[EntryView]
    kept: PeriodsView
