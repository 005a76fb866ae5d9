"""Whom a command names: references, e-mails, or words of a name. All are found or nothing is done."""

import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from capcli.domain.names import atoms, closeness, email_key, full_name, organisation_key, sort_key
from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation, Person
from capcli.errors import Ambiguous, NotFound, Usage
from capcli.services.affiliations import open_organisations
from capcli.services.nearness import near
from capcli.store.protocol import Reader

_REFERENCE = re.compile(r"([A-Za-z])(\d{1,15})")
_MOST_CANDIDATES = 20


def person_named(read: Reader, text: str) -> Person:
    """The one person that `text` names: `P12`, an e-mail, or words of the name.

    A whole name wins over words of one, and whole words over beginnings.

    Raises:
        NotFound: `person`, `person_word`, `person_near`, `no_such_ref`.
        Ambiguous: `person_ambiguous`.
        Usage: `not_a_person`, `no_name`.
    """
    kind, number = _reference(text)
    if kind == PEOPLE.letter:
        return read.get(PEOPLE, number) or _no_such(text)
    if kind == ORGANISATIONS.letter:
        raise Usage("not_a_person", ref=text.strip().upper())
    found = _people(read, text)
    if len(found) == 1:
        return found[0][1]
    if found:
        raise _ambiguous("person_ambiguous", text, described_people(read, [person for _level, person in found]))
    return _nobody(read, text)


def organisation_named(read: Reader, text: str) -> Organisation:
    """The one organisation that `text` names: `O3`, an alias, or words of the name.

    Raises:
        NotFound: `organisation`, `no_such_ref`.
        Ambiguous: `organisation_ambiguous`.
        Usage: `not_an_organisation`, `no_name`.
    """
    kind, number = _reference(text)
    if kind == ORGANISATIONS.letter:
        return read.get(ORGANISATIONS, number) or _no_such(text)
    if kind == PEOPLE.letter:
        raise Usage("not_an_organisation", ref=text.strip().upper())
    found = _organisations(read, text)
    if len(found) == 1:
        return found[0][1]
    if found:
        raise _ambiguous("organisation_ambiguous", text, described_organisations([held for _level, held in found]))
    raise NotFound("organisation", name=text.strip())


def who_named(read: Reader, text: str) -> Person | Organisation:
    """The one person or organisation that `text` names.

    Raises:
        NotFound: `who`, `no_such_ref`. Ambiguous: `who_ambiguous`. Usage: `no_name`.
    """
    kind, number = _reference(text)
    if kind == PEOPLE.letter:
        return read.get(PEOPLE, number) or _no_such(text)
    if kind == ORGANISATIONS.letter:
        return read.get(ORGANISATIONS, number) or _no_such(text)
    people, organisations = _people(read, text), _organisations(read, text)
    best = max((level for level, _held in [*people, *organisations]), default=0)
    persons = [person for level, person in people if level == best]
    structures = [held for level, held in organisations if level == best]
    if len(persons) + len(structures) == 1:
        return persons[0] if persons else structures[0]
    if persons or structures:
        candidates = described_people(read, persons) + described_organisations(structures)
        raise _ambiguous("who_ambiguous", text, candidates)
    return _nobody(read, text, "who")


def people_named(read: Reader, words: Sequence[str]) -> list[Person]:
    """The people that the arguments name, each once, in the order typed.

    Raises:
        NotFound: one of them is nobody; `people_unknown` names them all when several are.
        Ambiguous, Usage: as `person_named`.
    """
    found: dict[int, Person] = {}
    unknown: list[NotFound] = []
    several: Ambiguous | None = None
    names = names_in(words)
    referred = by_reference(read, names)
    for name in names:
        try:
            person = referred.get(name) or person_named(read, name)
            found[person.id] = person
        except NotFound as error:
            unknown.append(error)
        except Ambiguous as error:
            several = several or error
    if len(unknown) > 1:
        raise NotFound("people_unknown", names=[str(error.values["name"]) for error in unknown])
    if unknown:
        raise unknown[0]
    if several is not None:
        raise several
    return list(found.values())


def by_reference(read: Reader, names: Iterable[str]) -> dict[str, Person]:
    """The people of those names that are references of somebody, read at once."""
    references = {name: _reference(name) for name in names}
    numbers = {name: number for name, (kind, number) in references.items() if kind == PEOPLE.letter}
    found = read.get_any(PEOPLE, numbers.values())
    return {name: found[number] for name, number in numbers.items() if number in found}


def names_in(words: Sequence[str]) -> list[str]:
    """The separate names in the arguments of a command.

    References and e-mails stand alone, commas separate, an argument with a
    space in it was quoted and is a name; single words in a row are one name.

    Raises:
        Usage: `no_name`, nothing is named.
    """
    names: list[str] = []
    loose: list[str] = []

    def close() -> None:
        names.extend(" ".join(loose).split(","))
        loose.clear()

    for word in words:
        parts = word.split()
        if parts and all(_stands_alone(part.strip(",")) for part in parts):
            close()
            names.extend(part.strip(",") for part in parts)
        elif len(parts) > 1:
            close()
            names.extend(word.split(","))
        else:
            loose.extend(parts)
    close()
    named = [name.strip() for name in names if name.strip()]
    if not named:
        raise Usage("no_name", name="")
    return named


def described_people(read: Reader, people: Iterable[Person]) -> list[tuple[str, str]]:
    """Each person as the reference and "full name, organisation", in the French order: enough to tell them apart."""
    ordered = sorted(people, key=lambda person: sort_key(person.family_name, person.given_name))
    organisations = open_organisations(read, [person.id for person in ordered[:_MOST_CANDIDATES]])
    return [(PEOPLE.ref(person.id), described(person, organisations.get(person.id, ""))) for person in ordered]


def described_organisations(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Each organisation as its reference and name, in the French order."""
    ordered = sorted(organisations, key=lambda organisation: sort_key(organisation.name, ""))
    return [(ORGANISATIONS.ref(organisation.id), organisation.name) for organisation in ordered]


def described(person: Person, organisation: str) -> str:
    """A person's full name, and the organisation when there is one."""
    name = full_name(person.given_name, person.family_name)
    return f"{name}, {organisation}" if organisation else name


def _people(read: Reader, text: str) -> list[tuple[int, Person]]:
    """The people whom `text` names best, each with how well."""
    if "@" in text:
        return [(3, person) for person in read.find(PEOPLE, "email_key", email_key(text))]
    words = _words(text)
    ranked = [(closeness(text, p.given_name, p.family_name), p) for p in read.search(PEOPLE, words)]
    return _best(ranked)


def _organisations(read: Reader, text: str) -> list[tuple[int, Organisation]]:
    """The organisations that `text` names best, each with how well."""
    if "@" in text:
        return [(3, organisation) for organisation in read.find(ORGANISATIONS, "email", text.strip())]
    exact = read.find(ORGANISATIONS, "name_keys", organisation_key(text))
    if exact:
        return [(3, organisation) for organisation in exact]
    ranked = [
        (max(closeness(text, name) for name in [held.name, *held.aliases]), held)
        for held in read.search(ORGANISATIONS, _words(text))
    ]
    return _best(ranked)


def _best(ranked: list[tuple[int, Person]] | list[tuple[int, Organisation]]) -> list:  # type: ignore[type-arg]
    best = max((level for level, _held in ranked), default=0)
    return [pair for pair in ranked if pair[0] == best and best]


def _words(text: str) -> list[str]:
    words = atoms(text)
    if not words:
        raise Usage("no_name", name=text.strip())
    return words


def _reference(text: str) -> tuple[str, int]:
    """The letter and the number of a reference; an empty letter when `text` is something else."""
    typed = _REFERENCE.fullmatch(text.strip())
    return (typed[1].upper(), int(typed[2])) if typed else ("", 0)


def _stands_alone(word: str) -> bool:
    return "@" in word or _reference(word)[0] in {PEOPLE.letter, ORGANISATIONS.letter}


def _no_such(text: str) -> NoReturn:
    raise NotFound("no_such_ref", name=text.strip().upper())


def _nobody(read: Reader, text: str, code: str = "person") -> NoReturn:
    close = near(read, text) if "@" not in text else []
    if not close:
        word = code == "person" and len(text.split()) < 2
        raise NotFound("person_word" if word else code, name=text.strip())
    names = [f"{ref} {description}" for ref, description in described_people(read, close)]
    raise NotFound("person_near", name=text.strip(), near=names)


def _ambiguous(code: str, text: str, candidates: list[tuple[str, str]]) -> Ambiguous:
    return Ambiguous(code, name=text.strip(), count=len(candidates), candidates=candidates[:_MOST_CANDIDATES])
