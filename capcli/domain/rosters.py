"""The registrations of one session, with its places counted and its queue in order as they change."""

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator

from capcli.domain.records import HELD, LIVE, Registration


class Roster:
    """Every registration of a session, ended ones included; whoever waits is in the order of rule 8."""

    def __init__(self, registrations: Iterable[Registration] = ()) -> None:
        self._known: dict[int, Registration] = {}
        self._of_person: dict[int, list[int]] = {}
        self._queue: list[Registration] = []
        self.held = 0
        """How many places are taken (rule 1)."""
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
        if before is None:
            self._of_person.setdefault(registration.person, []).append(registration.id)
        else:
            self.held -= before.state in HELD
            if before.state == "waiting":
                del self._queue[bisect_left(self._queue, _turn(before), key=_turn)]
        self._known[registration.id] = registration
        self.held += registration.state in HELD
        if registration.state == "waiting":
            insort(self._queue, registration, key=_turn)

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

    def ahead_of(self, requested_at: dt.datetime) -> int:
        """How many wait ahead of a request of that moment, without priority, that comes now."""
        return bisect_right(self._queue, (0, requested_at), key=lambda waiting: _turn(waiting)[:2])


def _turn(waiting: Registration) -> tuple[int, dt.datetime, int]:
    return (-waiting.priority, waiting.requested_at, waiting.id)
