"""Whom to tell that the situation of their registration changed, and that they were told.

All registrations of the sessions to come are looked at, those entered before
`cap` knew how to tell included: whoever holds a place or waits and was never
told is listed. A session counts through its last day, and while it has no day;
of sessions that are over nobody is told any more.
"""

import datetime as dt
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

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
from capcli.services.references import all_known, known
from capcli.services.session_views import is_upcoming
from capcli.store.protocol import Reader, Transaction


class Telling(Struct, frozen=True, kw_only=True):
    """Somebody to tell of a registration, and what."""

    registration: Registration
    person: Person
    session: Session
    news: list[Reason]
    position: int | None = None


class _Fresh(Struct, frozen=True, kw_only=True):
    """A registration of which there is something to say, before its person is known."""

    registration: Registration
    session: Session
    said: list[Reason]
    position: int | None


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
    in_turn = sorted(coming.values(), key=in_order)
    fresh = [new for one in in_turn for new in _of_session(one, groups[one.id], policy, now)]
    people = read.get_any(PEOPLE, [new.registration.person for new in fresh])
    origins = _origins(read, [new.registration for new in fresh])
    turns = {one.id: turn for turn, one in enumerate(in_turn)}
    found = [
        Telling(
            registration=new.registration,
            person=people[new.registration.person],
            session=new.session,
            news=[*origins.get(new.registration.id, ()), *new.said],
            position=new.position,
        )
        for new in fresh
        if new.registration.person in people
    ]
    by_name = sorted(found, key=lambda one: sort_key(one.person.family_name, one.person.given_name))
    return sorted(by_name, key=lambda one: turns[one.session.id])


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
    held = {session} if session is not None else _sessions_with_news(tx, wanted, today=today, now=now)
    for number in sorted(held):
        tx.hold(SESSIONS, number)
    if session is not None and wanted:
        _refuse_strangers(tx, known(tx, SESSIONS, session), wanted)
    policy, told = places_policy(tx), []
    for telling in to_tell(tx, session, today=today, now=now):
        if telling.session.id in held and (wanted is None or telling.person.id in wanted):
            kept = tx.put(REGISTRATIONS, _told(telling, policy, now=now, by=by))
            told.append(replace(telling, registration=kept))
    heard = {telling.person.id for telling in told}
    nothing = all_known(tx, PEOPLE, [number for number in wanted or () if number not in heard])
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


def _sessions_with_news(read: Reader, people: Container[int] | None, *, today: dt.date, now: dt.datetime) -> set[int]:
    """The sessions of which there is something to tell these people; everybody when None."""
    every = to_tell(read, today=today, now=now)
    return {one.session.id for one in every if people is None or one.person.id in people}


def _of_session(
    session: Session, registrations: Sequence[Registration], policy: PlacesPolicy, now: dt.datetime
) -> Iterator[_Fresh]:
    places = Roster(registrations).positions()
    for registration in speaking(registrations):
        until = None
        if registration.state == "offered" and registration.held_until is None:
            until = offer_deadline(now, session, policy)
        position = places.get(registration.id)
        said = news(registration, session, position=position, until=until)
        if said:
            yield _Fresh(registration=registration, session=session, said=said, position=position)


def _origins(read: Reader, registrations: Iterable[Registration]) -> dict[int, list[Reason]]:
    """From which session those come who were told nothing yet, or who passed their registration on to them.

    By the number of the registration.
    """
    succeeding = [(one, one.succeeds) for one in registrations if one.succeeds is not None and one.told is None]
    before = read.get_any(REGISTRATIONS, [number for _one, number in succeeding])
    pairs = [(one, before[number]) for one, number in succeeding if number in before]
    sessions = read.get_any(SESSIONS, {old.session for one, old in pairs if old.person == one.person})
    people = read.get_any(PEOPLE, {old.person for one, old in pairs if old.person != one.person})
    found = {}
    for one, old in pairs:
        if old.person == one.person:
            left = sessions.get(old.session)
            title = f"{SESSIONS.ref(old.session)} {left.title if left else ''}".strip()
            found[one.id] = [Reason(code="moved_from", args={"session": title})]
        elif old.person in people:
            name = full_name(people[old.person].given_name, people[old.person].family_name)
            found[one.id] = [Reason(code="taken_over", args={"name": name})]
    return found


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
