"""Which of the people registered in a session somebody means."""

from capcli.domain.names import closeness, email_key
from capcli.domain.records import PEOPLE, REGISTRATIONS, Person, Session
from capcli.domain.registrations import live
from capcli.errors import Ambiguous
from capcli.services.who import described_people, person_named
from capcli.store.protocol import Reader


def attendee_named(read: Reader, session: Session, text: str, *, ended: bool = False) -> Person:
    """The person that `text` names; of several, the one who is registered in the session.

    With `ended`, also by a registration that has ended.

    Raises:
        NotFound, Ambiguous, Usage: as `person_named`, when no one or several of them are registered.
    """
    try:
        return person_named(read, text)
    except Ambiguous as several:
        named = _as_close(read, session, text, several, ended=ended)
        if len(named) == 1:
            return named[0]
        if named:
            candidates = described_people(read, named)
            raise Ambiguous(several.code, name=text, count=len(named), candidates=candidates) from None
        raise


def _as_close(read: Reader, session: Session, text: str, several: Ambiguous, *, ended: bool) -> list[Person]:
    """Those registered whom `text` names as well as the candidates, and no worse: "martin" is not Martineau."""
    registrations = read.find(REGISTRATIONS, "session", session.id)
    numbers = {registration.person for registration in (registrations if ended else live(registrations))}
    people = read.get_any(PEOPLE, numbers).values()
    refs = {ref for ref, _ in several.values["candidates"]}  # type: ignore[attr-defined] # pairs, by the error's contract
    level = max((_closeness(text, person) for person in people if PEOPLE.ref(person.id) in refs), default=None)
    return [person for person in people if _closeness(text, person) == level]


def _closeness(text: str, person: Person) -> int:
    if "@" in text:
        return 3 if person.email_key == email_key(text) else 0
    return closeness(text, person.given_name, person.family_name)
