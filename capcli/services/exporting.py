"""Everything that is kept, as rows to hand over: nothing of it needs this program to be read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.export_views import AffiliationView, LiftedView, ListedMarkView
from capcli.domain.names import sort_key
from capcli.domain.records import (
    AFFILIATIONS,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SERIES,
    SESSIONS,
    Lift,
    Person,
    Registration,
    Session,
)
from capcli.domain.registration_views import MarkView, RegistrationView, person_name
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day, in_order
from capcli.domain.views import LiftView, Named, View, plain
from capcli.services import journals, organisations, people_views, rates, series, session_views
from capcli.services.attendees import registration_view
from capcli.services.presence_grids import grid_of, hours_told, mark_views
from capcli.services.purging import without_answers
from capcli.services.standings import for_everybody
from capcli.services.statuses import named
from capcli.settings import KINDS, Settings
from capcli.store.protocol import Entry, Reader, Store, redacted


class Listing(Struct, frozen=True):
    """One list: its name, the shape in which it is shown, its rows."""

    name: str
    shape: str
    rows: list[dict[str, Any]]


def listings(read: Reader, *, today: dt.date, sensitive: bool = False) -> list[Listing]:
    """Every list there is; sensitive answers only when asked for. Organisations come before who belongs to them."""
    sessions = sorted(read.scan(SESSIONS), key=in_order)
    people = people_views.listed(read)
    rows: dict[str, tuple[str, Iterable[View]]] = {
        "organisations": (
            "organisations",
            map(organisations.view, organisations.in_order(read.scan(ORGANISATIONS))),
        ),
        "people": ("people", people_views.views(read, people, today)),
        "affiliations": ("affiliations", _affiliations(read)),
        "rates": ("rates", rates.views(read, today)),
        "dues": ("dues", journals.views(read, journals.journal(read))),
        "sessions": ("sessions", session_views.views(read, sessions, today)),
        "series": ("series", series.views(read, read.scan(SERIES), today)),
        "registrations": ("registrations", _registrations(read, sessions, today, sensitive=sensitive)),
        "attendance": ("marks", _marks(read, sessions)),
    }
    return [Listing(name, shape, [plain(view) for view in views]) for name, (shape, views) in rows.items()]


def session_listings(read: Reader, *, today: dt.date, sensitive: bool = False) -> Iterator[tuple[Session, Listing]]:
    """What `cap import` reads of each session: who is registered, and who was there once anybody is marked."""
    sessions = sorted(read.scan(SESSIONS), key=in_order)
    rows: dict[str, list[dict[str, Any]]] = {}
    for view in _registrations(read, sessions, today, sensitive=sensitive):
        rows.setdefault(view.session, []).append(plain(view))
    for session, held in _by_session(read, sessions):
        if SESSIONS.ref(session.id) in rows:
            yield session, Listing("registrations", "registrations", rows[SESSIONS.ref(session.id)])
        registrations = sorted((one for one, _person in held), key=lambda one: one.id)
        seen = grid_of(session, registrations, {person.id: person for _one, person in held})
        if seen.overall.share is not None:
            yield session, Listing("attendance", "presence", [plain(row) for row in seen.rows])


def lifted(read: Reader) -> list[LiftedView]:
    """Every rule that somebody lifted, the newest first."""
    sessions = {session.id: session for session in read.scan(SESSIONS)}
    people = {person.id: person for person in read.scan(PEOPLE)}
    found = [_lift(_session_named(one), None, lift) for one in sessions.values() for lift in one.allowed]
    found += [_lift(named(one), None, lift) for one in people.values() for lift in one.allowed]
    for registration in read.scan(REGISTRATIONS):
        person, session = people.get(registration.person), sessions.get(registration.session)
        if registration.allowed and person and session:
            about = Named(ref=REGISTRATIONS.ref(registration.id), name=named(person).name)
            found += [_lift(about, _session_named(session), lift) for lift in registration.allowed]
    return sorted(found, key=lambda one: one.lift.at, reverse=True)


def settings_rows(kept: Settings) -> Listing:
    """The settings, with the value that each has unless somebody chose another."""
    rows = [{"key": key, "value": kept[key], "default": kind.default} for key, kind in KINDS.items()]
    return Listing("settings", "settings", rows)


def history(store: Store, *, sensitive: bool) -> list[Entry]:
    """Every entry, the oldest first.

    Raises:
        DataFileError: `no_history`, `damaged_history`.
    """
    entries = list(store.history())[::-1]
    if sensitive:
        return entries
    return [replace(entry, changes=redacted(entry.changes, without_answers)) for entry in entries]


def has_sensitive_answers(read: Reader) -> bool:
    """Whether any registration has some."""
    return bool(read.find_filled(REGISTRATIONS, "sensitive"))


def _affiliations(read: Reader) -> Iterator[AffiliationView]:
    people = {person.id: person for person in read.scan(PEOPLE)}
    known = {one.id: one for one in read.scan(ORGANISATIONS)}
    ties = [tie for tie in read.scan(AFFILIATIONS) if tie.person in people and tie.organisation in known]
    for tie in sorted(ties, key=lambda one: (*_order(people[one.person]), one.id)):
        organisation = known[tie.organisation]
        yield AffiliationView(
            person=person_name(people[tie.person]),
            organisation=named(organisation),
            from_=tie.since,
            until=tie.until,
            role=tie.role,
        )


def _registrations(
    read: Reader, sessions: Iterable[Session], today: dt.date, *, sensitive: bool
) -> Iterator[RegistrationView]:
    """All of them, whatever their state, by session; dues are judged on the day of each."""
    everybody = for_everybody(read)
    for session, held in _by_session(read, sessions):
        positions = Roster([registration for registration, _person in held]).positions()
        on = first_day(session) or today
        for registration, person in held:
            shown = registration
            if sensitive:
                shown = replace(registration, answers={**registration.answers, **registration.sensitive})
            standing = everybody.of_person(person.id, on)
            yield registration_view(shown, person, standing, positions.get(registration.id), session.price)


def _marks(read: Reader, sessions: Iterable[Session]) -> Iterator[ListedMarkView]:
    for session, held in _by_session(read, sessions):
        hours = hours_told(session, [registration for registration, _person in held])
        for registration, person in held:
            for mark in mark_views(registration, hours):
                yield _mark(session, registration, person, mark)


def _mark(session: Session, registration: Registration, person: Person, mark: MarkView) -> ListedMarkView:
    slot = session.slots[mark.slot - 1] if mark.slot <= len(session.slots) else None
    return ListedMarkView(
        session=SESSIONS.ref(session.id),
        registration=REGISTRATIONS.ref(registration.id),
        person=person_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        slot=mark.slot,
        day=slot.date if slot else None,
        presence=mark.state,
        minutes=mark.minutes,
        source=mark.source,
        by=mark.by,
        at=mark.at,
    )


def _by_session(
    read: Reader, sessions: Iterable[Session]
) -> Iterator[tuple[Session, list[tuple[Registration, Person]]]]:
    """The registrations of each session with their people, in the French order."""
    people = {person.id: person for person in read.scan(PEOPLE)}
    held: dict[int, list[tuple[Registration, Person]]] = {}
    for registration in read.scan(REGISTRATIONS):
        if registration.person in people:
            held.setdefault(registration.session, []).append((registration, people[registration.person]))
    for session in sessions:
        yield session, sorted(held.get(session.id, []), key=lambda pair: (*_order(pair[1]), pair[0].id))


def _order(person: Person) -> tuple[tuple[str, ...], int]:
    return sort_key(person.family_name, person.given_name), person.id


def _lift(of: Named, session: Named | None, lift: Lift) -> LiftedView:
    return LiftedView(of=of, session=session, lift=LiftView(rule=lift.rule, reason=lift.reason, by=lift.by, at=lift.at))


def _session_named(session: Session) -> Named:
    return Named(ref=SESSIONS.ref(session.id), name=session.title)
