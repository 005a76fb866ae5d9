"""A waiting list as it stands: who waits for what, and what one freed place would do."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.allotting import Allotment, Short, allot
from capcli.domain.bounds import Key, bounds_for, key_of, keys_for
from capcli.domain.places import is_coming
from capcli.domain.queue_views import ShortView, WaitingView
from capcli.domain.records import HELD, PEOPLE, REGISTRATIONS, SESSIONS, Bound, Person, Registration, Session
from capcli.domain.registration_views import person_name
from capcli.domain.rosters import Roster
from capcli.services.promotions import stopped_at
from capcli.store.protocol import Reader

_CAPACITY: Key = ("session", None)


class Freed(Struct, frozen=True, kw_only=True):
    """A bound that is full, or too tight for a party, and whom one more place of it would serve, in their order.

    `elsewhere` is a place of the capacity in none of the parts that are full.
    """

    bound: Bound
    held: int
    served: list[Registration]
    elsewhere: bool = False


class Waitlist(Struct, frozen=True, kw_only=True):
    """Those who wait, in order.

    `stopped` is since when the list stands still; `free` are those for whom
    there is a place that nobody gave them; `freed` is empty where nobody moves
    up any more: the session is cancelled, over or without a day.
    """

    session: Session
    roster: Roster
    rows: list[WaitingView]
    people: dict[int, Person]
    stopped: dt.datetime | None
    free: list[Registration]
    freed: list[Freed]


def waitlist(
    read: Reader, session: Session, *, today: dt.date, now: dt.datetime, roster: Roster | None = None
) -> Waitlist:
    """The waiting list of a session, as it would be served now; `roster` are its registrations, where they are read."""
    if roster is None:
        roster = Roster(read.find(REGISTRATIONS, "session", session.id))
    queue = roster.queue()
    people = read.get_any(PEOPLE, [one.person for one in queue])
    as_it_is = allot(session, roster)
    freed = _freed(session, roster, as_it_is) if is_coming(session, today) else []
    return Waitlist(
        session=session,
        roster=roster,
        rows=_rows(session, queue, people, as_it_is, freed),
        people=people,
        stopped=stopped_at(read, session, now),
        free=as_it_is.chosen if is_coming(session, today) else [],
        freed=freed,
    )


def called(bound: Bound) -> str:
    """A bound as it is typed, without its places: "onsite", "slot:2", "organisation:O3"; the capacity is "session"."""
    if bound.kind == "mode":
        return bound.key or bound.kind
    return f"{bound.kind}:{bound.key}" if bound.key else bound.kind


def _freed(session: Session, roster: Roster, as_it_is: Allotment) -> list[Freed]:
    """What one more place would do, for each bound that keeps somebody waiting, the capacity first."""
    held = roster.held_on(session)
    tight = {key_of(short.bound) for short in as_it_is.short.values() if not short.ahead}  # for a party too big
    weighing: dict[Key, Bound] = {}
    for waiting in roster.queue():
        for bound in bounds_for(session, waiting):
            weighing.setdefault(key_of(bound), bound)
    full = {key: bound for key, bound in weighing.items() if held[key] >= bound.places or key in tight}
    taken = [frozenset(keys_for(session, one)) for one in roster if one.state in HELD]
    already = {one.id for one in as_it_is.chosen}
    found = []
    for bound in sorted(full.values(), key=lambda bound: bound.kind != "session"):
        along = _freed_along(key_of(bound), taken)
        more = allot(session, roster, freed=[one for key, one in weighing.items() if key in along])
        served = [one for one in more.chosen if one.id not in already]
        elsewhere = bound.kind == "session" and not full.keys() <= along
        found.append(Freed(bound=bound, held=held[key_of(bound)], served=served, elsewhere=elsewhere))
    return found


def _freed_along(key: Key, taken: Sequence[frozenset[Key]]) -> frozenset[Key]:
    """What comes free with a place of a bound, whoever leaves it: that on which all who hold one weigh."""
    holders = [keys for keys in taken if key in keys]
    return frozenset.intersection(*holders) if holders else frozenset({key, _CAPACITY})


def _rows(
    session: Session,
    queue: Sequence[Registration],
    people: dict[int, Person],
    as_it_is: Allotment,
    freed: Sequence[Freed],
) -> list[WaitingView]:
    served_by: dict[int, list[str]] = {}
    for one in freed:
        for registration in one.served:
            served_by.setdefault(registration.id, []).append(called(one.bound))
    parties: dict[int, list[str]] = {}
    for registration in queue:
        if registration.party is not None:
            parties.setdefault(registration.party, []).append(REGISTRATIONS.ref(registration.id))
    return [
        _row(
            session,
            registration,
            people[registration.person],
            position,
            parties.get(registration.party or 0, []),
            as_it_is.short.get(registration.id),
            served_by.get(registration.id, []),
        )
        for position, registration in enumerate(queue, start=1)
        if registration.person in people
    ]


def _row(
    session: Session,
    registration: Registration,
    person: Person,
    position: int,
    party: list[str],
    short: Short | None,
    served_by: list[str],
) -> WaitingView:
    return WaitingView(
        id=registration.id,
        ref=REGISTRATIONS.ref(registration.id),
        session=SESSIONS.ref(session.id),
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
        priority=registration.priority,
        slots=registration.slots,
        mode=registration.mode,
        party=party,
        short_of=_short(short),
        served_by=served_by,
    )


def _short(short: Short | None) -> ShortView | None:
    if short is None:
        return None
    bound = short.bound
    return ShortView(kind=bound.kind, key=bound.key, places=bound.places, held=short.held, ahead=short.ahead)
