"""A place, or a turn in the queue, that passes to somebody else in the same session."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.bounds import bounds_for, key_of, keys_for
from capcli.domain.places import Seat, entered, refuse_registered
from capcli.domain.records import Lift, Person, Registration
from capcli.domain.registrations import begun, moved
from capcli.errors import Refused, Usage
from capcli.services.cases import Case, Settled
from capcli.services.seating import Terms, drafts_of
from capcli.store.protocol import Transaction

_OF_THE_PLACE = frozenset({"full", "limit", "closed"})
"""Rules that were lifted for the place, whoever takes it; others were lifted for a person."""


class Transferred(Struct, frozen=True, kw_only=True):
    """The registration that ended, and what came of the one that succeeds it."""

    ended: Registration
    person: Person
    settled: Settled


def transfer(
    tx: Transaction,
    session: int,
    person: int,
    to: int,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    lifted: Iterable[str] = (),
    reason: str | None = None,
) -> Transferred:
    """Pass a person's place to another, who is judged for dues; a turn in the queue keeps its place there.

    An offer is accepted thereby. What was paid for the place goes with it.

    Raises:
        Usage: `transfer_same`.
        NotFound: `no_such_ref`, `not_registered`.
        Refused: `not_registered_now`; those of `already`; as `Case.refuse_over`; `transfer_full`, lifted by `limit`.
    """
    case = Case(tx, session, today=today, now=now, by=by, lifted=lifted, reason=reason)
    lifts = case.refuse_over()
    (leaver,), (taker,) = case.people([person]), case.people([to])
    if person == to:
        raise Usage("transfer_same", **case.named(leaver))
    old = case.live_one(leaver)
    refuse_registered(case.session, taker, case.roster)
    ended = moved(old, "cancelled", at=now, by=by, reason=case.reason, cause="transferred")
    ended = case.keep(replace(ended, fees=[]))
    new = case.keep(_successor(case, old, _draft(case, old, taker), lifts))
    return Transferred(ended=ended, person=leaver, settled=case.settled([(taker, new)]))


def _draft(case: Case, old: Registration, taker: Person) -> Registration:
    terms = Terms(requested_at=old.requested_at, requested_by=old.requested_by, slots=tuple(old.slots), mode=old.mode)
    (draft,) = drafts_of(case.judge, [taker], terms, case.now)
    price = old.price_cents if old.fees else draft.price_cents
    return replace(
        draft,
        priority=old.priority,
        party=old.party,
        succeeds=old.id,
        queue_number=old.queue_number or old.id,
        fees=old.fees,
        price_cents=price,
    )


def _successor(case: Case, old: Registration, draft: Registration, lifts: list[Lift]) -> Registration:
    """The registration that takes over, in the state in which its person holds the place or waits."""
    seat = Seat(state="waiting")
    if old.state != "waiting":
        lifts = [*lifts, *_bound_lifts(case, old, draft)]
        covered = case.judge.covers(draft.person)
        approved = old.waits_for != "approval"
        seat = entered(case.session, covered=covered, lifted=case.lifted, approved=approved)
    kept = [lift for lift in old.allowed if lift.rule in _OF_THE_PLACE]
    decided = replace(
        draft,
        state=seat.state,
        waits_for=seat.waits_for,
        held_until=case.judge.until(seat, case.now),
        allowed=[*kept, *lifts, *(case.lift(rule) for rule in seat.lifted)],
    )
    return begun(decided, at=case.now, by=case.by, reason=case.reason, cause="transferred")


def _bound_lifts(case: Case, old: Registration, draft: Registration) -> list[Lift]:
    """The lift needed where the one who takes over weighs on a full bound on which the other did not."""
    held = case.roster.held_on(case.session)
    known = keys_for(case.session, old)
    for bound in bounds_for(case.session, draft):
        key = key_of(bound)
        if key in known or held[key] < bound.places:
            continue
        if "limit" not in case.lifted:
            taker = case.people([draft.person])[0]
            raise Refused(
                "transfer_full", **case.named(taker), where=bound, held=held[key], places=bound.places, rule="limit"
            )
        return [case.lift("limit")]
    return []
