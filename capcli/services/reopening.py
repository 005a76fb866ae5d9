"""A registration that ended and is taken up again, judged as a newcomer of now."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from capcli.domain.places import Seat, seat_for
from capcli.domain.records import Person, Registration
from capcli.domain.registrations import lifts, moved
from capcli.services.cases import Case, Settled
from capcli.store.protocol import Transaction


def reopen(
    tx: Transaction,
    session: int,
    people: Iterable[int],
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    lifted: Iterable[str] = (),
    reason: str | None = None,
) -> Settled:
    """Take up the last registration of each of `people`, all of them or none: its number and history are kept.

    Their turn in the queue is not: the request is of now.

    Raises:
        NotFound: `no_such_ref`, `not_registered`.
        Refused: as `seat_for`; the one that is live already among them.
    """
    case = Case(tx, session, today=today, now=now, by=by, lifted=lifted, reason=reason)
    return case.settled([(person, _reopened(case, person)) for person in case.people(people)])


def _reopened(case: Case, person: Person) -> Registration:
    last = case.last_one(person)
    draft = case.judge.dated(replace(last, requested_at=case.now, priority=0, party=None, queue_number=None))
    seat = _seat(case, person, draft)
    again = moved(
        draft,
        seat.state,
        at=case.now,
        by=case.by,
        reason=case.reason,
        cause="reopened",
        waits_for=seat.waits_for,
        held_until=case.judge.until(seat, case.now),
    )
    new = [case.lift(rule) for rule in seat.lifted if rule in case.lifted]
    return case.keep(replace(again, allowed=[*again.allowed, *new]))


def _seat(case: Case, person: Person, draft: Registration) -> Seat:
    """What the request comes to; dues that were not asked of them before still are not."""
    spared = {"unpaid"} if lifts(draft, "unpaid") else set()
    return seat_for(
        case.session,
        person,
        draft,
        case.roster,
        today=case.today,
        covered=case.judge.covers(person.id),
        lifted=case.lifted | spared,
        again=True,
    )
