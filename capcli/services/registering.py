"""A request turned into a registration: the one code path behind the command, the imports and the forms."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.membership import Standing
from capcli.domain.places import seat_for
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Lift, Person, Registration, Session
from capcli.domain.registrations import begun
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
from capcli.errors import Refused
from capcli.services.freezing import freeze
from capcli.services.promotions import fill, up_to_date
from capcli.services.references import known
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader, Transaction

if TYPE_CHECKING:
    from capcli.services.people import Details


class Terms(Struct, frozen=True, kw_only=True):
    """How a request came: when, through whom, with a note, and which rules a person lifts for it, and why.

    `requested_at` None is the moment it is entered.
    """

    requested_at: dt.datetime | None = None
    requested_by: int | None = None
    note: str | None = None
    lifted: frozenset[str] = frozenset()
    reason: str | None = None


class Made(Struct, frozen=True, kw_only=True):
    """A registration with its person; `standing` says why it waits for dues, when it does."""

    registration: Registration
    person: Person
    position: int | None = None
    standing: Standing | None = None


class Registered(Struct, frozen=True, kw_only=True):
    """What came of a request for one person or several; `unused` are lifts that lifted nothing.

    `roster` holds all the registrations of the session afterwards.
    """

    session: Session
    made: list[Made]
    roster: Roster
    effects: list[Effect] = []
    unused: tuple[str, ...] = ()


def register(
    tx: Transaction,
    session: int,
    people: Iterable[int],
    terms: Terms | None = None,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    roster: Roster | None = None,
) -> Registered:
    """Register `people` in a session, in this order, all of them or nobody.

    Places that were free before people who wait are given to these first.
    `roster` is all the registrations of the session where whoever calls knows
    them; what is registered is kept there too.

    Raises:
        NotFound: `no_such_ref`; one of them, or who asked for it, was removed in the meantime.
        Refused: what `seat_for` refuses.
    """
    terms = terms or Terms()
    tx.hold(SESSIONS, session)
    target = known(tx, SESSIONS, session)
    if roster is None:
        roster = Roster(tx.find(REGISTRATIONS, "session", session))
    before = roster.queue()
    persons = [known(tx, PEOPLE, number) for number in dict.fromkeys(people)]
    if terms.requested_by is not None:
        known(tx, PEOPLE, terms.requested_by)
    made = _seated(tx, target, persons, roster, terms, today=today, now=now, by=by)
    effects = fill(tx, target, before, roster, today=today, now=now, by=by)
    used = frozenset(lift.rule for registration in made for lift in registration.allowed)
    return Registered(
        session=target,
        made=_told(tx, target, persons, [registration.id for registration in made], roster),
        roster=roster,
        effects=effects,
        unused=tuple(sorted(terms.lifted - used)),
    )


def register_new(
    tx: Transaction, session: int, details: "Details", terms: Terms, *, today: dt.date, now: dt.datetime, by: str
) -> Registered:
    """Add somebody and register them; an organisation stands from the session's day at the latest.

    Raises:
        Usage, Refused: what `people.add` refuses; `duplicate` among the lifts adds a namesake all the same.
        NotFound, Refused: as `register`.
    """
    from capcli.services.people import add

    target = tx.get(SESSIONS, session)
    since = min(today, (first_day(target) if target else None) or today)
    try:
        person, used = add(tx, details, today=since, now=now), False
    except Refused as refusal:
        if "duplicate" not in terms.lifted or not refusal.code.startswith("duplicate_"):
            raise
        lift = _lift("duplicate", terms, now, by)
        person, used = add(tx, details, today=since, now=now, allowed=lift), True
    done = register(tx, session, [person.id], terms, today=today, now=now, by=by)
    return replace(done, unused=tuple(rule for rule in done.unused if rule != "duplicate" or not used))


def _lift(rule: str, terms: Terms, now: dt.datetime, by: str) -> Lift:
    return Lift(rule=rule, reason=(terms.reason or "").strip(), by=by, at=now)


def _seated(
    tx: Transaction,
    session: Session,
    persons: Sequence[Person],
    roster: Roster,
    terms: Terms,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> list[Registration]:
    """Keep a registration for each person, and add it to `roster` before the next is decided."""
    covered = up_to_date(tx, session, [person.id for person in persons])
    made = []
    for person, draft in zip(persons, _drafts(tx, session, persons, terms, now), strict=True):
        seat = seat_for(
            session,
            person,
            roster,
            requested_at=draft.requested_at,
            today=today,
            covered=person.id in covered,
            lifted=terms.lifted,
        )
        allowed = [_lift(rule, terms, now, by) for rule in seat.lifted]
        decided = replace(draft, state=seat.state, waits_for=seat.waits_for, allowed=allowed)
        kept = tx.put(REGISTRATIONS, begun(decided, at=now, by=by, reason=terms.reason))
        roster.keep(kept)
        made.append(kept)
    return made


def _drafts(
    read: Reader, session: Session, persons: Sequence[Person], terms: Terms, now: dt.datetime
) -> list[Registration]:
    """The registrations before their state is decided, with the facts of the session's day."""
    drafts = [
        Registration(
            session=session.id,
            person=person.id,
            state="waiting",
            requested_at=terms.requested_at or now,
            entered_at=now,
            requested_by=terms.requested_by,
            note=terms.note,
        )
        for person in persons
    ]
    day = first_day(session)
    return drafts if day is None else freeze(read, drafts, day)


def _told(
    read: Reader,
    session: Session,
    persons: Sequence[Person],
    numbers: Sequence[int],
    roster: Roster,
) -> list[Made]:
    day = first_day(session)
    owing = [roster[number].person for number in numbers if roster[number].waits_for == "dues"]
    standings = standings_of(read, owing, day) if owing and day else {}
    return [
        Made(
            registration=roster[number],
            person=person,
            position=roster.position(number),
            standing=standings.get(person.id),
        )
        for person, number in zip(persons, numbers, strict=True)
    ]
