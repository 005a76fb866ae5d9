"""Requests decided one after the other, or together, and kept."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.places import Seat, seat_for
from capcli.domain.records import REGISTRATIONS, Cause, Lift, Mode, Person, Registration, Session
from capcli.domain.registrations import begun
from capcli.domain.rosters import Roster
from capcli.services.judges import Judge
from capcli.store.protocol import Transaction


class Terms(Struct, frozen=True, kw_only=True):
    """How a request came: when, through whom, with a note, and which rules a person lifts for it, and why.

    `requested_at` None is the moment it is entered. `slots` are numbers from 1,
    none for all of them. `answers` and `sensitive` are by question. `approved`: the coordinator approves at once.
    `together`: all of them get places, or all wait.
    """

    requested_at: dt.datetime | None = None
    requested_by: int | None = None
    note: str | None = None
    lifted: frozenset[str] = frozenset()
    reason: str | None = None
    slots: tuple[int, ...] = ()
    mode: Mode | None = None
    answers: dict[str, str] = {}
    sensitive: dict[str, str] = {}
    approved: bool = False
    together: bool = False


def lift(rule: str, terms: Terms, now: dt.datetime, by: str) -> Lift:
    """The rule lifted for a request, as it is kept."""
    return Lift(rule=rule, reason=(terms.reason or "").strip(), by=by, at=now)


def drafts_of(judge: Judge, persons: Sequence[Person], terms: Terms, now: dt.datetime) -> list[Registration]:
    """The registrations before their state is decided, with the facts of the session's day and their price."""
    session = judge.session
    judge.expect(person.id for person in persons)
    whole = not terms.slots or set(terms.slots) >= set(range(1, len(session.slots) + 1))
    drafts = (
        Registration(
            session=session.id,
            person=person.id,
            state="waiting",
            requested_at=terms.requested_at or now,
            entered_at=now,
            requested_by=terms.requested_by,
            note=terms.note,
            slots=[] if whole else sorted(set(terms.slots)),
            mode=mode_taken(session, terms.mode),
            answers=terms.answers,
            sensitive=terms.sensitive,
        )
        for person in persons
    )
    return [judge.dated(draft) for draft in drafts]


def mode_taken(session: Session, mode: Mode | None) -> Mode | None:
    """How somebody takes part: as they said; in the room, where a bound makes it matter and they did not say."""
    if mode is None and session.mode == "hybrid" and any(bound.kind == "mode" for bound in session.bounds):
        return "onsite"
    return mode


def seated(
    tx: Transaction,
    judge: Judge,
    persons: Sequence[Person],
    roster: Roster,
    terms: Terms,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> list[tuple[Registration, Seat]]:
    """Keep a registration for each person, and add it to `roster` before the next is decided.

    Those who come together are decided before the first of them is kept. Raises as `seat_for`.
    """
    drafts = drafts_of(judge, persons, terms, now)
    party = tuple(drafts) if terms.together and len(drafts) > 1 else ()

    def seat_of(person: Person, draft: Registration) -> Seat:
        return seat_for(
            judge.session,
            person,
            draft,
            roster,
            today=today,
            covered=judge.covers(person.id),
            lifted=terms.lifted,
            approved=terms.approved,
            together=party,
        )

    if party:
        first = tx.new_id(REGISTRATIONS)
        drafts = [replace(draft, id=0 if place else first, party=first) for place, draft in enumerate(drafts)]
        seats = [seat_of(person, draft) for person, draft in zip(persons, drafts, strict=True)]
        kept = [_kept(tx, judge, one, seat, roster, terms, now, by) for one, seat in zip(drafts, seats, strict=True)]
        return list(zip(kept, seats, strict=True))
    made = []
    for person, draft in zip(persons, drafts, strict=True):
        seat = seat_of(person, draft)
        made.append((_kept(tx, judge, draft, seat, roster, terms, now, by), seat))
    return made


def _kept(
    tx: Transaction,
    judge: Judge,
    draft: Registration,
    seat: Seat,
    roster: Roster,
    terms: Terms,
    now: dt.datetime,
    by: str,
) -> Registration:
    decided = replace(
        draft,
        state=seat.state,
        waits_for=seat.waits_for,
        held_until=judge.until(seat, now),
        allowed=[lift(rule, terms, now, by) for rule in seat.lifted],
    )
    cause: Cause | None = "approved" if terms.approved and judge.session.approval else None
    kept = tx.put(REGISTRATIONS, begun(decided, at=now, by=by, reason=terms.reason, cause=cause))
    roster.keep(kept)
    return kept
