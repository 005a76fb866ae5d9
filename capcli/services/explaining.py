"""Explanations: why somebody is up to date, has a place in a session, waits for one or has none.

The rules are asked again with what is kept, and their reasons are told.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.allotting import shorts_of
from capcli.domain.explanations import ExplanationView, approval_reason, hold_reasons, lift_reasons, turn_reason
from capcli.domain.membership import Standing
from capcli.domain.places import Seat, entered, seat_for, short_reason
from capcli.domain.records import (
    HELD,
    LIVE,
    REGISTRATIONS,
    SESSIONS,
    Mode,
    Organisation,
    Person,
    Registration,
    Session,
)
from capcli.domain.registrations import frozen, is_approved
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day, in_order, last_day
from capcli.domain.views import Named, Reason
from capcli.errors import Refused
from capcli.services.freezing import facts_on
from capcli.services.promotions import stopped_at
from capcli.services.session_views import is_upcoming
from capcli.services.standings import standing_of
from capcli.services.statuses import named, status_of
from capcli.store.protocol import Reader


class Explained(Struct, frozen=True, kw_only=True):
    """An explanation without its sentences yet, with the records that these need."""

    view: ExplanationView
    session: Session | None = None
    registration: Registration | None = None


def why_dues(read: Reader, who: Person | Organisation, on: dt.date, *, today: dt.date) -> Explained:
    """What the dues say of somebody on the day `on`, and their live registrations in the order of the sessions.

    Of a person, those of sessions that are not over `today`.
    """
    status = status_of(read, who, on)
    mine = read.find(REGISTRATIONS, "person", who.id) if isinstance(who, Person) else []
    sessions = read.get_any(SESSIONS, [one.session for one in mine])
    coming = [
        one
        for one in mine
        if one.state in LIVE and one.session in sessions and is_upcoming(sessions[one.session], today)
    ]
    lines = _registrations(read, coming)
    view = ExplanationView(who=status.who, session=None, on=on, state=status.status, reasons=[*status.reasons, *lines])
    return Explained(view=view)


def why_place(read: Reader, session: Session, person: Person, *, today: dt.date, now: dt.datetime) -> Explained:
    """Why `person` is where they are in `session`: the newest live registration, else the last that ended."""
    roster = Roster(read.find(REGISTRATIONS, "session", session.id))
    mine = roster.of_person(person.id)
    one = roster.live_of(person.id) or (mine[-1] if mine else None)
    on = first_day(session)
    told = Explained(
        session=session,
        registration=one,
        view=ExplanationView(who=named(person), session=titled(session), on=on, state=None, reasons=[]),
    )
    if one is None:
        request = _request(read, session, person, roster, today=today, now=now)
        return _with(told, [Reason(code="not_registered"), *request])
    over = _over(session, one, today)
    reasons = [*over, *turn_reason(one), *lift_reasons(one), *_moved(read, one)]
    if one.state == "waiting" and not over:
        reasons += _waiting(read, session, one, roster, now)
    elif one.state in HELD and not session.cancelled:
        reasons += _held(read, session, one, now)
    elif not over and not any(turn.cause in ("moved", "transferred") for turn in one.history[-1:]):
        reasons += _request(read, session, person, roster, today=today, now=now)
    return _with(told, reasons, position=roster.position(one.id))


def titled(session: Session) -> Named:
    """The session's reference and title."""
    return Named(ref=SESSIONS.ref(session.id), name=session.title)


def _with(told: Explained, reasons: list[Reason], position: int | None = None) -> Explained:
    one = told.registration
    if one is None:
        return replace(told, view=replace(told.view, reasons=reasons))
    view = replace(
        told.view,
        state=one.state,
        registration=REGISTRATIONS.ref(one.id),
        waits_for=one.waits_for,
        position=position,
        held_until=one.held_until,
        reasons=reasons,
    )
    return replace(told, view=view)


def _moved(read: Reader, one: Registration) -> list[Reason]:
    """Where it goes on, when it was moved to another session."""
    if not one.history or one.history[-1].cause != "moved" or one.state in LIVE:
        return []
    return _registrations(read, read.find(REGISTRATIONS, "succeeds", one.id))


def _registrations(read: Reader, mine: Sequence[Registration]) -> list[Reason]:
    """One reason for each registration, with the session it is for and its place in the queue."""
    sessions = read.get_any(SESSIONS, [one.session for one in mine])
    pairs = [(sessions[one.session], one) for one in mine if one.session in sessions]
    queues: dict[int, list[Registration]] = {}
    waiting = {one.session for one in mine if one.state == "waiting"}
    for other in read.find_any(REGISTRATIONS, "session", waiting) if waiting else ():
        queues.setdefault(other.session, []).append(other)
    lines = []
    for session, one in sorted(pairs, key=lambda pair: in_order(pair[0])):
        known = queues.get(session.id, []) if one.state == "waiting" else []
        about = {"session": SESSIONS.ref(session.id), "title": session.title, "day": first_day(session)}
        state = {"state": one.state, "waits_for": one.waits_for, "held_until": one.held_until}
        place = {"registration": REGISTRATIONS.ref(one.id), "position": Roster(known).position(one.id)}
        lines.append(Reason(code="registration", args={**about, **place, **state}))
    return lines


def _over(session: Session, one: Registration, today: dt.date) -> list[Reason]:
    """That the session is cancelled; or over, where the registration was still to change."""
    if session.cancelled:
        return [Reason(code="session_cancelled", args={"reason": session.cancelled_reason})]
    last = last_day(session)
    if last is not None and last < today and one.state in LIVE and one.state != "confirmed":
        return [Reason(code="session_over", args={"day": last})]
    return []


def _waiting(read: Reader, session: Session, one: Registration, roster: Roster, now: dt.datetime) -> list[Reason]:
    """The bounds it is short of, its place in the queue, whether the list stands still, and what it would owe."""
    queue, place = roster.queue(), roster.position(one.id) or 1
    party = [other for other in queue if other.id == one.id or (one.party is not None and other.party == one.party)]
    ahead = [other for other in queue[: place - 1] if other not in party]
    lacking = shorts_of(session, roster, party, ahead)
    told = [short_reason(short, organisation=one.organisation_name) for short in lacking]
    reasons = [reason for place, reason in enumerate(told) if reason not in told[:place]]  # a party, of two bounds
    if not lacking:
        reasons.append(Reason(code="has_place", args={"held": roster.held, "places": session.capacity}))
    reasons.append(Reason(code="ahead", args={"position": place, "ahead": len(ahead)}))
    stopped = stopped_at(read, session, now)
    if stopped is not None:
        reasons.append(Reason(code="list_stopped", args={"since": stopped}))
    return reasons + _to_come(read, session, one)


def _to_come(read: Reader, session: Session, one: Registration) -> list[Reason]:
    """What a place given to it would be subject to; taking an offer is accepted by whoever takes it down."""
    standing = standing_in(read, session, one.person)
    approved = one.state == "offered" or is_approved(one)
    seat = entered(session, covered=_covered(standing), lifted=_rules(one), approved=approved)
    reasons = list(standing.reasons) if standing else []
    if seat.waits_for is None:
        return reasons
    args = {"state": one.state, "waits_for": seat.waits_for, "owes": _owes(session, standing, one)}
    return [*reasons, Reason(code="subject_later", args=args)]


def _held(read: Reader, session: Session, one: Registration, now: dt.datetime) -> list[Reason]:
    """Why its place is confirmed, or what it waits for and until when."""
    if one.state == "offered":
        return [*hold_reasons(one, session, now), *_to_come(read, session, one)]
    standing = standing_in(read, session, one.person)
    dues = list(standing.reasons) if standing else []
    if one.waits_for == "approval":
        after = [Reason(code="dues_after_approval")] if _owes(session, standing, one) else []
        return [*entered(session, covered=False).reasons, *dues, *after, *hold_reasons(one, session, now)]
    seat = entered(session, covered=_covered(standing), lifted=_rules(one), approved=True)
    reasons = [*approval_reason(one), *dues]
    if one.state == "confirmed" and seat.state != "confirmed":
        return [*reasons, Reason(code="keeps_place")]
    return [*reasons, *seat.reasons, *hold_reasons(one, session, now)]


def _request(
    read: Reader, session: Session, person: Person, roster: Roster, *, today: dt.date, now: dt.datetime
) -> list[Reason]:
    """What a request of now, for the part asked for last, would come to, or why it cannot be taken."""
    draft = _draft(read, session, roster.of_person(person.id), person, now)
    standing = standing_in(read, session, person.id)

    def asked(mode: Mode | None) -> Seat:
        request = replace(draft, mode=mode)
        return seat_for(session, person, request, roster, today=today, covered=_covered(standing))

    try:
        seat = asked(draft.mode)
    except Refused as refusal:
        return [Reason(code=refusal.code, args=dict(refusal.values))]
    reasons = [one for one in seat.reasons if one.code in ("has_place", "dues_not_asked")]
    if seat.short is not None:
        reasons.append(short_reason(seat.short, organisation=draft.organisation_name))
    reasons += standing.reasons if standing else []
    after = {"state": seat.state, "waits_for": seat.waits_for, "owes": _owes(session, standing, draft)}
    reasons.append(Reason(code="would_be", args={**after, "position": roster.ahead_of(now) + 1}))
    in_room = session.mode == "hybrid" and draft.mode != "online" and seat.short is not None
    if in_room and asked("online").short is None:
        reasons.append(Reason(code="place_online"))
    return reasons


def _draft(
    read: Reader, session: Session, before: Sequence[Registration], person: Person, now: dt.datetime
) -> Registration:
    """A request like the last one of the person, with the facts of the session's day."""
    draft = Registration(session=session.id, person=person.id, state="waiting", requested_at=now, entered_at=now)
    for last in before[-1:]:
        draft = replace(draft, slots=last.slots, mode=last.mode)
    on = first_day(session)
    return draft if on is None else frozen(draft, *facts_on(read, [person.id], on)[person.id])


def _covered(standing: Standing | None) -> bool:
    return standing is None or standing.up_to_date


def _owes(session: Session, standing: Standing | None, one: Registration) -> bool:
    """Whether dues are missing for its place to be confirmed, whatever else is."""
    return entered(session, covered=_covered(standing), lifted=_rules(one), approved=True).waits_for == "dues"


def standing_in(read: Reader, session: Session, person: int) -> Standing | None:
    """What the dues say of a person on the session's first day; None where the session asks for none."""
    on = first_day(session)
    return standing_of(read, person, on) if session.requires_dues and on is not None else None


def _rules(one: Registration) -> frozenset[str]:
    return frozenset(lift.rule for lift in one.allowed)
