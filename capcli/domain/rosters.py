"""The registrations of one session, with its places counted and its queue in order as they change."""

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator

from capcli.domain.bounds import Key, keys_for
from capcli.domain.records import HELD, LIVE, Bound, Mode, Registration, Session


class Roster:
    """Every registration of a session, ended ones included; whoever waits is in the order of rule 8."""

    def __init__(self, registrations: Iterable[Registration] = ()) -> None:
        self._known: dict[int, Registration] = {}
        self._of_person: dict[int, list[int]] = {}
        self._queue: list[Registration] = []
        self.held = 0
        """How many places are taken (rule 1)."""
        self.parties = 0
        """How many of those who wait registered together with others."""
        self.settled = False
        """Whether nobody who waits is known to have a place to come: a request changes nothing of that."""
        self._weighed: Session | None = None
        self._on_bounds: Counter[Key] = Counter()
        for registration in registrations:
            self.keep(registration)

    def __iter__(self) -> Iterator[Registration]:
        """All of them, in the order in which they came to be known."""
        return iter(self._known.values())

    def __getitem__(self, number: int) -> Registration:
        return self._known[number]

    def keep(self, registration: Registration) -> None:
        """Know `registration` from now on, in the place of the one with its number, which is of the same person."""
        before = self._known.get(registration.id)
        self.settled = self.settled and before is not None and _asks(before) == _asks(registration)
        if before is None:
            self._of_person.setdefault(registration.person, []).append(registration.id)
        else:
            self.held -= before.state in HELD
            if before.state == "waiting":
                self.parties -= before.party is not None
                del self._queue[bisect_left(self._queue, _turn(before), key=_turn)]
        self._known[registration.id] = registration
        self.held += registration.state in HELD
        if registration.state == "waiting":
            self.parties += registration.party is not None
            insort(self._queue, registration, key=_turn)
        if self._weighed is not None:
            self._on_bounds.subtract(_weight(self._weighed, before))
            self._on_bounds.update(_weight(self._weighed, registration))

    def held_on(self, session: Session) -> Counter[Key]:
        """How many places are held on each bound of the session; counted once, then kept up."""
        if self._weighed is None or _terms(self._weighed) != _terms(session):
            self._weighed = session
            self._on_bounds = Counter(key for one in self for key in _weight(session, one))
        return self._on_bounds

    def of_person(self, person: int) -> list[Registration]:
        """Those of one person, the first one first."""
        return [self._known[number] for number in self._of_person.get(person, ())]

    def live_of(self, person: int) -> Registration | None:
        """The one of a person that holds a place or waits for one."""
        return next((one for one in self.of_person(person) if one.state in LIVE), None)

    def queue(self) -> list[Registration]:
        """Those who wait, first to be served first: by priority, time of the request and number (rule 8)."""
        return list(self._queue)

    def position(self, number: int) -> int | None:
        """The place in the queue of a registration, from 1; None when it does not wait."""
        known = self._known.get(number)
        if known is None or known.state != "waiting":
            return None
        return bisect_left(self._queue, _turn(known), key=_turn) + 1

    def positions(self) -> dict[int, int]:
        """The place in the queue of each waiting registration, from 1, by its number."""
        return {registration.id: place for place, registration in enumerate(self._queue, start=1)}

    def ahead(self, requested_at: dt.datetime) -> list[Registration]:
        """Those who wait ahead of a request of that moment, without priority, that comes now."""
        return self._queue[: self.ahead_of(requested_at)]

    def ahead_of(self, requested_at: dt.datetime) -> int:
        """How many wait ahead of a request of that moment, without priority, that comes now."""
        return bisect_right(self._queue, (0, requested_at), key=lambda waiting: _turn(waiting)[:2])


def _turn(waiting: Registration) -> tuple[int, dt.datetime, int]:
    return (-waiting.priority, waiting.requested_at, waiting.queue_number or waiting.id)


def _asks(registration: Registration) -> tuple[object, ...]:
    """What decides which places a registration holds or waits for."""
    one = registration
    return one.state, _turn(one), one.slots, one.mode, one.organisation, one.public, one.party


def _weight(session: Session, registration: Registration | None) -> list[Key]:
    return keys_for(session, registration) if registration and registration.state in HELD else []


def _terms(session: Session) -> tuple[int | None, Mode | None, list[Bound]]:
    """What decides on which bounds a registration weighs."""
    return session.capacity, session.mode, session.bounds
