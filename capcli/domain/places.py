"""Who has a place in a session and who waits: the one decision behind every way in."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.names import full_name
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session, State, WaitsFor
from capcli.domain.rosters import Roster
from capcli.domain.sessions import closing_day, first_day, last_day
from capcli.errors import Refused, Usage

LIFTABLE = ("closed", "full", "unpaid", "limit", "duplicate")
"""The rules that `--allow` takes."""
ALREADY: dict[State, str] = {
    "confirmed": "already_confirmed",
    "pending": "already_pending",
    "offered": "already_offered",
    "waiting": "already_waiting",
}
"""The refusal of a second live registration (rule 2), by the state of the first."""


def typed_lifts(rules: Iterable[str], reason: str | None) -> frozenset[str]:
    """The rules a person lifts, as typed after `--allow`.

    Raises:
        Usage: `allow_rule`, one is none of `LIFTABLE`; `allow_reason`, no reason is given.
    """
    lifted = frozenset(rule.strip().lower() for rule in rules)
    for rule in sorted(lifted - frozenset(LIFTABLE)):
        raise Usage("allow_rule", rule=rule, known=", ".join(LIFTABLE))
    if lifted and not (reason or "").strip():
        raise Usage("allow_reason", rule=min(lifted, key=LIFTABLE.index))
    return lifted


class Seat(Struct, frozen=True, kw_only=True):
    """What a request comes to; `lifted` are the rules that it needed lifted, of those it was allowed."""

    state: State
    waits_for: WaitsFor | None = None
    lifted: tuple[str, ...] = ()


def free_places(session: Session, roster: Roster) -> int | None:
    """How many places are left, never below 0; None when they are not limited."""
    if session.capacity is None:
        return None
    return max(0, session.capacity - roster.held)


def to_promote(session: Session, roster: Roster) -> list[Registration]:
    """Those who wait and for whom there is a place, in the order of the queue."""
    return roster.queue()[: free_places(session, roster)]


def is_coming(session: Session, today: dt.date) -> bool:
    """Whether the session is dated, not cancelled and not over: its last day still counts."""
    last = last_day(session)
    return not session.cancelled and last is not None and last >= today


def seat_for(
    session: Session,
    person: Person,
    roster: Roster,
    *,
    requested_at: dt.datetime,
    today: dt.date,
    covered: bool,
    lifted: Iterable[str] = (),
) -> Seat:
    """Decide whether `person` gets a place in `session`, subject to dues or not, or waits.

    `requested_at` is judged against the closing day, in the session's time
    zone; the closing day itself is still open. `covered` is whether dues cover
    the session's first day. `lifted` are the rules a person lifts.

    Raises:
        Refused: `registering_cancelled`, `registering_undated`, those of `ALREADY`, never lifted;
            `registering_past`, `registering_closed`, lifted by `closed`.
    """
    allowed = frozenset(lifted)
    _refuse_always(session, person, roster)
    needed = _closed(session, requested_at.astimezone(ZoneInfo(session.timezone)).date(), today, allowed)
    has_place = _has_place(session, roster, requested_at)
    if not has_place and "full" in allowed:
        needed, has_place = (*needed, "full"), True
    owes = bool(session.requires_dues) and not covered
    if owes and "unpaid" in allowed:
        needed, owes = (*needed, "unpaid"), False
    if not has_place:
        return Seat(state="waiting", lifted=needed)
    if owes:
        return Seat(state="pending", waits_for="dues", lifted=needed)
    return Seat(state="confirmed", lifted=needed)


def _refuse_always(session: Session, person: Person, roster: Roster) -> None:
    known = {"session": SESSIONS.ref(session.id), "title": session.title}
    if session.cancelled:
        raise Refused("registering_cancelled", **known)
    if first_day(session) is None:
        raise Refused("registering_undated", **known)
    registration = roster.live_of(person.id)
    if registration is not None:
        raise Refused(
            ALREADY[registration.state],
            **known,
            name=full_name(person.given_name, person.family_name),
            person=PEOPLE.ref(person.id),
            registration=REGISTRATIONS.ref(registration.id),
            position=roster.position(registration.id),
        )


def _closed(session: Session, requested_on: dt.date, today: dt.date, allowed: frozenset[str]) -> tuple[str, ...]:
    last, closing = last_day(session), closing_day(session)
    over = last is not None and last < today
    late = closing is not None and requested_on > closing
    if not over and not late:
        return ()
    if "closed" in allowed:
        return ("closed",)
    known = {"session": SESSIONS.ref(session.id), "title": session.title}
    if over:
        raise Refused("registering_past", **known, day=last)
    raise Refused("registering_closed", **known, day=closing, requested=requested_on)


def _has_place(session: Session, roster: Roster, requested_at: dt.datetime) -> bool:
    """Whether a place is left once everybody who waits ahead of this request has one."""
    free = free_places(session, roster)
    return free is None or free > roster.ahead_of(requested_at)
