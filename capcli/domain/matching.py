"""Whether a row of a file is about somebody who is known."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from capcli.domain.applicants import Applicant
from capcli.domain.names import closeness, email_key, full_name, same_name
from capcli.domain.records import Person


class Match(Struct, frozen=True, kw_only=True):
    """The verdict: `person` is the one; without one, `candidates` make the row ambiguous, and none make somebody new.

    `why` is the code of what is unclear: `other_name`, `several`, `namesake` or `near_name`.
    """

    person: Person | None = None
    candidates: list[Person] = []
    why: str = ""


class Known(Struct, frozen=True, kw_only=True):
    """Who may be meant: people with the e-mail, with the folded name, with a near name; and where each belongs."""

    by_email: Sequence[Person] = ()
    namesakes: Sequence[Person] = ()
    near: Sequence[Person] = ()
    organisations: Mapping[int, frozenset[int]] = {}


def match(who: Applicant, organisation: int | None, known: Known) -> Match:
    """Who `who` is: by e-mail and a name that agrees, else by name and organisation; anything less is unclear."""
    if known.by_email:
        return _by_email(who, known.by_email)
    colleagues = [
        person for person in known.namesakes if organisation in known.organisations.get(person.id, frozenset())
    ]
    if organisation is not None and len(colleagues) == 1:
        return Match(person=colleagues[0])
    if known.namesakes:
        return Match(candidates=list(known.namesakes), why="namesake")
    near = [person for person in known.near if not _is_stranger(who, organisation, person, known)]
    return Match(candidates=near, why="near_name" if near else "")


def _by_email(who: Applicant, sharing: Sequence[Person]) -> Match:
    agreeing = [person for person in sharing if _agrees(who, person)]
    exact = [person for person in agreeing if _is_namesake(who, person)]
    for found in (exact, agreeing):
        if len(found) == 1:
            return Match(person=found[0])
    return Match(candidates=agreeing or list(sharing), why="several" if agreeing else "other_name")


def _agrees(who: Applicant, person: Person) -> bool:
    """Whether one name is the other, or leaves some words of it out ("Jean Fauvel", "Jean-Baptiste Fauvel-Rochas")."""
    if not who.name:
        return True
    theirs = full_name(person.given_name, person.family_name)
    return (
        _is_namesake(who, person)
        or closeness(who.name, person.given_name, person.family_name) > 0
        or closeness(theirs, who.given_name, who.family_name) > 0
    )


def _is_namesake(who: Applicant, person: Person) -> bool:
    return same_name(who.given_name, who.family_name, person.given_name, person.family_name)


def _is_stranger(who: Applicant, organisation: int | None, person: Person, known: Known) -> bool:
    """Whether a near name is only that: another e-mail, and another organisation or another house of e-mails."""
    if who.email is None or person.email is None:
        return False
    theirs = known.organisations.get(person.id, frozenset())
    if organisation is not None and theirs:
        return organisation not in theirs
    return _domain(who.email) != _domain(person.email)


def _domain(email: str) -> str:
    return email_key(email).rpartition("@")[2]
