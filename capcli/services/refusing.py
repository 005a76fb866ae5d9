"""A no: theirs to a place that was offered, or ours to a request. What is held already is cancelled instead."""

import datetime as dt
from collections.abc import Iterable

from capcli.domain.records import REGISTRATIONS, Person, Registration, State
from capcli.domain.registrations import moved
from capcli.errors import Refused, Usage
from capcli.services.cases import Case, Settled
from capcli.store.protocol import Transaction


def decline(
    tx: Transaction, session: int, people: Iterable[int], reason: str, *, today: dt.date, now: dt.datetime, by: str
) -> Settled:
    """Keep that `people` refuse the places offered to them, all of them or none; the next ones are served.

    Raises:
        Usage: `decline_reason`.
        NotFound: `no_such_ref`, `not_registered`.
        Refused: `not_registered_now`; `declining_waiting`, `declining_held`, no place is offered to them.
    """
    if not reason.strip():
        raise Usage("decline_reason")
    case = Case(tx, session, today=today, now=now, by=by, reason=reason)
    return _ended(case, people, "declined")


def refuse(
    tx: Transaction, session: int, people: Iterable[int], reason: str, *, today: dt.date, now: dt.datetime, by: str
) -> Settled:
    """Say no to the requests of `people`, all of them or none; places held for them go to those who wait.

    Raises:
        Usage: `refuse_reason`.
        NotFound: `no_such_ref`, `not_registered`.
        Refused: `not_registered_now`; `refusing_held`, a place given is not taken back by a refusal.
    """
    if not reason.strip():
        raise Usage("refuse_reason")
    case = Case(tx, session, today=today, now=now, by=by, reason=reason)
    return _ended(case, people, "refused")


def _ended(case: Case, people: Iterable[int], state: State) -> Settled:
    made = []
    for person in case.people(people):
        registration = case.live_one(person)
        stop = _declining(registration) if state == "declined" else _refusing(registration)
        if stop is not None:
            raise Refused(stop, **case.named(person), registration=REGISTRATIONS.ref(registration.id))
        made.append(_kept(case, person, moved(registration, state, at=case.now, by=case.by, reason=case.reason)))
    return case.settled(made)


def _kept(case: Case, person: Person, registration: Registration) -> tuple[Person, Registration]:
    return person, case.keep(registration)


def _declining(registration: Registration) -> str | None:
    """Why the registration is no offer that can be declined."""
    if registration.state == "offered":
        return None
    return "declining_waiting" if registration.state == "waiting" else "declining_held"


def _refusing(registration: Registration) -> str | None:
    """Why the registration is no request that can be refused."""
    is_request = registration.state == "waiting" or registration.waits_for == "approval"
    return None if is_request else "refusing_held"
