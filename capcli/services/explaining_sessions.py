"""Explanations of a session: why it is full or not, and what the next place that comes free would do."""

import datetime as dt
from collections import Counter

from capcli.domain.allotting import entries, shorts_of
from capcli.domain.bounds import RULES, bounds_of, held, key_of
from capcli.domain.explanations import ExplanationView
from capcli.domain.names import full_name
from capcli.domain.places import is_coming, short_reason
from capcli.domain.records import (
    HELD,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    Bound,
    Organisation,
    Session,
)
from capcli.domain.registrations import counted
from capcli.domain.rosters import Roster
from capcli.domain.sessions import closing_day, first_day, last_day, state_on
from capcli.domain.views import Reason
from capcli.domain.waitlist_stops import stops_at
from capcli.services.explaining import Explained, titled
from capcli.services.policies import places_policy
from capcli.services.waitlists import Freed, Waitlist, waitlist
from capcli.store.protocol import Reader


def why_session(read: Reader, session: Session, *, today: dt.date, now: dt.datetime) -> Explained:
    """What each bound of the session holds, who is above it, whether requests and the waiting list are still served."""
    roster = Roster(read.find(REGISTRATIONS, "session", session.id))
    reasons = [_opening(session, today), _counted(session, roster), *_bounds(read, session, roster)]
    reasons += _above(read, session, roster)
    if is_coming(session, today):
        reasons += _list(read, session, roster, today=today, now=now)
    state = state_on(session, today)
    view = ExplanationView(who=None, session=titled(session), on=today, state=state, reasons=reasons)
    return Explained(view=view, session=session)


def _opening(session: Session, today: dt.date) -> Reason:
    """Whether the session takes requests, and since or until when."""
    state, closing, last = state_on(session, today), closing_day(session), last_day(session)
    if state == "cancelled":
        return Reason(code="session_cancelled", args={"reason": session.cancelled_reason})
    if state == "past":
        return Reason(code="session_over", args={"day": last})
    if first_day(session) is None:
        return Reason(code="registering_undated")
    return Reason(code="open_until" if state == "open" else "registering_closed", args={"day": closing})


def _counted(session: Session, roster: Roster) -> Reason:
    """How many registrations are in each state."""
    return Reason(code="counts", args={"counts": counted(roster), "capacity": session.capacity})


def _bounds(read: Reader, session: Session, roster: Roster) -> list[Reason]:
    """Each bound with what it holds; of the bound of each organisation, those that reached it."""
    bounds = bounds_of(session)
    if not bounds:
        return [Reason(code="unlimited", args={"held": roster.held})]
    reasons = []
    for bound in bounds:
        if bound.kind == "organisation" and bound.key is None:
            reasons.append(_organisations(read, bound, roster))
            continue
        taken = held(bound, session, roster)
        args = {"bound": bound.kind, "key": bound.key, "places": bound.places, "held": taken}
        left = bound.places - taken
        reasons.append(
            Reason(code="bound_left", args={**args, "left": left}) if left > 0 else Reason(code="bound_full", args=args)
        )
    return reasons


def _organisations(read: Reader, bound: Bound, roster: Roster) -> Reason:
    counts = Counter(one.organisation for one in roster if one.state in HELD and one.organisation is not None)
    full = [number for number, count in counts.items() if count >= bound.places]
    known = read.get_any(ORGANISATIONS, full)
    names = [_organisation_words(known.get(number), number) for number in sorted(full)]
    return Reason(code="organisations", args={"places": bound.places, "full": names})


def _organisation_words(organisation: Organisation | None, number: int) -> str:
    reference = ORGANISATIONS.ref(number)
    return f"{organisation.name} ({reference})" if organisation else reference


def _above(read: Reader, session: Session, roster: Roster) -> list[Reason]:
    """Who was let in beyond a bound, and why; and places held beyond it that nobody was let in for."""
    lifted = [(one, lift) for one in roster if one.state in HELD for lift in one.allowed if lift.rule in RULES.values()]
    people = read.get_any(PEOPLE, [one.person for one, _lift in lifted])
    reasons = []
    for one, lift in lifted:
        person = people.get(one.person)
        name = full_name(person.given_name, person.family_name) if person else ""
        who = {"registration": REGISTRATIONS.ref(one.id), "person": PEOPLE.ref(one.person), "name": name}
        how = {"rule": lift.rule, "reason": lift.reason, "by": lift.by, "at": lift.at}
        reasons.append(Reason(code="let_in", args={**who, **how}))
    above = max((held(bound, session, roster) - bound.places for bound in bounds_of(session)), default=0)
    if above > len(lifted):
        reasons.append(Reason(code="above", args={"above": above - len(lifted)}))
    return reasons


def _list(read: Reader, session: Session, roster: Roster, *, today: dt.date, now: dt.datetime) -> list[Reason]:
    """Who waits and what the first of them is short of, until when the list is served, and whose the next place is."""
    waiting = waitlist(read, session, today=today, now=now, roster=roster)
    queue, stop = waiting.roster.queue(), stops_at(session, places_policy(read).stops)
    reasons = []
    if queue:
        reasons.append(Reason(code="queue", args={"waiting": len(queue), "first": REGISTRATIONS.ref(queue[0].id)}))
    if waiting.stopped is not None:
        reasons.append(Reason(code="list_stopped", args={"since": waiting.stopped}))
    elif queue and stop is not None:
        reasons.append(Reason(code="list_stops", args={"stops": stop}))
    above = session.capacity is not None and waiting.roster.held > session.capacity
    freed = waiting.freed[:1] if above else sorted(waiting.freed, key=lambda one: one.elsewhere)
    reasons += [_freed(read, session, one, waiting) for one in freed]
    if queue and not waiting.freed and not waiting.free:
        reasons += [short_reason(short) for short in shorts_of(session, waiting.roster, entries(queue)[0])[:1]]
    return reasons + _unwaited(session, waiting, today)


def _freed(read: Reader, session: Session, freed: Freed, waiting: Waitlist) -> Reason:
    """What one more place of a bound, which is one of the capacity too, would do."""
    args: dict[str, object] = {"bound": freed.bound.kind, "key": freed.bound.key}
    if freed.bound.kind == "organisation" and freed.bound.key:
        number = int(freed.bound.key.removeprefix(ORGANISATIONS.letter))
        args["name"] = _organisation_words(read.get(ORGANISATIONS, number), number)
    above = freed.held - freed.bound.places
    if above > 0:
        return Reason(code="freed_above", args={**args, "above": above})
    if freed.elsewhere:
        args["elsewhere"] = True
    if not freed.served:
        return Reason(code="freed_waits", args=args)
    first = freed.served[0]
    whose = {
        "registration": REGISTRATIONS.ref(first.id),
        "position": waiting.roster.position(first.id),
        "size": len(freed.served),
    }
    how = "stopped" if waiting.stopped is not None else session.waitlist
    return Reason(code="freed", args={**args, **whose, "how": how})


def _unwaited(session: Session, waiting: Waitlist, today: dt.date) -> list[Reason]:
    """What one more place would do of each bound that is full while nobody waits for it."""
    told = {key_of(one.bound) for one in waiting.freed}
    reasons = []
    for bound in bounds_of(session):
        args = {"bound": bound.kind, "key": bound.key}
        above = held(bound, session, waiting.roster) - bound.places
        if key_of(bound) in told or bound.kind == "organisation" or above < 0:
            continue
        if above:
            reasons.append(Reason(code="freed_above", args={**args, "above": above}))
        else:
            code = "freed_open" if state_on(session, today) == "open" else "freed_stays"
            reasons.append(Reason(code=code, args=args))
    return reasons
