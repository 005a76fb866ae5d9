"""The same person or organisation, found before it is added a second time."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from capcli.domain.names import atoms, email_key, full_name, name_key, organisation_key, same_name, squash
from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation, Person
from capcli.errors import Refused
from capcli.services.affiliations import affiliations_on, names_of
from capcli.services.indexed import Indexed
from capcli.store.protocol import Reader


class Candidate(Struct, frozen=True, kw_only=True):
    """What is compared of somebody: the name, the e-mail, the numbers of the organisations of the day."""

    given_name: str
    family_name: str
    email: str | None = None
    organisations: frozenset[int] = frozenset()
    besides: int = 0


def refuse_twin(read: Reader, candidate: Candidate, on: dt.date) -> None:
    """Stop a second record of one person: the same e-mail, or the same folded name where both work.

    Raises:
        Refused: as `refuse_same_email` and `refuse_namesake`.
    """
    refuse_same_email(read, candidate, on)
    refuse_namesake(read, candidate, on)


def refuse_same_email(read: Reader, candidate: Candidate, on: dt.date) -> None:
    """Stop a second person with the e-mail, naming whoever has the same name among several.

    Raises:
        Refused: `duplicate_email`; `values["number"]` is the person who is there already.
    """
    sharing = with_email(read, candidate.email) if candidate.email else []
    sharing = [person for person in sharing if person.id != candidate.besides]
    if sharing:
        twin = next((person for person in sharing if _same(person, candidate)), sharing[0])
        raise _twin(read, "duplicate_email", twin, on, email=candidate.email)


def refuse_namesake(read: Reader, candidate: Candidate, on: dt.date) -> None:
    """Stop a second person of the same folded name in the same organisation, or where neither has one.

    Raises:
        Refused: `duplicate_name`, `duplicate_name_alone`; `values["number"]` is the person who is there already.
    """
    found = namesakes_of(read, candidate.given_name, candidate.family_name)
    namesakes = [person for person in found if person.id != candidate.besides]
    belonging = affiliations_on(read, [person.id for person in namesakes], on)
    for person in namesakes:
        theirs = {affiliation.organisation for affiliation in belonging.get(person.id, ())}
        if theirs & candidate.organisations:
            raise _twin(read, "duplicate_name", person, on)
        if not theirs and not candidate.organisations:
            raise _twin(read, "duplicate_name_alone", person, on)


def with_email(read: Reader, email: str) -> list[Person]:
    """Everybody with this e-mail, without case; colleagues may share one."""
    return read.find(PEOPLE, "email_key", email_key(email))


def namesakes_of(read: Reader, given: str, family: str) -> list[Person]:
    """Everybody whose folded name is this one, in either order, however its words were split."""
    words = atoms(f"{given} {family}")
    if not words:
        return []
    found = read.sharing(PEOPLE, _names_held, _name_keys(given, family)) if isinstance(read, Indexed) else None
    if found is None:
        found = read.search(PEOPLE, words)
    return [person for person in found if same_name(given, family, person.given_name, person.family_name)]


def refuse_same_organisation(read: Reader, names: Iterable[str], besides: int = 0) -> None:
    """Stop a second record of one organisation: a folded name or alias that another has.

    Raises:
        Refused: `organisation_twice`.
    """
    for name in names:
        other = organisation_called(read, name, besides)
        if other is not None:
            raise Refused("organisation_twice", name=name, ref=ORGANISATIONS.ref(other.id), known=other.name)


def organisation_called(read: Reader, name: str, besides: int = 0) -> Organisation | None:
    """The organisation that has this name or alias, folded."""
    found = read.find(ORGANISATIONS, "name_keys", organisation_key(name))
    return next((organisation for organisation in found if organisation.id != besides), None)


def _names_held(person: Person) -> Iterable[str]:
    return _name_keys(person.given_name, person.family_name)


def _name_keys(given: str, family: str) -> Iterable[str]:
    """What two names that are one share: the folded name, or the squashed one in one of its two orders."""
    one, other = squash(given), squash(family)
    return name_key(given, family), f"{one}{other}", f"{other}{one}"


def _same(person: Person, candidate: Candidate) -> bool:
    return same_name(person.given_name, person.family_name, candidate.given_name, candidate.family_name)


def _twin(read: Reader, code: str, person: Person, on: dt.date, **values: object) -> Refused:
    belonging = affiliations_on(read, [person.id], on).get(person.id, [])
    names = names_of(read, [affiliation.organisation for affiliation in belonging[:1]])
    organisation = names[belonging[0].organisation].name if names else ""
    name = full_name(person.given_name, person.family_name)
    said = f"{name}, {organisation}" if organisation else name
    return Refused(code, number=person.id, ref=PEOPLE.ref(person.id), name=said, **values)
