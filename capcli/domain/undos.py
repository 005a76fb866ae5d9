"""What must still hold once an entry of the history is taken back: rules 1 and 2."""

from collections.abc import Iterable

from msgspec import Struct

from capcli.domain.bounds import RULES, Key, bounds_for, key_of
from capcli.domain.records import HELD, Bound, Registration, Session
from capcli.domain.registrations import lifts, live


class Over(Struct, frozen=True, kw_only=True):
    """A bound, and how many places of it are held, more than it has."""

    bound: Bound
    held: int

    @property
    def above(self) -> int:
        """How many are above the bound."""
        return self.held - self.bound.places


def places_over(session: Session | None, registrations: Iterable[Registration]) -> dict[Key, Over]:
    """Each bound of which more is held than it has, those that a person lifted its rule for left out."""
    counts: dict[Key, Over] = {}
    if session is None:
        return counts
    for one in registrations:
        if one.state not in HELD:
            continue
        for bound in bounds_for(session, one):
            if not lifts(one, RULES[bound.kind]):
                before = counts.get(key_of(bound))
                counts[key_of(bound)] = Over(bound=bound, held=before.held + 1 if before else 1)
    return {key: over for key, over in counts.items() if over.above > 0}


def live_twice(registrations: Iterable[Registration]) -> tuple[Registration, Registration] | None:
    """Two live registrations of one person among those of one session; None when there are not."""
    seen: dict[int, Registration] = {}
    for registration in live(registrations):
        if registration.person in seen:
            return seen[registration.person], registration
        seen[registration.person] = registration
    return None
