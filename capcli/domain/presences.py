"""Who was there, slot by slot: which slots can be told of, whose marks count, and the rate that they make."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import HELD, Presence, Registration, Session


class Rate(Struct, frozen=True, kw_only=True):
    """How many were there of those who held a place: of one slot, or of all that were told of (`slot` None).

    `unmarked` are those of whom nothing is said yet.
    """

    slot: int | None
    expected: int
    present: int
    absent: int
    excused: int

    @property
    def unmarked(self) -> int:
        """Those of whom nothing is said yet."""
        return self.expected - self.present - self.absent - self.excused

    @property
    def share(self) -> float | None:
        """Present of expected, from 0 to 1; None while nobody is marked."""
        return self.present / self.expected if self.expected > self.unmarked else None


def begun_slots(session: Session, today: dt.date) -> list[int]:
    """The numbers of the slots whose first day has come, from 1; one without a day has not."""
    return [number for number, slot in enumerate(session.slots, start=1) if slot.date and slot.date <= today]


def slots_of(session: Session, registration: Registration) -> list[int]:
    """The numbers of the slots that a registration is for, as far as the session has them."""
    numbers = range(1, len(session.slots) + 1)
    return [number for number in numbers if not registration.slots or number in registration.slots]


def mark_of(registration: Registration, slot: int) -> Presence | None:
    """What is said of somebody at the slot of this number."""
    return next((mark for mark in registration.presence if mark.slot == slot), None)


def marked(registration: Registration, marks: Iterable[Presence]) -> Registration:
    """The registration with these marks, each in the place of the one of its slot."""
    held = {mark.slot: mark for mark in registration.presence} | {mark.slot: mark for mark in marks}
    return replace(registration, presence=[held[slot] for slot in sorted(held)])


def unmarked(registration: Registration, slots: Iterable[int]) -> Registration:
    """The registration with nothing said of these slots."""
    gone = frozenset(slots)
    return replace(registration, presence=[mark for mark in registration.presence if mark.slot not in gone])


def is_walk_in(registration: Registration) -> bool:
    """Whether somebody came without a place, and was registered on the way."""
    return any(turn.cause == "walk_in" for turn in registration.history)


def is_expected(session: Session, registration: Registration, slot: int) -> bool:
    """Whether the slot's rate counts somebody: they are marked, or hold a place that they did not just walk in to."""
    if mark_of(registration, slot) is not None:
        return True
    return registration.state in HELD and not is_walk_in(registration) and slot in slots_of(session, registration)


def rate_of(session: Session, registrations: Iterable[Registration], slot: int) -> Rate:
    """The rate of one slot."""
    expected = [one for one in registrations if is_expected(session, one, slot)]
    states = [mark.state for one in expected if (mark := mark_of(one, slot)) is not None]
    return Rate(
        slot=slot,
        expected=len(expected),
        present=states.count("present"),
        absent=states.count("absent"),
        excused=states.count("excused"),
    )


def overall(rates: Sequence[Rate]) -> Rate:
    """The rate of all the slots of which something is said; of the others nothing is known."""
    told = [rate for rate in rates if rate.share is not None]
    return Rate(
        slot=None,
        expected=sum(rate.expected for rate in told),
        present=sum(rate.present for rate in told),
        absent=sum(rate.absent for rate in told),
        excused=sum(rate.excused for rate in told),
    )
