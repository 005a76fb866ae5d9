"""What a change of a session may not take from those who registered: their place, their slot, their day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from capcli.domain.bounds import RULES, bounds_of, check_bounds, held, key_of, spelled
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Bound, Lift, Registration, Session
from capcli.domain.registrations import live
from capcli.domain.sessions import first_day, in_day_order
from capcli.domain.undos import Over as Over  # part of this module's face
from capcli.errors import Refused
from capcli.store.protocol import Reader

_MATTER = frozenset({"capacity", "bounds", "mode", "slots"})


class Lifting(Struct, frozen=True, kw_only=True):
    """The rules that a person lifts for a change, why, who and when."""

    rules: frozenset[str] = frozenset()
    reason: str = ""
    by: str = ""
    at: dt.datetime = dt.datetime.min.replace(tzinfo=dt.UTC)

    def kept(self, used: Sequence[str]) -> list[Lift]:
        """Those that were needed, as they are kept."""
        return [Lift(rule=rule, reason=self.reason, by=self.by, at=self.at) for rule in dict.fromkeys(used)]


def lowered(read: Reader, before: Session, after: Session, changes: dict[str, Any], lifting: Lifting) -> list[Over]:
    """The bounds that the change puts below what is held, where the rule is lifted; nobody loses a place.

    Raises:
        Refused: `capacity_below_held` and `bound_below_held`, lifted by `full` and `limit`; `undated_with_people`;
            `slots_taken`.
        Usage: what `check_bounds` refuses.
    """
    if not _MATTER & changes.keys():
        return []
    check_bounds(after)
    standing = live(read.find(REGISTRATIONS, "session", before.id))
    if "slots" in changes:
        _keep_slots(before, after, standing)
    were = {key_of(bound): bound.places for bound in bounds_of(before)}
    found = []
    for bound in bounds_of(after):
        count = held(bound, after, standing)
        same = before.mode == after.mode and were.get(key_of(bound), bound.places + 1) <= bound.places
        if count <= bound.places or same or (bound.kind == "session" and bound.places < 1):
            continue
        if RULES[bound.kind] not in lifting.rules:
            raise _refusal(before, bound, count)
        found.append(Over(bound=bound, held=count))
    return found


def _refusal(session: Session, bound: Bound, count: int) -> Refused:
    about = {"session": SESSIONS.ref(session.id), "title": session.title}
    if bound.kind == "session":
        return Refused("capacity_below_held", capacity=bound.places, held=count, **about)
    return Refused("bound_below_held", bound=spelled(bound), places=bound.places, held=count, **about)


def _keep_slots(before: Session, after: Session, standing: Sequence[Registration]) -> None:
    slots = in_day_order(after.slots)
    about = {"session": SESSIONS.ref(before.id), "title": before.title}
    if first_day(after) is None and standing:
        raise Refused("undated_with_people", people=len(standing), **about)
    for one in standing:
        gone = next((slot for slot in one.slots if slot > len(slots)), None)
        if gone is not None:
            of = {"registration": REGISTRATIONS.ref(one.id), "person": PEOPLE.ref(one.person)}
            raise Refused("slots_taken", slot=gone, **of, **about)
