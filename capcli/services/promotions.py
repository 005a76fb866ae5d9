"""Freed places given to those who wait, in the order of the queue."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from capcli.domain.deadlines import pending_deadline
from capcli.domain.effects import Effect, effect
from capcli.domain.places import Seat, entered, is_coming, to_promote
from capcli.domain.records import REGISTRATIONS, Cause, Lift, Registration, Session
from capcli.domain.registrations import is_approved, moved
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
from capcli.domain.waitlist_stops import stops_at
from capcli.services.policies import places_policy
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader, Transaction


def fill(
    tx: Transaction,
    session: Session,
    before: Sequence[Registration],
    roster: Roster,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> list[Effect]:
    """Give, or offer, the free places of a coming session to the head of its queue, and tell who moved up.

    `before` is the queue before the change that calls this, `roster` all the
    registrations after it; the promotions are kept there too. A session that
    is cancelled, over or without a day promotes nobody; nor does one whose
    waiting list has stopped: those who would have had a place are told as
    `stopped`.
    """
    coming = is_coming(session, today)
    chosen = to_promote(session, roster) if coming else []
    if chosen and stopped_at(tx, session, now) is not None:
        return [effect("stopped", one) for one in chosen] + moved_up(before, roster.queue())
    covered = up_to_date(tx, session, [registration.person for registration in chosen])
    promoted = []
    for registration in chosen:
        if session.waitlist == "offer":
            kept = _kept(tx, roster, moved(registration, "offered", at=now, by=by, cause="offer"))
            promoted.append(effect("offered", kept))
        else:
            kept = _given(tx, session, registration, roster, covered=registration.person in covered,
                cause="promoted", now=now, by=by)  # fmt: skip
            promoted.append(effect("promoted", kept))
    roster.settled = coming
    return promoted + moved_up(before, roster.queue())


def give(
    tx: Transaction,
    session: Session,
    registration: Registration,
    roster: Roster,
    *,
    cause: Cause,
    now: dt.datetime,
    by: str,
    approved: bool = False,
    lifts: Sequence[Lift] = (),
    reason: str | None = None,
) -> Registration:
    """Put one registration, whatever its state was, into the state in which it holds a place.

    Dues are judged and a deadline is set; whether there is a place is judged by
    whoever calls. `lifts` are kept with the registration.

    Raises:
        ValueError: it is confirmed already.
    """
    covered = registration.person in up_to_date(tx, session, [registration.person])
    lifted = replace(registration, allowed=[*registration.allowed, *lifts])
    return _given(tx, session, lifted, roster, covered=covered, cause=cause, now=now, by=by, approved=approved,
        reason=reason)  # fmt: skip


def stopped_at(read: Reader, session: Session, now: dt.datetime) -> dt.datetime | None:
    """Since when the session's waiting list stands still; None when it does not yet, or never will."""
    stop = stops_at(session, places_policy(read).stops)
    return stop if stop is not None and stop <= now else None


def pending_until(read: Reader, session: Session, seat: Seat, now: dt.datetime) -> dt.datetime | None:
    """Until when a place that waits for dues is kept; None for ever, as every other place is."""
    if seat.waits_for != "dues":
        return None
    return pending_deadline(now, places_policy(read).pending_days, session.timezone)


def _given(
    tx: Transaction,
    session: Session,
    registration: Registration,
    roster: Roster,
    *,
    covered: bool,
    cause: Cause,
    now: dt.datetime,
    by: str,
    approved: bool = False,
    reason: str | None = None,
) -> Registration:
    lifted = [lift.rule for lift in registration.allowed]
    approved = approved or is_approved(registration)
    seat = entered(session, covered=covered, lifted=lifted, approved=approved)
    given = moved(
        registration,
        seat.state,
        at=now,
        by=by,
        reason=reason,
        cause=cause,
        waits_for=seat.waits_for,
        held_until=pending_until(tx, session, seat, now),
    )
    return _kept(tx, roster, given)


def _kept(tx: Transaction, roster: Roster, registration: Registration) -> Registration:
    kept = tx.put(REGISTRATIONS, registration)
    roster.keep(kept)
    return kept


def moved_up(before: Sequence[Registration], after: Sequence[Registration]) -> list[Effect]:
    """Those who wait nearer the head of the queue `after` than in the one `before`, in its order."""
    if after[: len(before)] == before:  # nearly always: the others came behind, and nobody need be looked at
        return []
    were = {registration.id: place for place, registration in enumerate(before, start=1)}
    return [
        effect("moved_up", registration, place)
        for place, registration in enumerate(after, start=1)
        if place < were.get(registration.id, place)
    ]


def up_to_date(read: Reader, session: Session, people: Iterable[int]) -> frozenset[int]:
    """Those of `people` whom dues do not keep from a confirmed place on the session's first day (rule 3).

    Everybody, where the session does not ask for dues.
    """
    people, day = list(people), first_day(session)
    if not session.requires_dues or day is None or not people:
        return frozenset(people)
    return frozenset(number for number, one in standings_of(read, people, day).items() if one.up_to_date)
