"""The people who are known, as rows of a file look for them: by e-mail, by name and by nearly the name.

A few rows search; after so many, the names are held in an index, which gives
the same answers at a price that does not grow with the people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from capcli.domain.likeness import ENOUGH, likeness, pairs, told_words
from capcli.domain.names import atoms, full_name, name_key, same_name, squash
from capcli.domain.records import PEOPLE, Person
from capcli.services.duplicates import namesakes_of, with_email
from capcli.services.indexed import ENOUGH as MANY
from capcli.services.indexed import Indexed
from capcli.store.protocol import Reader

MOST = 3
"""How many people with a near name are worth a question."""


class KnownPeople:
    """Looks people up for the rows of one file; people who are put meanwhile are found too."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._asked = 0
        self._index: _Index | None = None

    def with_email(self, email: str) -> list[Person]:
        """Everybody with this e-mail, without case."""
        return with_email(self._read, email)

    def namesakes(self, given: str, family: str) -> list[Person]:
        """Everybody whose folded name is this one, in either order, however its words were split."""
        index = self._index_by_now()
        if index is None:
            return namesakes_of(self._read, given, family)
        return index.namesakes(given, family)

    def near(self, name: str) -> list[Person]:
        """At most three people with nearly this name, the nearest first: one word is mistyped, or some left out."""
        words = told_words(atoms(name))
        if len(words) < 2:
            return self._with_word(words[0]) if words else []
        index = self._index_by_now()
        found = index.paired(words) if index else self._paired(words)
        scored = [(likeness(words, _words(person)), -person.id, person) for person in found]
        return [person for score, _turn, person in sorted(scored, key=lambda one: one[:2], reverse=True)[:MOST]
                if score >= ENOUGH]  # fmt: skip

    def _with_word(self, word: str) -> list[Person]:
        found = self._read.search(PEOPLE, [word])
        return [person for person in found if word in _words(person)][:MOST]

    def _paired(self, words: list[str]) -> list[Person]:
        """Those who share a pair with the name, by search: a piece of a word is looked for without its mark."""
        wanted = set(pairs(words))
        found: dict[int, Person] = {}
        for other, piece in wanted:
            found.update((person.id, person) for person in self._read.search(PEOPLE, [other, piece.strip("…")]))
        return [person for person in found.values() if wanted & set(pairs(_words(person)))]

    def _index_by_now(self) -> "_Index | None":
        self._asked += 1
        if self._index is None and self._asked > MANY and isinstance(self._read, Indexed):
            self._index = _Index(self._read.scan(PEOPLE))
            self._read.follow(PEOPLE, self._index.keep)
        return self._index


class _Index:
    """People by every form of their names; a name that somebody had before the index was made stays out of it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: dict[int, Person] = {}
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for person in people:
            self.keep(person)

    def keep(self, person: Person) -> None:
        """Know the person from now on; a name that they had until now is passed over when it is found."""
        before = self._people.get(person.id)
        self._people[person.id] = person
        if before is not None and before.search_key == person.search_key:
            return
        for key in {*_whole_keys(person.given_name, person.family_name), *_pair_keys(_words(person))}:
            self._numbers[key].append(person.id)

    def namesakes(self, given: str, family: str) -> list[Person]:
        """See `KnownPeople.namesakes`."""
        found = self._under(_whole_keys(given, family))
        return [person for person in found if same_name(given, family, person.given_name, person.family_name)]

    def paired(self, words: list[str]) -> list[Person]:
        """Those who share a pair of a word and a piece of another, or did before their name was corrected."""
        return self._under(_pair_keys(words))

    def _under(self, keys: Iterable[str]) -> list[Person]:
        numbers = {number for key in keys for number in self._numbers.get(key, ())}
        return [self._people[number] for number in sorted(numbers)]


def _words(person: Person) -> list[str]:
    return told_words(atoms(full_name(person.given_name, person.family_name)))


def _whole_keys(given: str, family: str) -> Iterator[str]:
    """What two names that are one share: the folded name, or the squashed one in one of its two orders."""
    one, other = squash(given), squash(family)
    yield name_key(given, family)
    yield f"{one}{other}"
    yield f"{other}{one}"


def _pair_keys(words: list[str]) -> Iterator[str]:
    return (f"{other}/{piece}" for other, piece in pairs(words))
