"""Who was there, as it is shown: the marks of each registration, and the rate of a session slot by slot."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from capcli.domain.names import sort_key
from capcli.domain.presences import Rate, is_expected, is_walk_in, overall, rate_of
from capcli.domain.records import HELD, PEOPLE, REGISTRATIONS, SESSIONS, Person, Presence, Registration, Session, Span
from capcli.domain.registration_views import MarkView, PresenceView, person_name
from capcli.store.protocol import Reader

Hours = Mapping[int, Sequence[Span]]
"""The UTC instants that each slot lasts, by its number."""


class Grid(Struct, frozen=True, kw_only=True):
    """The rows of a session's grid, the rate of each slot and of all that were told of, and who walked in."""

    rows: list[PresenceView]
    rates: list[Rate]
    overall: Rate
    walk_ins: int


def grid(read: Reader, session: Session) -> Grid:
    """Everybody who holds a place or is marked, in the French order of the family names, slot by slot."""
    registrations = read.find(REGISTRATIONS, "session", session.id)
    people = read.get_any(PEOPLE, [one.person for one in registrations if _is_shown(one)])
    return grid_of(session, registrations, people)


def grid_of(session: Session, registrations: Sequence[Registration], people: Mapping[int, Person]) -> Grid:
    """As `grid`, of what is read already."""
    shown = [one for one in registrations if _is_shown(one)]
    pairs = [(one, people[one.person]) for one in shown if one.person in people]
    pairs.sort(key=lambda pair: (sort_key(pair[1].family_name, pair[1].given_name), pair[0].id))
    hours = hours_told(session, registrations)
    rates = [rate_of(session, registrations, slot) for slot in range(1, len(session.slots) + 1)]
    return Grid(
        rows=[_row(session, one, person, hours) for one, person in pairs],
        rates=rates,
        overall=overall(rates),
        walk_ins=sum(is_walk_in(one) for one, _person in pairs),
    )


def _is_shown(registration: Registration) -> bool:
    return registration.state in HELD or bool(registration.presence)


def hours_told(session: Session, registrations: Iterable[Registration]) -> Hours:
    """The hours of the slots of which connections are known; a slot that states none lasted as long as these."""
    spans: dict[int, list[Span]] = {}
    for registration in registrations:
        for mark in registration.presence:
            if mark.spans:
                spans.setdefault(mark.slot, []).extend(mark.spans)
    if not spans:  # nearly always: time zones are not imported
        return {}
    from capcli.domain.attendances import hours_of, meeting_of

    numbered = enumerate(session.slots, start=1)
    return {n: hours_of(slot, session.timezone, meeting_of(spans[n])) for n, slot in numbered if n in spans}


def mark_views(registration: Registration, hours: Hours) -> list[MarkView]:
    """The marks of a registration."""
    return [
        MarkView(
            slot=mark.slot,
            state=mark.state,
            minutes=_minutes(mark, hours),
            source=mark.source,
            at=mark.at,
            by=mark.by,
        )
        for mark in registration.presence
    ]


def _row(session: Session, one: Registration, person: Person, hours: Hours) -> PresenceView:
    marks = mark_views(one, hours)
    known = [mark.minutes for mark in marks if mark.minutes is not None]
    return PresenceView(
        ref=REGISTRATIONS.ref(one.id),
        session=SESSIONS.ref(session.id),
        person=person_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        organisation=one.organisation_name,
        state=one.state,
        waits_for=one.waits_for,
        walk_in=is_walk_in(one),
        expected=[slot for slot in range(1, len(session.slots) + 1) if is_expected(session, one, slot)],
        presence=marks,
        minutes=sum(known) if known else None,
    )


def _minutes(mark: Presence, hours: Hours) -> int | None:
    """The minutes of the slot, where connections are known."""
    if not mark.spans or mark.slot not in hours:
        return None
    from capcli.domain.attendances import minutes_of

    return minutes_of(mark.spans, hours[mark.slot])
