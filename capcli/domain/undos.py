"""What must still hold once an entry of the history is taken back: rules 1 and 2."""

from collections.abc import Iterable, Sequence

from capcli.domain.records import HELD, Registration, Session
from capcli.domain.registrations import lifts, live
from capcli.domain.rosters import Roster


def places_over(session: Session | None, registrations: Sequence[Registration]) -> int:
    """How many places are held above the capacity, those that a person lifted the rule for left out; 0 for none."""
    if session is None or session.capacity is None:
        return 0
    lifted = sum(one.state in HELD and lifts(one, "full") for one in registrations)
    return max(0, Roster(registrations).held - lifted - session.capacity)


def live_twice(registrations: Iterable[Registration]) -> tuple[Registration, Registration] | None:
    """Two live registrations of one person among those of one session; None when there are not."""
    seen: dict[int, Registration] = {}
    for registration in live(registrations):
        if registration.person in seen:
            return seen[registration.person], registration
        seen[registration.person] = registration
    return None
