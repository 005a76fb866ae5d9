"""How alike two names are, and the pieces by which names that are alike find each other."""

from collections.abc import Iterator, Sequence

ENOUGH = 70
"""How alike every word must be, out of 100: Dupond and Dupont are at 83, Martinot and Martineau at 71."""
_PIECE = 3


def likeness(words: Sequence[str], others: Sequence[str]) -> float:
    """How alike the least alike word is, out of 100, of those of the shorter name; 0 when one of the two is empty."""
    from rapidfuzz import fuzz

    fewer, more = sorted((words, others), key=len)
    return min((max(fuzz.ratio(word, other) for other in more) for word in fewer), default=0.0) if fewer else 0.0


def told_words(atoms: Sequence[str]) -> list[str]:
    """The words of a name that tell it: initials and elided letters do not."""
    return [atom for atom in atoms if len(atom) > 1]


def pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A word of the name as it is, with the beginning or the end of another one, which may be mistyped."""
    for place, word in enumerate(words):
        for piece in {f"{word[:_PIECE]}…", f"…{word[-_PIECE:]}"}:
            yield from ((other, piece) for at, other in enumerate(words) if at != place)
