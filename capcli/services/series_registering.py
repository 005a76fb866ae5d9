"""A request for several sessions at once: all of them in one transaction, or none."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from capcli.services.registering import Registered, Terms, register, register_new
from capcli.store.protocol import Transaction

if TYPE_CHECKING:
    from capcli.services.people import Details


def register_in(
    tx: Transaction,
    sessions: Sequence[int],
    people: Iterable[int],
    terms: Terms,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> list[Registered]:
    """Register `people` in each of the sessions, in this order; one of them may wait where another is confirmed.

    Raises:
        NotFound, Usage, Refused: as `register`, for the first session that refuses.
    """
    people = list(people)
    return _lifted_for_nothing([register(tx, one, people, terms, today=today, now=now, by=by) for one in sessions])


def register_new_in(
    tx: Transaction,
    sessions: Sequence[int],
    details: "Details",
    terms: Terms,
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> list[Registered]:
    """Add somebody and register them in each of the sessions.

    Raises:
        NotFound, Usage, Refused: as `register_new`.
    """
    first = register_new(tx, sessions[0], details, terms, today=today, now=now, by=by)
    person = first.made[0].person.id
    later = [register(tx, one, [person], terms, today=today, now=now, by=by) for one in sessions[1:]]
    return _lifted_for_nothing([first, *later])


def _lifted_for_nothing(done: list[Registered]) -> list[Registered]:
    """A rule lifted in one of the sessions was lifted for something; one lifted in none is said with the last."""
    unused = frozenset[str].intersection(*(frozenset(one.unused) for one in done))
    return [replace(one, unused=()) for one in done[:-1]] + [replace(done[-1], unused=tuple(sorted(unused)))]
