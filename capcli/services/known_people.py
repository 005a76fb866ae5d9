"""The people who are known, as rows of a file look for them: by e-mail, by name and by nearly the name."""

from collections.abc import Iterator

from capcli.domain.likeness import ENOUGH, likeness, pairs, told_words
from capcli.domain.names import atoms, full_name
from capcli.domain.records import PEOPLE, Person
from capcli.services.duplicates import namesakes_of, with_email
from capcli.services.indexed import Indexed
from capcli.store.protocol import Reader

MOST = 3
"""How many people with a near name are worth a question."""


class KnownPeople:
    """Looks people up for the rows of one file; people who are put meanwhile are found too."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def with_email(self, email: str) -> list[Person]:
        """Everybody with this e-mail, without case."""
        return with_email(self._read, email)

    def namesakes(self, given: str, family: str) -> list[Person]:
        """Everybody whose folded name is this one, in either order, however its words were split."""
        return namesakes_of(self._read, given, family)

    def near(self, name: str) -> list[Person]:
        """At most three people with nearly this name, the nearest first: one word is mistyped, or some left out."""
        words = told_words(atoms(name))
        if len(words) < 2:
            return self._with_word(words[0])[:MOST] if words else []
        scored = [(likeness(words, _words(person)), -person.id, person) for person in self._paired(words)]
        return [person for score, _turn, person in sorted(scored, key=lambda one: one[:2], reverse=True)[:MOST]
                if score >= ENOUGH and person.forgotten_on is None]  # fmt: skip

    def _with_word(self, word: str) -> list[Person]:
        found = self._read.sharing(PEOPLE, _words, [word]) if isinstance(self._read, Indexed) else None
        if found is not None:
            return found
        return [person for person in self._read.search(PEOPLE, [word]) if word in _words(person)]

    def _paired(self, words: list[str]) -> list[Person]:
        """Those who share a pair with the name; by search a piece of a word is looked for without its mark."""
        wanted = set(_pair_keys(words))
        found = self._read.sharing(PEOPLE, _pairs_held, wanted) if isinstance(self._read, Indexed) else None
        if found is not None:
            return found
        searched: dict[int, Person] = {}
        for other, piece in set(pairs(words)):
            searched.update((person.id, person) for person in self._read.search(PEOPLE, [other, piece.strip("…")]))
        return [person for person in searched.values() if wanted & set(_pairs_held(person))]


def _words(person: Person) -> list[str]:
    return told_words(atoms(full_name(person.given_name, person.family_name)))


def _pairs_held(person: Person) -> Iterator[str]:
    return _pair_keys(_words(person))


def _pair_keys(words: list[str]) -> Iterator[str]:
    return (f"{other}/{piece}" for other, piece in pairs(words))
