"""Freed places given to those who wait, in the order of the queue."""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from capcli.domain.effects import Effect, effect
from capcli.domain.places import entered, is_coming, to_promote
from capcli.domain.records import REGISTRATIONS, Cause, Lift, Registration, Session
from capcli.domain.registrations import is_approved, moved
from capcli.domain.rosters import Roster
from capcli.domain.waitlist_stops import stops_at
from capcli.services.judges import Judge
from capcli.services.policies import places_policy
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
    judge = Judge(tx, session, [registration.person for registration in chosen])
    promoted = []
    for registration in chosen:
        if session.waitlist == "offer":
            kept = _kept(tx, roster, moved(registration, "offered", at=now, by=by, cause="offer"))
            promoted.append(effect("offered", kept))
        else:
            kept = give(tx, judge, registration, roster, cause="promoted", now=now, by=by)
            promoted.append(effect("promoted", kept))
    roster.settled = coming
    return promoted + moved_up(before, roster.queue())


def give(
    tx: Transaction,
    judge: Judge,
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
    allowed = [*registration.allowed, *lifts]
    seat = entered(
        judge.session,
        covered=judge.covers(registration.person),
        lifted=[lift.rule for lift in allowed],
        approved=approved or is_approved(registration),
    )
    given = moved(
        replace(registration, allowed=allowed),
        seat.state,
        at=now,
        by=by,
        reason=reason,
        cause=cause,
        waits_for=seat.waits_for,
        held_until=judge.until(seat, now),
    )
    return _kept(tx, roster, given)


def stopped_at(read: Reader, session: Session, now: dt.datetime) -> dt.datetime | None:
    """Since when the session's waiting list stands still; None when it does not yet, or never will."""
    stop = stops_at(session, places_policy(read).stops)
    return stop if stop is not None and stop <= now else None


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
