"""Coming registrations judged again, when dues, affiliations, a session's days or its places change (rule 9)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from capcli.domain.bounds import keys_for
from capcli.domain.effects import Effect, effect
from capcli.domain.places import entered, is_coming
from capcli.domain.records import REGISTRATIONS, SESSIONS, Registration, Session
from capcli.domain.registrations import lifts, live, moved
from capcli.domain.rosters import Roster
from capcli.services.judges import Judge
from capcli.services.promotions import fill
from capcli.store.protocol import Reader, Transaction


class Judged:
    """The registrations that a change may touch, as they were judged before it: made first, asked after the change.

    They are those of `people`, and all those of `sessions`. The sessions to
    come among theirs are claimed, so that nobody else decides about them meanwhile.
    """

    def __init__(
        self, tx: Transaction, *, today: dt.date, people: Iterable[int] = (), sessions: Iterable[int] = ()
    ) -> None:
        self._today = today
        self._people, self._sessions = frozenset(people), frozenset(sessions)
        self._held: set[int] = set()
        self._uncovered = self._uncovered_now(tx)

    def again(self, tx: Transaction, *, now: dt.datetime, by: str) -> list[Effect]:
        """Judge them again where the session is not over or cancelled, and say what changed.

        What waited for dues that now cover the session's first day is confirmed;
        what dues no longer cover keeps its place and is told; the frozen facts
        follow the affiliations; in `sessions`, free places go to those who wait.
        """
        groups = _by_session(tx, self._people, self._sessions)
        coming = self._claimed(tx, groups)
        effects: list[Effect] = []
        for number, session in coming.items():
            touched = groups[number]
            judged, told = _judged(tx, session, touched, now=now, by=by)
            effects += [one for one in told if one.kind != "uncovered" or one.registration not in self._uncovered]
            if number in self._sessions:
                before, after = Roster(touched).queue(), Roster([*touched, *judged])
                effects += fill(tx, session, before, after, today=self._today, now=now, by=by)
            elif session.bounds and _weigh_otherwise(session, touched, judged):
                whole = Roster(tx.find(REGISTRATIONS, "session", number))
                effects += fill(tx, session, whole.queue(), whole, today=self._today, now=now, by=by)
        return effects

    def _claimed(self, tx: Transaction, numbers: Iterable[int]) -> dict[int, Session]:
        """Those of the sessions that are to come, each claimed once."""
        coming = {n: one for n, one in tx.get_any(SESSIONS, numbers).items() if is_coming(one, self._today)}
        for number in sorted(coming.keys() - self._held):
            tx.hold(SESSIONS, number)
        self._held |= coming.keys()
        return coming

    def _uncovered_now(self, tx: Transaction) -> frozenset[int]:
        """The confirmed registrations that no dues cover, by number; the change is not what uncovers them."""
        found: set[int] = set()
        groups = _by_session(tx, self._people, self._sessions)
        sessions = self._claimed(tx, groups) | tx.get_any(SESSIONS, self._sessions)
        for number, session in sessions.items():
            confirmed = {one.person: one.id for one in groups.get(number, ()) if one.state == "confirmed"}
            judge = Judge(tx, session, confirmed)
            found.update(registration for person, registration in confirmed.items() if not judge.covers(person))
        return frozenset(found)


def _by_session(read: Reader, people: frozenset[int], sessions: frozenset[int]) -> dict[int, list[Registration]]:
    """Every registration of the sessions, and the live ones of the people elsewhere, by session."""
    groups: dict[int, list[Registration]] = {}
    for registration in read.find_any(REGISTRATIONS, "session", sessions) if sessions else ():
        groups.setdefault(registration.session, []).append(registration)
    for registration in live(read.find_any(REGISTRATIONS, "person", people) if people else ()):
        if registration.session not in sessions:
            groups.setdefault(registration.session, []).append(registration)
    return groups


def _judged(
    tx: Transaction, session: Session, touched: Sequence[Registration], *, now: dt.datetime, by: str
) -> tuple[list[Registration], list[Effect]]:
    """The live ones of `touched` as they are now, those that changed kept in the store, and what to tell."""
    standing = live(touched)
    judge = Judge(tx, session, [registration.person for registration in standing])
    judged, told = [], []
    for before in standing:
        after, is_covered = judge.dated(before), judge.covers(before.person)
        if after.state == "pending" and after.waits_for == "dues" and is_covered:
            after = moved(after, "confirmed", at=now, by=by, cause="dues")
            told.append(effect("confirmed", after))
        elif after.state == "pending" and after.waits_for == "approval" and not session.approval:
            after = _unasked(judge, after, now=now, by=by)
            told.append(effect("approved", after))
        elif after.state == "confirmed" and not is_covered and not lifts(after, "unpaid"):
            told.append(effect("uncovered", after))
        if after != before:
            tx.put(REGISTRATIONS, after)
        judged.append(after)
    return judged, told


def _unasked(judge: Judge, registration: Registration, *, now: dt.datetime, by: str) -> Registration:
    """What waited for an approval that nobody asks for any more."""
    covered, lifted = judge.covers(registration.person), [lift.rule for lift in registration.allowed]
    seat = entered(judge.session, covered=covered, lifted=lifted)
    until = judge.until(seat, now)
    return moved(registration, seat.state, at=now, by=by, waits_for=seat.waits_for, held_until=until)


def _weigh_otherwise(session: Session, before: Sequence[Registration], after: Sequence[Registration]) -> bool:
    """Whether other bounds of the session weigh on them than before."""
    were = {one.id: keys_for(session, one) for one in before}
    return any(were[one.id] != keys_for(session, one) for one in after)
