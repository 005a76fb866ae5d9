"""What is shown of sessions: their facts, their state today and how many registrations are in each state."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from capcli.domain.bounds import ENDLESS, occupied
from capcli.domain.records import (
    LIVE,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Person,
    Record,
    Registration,
    Session,
    State,
    Table,
    WaitsFor,
)
from capcli.domain.sessions import in_order, last_day, state_on
from capcli.domain.views import BoundView, Counts, LiftView, SessionView
from capcli.store.protocol import Reader

RECENT = dt.timedelta(days=30)


class _Counted(Record, frozen=True, kw_only=True):
    """What counting needs of a registration: the rest of each document stays undecoded."""

    session: int
    state: State
    waits_for: WaitsFor | None = None


_COUNTED = Table(REGISTRATIONS.name, REGISTRATIONS.letter, _Counted)


def listed_sessions(read: Reader, today: dt.date, *, upcoming: bool = True, past: bool = True) -> list[Session]:
    """Sessions in the order of their days; undated ones are still to come.

    With both, all of them. A session counts as upcoming through its last day.
    """
    kept = [s for s in read.scan(SESSIONS) if (upcoming if is_upcoming(s, today) else past)]
    return sorted(kept, key=in_order)


def current_sessions(read: Reader, today: dt.date) -> list[Session]:
    """The sessions to come and those that ended in the last 30 days."""
    return listed_sessions(read, today - RECENT, past=False)


def is_upcoming(session: Session, today: dt.date) -> bool:
    """Whether the session has no day yet, or its last day is not over."""
    last = last_day(session)
    return last is None or last >= today


def counts_of(read: Reader, session_ids: Iterable[int]) -> dict[int, Counts]:
    """How many registrations of each session are in each state, in one pass; a session without any counts zero."""
    tallies: dict[int, Counter[str]] = {number: Counter() for number in session_ids}
    if tallies:
        for registration in read.find_any(_COUNTED, "session", tallies):
            tally = tallies[registration.session]
            tally[registration.state] += 1
            tally["approval"] += registration.waits_for == "approval"
    return {number: Counts(**tally) for number, tally in tallies.items()}


def view(read: Reader, session: Session, today: dt.date) -> SessionView:
    """A session as it is shown on `today`."""
    return views(read, [session], today)[0]


def views(read: Reader, sessions: Iterable[Session], today: dt.date) -> list[SessionView]:
    """Sessions as they are shown on `today`, in the order given."""
    sessions = list(sessions)
    counts = counts_of(read, [session.id for session in sessions])
    bounds = bounds_seen(read, [session for session in sessions if session.bounds])
    return [shown(session, today, counts[session.id], bounds.get(session.id)) for session in sessions]


def bounds_seen(read: Reader, sessions: Sequence[Session]) -> dict[int, list[BoundView]]:
    """The bounds of sessions beside their capacity, with what is held of each, by the session's number."""
    together: dict[int, list[Registration]] = {session.id: [] for session in sessions}
    for registration in read.find_any(REGISTRATIONS, "session", together) if together else ():
        together[registration.session].append(registration)
    return {session.id: bound_views(session, together[session.id]) for session in sessions}


def bound_views(session: Session, registrations: Iterable[Registration]) -> list[BoundView]:
    """The bounds of a session beside its capacity, with what its registrations hold of each."""
    return [
        BoundView(kind=bound.kind, key=bound.key, places=None if bound.places == ENDLESS else bound.places, held=held)
        for bound, held in occupied(session, registrations)
    ]


def shown(session: Session, today: dt.date, counts: Counts, bounds: Sequence[BoundView] | None = None) -> SessionView:
    """The view of a kept session whose registrations are counted; `bounds` None are those of nobody registered."""
    return SessionView(
        id=session.id,
        ref=SESSIONS.ref(session.id),
        code=session.code,
        title=session.title,
        state=state_on(session, today),
        why=session.why,
        slots=session.slots,
        timezone=session.timezone,
        mode=session.mode,
        place=session.place,
        capacity=session.capacity,
        minimum=session.minimum,
        last_day_to_register=session.last_day_to_register,
        requires_dues=session.requires_dues,
        registration_required=session.registration_required,
        registration_url=session.registration_url,
        price=session.price,
        speakers=session.speakers,
        contact=session.contact,
        audience=session.audience,
        objectives=session.objectives,
        programme=session.programme,
        follows=session.follows,
        counts=counts,
        approval=session.approval,
        bounds=bound_views(session, ()) if bounds is None else list(bounds),
        waitlist=session.waitlist,
        queue=session.queue,
        allowed=[LiftView(rule=lift.rule, reason=lift.reason, by=lift.by, at=lift.at) for lift in session.allowed],
    )


def people_of(read: Reader, number: int) -> list[Person]:
    """Those who have a place in a session or wait for one, in the French order of their names."""
    from capcli.domain.names import sort_key

    standing = [one for one in read.find(REGISTRATIONS, "session", number) if one.state in LIVE]
    found = read.get_any(PEOPLE, [registration.person for registration in standing])
    people = [found[one.person] for one in standing if one.person in found]
    return sorted(people, key=lambda person: sort_key(person.family_name, person.given_name))
