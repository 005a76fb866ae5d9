"""Freed places given to those who wait, in the order of the queue."""

import datetime as dt
from collections.abc import Iterable, Sequence

from capcli.domain.effects import Effect, effect
from capcli.domain.places import is_coming, positions, to_promote
from capcli.domain.records import REGISTRATIONS, Registration, Session
from capcli.domain.registrations import lifts, moved
from capcli.domain.sessions import first_day
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader, Transaction


def fill(
    tx: Transaction,
    session: Session,
    before: Sequence[Registration],
    after: Sequence[Registration],
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> tuple[list[Registration], list[Effect]]:
    """Give the free places of a coming session to the head of its queue, and tell who moved up.

    `before` and `after` are all its registrations before and after the change
    that calls this; what is returned is all of them after the promotions. A
    session that is cancelled, over or without a day promotes nobody.
    """
    chosen = to_promote(session, after) if is_coming(session, today) else []
    covered = up_to_date(tx, session, [registration.person for registration in chosen])
    promoted: dict[int, Registration] = {}
    for registration in chosen:
        owes = registration.person not in covered and not lifts(registration, "unpaid")
        state, waits_for = ("pending", "dues") if owes else ("confirmed", None)
        next_one = moved(registration, state, at=now, by=by, waits_for=waits_for)  # type: ignore[arg-type] # two literals
        promoted[registration.id] = tx.put(REGISTRATIONS, next_one)
    left = [promoted.get(registration.id, registration) for registration in after]
    return left, [effect("promoted", registration) for registration in promoted.values()] + moved_up(before, left)


def moved_up(before: Iterable[Registration], after: Sequence[Registration]) -> list[Effect]:
    """Those who wait nearer the head of the queue than before, in its order."""
    were, are = positions(before), positions(after)
    known = {registration.id: registration for registration in after}
    return [
        effect("moved_up", known[number], place) for number, place in are.items() if place < were.get(number, place)
    ]


def up_to_date(read: Reader, session: Session, people: Iterable[int]) -> frozenset[int]:
    """Those of `people` whom dues do not keep from a confirmed place on the session's first day (rule 3).

    Everybody, where the session does not ask for dues.
    """
    people, day = list(people), first_day(session)
    if not session.requires_dues or day is None or not people:
        return frozenset(people)
    return frozenset(number for number, one in standings_of(read, people, day).items() if one.up_to_date)


def with_changed(registrations: Iterable[Registration], *changed: Registration) -> list[Registration]:
    """The registrations with those of the same number replaced, and new ones added."""
    by_number = {registration.id: registration for registration in registrations}
    by_number.update({registration.id: registration for registration in changed})
    return list(by_number.values())
