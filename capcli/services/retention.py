"""Who has been kept long enough: nobody is touched, each is named with the command that forgets them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from capcli.domain.policies import RetentionPolicy
from capcli.domain.records import DUES, LIVE, PEOPLE, REGISTRATIONS, SESSIONS, Dues, Person, Registration, Session
from capcli.domain.registration_views import person_name
from capcli.domain.retention import Contact, accounts_kept, contacts_until, last_contact, proofs_kept
from capcli.domain.retention_views import RetentionView
from capcli.domain.sessions import last_day
from capcli.services.affiliations import main_organisations
from capcli.services.people_views import in_order
from capcli.services.policies import retention_policy
from capcli.services.standings import for_everybody
from capcli.store.protocol import Reader

_MEMBERS = frozenset({"exempt", "current", "covered", "promised", "grace"})
"""Whoever has one of these statuses today has to do with the desk."""


class Retained(Struct, frozen=True, kw_only=True):
    """Those whose every period is over, in the French order; and those whom only papers still keep.

    Of the latter the contact period is over, and proofs of training or
    accounts must bear their name for a while: until `next_on` for the first.
    """

    over: list[RetentionView]
    kept: int
    next_on: dt.date | None
    policy: RetentionPolicy


def retained(read: Reader, today: dt.date) -> Retained:
    """Who has passed the periods of the settings on this day. Members, and whoever is still to come, have not."""
    policy = retention_policy(read)
    records = _Records(read)
    silent = [one for one in read.scan(PEOPLE) if one.forgotten_on is None and records.is_silent(one, policy, today)]
    known = for_everybody(read) if silent else None
    silent = [one for one in silent if known is None or known.of_person(one.id, today).status not in _MEMBERS]
    organisations = main_organisations(read, [one.id for one in silent], today)
    named = {number: organisation.name for number, organisation in organisations.items()}
    views = [records.view(one, policy, today, named.get(one.id)) for one in in_order(silent)]
    waiting = [one for one in views if one.kept_until >= today]
    return Retained(
        over=[one for one in views if one.kept_until < today],
        kept=len(waiting),
        next_on=min((one.kept_until for one in waiting), default=None),
        policy=policy,
    )


class _Records:
    """Dues and registrations of everybody, by person, read in one pass each."""

    def __init__(self, read: Reader) -> None:
        self._sessions: Mapping[int, Session] = {one.id: one for one in read.scan(SESSIONS)}
        self._dues: defaultdict[int, list[Dues]] = defaultdict(list)
        self._taken: defaultdict[int, list[Registration]] = defaultdict(list)
        for dues in read.scan(DUES):
            if dues.person is not None:
                self._dues[dues.person].append(dues)
        for registration in read.scan(REGISTRATIONS):
            self._taken[registration.person].append(registration)

    def is_silent(self, person: Person, policy: RetentionPolicy, today: dt.date) -> bool:
        """Whether the contact period is over and nothing is to come."""
        taken = self._taken[person.id]
        if any(one.state in LIVE and self._is_coming(one, today) for one in taken):
            return False
        return contacts_until(self._last(person, today), policy) < today

    def view(self, person: Person, policy: RetentionPolicy, today: dt.date, organisation: str | None) -> RetentionView:
        """The person with the days until which each period runs."""
        dues, taken = self._dues[person.id], self._taken[person.id]
        contact = self._last(person, today)
        accounts = accounts_kept(dues, taken, policy).until
        held = [(one, self._sessions[one.session]) for one in taken if one.session in self._sessions]
        training = proofs_kept(held, policy).until
        contacts = contacts_until(contact, policy)
        return RetentionView(
            id=person.id,
            ref=PEOPLE.ref(person.id),
            person=person_name(person),
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.email,
            organisation=organisation,
            last_contact=contact.on,
            last_contact_by=contact.by,
            contacts_until=contacts,
            training_until=training,
            accounts_until=accounts,
            kept_until=max(_known([contacts, training, accounts])),
            command=f"cap person forget {PEOPLE.ref(person.id)}",
        )

    def _last(self, person: Person, today: dt.date) -> Contact:
        taken = [(one, self._sessions.get(one.session)) for one in self._taken[person.id]]
        return last_contact(person, self._dues[person.id], taken, today=today)

    def _is_coming(self, registration: Registration, today: dt.date) -> bool:
        session = self._sessions.get(registration.session)
        if session is None or session.cancelled:
            return False
        last = last_day(session)
        return last is None or last >= today


def _known(days: Iterable[dt.date | None]) -> list[dt.date]:
    return [day for day in days if day is not None]
