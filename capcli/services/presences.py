"""Who was there, marked by a person; whoever came without a place is registered on the way."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.bounds import check_part
from capcli.domain.presences import begun_slots, mark_of, marked, slots_of, unmarked
from capcli.domain.records import HELD, REGISTRATIONS, SESSIONS, Person, Presence, PresenceState, Registration
from capcli.domain.sessions import first_day
from capcli.errors import Refused
from capcli.services.cases import Case, Settled
from capcli.services.registering import Terms, added
from capcli.services.walk_ins import refuse_unheld, walked_in
from capcli.store.protocol import Transaction

if TYPE_CHECKING:
    from capcli.services.people import Details


class Marking(Struct, frozen=True, kw_only=True):
    """What is marked, None to take marks back, and at which slots, numbered from 1.

    Without `slots`, those that have begun and have no mark yet; all that have
    begun where each has one, or where marks are taken back.
    """

    state: PresenceState | None = "present"
    slots: tuple[int, ...] = ()


class Marked(Struct, frozen=True, kw_only=True):
    """What came of it: by person, the slots that are marked so now and those whose other marks stay.

    `new` are the people for whom anything changed, `walk_ins` those registered
    on the way. `later` are the slots still to come, which nobody can tell of.
    """

    settled: Settled
    slots: Mapping[int, Sequence[int]]
    kept: Mapping[int, Sequence[int]]
    new: frozenset[int]
    walk_ins: frozenset[int]
    later: Sequence[int]


def mark(
    tx: Transaction,
    session: int,
    people: Iterable[int],
    marking: Marking,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    lifted: Iterable[str] = (),
    reason: str | None = None,
) -> Marked:
    """Mark `people` at slots of a session that have begun, all of them or nobody.

    Somebody present without a place is registered on the way.

    Raises:
        NotFound: `no_such_ref`; `not_registered`, absent from a session that they were never in.
        Usage: `slot_unknown`, `slot_only_one`.
        Refused: `presence_cancelled`, `presence_undated`, `presence_early`, `presence_early_slot`, `presence_waiting`,
            `not_registered_now`, `presence_full`.
    """
    case = Case(tx, session, today=today, now=now, by=by, lifted=lifted, reason=reason)
    refuse_unheld(case)
    check_part(case.session, marking.slots, None)
    begun = _begun(case, marking.slots)
    ones = [_one(case, person, marking, begun) for person in case.people(people)]
    return Marked(
        settled=case.settled([(one.person, one.registration) for one in ones]),
        slots={one.person.id: one.slots for one in ones},
        kept={one.person.id: one.kept for one in ones},
        new=frozenset(one.person.id for one in ones if one.is_new or one.is_walk_in),
        walk_ins=frozenset(one.person.id for one in ones if one.is_walk_in),
        later=[] if marking.slots else [n for n in range(1, len(case.session.slots) + 1) if n not in begun],
    )


def mark_new(
    tx: Transaction,
    session: int,
    details: "Details",
    marking: Marking,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    lifted: Iterable[str] = (),
    reason: str | None = None,
) -> Marked:
    """Add somebody and mark them present.

    Raises:
        Usage, NotFound, Refused: as `registering.added` and `mark`; `presence_full_new` instead of `presence_full`.
    """
    lifts = frozenset(lifted)
    terms = Terms(lifted=lifts, reason=reason)
    person, used = added(tx, session, details, terms, today=today, now=now, by=by)
    try:
        done = mark(tx, session, [person.id], marking, today=today, now=now, by=by, lifted=lifts, reason=reason)
    except Refused as refusal:
        if refusal.code != "presence_full":
            raise
        raise Refused("presence_full_new", **refusal.values) from None  # their number goes with them
    unused = tuple(rule for rule in done.settled.unused if rule != "duplicate" or not used)
    return replace(done, settled=replace(done.settled, unused=unused))


class _One(Struct, frozen=True, kw_only=True):
    person: Person
    registration: Registration
    slots: list[int]
    kept: list[int]
    is_new: bool
    is_walk_in: bool


def _one(case: Case, person: Person, marking: Marking, begun: Sequence[int]) -> _One:
    """One person marked, registered on the way where they had no place."""
    before = case.roster.live_of(person.id)
    one = walked_in(case, person) if marking.state == "present" else _placed(case, person)
    slots = list(marking.slots) or _unsaid(case, one, begun, marking)
    after = _after(case, one, slots, marking.state)
    others = [(slot, mark_of(one, slot)) for slot in begun if slot not in slots]
    return _One(
        person=person,
        registration=case.keep(after) if after != one else one,
        slots=slots,
        kept=[slot for slot, seen in others if seen is not None and seen.state != marking.state],
        is_new=after != one,
        is_walk_in=marking.state == "present" and (before is None or before.state != one.state),
    )


def _begun(case: Case, typed: Sequence[int]) -> list[int]:
    """The slots that have begun; those that were typed must have.

    Raises:
        Refused: `presence_early`, `presence_early_slot`.
    """
    begun = begun_slots(case.session, case.today)
    later = [slot for slot in typed if slot not in begun]
    if later or not begun:
        if len(case.session.slots) > 1 and later and case.session.slots[later[0] - 1].date:
            raise _early(case, case.session.slots[later[0] - 1].date, slot=later[0])
        raise _early(case, first_day(case.session))
    return begun


def _unsaid(case: Case, one: Registration, begun: Sequence[int], marking: Marking) -> list[int]:
    """The slots that are meant when none is typed, of those that the person comes for.

    Raises:
        Refused: `presence_early_slot`, none of theirs has begun.
    """
    theirs = [slot for slot in slots_of(case.session, one) if slot in begun]
    if not theirs:
        coming = slots_of(case.session, one)
        raise _early(case, case.session.slots[coming[0] - 1].date if coming else None, slot=min(coming, default=None))
    blank = [slot for slot in theirs if mark_of(one, slot) is None]
    return blank if blank and marking.state is not None else theirs


def _early(case: Case, day: dt.date | None, *, slot: int | None = None) -> Refused:
    about = {"session": SESSIONS.ref(case.session.id), "title": case.session.title, "day": day}
    return Refused("presence_early", **about) if slot is None else Refused("presence_early_slot", **about, slot=slot)


def _placed(case: Case, person: Person) -> Registration:
    """The registration of somebody who was to come; a mark that is taken back may be that of one who left since."""
    ended = case.last_one(person)
    if ended.presence and case.roster.live_of(person.id) is None:
        return ended
    live = case.live_one(person)
    if live.state not in HELD:
        raise Refused("presence_waiting", **case.named(person), registration=REGISTRATIONS.ref(live.id))
    return live


def _after(case: Case, one: Registration, slots: Sequence[int], state: PresenceState | None) -> Registration:
    """The registration with the marks; one that says the same already, by hand, stays as it is."""
    if state is None:
        return unmarked(one, slots)
    marks = []
    for slot in slots:
        seen = mark_of(one, slot)
        if seen is None or seen.state != state or seen.source is not None:
            spans = seen.spans if seen else []
            marks.append(Presence(slot=slot, state=state, at=case.now, by=case.by, spans=spans))
    return marked(one, marks)
