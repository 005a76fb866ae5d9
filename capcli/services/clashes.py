"""People registered in two sessions that take place at the same time: worth a note, never a refusal."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from capcli.domain.clashes import Overlap, overlap
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.registrations import live
from capcli.store.protocol import Reader


class Clash(Struct, frozen=True, kw_only=True):
    """Somebody who has a place or waits in another session, `registration`, at the time of the one `asked` for."""

    person: Person
    asked: Session
    registration: Registration
    session: Session
    at: Overlap


def clashes_of(read: Reader, made: Iterable[Registration]) -> list[Clash]:
    """The clashes of live registrations with others of the same people, each pair of sessions once.

    One find for all of the people, whatever the number of registrations kept.
    """
    standing = live(made)
    if not standing:
        return []
    others: dict[int, list[Registration]] = {}
    for registration in live(read.find_any(REGISTRATIONS, "person", {one.person for one in standing})):
        others.setdefault(registration.person, []).append(registration)
    people = read.get_any(PEOPLE, others)
    everywhere = (one.session for several in (standing, *others.values()) for one in several)
    sessions = read.get_any(SESSIONS, everywhere)
    return [
        clash
        for one in standing
        if one.person in people and one.session in sessions
        for clash in _of_one(one, people[one.person], sessions, others[one.person], standing)
    ]


def _of_one(
    mine: Registration,
    person: Person,
    sessions: Mapping[int, Session],
    others: Iterable[Registration],
    made: Sequence[Registration],
) -> list[Clash]:
    session = sessions[mine.session]
    told = {one.id for one in made if one.id <= mine.id}
    found = []
    for other in others:
        against = sessions.get(other.session) if other.id not in told and other.session != mine.session else None
        if against is None:
            continue
        at = overlap(session, against, mine=mine.slots, theirs=other.slots)
        if at is not None:
            found.append(Clash(person=person, asked=session, registration=other, session=against, at=at))
    return found


def clashes_between(sessions: Sequence[Session]) -> list[tuple[Session, Session, Overlap]]:
    """The pairs of sessions of a list that nobody could attend both."""
    return [
        (one, other, at)
        for place, one in enumerate(sessions)
        for other in sessions[place + 1 :]
        if (at := overlap(one, other)) is not None
    ]
