"""People moved from one session to another: they leave the first and are judged as newcomers in the second."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.places import Seat
from capcli.domain.records import SESSIONS, Lift, Person, Registration, Turn
from capcli.domain.registrations import moved
from capcli.domain.sessions import last_day
from capcli.errors import Refused, Usage
from capcli.services.cases import Case, Settled
from capcli.services.seating import Terms, seated
from capcli.store.protocol import Transaction


class Moved(Struct, frozen=True, kw_only=True):
    """What came of the registrations that ended, and of those that succeed them in the other session."""

    left: Settled
    taken: Settled


def move(
    tx: Transaction,
    session: int,
    people: Iterable[int],
    to: int,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    wait: bool = False,
    lifted: Iterable[str] = (),
    reason: str | None = None,
) -> Moved:
    """Move `people` from a session to another, all of them or nobody; with `wait`, also to its waiting list.

    What was paid for the one counts for the other. A session that was cancelled
    may be left, one that is over only with `closed` lifted.

    Raises:
        Usage: `move_same`.
        NotFound: `no_such_ref`, `not_registered`.
        Refused: `not_registered_now`; `settling_past`; what `seat_for` refuses in the other session; `moving_full`
            and `moving_ahead`, lifted by `full` or `limit`.
    """
    if session == to:
        raise Usage("move_same", session=SESSIONS.ref(session))
    tx.hold(SESSIONS, min(session, to))
    tx.hold(SESSIONS, max(session, to))
    leaving = Case(tx, session, today=today, now=now, by=by, lifted=lifted, reason=reason)
    entering = Case(tx, to, today=today, now=now, by=by, lifted=lifted, reason=reason)
    lifts = _attended_lifts(leaving)
    left, taken = [], []
    persons = leaving.people(people)
    entering.judge.expect(person.id for person in persons)
    for person in persons:
        old = leaving.live_one(person)
        ended = moved(old, "cancelled", at=now, by=by, reason=leaving.reason, cause="moved")
        left.append((person, leaving.keep(replace(ended, fees=[], allowed=[*ended.allowed, *lifts]))))
        taken.append((person, _entered(entering, person, old, wait=wait)))
    done = Moved(left=leaving.settled(left), taken=entering.settled(taken))
    return replace(done, taken=replace(done.taken, unused=_unused(done)))


def _attended_lifts(case: Case) -> list[Lift]:
    """The lift needed to leave a session that took place."""
    last = last_day(case.session)
    took_place = last is not None and not case.session.cancelled and last < case.today
    return case.refuse_over() if took_place else []


def _entered(case: Case, person: Person, old: Registration, *, wait: bool) -> Registration:
    session, mode = case.session, old.mode
    terms = Terms(
        requested_by=old.requested_by,
        note=old.note,
        lifted=case.lifted,
        reason=case.reason,
        mode=mode if session.mode in (None, "hybrid", mode) else None,
    )
    judge, roster = case.judge, case.roster
    ((made, seat),) = seated(case.tx, judge, [person], roster, terms, today=case.today, now=case.now, by=case.by)
    if seat.state == "waiting" and not wait:
        raise _no_place(case, person, seat)
    for lift in made.allowed:
        case.lift(lift.rule)
    turn: Turn = replace(made.history[0], cause="moved")
    return case.keep(replace(made, succeeds=old.id, fees=old.fees, history=[turn]))


def _no_place(case: Case, person: Person, seat: Seat) -> Refused:
    short = seat.short
    assert short is not None  # who waits is short of something
    missing = [rule for rule in seat.needs if rule not in case.lifted]
    about = case.named(person) | {"where": short.bound, "held": short.held, "rule": " --allow ".join(missing)}
    if short.left:
        return Refused("moving_ahead", **about, left=short.left)
    return Refused("moving_full", **about, places=short.bound.places)


def _unused(done: Moved) -> tuple[str, ...]:
    """The lifts that neither session needed."""
    return tuple(sorted(set(done.left.unused) & set(done.taken.unused)))
