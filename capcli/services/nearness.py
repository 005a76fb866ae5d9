"""Near names: shown before somebody is created twice, or when a name was mistyped."""

from capcli.domain.names import atoms
from capcli.domain.records import PEOPLE, Person
from capcli.store.protocol import Reader

_MOST_WORDS = 40
"""A text of more is no name: each of its words would be asked for, of every record."""
_ENOUGH = 70
"""How alike every word must be, out of 100: Dupond and Dupont are at 83, Martinot and Martineau at 71."""


def near(read: Reader, name: str, *, limit: int = 3) -> list[Person]:
    """At most `limit` people whose name is `name` or nearly, the nearest first; one word at a time may be mistyped."""
    words = [atom for atom in atoms(name) if len(atom) > 1]
    found: dict[int, Person] = {}
    if len(words) > _MOST_WORDS:
        return []
    for place, word in enumerate(words):
        others = words[:place] + words[place + 1 :]
        for pieces in _pieces(word):
            found.update((person.id, person) for person in read.search(PEOPLE, [*others, *pieces]))
    scored = [(_likeness(words, person), -person.id) for person in found.values()]
    kept = sorted((pair for pair in scored if pair[0] >= _ENOUGH), reverse=True)
    return [found[-number] for _score, number in kept[:limit]]


def _pieces(word: str) -> list[list[str]]:
    """What stays of a word when one letter of it is wrong: its beginning, its end, or both."""
    if len(word) < 4:
        return [[word]]
    half = max(3, len(word) // 2)
    return [[word[:half]], [word[-half:]], [word[:2], word[-2:]]]


def _likeness(words: list[str], person: Person) -> float:
    """How alike the least alike word is."""
    from rapidfuzz import fuzz

    held = atoms(f"{person.given_name} {person.family_name}")
    return min((max(fuzz.ratio(word, other) for other in held) for word in words), default=0.0) if held else 0.0
