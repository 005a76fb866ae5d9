"""A place given by a person's word: a request approved, an offer accepted, a free place given by hand."""

import datetime as dt
from collections.abc import Iterable

from capcli.domain.allotting import shorts_of
from capcli.domain.bounds import RULES, key_of, keys_for
from capcli.domain.dues_years import dues_year_of
from capcli.domain.names import full_name
from capcli.domain.places import entered
from capcli.domain.records import PEOPLE, REGISTRATIONS, Cause, Lift, Person, Registration
from capcli.domain.registrations import lifts
from capcli.domain.sessions import first_day
from capcli.errors import Refused
from capcli.services.cases import Case, Settled
from capcli.services.policies import dues_policy
from capcli.services.promotions import give
from capcli.store.protocol import Transaction

_CAUSES: dict[str, Cause] = {"offered": "accepted", "waiting": "promoted"}


def confirm(
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
    """Confirm the registrations of `people` in a session, all of them or none.

    A request is approved, an offer accepted; somebody who waits gets a free
    place in the order of the queue, also once the list stands still. Who owes
    dues is subject to them then.

    Raises:
        NotFound: `no_such_ref`, `not_registered`.
        Refused: `not_registered_now`, `already_confirmed`; as `Case.refuse_over`; `confirming_unpaid`, lifted by
            `unpaid`; `confirming_full` and `confirming_ahead`, lifted by `full` or `limit`.
    """
    case = Case(tx, session, today=today, now=now, by=by, lifted=lifted, reason=reason)
    over, persons = case.refuse_over(), case.people(people)
    in_order = sorted(persons, key=lambda person: case.roster.position(case.live_one(person).id) or 0)
    done = {person.id: _confirmed(case, person, over) for person in in_order}
    return case.settled([(person, done[person.id]) for person in persons])


def _confirmed(case: Case, person: Person, over: list[Lift]) -> Registration:
    registration = case.live_one(person)
    if registration.state == "confirmed":
        raise Refused(
            "already_confirmed", **case.named(person), registration=REGISTRATIONS.ref(registration.id), position=None
        )
    needed = [*over, *_place_lifts(case, person, registration), *_dues_lifts(case, registration)]
    was_approved = registration.waits_for == "dues"
    covered = not was_approved or case.judge.covers(registration.person)
    if not covered and not any(lift.rule == "unpaid" for lift in needed) and not lifts(registration, "unpaid"):
        raise Refused(
            "confirming_unpaid",
            **case.named(person),
            registration=REGISTRATIONS.ref(registration.id),
            day=first_day(case.session),
            payment=_payment(case, person),
        )
    return give(
        case.tx,
        case.judge,
        registration,
        case.roster,
        cause=_cause(registration, needed),
        now=case.now,
        by=case.by,
        approved=True,
        lifts=needed,
        reason=case.reason,
    )


def _payment(case: Case, person: Person) -> str:
    """What `cap dues pay` takes for dues that cover the session's day: "P12 --year 2027"."""
    policy, day, number = dues_policy(case.tx), first_day(case.session), PEOPLE.ref(person.id)
    if policy.period == "rolling" or day is None:
        return number
    return f"{number} --year {dues_year_of(day, policy.year_start).name}"


def _cause(registration: Registration, needed: list[Lift]) -> Cause:
    if needed and registration.state != "offered" and registration.waits_for != "approval":
        return "lifted"
    if registration.state == "pending":
        return "approved" if registration.waits_for == "approval" else "dues"
    return _CAUSES[registration.state]


def _place_lifts(case: Case, person: Person, registration: Registration) -> list[Lift]:
    """The lifts without which somebody who waits gets no place; none when one is left for them.

    Those registered together with them are not ahead of them.
    """
    if registration.state != "waiting":
        return []
    queue = case.roster.queue()
    ahead = [
        one
        for one in queue[: queue.index(registration)]
        if registration.party is None or one.party != registration.party
    ]
    lacking = shorts_of(case.session, case.roster, [registration], ahead)
    rules = list(dict.fromkeys(RULES[short.bound.kind] for short in lacking))
    missing = [rule for rule in rules if rule not in case.lifted]
    if missing:
        short = next(one for one in lacking if RULES[one.bound.kind] in missing)
        about = case.named(person) | {"where": short.bound, "held": short.held, "rule": " --allow ".join(missing)}
        if not short.left:
            raise Refused("confirming_full", **about, places=short.bound.places)
        first = next(one for one in ahead if key_of(short.bound) in keys_for(case.session, one))
        raise Refused("confirming_ahead", **about, left=short.left, first=_called(case, first))
    return [case.lift(rule) for rule in rules]


def _dues_lifts(case: Case, registration: Registration) -> list[Lift]:
    if "unpaid" not in case.lifted or lifts(registration, "unpaid"):
        return []
    covered = case.judge.covers(registration.person)
    seat = entered(case.session, covered=covered, lifted=case.lifted, approved=True)
    return [case.lift(rule) for rule in seat.lifted]


def _called(case: Case, registration: Registration) -> str:
    person = case.tx.get(PEOPLE, registration.person)
    name = full_name(person.given_name, person.family_name) if person else ""
    return f"{name} ({PEOPLE.ref(registration.person)})"
