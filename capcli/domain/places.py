"""Who has a place in a session and who waits: the one decision behind every way in."""

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.allotting import Short, free_places, newcomer_shorts
from capcli.domain.allotting import to_promote as to_promote  # part of this module's face
from capcli.domain.bounds import RULES
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.records import (
    REGISTRATIONS,
    SESSIONS,
    Bound,
    Person,
    Registration,
    Session,
    State,
    WaitsFor,
)
from capcli.domain.registrations import called
from capcli.domain.rosters import Roster
from capcli.domain.sessions import closing_day, first_day, last_day
from capcli.domain.views import Reason
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


def already(registration: Registration) -> str:
    """The code with which somebody who has this live registration is refused a second one."""
    return "already_approval" if registration.waits_for == "approval" else ALREADY[registration.state]


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
    """What a request comes to, and why.

    `lifted` are the rules that it needed lifted, of those it was allowed.
    `short` is the tightest bound that leaves it without a place, `needs` the
    rules that would have to be lifted for one.
    """

    state: State
    waits_for: WaitsFor | None = None
    lifted: tuple[str, ...] = ()
    reasons: list[Reason] = []
    short: Short | None = None
    needs: tuple[str, ...] = ()


def is_coming(session: Session, today: dt.date) -> bool:
    """Whether the session is dated, not cancelled and not over: its last day still counts."""
    last = last_day(session)
    return not session.cancelled and last is not None and last >= today


def seat_for(
    session: Session,
    person: Person,
    draft: Registration,
    roster: Roster,
    *,
    today: dt.date,
    covered: bool,
    lifted: Iterable[str] = (),
    approved: bool = False,
    together: Sequence[Registration] = (),
    again: bool = False,
) -> Seat:
    """Decide whether `person` gets a place in `session`, subject to dues or approval or not, or waits.

    `draft` is the request: when it came, and the slots, mode, organisation and
    public on which the bounds of the session weigh. `covered` is whether dues
    cover the session's first day. `lifted` are the rules a person lifts. The
    drafts of all who register `together` get places, or all wait. `again` says
    that a registration which ended is taken up, and no other one begun.

    Raises:
        Refused: what `check_request` refuses.
    """
    allowed, requested_at = frozenset(lifted), draft.requested_at
    needed = check_request(session, person, roster, requested_at, today=today, lifted=allowed, again=again)
    lacking = _lacking(session, roster, requested_at, together or [draft])
    rules = {RULES[short.bound.kind] for short in lacking}
    seat = entered(session, covered=covered, lifted=allowed, approved=approved)
    if not rules <= allowed:
        reasons = _why_waiting(roster, requested_at, lacking)
        return Seat(
            state="waiting",
            lifted=(*needed, *seat.lifted),
            reasons=reasons,
            short=lacking[0],
            needs=tuple(sorted(rules)),
        )
    has_place = Reason(code="has_place", args={"held": roster.held, "places": session.capacity})
    return Seat(
        state=seat.state,
        waits_for=seat.waits_for,
        lifted=(*needed, *sorted(rules), *seat.lifted),
        reasons=[has_place, *seat.reasons],
    )


def entered(session: Session, *, covered: bool, lifted: Iterable[str] = (), approved: bool = False) -> Seat:
    """The state in which somebody who has a place holds it: subject to approval, then to dues, else confirmed."""
    if session.approval and not approved:
        return Seat(state="pending", waits_for="approval", reasons=[Reason(code="needs_approval")])
    if not session.requires_dues:
        return Seat(state="confirmed", reasons=[Reason(code="dues_not_asked")])
    if covered:
        return Seat(state="confirmed")
    if "unpaid" in frozenset(lifted):
        return Seat(state="confirmed", lifted=("unpaid",))
    return Seat(state="pending", waits_for="dues", reasons=[Reason(code="subject_to_dues")])


def check_request(
    session: Session,
    person: Person,
    roster: Roster,
    requested_at: dt.datetime,
    *,
    today: dt.date,
    lifted: Iterable[str] = (),
    again: bool = False,
) -> tuple[str, ...]:
    """Hold a request against what forbids it, whatever places are left; the rules among `lifted` that it needed.

    `requested_at` is judged against the closing day, in the session's time
    zone; the closing day itself is still open.

    Raises:
        Refused: `registering_cancelled`, `registering_undated`, those of `already`, `registering_refused` unless
            taken up again, never lifted; `registering_past`, `registering_closed`, lifted by `closed`.
    """
    known = {"session": SESSIONS.ref(session.id), "title": session.title}
    if session.cancelled:
        raise Refused("registering_cancelled", **known)
    if first_day(session) is None:
        raise Refused("registering_undated", **known)
    refuse_registered(session, person, roster, again=again)
    requested_on = requested_at.astimezone(ZoneInfo(session.timezone)).date()
    return _closed(session, requested_on, today, frozenset(lifted))


def refuse_registered(session: Session, person: Person, roster: Roster, *, again: bool = False) -> None:
    """Refuse somebody who has a live registration (rule 2), or whose request we refused, unless it is taken up again.

    Raises:
        Refused: `person_forgotten`; those of `already`; `registering_refused`.
    """
    refuse_forgotten(person)
    registration, theirs = roster.live_of(person.id), roster.of_person(person.id)
    if registration is not None:
        number, position = REGISTRATIONS.ref(registration.id), roster.position(registration.id)
        about = called(session, person)
        raise Refused(already(registration), **about, registration=number, position=position)
    if theirs and theirs[-1].state == "refused" and not again:
        about = called(session, person)
        raise Refused("registering_refused", **about, registration=REGISTRATIONS.ref(theirs[-1].id))


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


def _lacking(
    session: Session, roster: Roster, requested_at: dt.datetime, together: Sequence[Registration]
) -> list[Short]:
    """What leaves the request without a place once everybody who waits ahead of it has one; none when it has."""
    if session.bounds or roster.parties or len(together) > 1:
        alone = roster.settled and not roster.parties  # then whoever is ahead lacks what is full anyway
        return newcomer_shorts(session, roster, together, () if alone else roster.ahead(requested_at))
    free = free_places(session, roster)
    ahead = roster.ahead_of(requested_at)
    if free is None or free > ahead:
        return []
    bound = Bound(kind="session", places=session.capacity or 0)
    return [Short(bound=bound, held=roster.held, ahead=ahead, party=1)]


def _why_waiting(roster: Roster, requested_at: dt.datetime, lacking: Sequence[Short]) -> list[Reason]:
    """The tightest bound first; then who is ahead."""
    reasons = [short_reason(short) for short in lacking]
    ahead = roster.ahead_of(requested_at)
    if ahead:
        reasons.append(Reason(code="ahead", args={"position": ahead + 1, "ahead": ahead}))
    return reasons


def short_reason(short: Short, *, organisation: str | None = None) -> Reason:
    """What an entry of the queue is short of; `organisation` is its own name.

    A party that is merely too big is told so; else the bound with its values,
    of which places may be left that are kept for those ahead.
    """
    bound, left = short.bound, short.left - short.ahead
    if short.party > 1 and left > 0:
        return Reason(code="party_too_big", args={"size": short.party, "left": left})
    args = {"bound": bound.kind, "key": bound.key, "places": bound.places, "held": short.held}
    named = {"name": organisation} if bound.kind == "organisation" else {}
    return Reason(code="no_place", args={**args, **named})
