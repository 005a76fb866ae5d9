"""Whom to tell that the situation of their registration changed, and that they were told.

All registrations of the sessions to come are looked at, those entered before
`cap` knew how to tell included: whoever holds a place or waits and was never
told is listed. A session counts through its last day, and while it has no day;
of sessions that are over nobody is told any more.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.deadlines import offer_deadline
from capcli.domain.names import full_name, sort_key
from capcli.domain.policies import PlacesPolicy
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.registration_views import person_name
from capcli.domain.registrations import called
from capcli.domain.rosters import Roster
from capcli.domain.sessions import in_order
from capcli.domain.situations import news, speaking, told_as
from capcli.domain.telling_views import TellingView
from capcli.domain.views import Reason
from capcli.errors import NotFound
from capcli.services.policies import places_policy
from capcli.services.references import known
from capcli.services.session_views import is_upcoming
from capcli.store.protocol import Reader, Transaction


class Telling(Struct, frozen=True, kw_only=True):
    """Somebody to tell of a registration, and what."""

    registration: Registration
    person: Person
    session: Session
    news: list[Reason]
    position: int | None = None


class Done(Struct, frozen=True, kw_only=True):
    """Who was told, with the registrations as they are kept now, and those named for whom there is no news."""

    told: list[Telling]
    nothing: list[Person] = []


def to_tell(read: Reader, session: int | None = None, *, today: dt.date, now: dt.datetime) -> list[Telling]:
    """Everybody to tell, of one session or of all that are to come: sessions by day, people by family name.

    An offer says until when it would be kept if it were told at `now`.

    Raises:
        NotFound: `no_such_ref`.
    """
    sessions = list(read.scan(SESSIONS)) if session is None else [known(read, SESSIONS, session)]
    coming = {one.id: one for one in sessions if is_upcoming(one, today)}
    groups: dict[int, list[Registration]] = {number: [] for number in coming}
    for registration in read.find_any(REGISTRATIONS, "session", coming) if coming else ():
        groups[registration.session].append(registration)
    policy = places_policy(read)
    found: list[Telling] = []
    for one in sorted(coming.values(), key=in_order):
        told = list(_of_session(read, one, groups[one.id], policy, now))
        found += sorted(told, key=lambda telling: sort_key(telling.person.family_name, telling.person.given_name))
    return found


def tell_done(
    tx: Transaction,
    session: int | None,
    people: Collection[int] | None,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> Done:
    """Keep that people were told how they stand; an offer is kept from now until the end of its time to answer.

    `session` None is all that are to come, `people` None everybody to tell.

    Raises:
        NotFound: `no_such_ref`; `not_registered`, somebody named has no registration in `session`.
    """
    wanted = None if people is None else dict.fromkeys(people)
    if session is not None and wanted:
        _refuse_strangers(tx, known(tx, SESSIONS, session), wanted)
    policy, told = places_policy(tx), []
    for telling in to_tell(tx, session, today=today, now=now):
        if wanted is None or telling.person.id in wanted:
            tx.hold(SESSIONS, telling.session.id)
            kept = tx.put(REGISTRATIONS, _told(telling, policy, now=now, by=by))
            told.append(replace(telling, registration=kept))
    heard = {telling.person.id for telling in told}
    nothing = [known(tx, PEOPLE, number) for number in wanted or () if number not in heard]
    return Done(told=told, nothing=nothing)


def telling_view(telling: Telling, changes: list[Reason]) -> TellingView:
    """Somebody to tell as they are shown, with what changed in words."""
    registration, person, session = telling.registration, telling.person, telling.session
    return TellingView(
        id=registration.id,
        ref=REGISTRATIONS.ref(registration.id),
        session=SESSIONS.ref(session.id),
        title=session.title,
        person=person_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        organisation=registration.organisation_name,
        state=registration.state,
        waits_for=registration.waits_for,
        held_until=registration.held_until,
        position=telling.position,
        changes=changes,
        told_at=registration.told.at if registration.told else None,
        told_state=registration.told.state if registration.told else None,
    )


def _of_session(
    read: Reader, session: Session, registrations: Sequence[Registration], policy: PlacesPolicy, now: dt.datetime
) -> Iterator[Telling]:
    places = Roster(registrations).positions()
    for registration in speaking(registrations):
        until = None
        if registration.state == "offered" and registration.held_until is None:
            until = offer_deadline(now, session, policy)
        position = places.get(registration.id)
        said = news(registration, session, position=position, until=until)
        person = read.get(PEOPLE, registration.person) if said else None
        if person is not None:
            said = [*_origin(read, registration), *said]
            yield Telling(registration=registration, person=person, session=session, news=said, position=position)


def _origin(read: Reader, registration: Registration) -> list[Reason]:
    """From which session somebody comes who was told nothing yet, or whose registration was passed on to them."""
    if registration.succeeds is None or registration.told is not None:
        return []
    before = read.get(REGISTRATIONS, registration.succeeds)
    if before is None:
        return []
    if before.person == registration.person:
        left = read.get(SESSIONS, before.session)
        title = f"{SESSIONS.ref(before.session)} {left.title if left else ''}".strip()
        return [Reason(code="moved_from", args={"session": title})]
    person = read.get(PEOPLE, before.person)
    if person is None:
        return []
    return [Reason(code="taken_over", args={"name": full_name(person.given_name, person.family_name)})]


def _told(telling: Telling, policy: PlacesPolicy, *, now: dt.datetime, by: str) -> Registration:
    registration, session = telling.registration, telling.session
    if registration.state == "offered" and registration.held_until is None and not session.cancelled:
        registration = replace(registration, held_until=offer_deadline(now, session, policy))
    return replace(registration, told=told_as(registration, session, at=now, by=by))


def _refuse_strangers(read: Reader, session: Session, people: Iterable[int]) -> None:
    registered = {one.person for one in read.find(REGISTRATIONS, "session", session.id)}
    for number in people:
        if number not in registered:
            raise NotFound("not_registered", **called(session, known(read, PEOPLE, number)))
