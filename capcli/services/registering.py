"""A request turned into a registration: the one code path behind the command, the imports and the forms."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.bounds import check_part
from capcli.domain.effects import Effect
from capcli.domain.membership import Standing
from capcli.domain.places import Seat
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
from capcli.errors import Refused
from capcli.services.judges import Judge
from capcli.services.promotions import fill
from capcli.services.references import all_known, known
from capcli.services.seating import Terms as Terms  # part of this module's face
from capcli.services.seating import lift, seated
from capcli.store.protocol import Transaction

if TYPE_CHECKING:
    from capcli.services.people import Details


class Made(Struct, frozen=True, kw_only=True):
    """A registration with its person; `seat` says why it has a place or waits, `standing` why it waits for dues."""

    registration: Registration
    person: Person
    position: int | None = None
    standing: Standing | None = None
    seat: Seat | None = None


class Registered(Struct, frozen=True, kw_only=True):
    """What came of a request for one person or several; `unused` are lifts that lifted nothing.

    `roster` holds all the registrations of the session afterwards. `unsaid`:
    people take part in two ways, and nobody said how these do.
    """

    session: Session
    made: list[Made]
    roster: Roster
    effects: list[Effect] = []
    unused: tuple[str, ...] = ()
    unsaid: bool = False


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
        Usage: `slot_unknown`, `mode_not_offered`.
        Refused: what `seat_for` refuses.
    """
    terms = terms or Terms()
    tx.hold(SESSIONS, session)
    target = known(tx, SESSIONS, session)
    if roster is None:
        roster = Roster(tx.find(REGISTRATIONS, "session", session))
    before, settled = [] if roster.settled else roster.queue(), roster.settled
    persons = all_known(tx, PEOPLE, people)
    if terms.requested_by is not None:
        known(tx, PEOPLE, terms.requested_by)
    check_part(target, terms.slots, terms.mode)
    judge = Judge(tx, target)
    seats = seated(tx, judge, persons, roster, terms, today=today, now=now, by=by)
    effects = [] if settled else fill(tx, target, before, roster, today=today, now=now, by=by)
    roster.settled = roster.settled or settled  # requests take places, they free none
    used = frozenset(lift.rule for registration, _ in seats for lift in registration.allowed)
    return Registered(
        session=target,
        made=_told(judge, persons, seats, roster),
        roster=roster,
        effects=[one for one in effects if one.kind != "stopped"],  # nothing came free
        unused=tuple(sorted(terms.lifted - used)),
        unsaid=target.mode == "hybrid" and terms.mode is None,
    )


def register_new(
    tx: Transaction, session: int, details: "Details", terms: Terms, *, today: dt.date, now: dt.datetime, by: str
) -> Registered:
    """Add somebody and register them.

    Raises:
        Usage, Refused: as `added`.
        NotFound, Refused: as `register`.
    """
    person, used = added(tx, session, details, terms, today=today, now=now, by=by)
    done = register(tx, session, [person.id], terms, today=today, now=now, by=by)
    return replace(done, unused=tuple(rule for rule in done.unused if rule != "duplicate" or not used))


def added(
    tx: Transaction, session: int, details: "Details", terms: Terms, *, today: dt.date, now: dt.datetime, by: str
) -> tuple[Person, bool]:
    """Somebody added on the way to a session, and whether a lift of `duplicate` was needed for it.

    An organisation stands from the session's day at the latest.

    Raises:
        Usage, Refused: what `people.add` refuses; `duplicate` among the lifts adds a namesake all the same.
    """
    from capcli.services.people import add

    target = tx.get(SESSIONS, session)
    since = min(today, (first_day(target) if target else None) or today)
    try:
        return add(tx, details, today=today, since=since, now=now), False
    except Refused as refusal:
        if "duplicate" not in terms.lifted or not refusal.code.startswith("duplicate_"):
            raise
    return add(tx, details, today=today, since=since, now=now, allowed=lift("duplicate", terms, now, by)), True


def _told(
    judge: Judge,
    persons: Sequence[Person],
    seats: Sequence[tuple[Registration, Seat]],
    roster: Roster,
) -> list[Made]:
    """Each as it is now: what came free on the way may have gone to it."""
    now = [roster[registration.id] for registration, _ in seats]
    return [
        Made(
            registration=registration,
            person=person,
            position=roster.position(registration.id),
            standing=judge.standing(person.id) if registration.waits_for == "dues" else None,
            seat=seat if registration.state == seat.state else None,
        )
        for person, registration, (_, seat) in zip(persons, now, seats, strict=True)
    ]
