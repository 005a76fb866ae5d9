"""The marks that files make of a registration; one typed by hand stays."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.attendances import Told, merged, minutes_of, state_of, within
from capcli.domain.plans import Clock, Problem
from capcli.domain.presences import mark_of, marked
from capcli.domain.records import Presence, PresenceState, Registration, Span


class Says(Struct, frozen=True, kw_only=True):
    """What a file says of somebody at a slot: the connections, or a state; `minutes` of a list without moments."""

    told: Told
    state: PresenceState | None = None
    spans: list[Span] = []
    minutes: int | None = None


class Marked(Struct, frozen=True, kw_only=True):
    """The registration with its marks: slot by slot what holds now, and what is to be said of it."""

    registration: Registration
    slots: list[dict[str, object]]
    problems: list[Problem]


def apply(registration: Registration, says: Iterable[Says], *, share: float, source: str, clock: Clock) -> Marked:
    """The registration with what a file says of it, beside what earlier files said of the same meeting."""
    slots: list[dict[str, object]] = []
    problems: list[Problem] = []
    for one in says:
        held = mark_of(registration, one.told.slot)
        mark = _mark(held, one, share, source, clock)
        registration = registration if mark == held else marked(registration, [mark])
        minutes = minutes_told(mark, one.told)
        slots.append({"slot": mark.slot, "minutes": minutes, "state": mark.state})
        problems += _problems(mark, held, one, share)
    return Marked(registration=registration, slots=slots, problems=problems)


def minutes_told(mark: Presence, told: Told) -> int | None:
    """The minutes of a mark; None where no connection is known."""
    return minutes_of(mark.spans, told.hours) if mark.spans else None


def states_of(says: Iterable[Says], share: float) -> list[PresenceState]:
    """What a file alone makes of somebody, slot by slot."""
    return [one.state or state_of(one.spans, one.told, share) for one in says]


def _mark(held: Presence | None, says: Says, share: float, source: str, clock: Clock) -> Presence:
    if held is not None and (held.source is None or _says_the_same(held, says)):
        return held
    spans = merged([*(held.spans if held else []), *_of_slot(says)])
    state = says.state or state_of(spans, says.told, share)
    if held is not None and not held.spans and held.state == "present" and says.state is None:
        state = "present"  # somebody signed, and was connected for a moment too
    if held is not None and (held.state, held.spans) == (state, spans):
        return held
    return Presence(slot=says.told.slot, state=state, at=clock.now, by=clock.by, source=source, spans=spans)


def _says_the_same(held: Presence, says: Says) -> bool:
    """Whether a list says what is known: its minutes are those of the connections, which it does not tell."""
    if says.state is None or says.state != held.state:
        return False
    return says.minutes is None or says.minutes == minutes_told(held, says.told)


def _of_slot(says: Says) -> Sequence[Span]:
    """The connections that have to do with the slot, whole."""
    return [span for span in says.spans if within([span], says.told.hours)] if says.told.hours else says.spans


def _problems(mark: Presence, held: Presence | None, says: Says, share: float) -> list[Problem]:
    if mark.source is None:
        said = says.state or state_of(says.spans, says.told, share)
        return [Problem("attendance_by_hand", {"slot": mark.slot})] if said != mark.state else []
    if mark.state == "absent" and mark.spans and mark != held:
        known = {"minutes": minutes_of(mark.spans, says.told.hours), "of": round(says.told.seconds / 60)}
        return [Problem("attendance_short", known)]
    return []
