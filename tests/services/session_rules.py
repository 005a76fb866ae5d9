"""Rules 1 to 10 of the design as checks: on what is there, and on what one command made of it.

Written a second time on purpose, without the program's own counting, so that
the two are held against each other.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from capcli.domain.records import (
    DUES,
    HELD,
    LIVE,
    REGISTRATIONS,
    SESSIONS,
    Bound,
    Dues,
    Registration,
    Session,
)
from capcli.domain.registrations import MOVES
from capcli.services.affiliations import main_organisations
from capcli.services.promotions import stopped_at
from capcli.services.standings import standings_of
from capcli.store.protocol import Reader

MOVES_PEOPLE = frozenset({"org join", "org leave", "session postpone", "undo"})
"""What makes somebody count for another organisation: nobody loses a place by that (rule 8)."""
Who = tuple[int, int]
"""A session and a person."""


class Deed(Struct, frozen=True, kw_only=True):
    """What a command was meant to do: to whom by name, and which rules a person lifted in it."""

    name: str
    whom: frozenset[Who] = frozenset()
    lifted: frozenset[str] = frozenset()


class Scene(Struct, frozen=True, kw_only=True):
    """Everything at one moment."""

    sessions: dict[int, Session]
    registrations: dict[int, Registration]
    dues: dict[int, Dues]

    def of(self, session: int) -> list[Registration]:
        return [one for one in self.registrations.values() if one.session == session]


def seen(read: Reader) -> Scene:
    return Scene(
        sessions={one.id: one for one in read.scan(SESSIONS)},
        registrations={one.id: one for one in read.scan(REGISTRATIONS)},
        dues={one.id: one for one in read.scan(DUES)},
    )


def first_day(session: Session) -> dt.date:
    return min(slot.date for slot in session.slots if slot.date)


def bounds(session: Session, registrations: Sequence[Registration]) -> list[Bound]:
    """The bounds, that of each organisation once for every one that somebody comes for."""
    found = [] if session.capacity is None else [Bound(kind="session", places=session.capacity)]
    for bound in session.bounds:
        if bound.kind == "organisation":
            homes = sorted({one.organisation for one in registrations if one.organisation is not None})
            found += [Bound(kind="organisation", key=str(home), places=bound.places) for home in homes]
        else:
            found.append(bound)
    return found


def weighs(bound: Bound, session: Session, one: Registration) -> bool:
    if bound.kind == "mode":
        mode = one.mode or session.mode
        return ("online" if mode == "online" else "onsite") == bound.key
    if bound.kind == "slot":
        return not one.slots or int(bound.key or 0) in one.slots
    return bound.kind == "session" or bound.key == str(one.organisation)


def over(session: Session, registrations: Sequence[Registration]) -> Counter[str]:
    """How many hold a place above each bound, those for whom a person lifted it left out."""
    found: Counter[str] = Counter()
    for bound in bounds(session, registrations):
        rule = "full" if bound.kind == "session" else "limit"
        held = [one for one in registrations if one.state in HELD and weighs(bound, session, one)]
        plain = [one for one in held if all(lift.rule != rule for lift in one.allowed)]
        found[f"{bound.kind} {bound.key}"] = max(0, len(plain) - bound.places)
    return found


def order(one: Registration) -> tuple[int, dt.datetime, int]:
    return -one.priority, one.requested_at, one.id


def served(session: Session, registrations: Sequence[Registration]) -> set[int]:
    """Who of those waiting has a place by the queue: an entry short of a bound keeps it from those behind."""
    limits = bounds(session, registrations)
    taken = {
        place: sum(one.state in HELD and weighs(bound, session, one) for one in registrations)
        for place, bound in enumerate(limits)
    }
    entries: dict[object, list[Registration]] = {}
    for one in sorted((one for one in registrations if one.state == "waiting"), key=order):
        entries.setdefault(("party", one.party) if one.party is not None else one.id, []).append(one)
    found: set[int] = set()
    for entry in entries.values():
        wanted = {p: sum(weighs(bound, session, one) for one in entry) for p, bound in enumerate(limits)}
        short = [p for p, bound in enumerate(limits) if wanted[p] and taken[p] + wanted[p] > bound.places]
        too_big = len(entry) > 1 and all(taken[p] < limits[p].places for p in short)
        if not short:
            found |= {one.id for one in entry}
            for place, count in wanted.items():
                taken[place] += count
        elif not (session.queue == "skip" and too_big):
            for place in short:
                taken[place] += wanted[place]
    return found


def check_scene(read: Reader, today: dt.date, now: dt.datetime) -> None:
    """What holds whatever was done."""
    scene = seen(read)
    for number, session in scene.sessions.items():
        registrations = scene.of(number)
        people = [one.person for one in registrations if one.state in LIVE]
        assert len(people) == len(set(people)), "rule 2: one live registration a person"
        for one in registrations:
            check_history(one)
            check_presence(one)
        if session.cancelled or max(slot.end_date or slot.date for slot in session.slots) < today:
            continue
        check_judged(read, session, [one for one in registrations if one.state in LIVE])
        if stopped_at(read, session, now) is None:
            assert not served(session, registrations), "nobody waits beside a place that is theirs"


def check_history(one: Registration) -> None:
    states = [turn.state for turn in one.history]
    assert states[-1] == one.state
    for before, after in pairwise(states):
        assert after in MOVES[before], "a move that is drawn"
        assert not (before in HELD and after == "waiting"), "rule 8: a place given is not taken back"
    assert (one.waits_for is not None) == (one.state == "pending")
    assert one.held_until is None or one.state in ("pending", "offered") or one.state not in LIVE
    assert all(lift.reason for lift in one.allowed), "rule 5: a lift has its reason"


def check_presence(one: Registration) -> None:
    marked = [mark.slot for mark in one.presence]
    assert marked == sorted(set(marked)), "one mark a slot"


def check_judged(read: Reader, session: Session, live: Sequence[Registration]) -> None:
    """Rules 3, 9 and 10: by the first day, whenever things changed."""
    day = first_day(session)
    standing = standings_of(read, [one.person for one in live], day)
    homes = main_organisations(read, [one.person for one in live], day)
    for one in live:
        if one.waits_for == "dues":
            assert session.requires_dues, "nothing is asked"
            assert not standing[one.person].up_to_date, "rule 9: covered now, so confirmed"
        if one.waits_for == "approval":
            assert session.approval
        assert one.organisation_name == (homes[one.person].name if one.person in homes else None), "rule 10"


def check_step(read: Reader, before: Scene, deed: Deed) -> None:
    """What one command may have done, and to whom."""
    after = seen(read)
    undo = deed.name == "undo"
    for number, dues in before.dues.items():
        kept = after.dues.get(number)
        assert kept == dues or (kept is None and undo), "rule 4: a record of dues is never overwritten"
    for number, session in after.sessions.items():
        if number not in before.sessions:
            continue
        were = over(before.sessions[number], before.of(number))
        for bound, count in over(session, after.of(number)).items():
            moved = bound.startswith("organisation") and deed.name in MOVES_PEOPLE
            assert count <= were[bound] or moved or deed.lifted & {"full", "limit"}, f"rule 1: {bound}, {deed.name}"
        if session.cancelled:
            changed = {one.person for one in after.of(number) if state_of(before, one.id) != one.state}
            assert changed <= {person for where, person in deed.whom if where == number} or undo, "rule 9: cancelled"
    for number, registration in after.registrations.items():
        old = before.registrations.get(number)
        if not undo:
            check_turns(old, registration, deed, after)
    if not undo:
        assert before.registrations.keys() <= after.registrations.keys()


def state_of(scene: Scene, number: int) -> str | None:
    known = scene.registrations.get(number)
    return known.state if known else None


def check_turns(old: Registration | None, new: Registration, deed: Deed, after: Scene) -> None:
    """Nothing is decided for other people on the way (rule 6), but what the rules say."""
    mine = (new.session, new.person) in deed.whom
    if old is None:
        assert mine, "a registration that nobody asked for"
        return
    assert new.history[: len(old.history)] == old.history, "the history is kept"
    if any(turn.cause == "lapsed" for turn in new.history[len(old.history) :]):
        assert deed.name == "sweep", "rule 6"
        assert all(mark.state != "present" for mark in old.presence), "who was there never lapses"
        return
    assert mine or old.presence == new.presence, "nobody else is marked"
    if old.state in HELD and new.state not in HELD:
        assert mine, "rule 8: a place was taken back"
    if mine or old.state == new.state:
        return
    if old.state == "waiting":
        assert new.state in HELD
        party = [one for one in after.of(new.session) if new.party is not None and one.party == new.party]
        assert all(one.state != "waiting" for one in party), "a party is not torn apart"
    else:
        assert old.state == "pending", (old.state, new.state)
        assert new.state == "confirmed"


def check_newcomers(session: Session, registrations: Sequence[Registration], made: Sequence[Registration]) -> None:
    """Somebody new has a place exactly when one is left once everybody ahead has theirs (rule 8)."""
    import msgspec

    asked = {one.id: msgspec.structs.replace(one, state="waiting") for one in made}
    as_asked = [asked.get(one.id, one) for one in registrations]
    found = served(session, as_asked)
    for one in made:
        assert (one.state in HELD) == (one.id in found), "nobody overtakes, and no place is left empty"
