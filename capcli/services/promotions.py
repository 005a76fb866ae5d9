"""Freed places given to those who wait, in the order of the queue."""

import datetime as dt
from collections.abc import Iterable, Sequence

from capcli.domain.effects import Effect, effect
from capcli.domain.places import is_coming, to_promote
from capcli.domain.records import REGISTRATIONS, Registration, Session
from capcli.domain.registrations import lifts, moved
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
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
    """Give the free places of a coming session to the head of its queue, and tell who moved up.

    `before` is the queue before the change that calls this, `roster` all the
    registrations after it; the promotions are kept there too. A session that
    is cancelled, over or without a day promotes nobody.
    """
    chosen = to_promote(session, roster) if is_coming(session, today) else []
    covered = up_to_date(tx, session, [registration.person for registration in chosen])
    promoted = []
    for registration in chosen:
        owes = registration.person not in covered and not lifts(registration, "unpaid")
        state, waits_for = ("pending", "dues") if owes else ("confirmed", None)
        next_one = moved(registration, state, at=now, by=by, waits_for=waits_for)  # type: ignore[arg-type] # two literals
        kept = tx.put(REGISTRATIONS, next_one)
        roster.keep(kept)
        promoted.append(effect("promoted", kept))
    return promoted + moved_up(before, roster.queue())


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
