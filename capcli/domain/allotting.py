"""Free places allotted to those who wait, in the order of the queue, under every bound of the session.

An entry of the queue is one registration, or those who registered together: a
party takes all its places or none. One that does not fit keeps those behind it
from the bounds that it is short of, and from no other: who waits for the room
does not stop somebody online. With `skip`, a party that is merely too big lets
others pass.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.bounds import Key, bounds_for, key_of
from capcli.domain.records import Bound, Registration, Session
from capcli.domain.rosters import Roster


class Short(Struct, frozen=True, kw_only=True):
    """The tightest bound that leaves an entry without a place.

    `held` places of it are taken, `ahead` go to those ahead in the queue or are
    kept for them, `party` is what the entry itself would take.
    """

    bound: Bound
    held: int
    ahead: int
    party: int

    @property
    def left(self) -> int:
        """How many places of the bound are free now, never below 0."""
        return max(0, self.bound.places - self.held)


class Allotment(Struct, frozen=True, kw_only=True):
    """Those for whom there is a place, in the order of the queue, and what the others are short of, by number."""

    chosen: list[Registration]
    short: dict[int, Short]


def allot(session: Session, roster: Roster, *, freed: Sequence[Bound] = ()) -> Allotment:
    """Serve the queue with the places that are free, and with one more on each of the bounds `freed`."""
    walk = _Walk(session, roster, freed)
    chosen: list[Registration] = []
    short: dict[int, Short] = {}
    for entry in entries(roster.queue()):
        lacking = walk.serve(entry)
        if lacking:
            short.update((one.id, lacking[0]) for one in entry)
        else:
            chosen += entry
    return Allotment(chosen=chosen, short=short)


def to_promote(session: Session, roster: Roster) -> list[Registration]:
    """Those who wait and for whom there is a place, in the order of the queue."""
    free = free_places(session, roster)
    if free == 0:
        return []
    if session.bounds or roster.parties:
        return allot(session, roster).chosen
    return roster.queue()[:free]


def free_places(session: Session, roster: Roster) -> int | None:
    """How many places of the capacity are left, never below 0; None when it is not limited."""
    if session.capacity is None:
        return None
    return max(0, session.capacity - roster.held)


def shorts_of(
    session: Session, roster: Roster, entry: Sequence[Registration], ahead: Iterable[Registration] = ()
) -> list[Short]:
    """Every bound that leaves `entry` without a place once those `ahead` have theirs, the tightest first."""
    walk = _Walk(session, roster)
    for before in entries(ahead):
        walk.serve(before)
    return walk.shorts(entry)


def newcomer_shorts(
    session: Session, roster: Roster, entry: Sequence[Registration], ahead: Sequence[Registration]
) -> list[Short]:
    """Every bound that leaves a newcomer's `entry` without a place, the tightest first: it overtakes nobody of `ahead`.

    Those who can be served have their places first, and still could beside the
    newcomer: one place fewer may make a party too big, which then keeps the rest
    from those behind it.
    """
    walk, beside = _Walk(session, roster), _Walk(session, roster)
    served = [before for before in entries(ahead) if not walk.serve(before)]
    lacking = walk.shorts(entry)
    if lacking or not served or not any(one.party for one in ahead):
        return lacking
    beside.take(entry)
    still = {before[0].id for before in entries(ahead) if not beside.serve(before)}
    return [] if all(before[0].id in still for before in served) else walk.kept_from(entry)


def entries(queue: Iterable[Registration]) -> list[list[Registration]]:
    """The queue in entries: a party stands where the first of it does."""
    grouped: dict[tuple[bool, int], list[Registration]] = {}
    for one in queue:
        key = (False, one.id) if one.party is None else (True, one.party)
        grouped.setdefault(key, []).append(one)
    return list(grouped.values())


class _Walk:
    """The places left on each bound as the queue is served from its head."""

    def __init__(self, session: Session, roster: Roster, freed: Sequence[Bound] = ()) -> None:
        self._session = session
        self._held = roster.held_on(session)
        self._freed = Counter(map(key_of, freed))
        self._ahead: Counter[Key] = Counter()
        self._skips = session.queue == "skip"

    def serve(self, entry: Sequence[Registration]) -> list[Short]:
        """Give the entry its places, or keep for it what it is short of; what that is, the tightest first."""
        lacking = self.shorts(entry)
        if not lacking:
            self.take(entry)
        elif not (self._skips and len(entry) > 1 and all(self._left(one.bound) > 0 for one in lacking)):
            for one in lacking:
                self._ahead[key_of(one.bound)] += one.party
        return lacking

    def take(self, entry: Sequence[Registration]) -> None:
        """Count the places of the entry as gone."""
        self._ahead.update(key_of(bound) for one in entry for bound in bounds_for(self._session, one))

    def shorts(self, entry: Sequence[Registration]) -> list[Short]:
        """What the entry is short of, the tightest first; of equally tight ones, the capacity first."""
        wanted = self._wanted(entry)
        return self._told([bound for key, (bound, count) in wanted.items() if self._left(bound) < count], wanted)

    def kept_from(self, entry: Sequence[Registration]) -> list[Short]:
        """The tightest bound of an entry that would fit, all that is left of it being kept for those ahead."""
        wanted = self._wanted(entry)
        tightest = self._told([bound for bound, _count in wanted.values()], wanted)[:1]
        return [replace(short, ahead=max(short.ahead, short.left)) for short in tightest]

    def _wanted(self, entry: Sequence[Registration]) -> dict[Key, tuple[Bound, int]]:
        """Each bound of which the entry takes places, and how many."""
        wanted: dict[Key, tuple[Bound, int]] = {}
        for one in entry:
            for bound in bounds_for(self._session, one):
                key = key_of(bound)
                wanted[key] = bound, wanted[key][1] + 1 if key in wanted else 1
        return wanted

    def _told(self, bounds: list[Bound], wanted: dict[Key, tuple[Bound, int]]) -> list[Short]:
        """These bounds with what is held and kept of each, the tightest first."""
        return [
            Short(bound=bound, held=self._held[key], ahead=self._ahead[key], party=wanted[key][1])
            for bound in sorted(bounds, key=self._left)
            for key in [key_of(bound)]
        ]

    def _left(self, bound: Bound) -> int:
        key = key_of(bound)
        return bound.places + self._freed[key] - self._held[key] - self._ahead[key]
