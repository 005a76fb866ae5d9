"""The people of a session, as they are listed."""

import datetime as dt
from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.fees import paid_cents
from capcli.domain.membership import Standing
from capcli.domain.names import sort_key
from capcli.domain.prices import currency_of
from capcli.domain.records import LIVE, PEOPLE, REGISTRATIONS, SESSIONS, Money, Person, Price, Registration, Session
from capcli.domain.registration_views import RegistrationView, person_name
from capcli.domain.registrations import counted
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
from capcli.domain.views import BoundView, LiftView
from capcli.services.presence_grids import Hours, hours_told, mark_views
from capcli.services.session_views import bound_views
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader


class Roll(Struct, frozen=True, kw_only=True):
    """The rows of a list of attendees, with all the registrations of the session.

    `counts` says how many of these are in each state, `bounds` what is held of each bound.
    """

    rows: list[RegistrationView]
    counts: dict[str, int]
    bounds: list[BoundView] = []
    registrations: list[Registration] = []


def attendees(
    read: Reader, session: Session, states: Collection[str] = LIVE, *, today: dt.date
) -> list[RegistrationView]:
    """The registrations of a session in these states, in the French order of the family names."""
    return roll(read, session, states, today=today).rows


def roll(
    read: Reader, session: Session, states: Collection[str] = LIVE, *, today: dt.date, sensitive: bool = False
) -> Roll:
    """The attendees in these states, with the counts of all; with their sensitive answers if these are asked for.

    Dues are judged on the session's first day; on `today` while it has none.
    """
    registrations = read.find(REGISTRATIONS, "session", session.id)
    chosen = [registration for registration in registrations if registration.state in states]
    if sensitive:
        chosen = [replace(one, answers={**one.answers, **one.sensitive}) for one in chosen]
    rows = _rows(read, session, chosen, Roster(registrations).positions(), first_day(session) or today)
    return Roll(
        rows=rows,
        counts=counted(registrations),
        bounds=bound_views(session, registrations),
        registrations=registrations,
    )


def _rows(
    read: Reader, session: Session, registrations: Iterable[Registration], places: dict[int, int], on: dt.date
) -> list[RegistrationView]:
    registrations = list(registrations)
    people = read.get_any(PEOPLE, [registration.person for registration in registrations])
    known = [(one, people[one.person]) for one in registrations if one.person in people]
    known.sort(key=lambda pair: (sort_key(pair[1].family_name, pair[1].given_name), pair[0].id))
    standings = standings_of(read, {person.id for _, person in known}, on)
    hours = hours_told(session, [registration for registration, _ in known])
    return [
        registration_view(registration, person, standings[person.id], places.get(registration.id), session.price, hours)
        for registration, person in known
    ]


def registration_view(
    registration: Registration,
    person: Person,
    standing: Standing,
    position: int | None,
    price: Price | None = None,
    hours: Hours | None = None,
) -> RegistrationView:
    """A registration as it is shown, with what dues say on the session's day; amounts in the currency of `price`.

    `hours` are those of the slots, by which minutes are counted.
    """
    currency = next((fee.currency for fee in registration.fees), currency_of(price))
    owed = registration.price_cents
    return RegistrationView(
        id=registration.id,
        ref=REGISTRATIONS.ref(registration.id),
        session=SESSIONS.ref(registration.session),
        state=registration.state,
        waits_for=registration.waits_for,
        held_until=registration.held_until,
        position=position,
        person=person_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        organisation=registration.organisation_name,
        function=registration.function,
        public=registration.public,
        requested_at=registration.requested_at,
        entered_at=registration.entered_at,
        slots=registration.slots,
        mode=registration.mode,
        dues_status=standing.status,
        through=standing.through_name,
        allowed=[LiftView(rule=lift.rule, reason=lift.reason, by=lift.by, at=lift.at) for lift in registration.allowed],
        answers=registration.answers,
        note=registration.note,
        party=None if registration.party is None else REGISTRATIONS.ref(registration.party),
        price=None if owed is None else Money(cents=owed, currency=currency),
        paid=Money(cents=paid_cents(registration), currency=currency) if registration.fees else None,
        told_at=registration.told.at if registration.told else None,
        presence=mark_views(registration, hours or {}),
    )
