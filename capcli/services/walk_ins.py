"""Somebody who came without a place: registered on the way, subject to dues, and never turned out by a deadline.

Whoever stands in the room is late by definition and approved by being let in:
no closing day, no approval, no queue. The capacity and the limits hold, and a
person lifts them with a reason (rule 1). They know how they stand: coming is
kept as being told, with the slots as they were then, and only what changes
afterwards is news.
"""

from msgspec.structs import replace

from capcli.domain.allotting import shorts_of
from capcli.domain.bounds import RULES
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.places import entered
from capcli.domain.records import HELD, SESSIONS, Lift, Mode, Person, Registration
from capcli.domain.registrations import begun, lifts, moved
from capcli.domain.sessions import first_day
from capcli.domain.situations import told_as
from capcli.domain.strangers import stranger
from capcli.errors import Refused
from capcli.services.cases import Case
from capcli.services.promotions import give
from capcli.services.seating import Terms, drafts_of


def walked_in(case: Case, person: Person, *, mode: Mode | None = None) -> Registration:
    """The registration of somebody who is there: theirs, when they have a place, else one that gives them one.

    An offer is taken by coming. `mode` is how somebody new takes part.

    Raises:
        Refused: `presence_full`, lifted by `full` or `limit`; `person_forgotten`, whoever had no place.
    """
    theirs = case.roster.of_person(person.id)
    live = case.roster.live_of(person.id)
    if live is not None and live.state in HELD and live.state != "offered":
        return live
    if live is not None:
        bounds = [] if live.state == "offered" else _bound_lifts(case, person, live)
        return _given(case, live, [*bounds, *_dues_lifts(case, live)])
    refuse_forgotten(person)
    if theirs:
        return _again(case, person, theirs[-1])
    (draft,) = drafts_of(case.judge, [person], Terms(mode=mode), case.now)
    return _entered(case, draft, _bound_lifts(case, person, draft))


def refuse_full(case: Case, mode: Mode | None = None) -> None:
    """Refuse somebody who is not even known yet, where there is no place for them.

    Raises:
        Refused: `presence_full`, without a name.
    """
    nobody = stranger(case.now)
    (draft,) = drafts_of(case.judge, [nobody], Terms(mode=mode), case.now)
    _bound_lifts(case, nobody, draft)


def _given(case: Case, live: Registration, lifted: list[Lift]) -> Registration:
    """Whoever waited, or was offered a place, has it."""
    given = give(
        case.tx,
        case.judge,
        live,
        case.roster,
        cause="accepted" if live.state == "offered" else "walk_in",
        now=case.now,
        by=case.by,
        approved=True,
        lifts=lifted,
        reason=case.reason,
    )
    return _kept(case, replace(given, held_until=None))


def _again(case: Case, person: Person, ended: Registration) -> Registration:
    """A registration that had ended, taken up again: its number and history are kept."""
    draft = case.judge.dated(replace(ended, requested_at=case.now, priority=0, party=None, queue_number=None))
    return _entered(case, draft, _bound_lifts(case, person, draft))


def _entered(case: Case, draft: Registration, bounds: list[Lift]) -> Registration:
    """The draft in the state in which it holds a place, without a deadline."""
    lifted = [*bounds, *_dues_lifts(case, draft)]
    spared = {"unpaid"} if lifts(draft, "unpaid") else set()
    covered = case.judge.covers(draft.person)
    seat = entered(case.session, covered=covered, lifted=case.lifted | spared, approved=True)
    draft = replace(draft, allowed=[*draft.allowed, *lifted])
    if not draft.history:
        decided = replace(draft, state=seat.state, waits_for=seat.waits_for)
        return _kept(case, begun(decided, at=case.now, by=case.by, reason=case.reason, cause="walk_in"))
    again = moved(
        draft, seat.state, at=case.now, by=case.by, reason=case.reason, cause="walk_in", waits_for=seat.waits_for
    )
    return _kept(case, again)


def _kept(case: Case, given: Registration) -> Registration:
    """The registration of somebody who heard how it stands by being let in."""
    return case.keep(replace(given, told=told_as(given, case.session, at=case.now, by=case.by)))


def _dues_lifts(case: Case, draft: Registration) -> list[Lift]:
    """The lift of somebody's dues, where it is allowed and they owe some."""
    if "unpaid" not in case.lifted or lifts(draft, "unpaid") or not case.session.requires_dues:
        return []
    return [] if case.judge.covers(draft.person) else [case.lift("unpaid")]


def _bound_lifts(case: Case, person: Person, draft: Registration) -> list[Lift]:
    """The lifts without which there is no place for one more."""
    lacking = shorts_of(case.session, case.roster, [draft])
    rules = list(dict.fromkeys(RULES[short.bound.kind] for short in lacking))
    missing = [rule for rule in rules if rule not in case.lifted]
    if missing:
        short = next(one for one in lacking if RULES[one.bound.kind] in missing)
        raise Refused(
            "presence_full",
            **case.named(person),
            where=short.bound,
            held=short.held,
            places=short.bound.places,
            rule=" --allow ".join(missing),
        )
    return [case.lift(rule) for rule in rules]


def refuse_unheld(case: Case) -> None:
    """Refuse to tell who was at a session that did not take place.

    Raises:
        Refused: `presence_cancelled`, `presence_undated`.
    """
    about = {"session": SESSIONS.ref(case.session.id), "title": case.session.title}
    if case.session.cancelled:
        raise Refused("presence_cancelled", **about)
    if first_day(case.session) is None:
        raise Refused("presence_undated", **about)
