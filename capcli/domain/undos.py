"""What must still hold once an entry of the history is taken back: rules 1 and 2, dues that do not overlap."""

from collections.abc import Iterable, Sequence

from capcli.domain.places import places_held
from capcli.domain.records import HELD, Dues, Registration, Session
from capcli.domain.registrations import lifts, live


def places_over(session: Session | None, registrations: Sequence[Registration]) -> int:
    """How many places are held above the capacity, those that a person lifted the rule for left out; 0 for none."""
    if session is None or session.capacity is None:
        return 0
    lifted = sum(one.state in HELD and lifts(one, "full") for one in registrations)
    return max(0, places_held(registrations) - lifted - session.capacity)


def live_twice(registrations: Iterable[Registration]) -> tuple[Registration, Registration] | None:
    """Two live registrations of one person among those of one session; None when there are not."""
    seen: dict[int, Registration] = {}
    for registration in live(registrations):
        if registration.person in seen:
            return seen[registration.person], registration
        seen[registration.person] = registration
    return None


def overlapping(dues: Sequence[Dues]) -> list[tuple[Dues, Dues]]:
    """The pairs of one payer's payments that share a day; parts of one period that they do not overpay may."""
    standing = [one for one in dues if not one.cancelled]
    pairs = [(one, other) for place, one in enumerate(standing) for other in standing[place + 1 :]]
    return [(one, other) for one, other in pairs if _share_a_day(one, other) and not _are_parts(one, other, standing)]


def _share_a_day(one: Dues, other: Dues) -> bool:
    return one.since <= other.until and other.since <= one.until


def _are_parts(one: Dues, other: Dues, standing: Iterable[Dues]) -> bool:
    """Whether the two belong to one period, whose payments together do not pass what is due."""
    period = (one.since, one.until, one.rate)
    if (other.since, other.until, other.rate) != period:
        return False
    paid = sum(part.cents for part in standing if (part.since, part.until, part.rate) == period)
    return paid <= max(one.due_cents, other.due_cents)
