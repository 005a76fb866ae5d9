"""Names as they are compared: kept as people write them, folded only for keys, searches and order.

Accents, case, hyphens and apostrophes do not matter, dropped or split; nor does
the order "NOM Prénom". Other scripts are kept as they are.
"""

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

from capcli.domain.folding import atoms, clean, fold, squash, words_of

__all__ = [
    "PARTICLES",
    "atoms",
    "clean",
    "closeness",
    "email_key",
    "fits",
    "fold",
    "full_name",
    "name_key",
    "organisation_key",
    "same_name",
    "search_key",
    "sort_key",
    "split_name",
    "squash",
    "title_words",
    "untitled",
    "words_of",
]

_FEW_NAMES = 1024
"""So many keys are remembered: one row of a file, or one command, asks for the same ones again and again."""

PARTICLES = frozenset(
    str.split("de du des d la le les l da das do dos di del della van von der den ter el al ben bin ibn bou abou san")
)
"""Folded words that open a family name and belong to it."""

_NEVER_GIVEN = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "el"})
_ARTICLES = frozenset({"l", "d", "qu", "le", "la", "les", "un", "une", "des", "de", "du"})
_TOWN = frozenset({"mairie", "commune", "ville"})
_SAINTS = {"st": "saint", "ste": "sainte"}
# Patterns are texts, which `re` compiles once and when they are used: most commands use one of them.
_SIGLE = r"(?<!\w)\w(?:\.\w)+(?!\w)"
_NOBLE = r"(?i)^\s*(?:de\s+|d\s*['’]\s*|d\s+)(?=\S)"
_TITLES = (
    r"(?i)(?:(?:mmes?|mlles?|melle|mm?|mrs?|ms|miss|drs?|pr|prof|me|monsieur|madame|mademoiselle)\b\.?\s+)+"
    r"(?=\w)"
)
_ONLY_TITLE = frozenset({"mme", "mlle", "melle", "mr", "mrs", "monsieur", "madame", "mademoiselle"})
_LATIN_WORD = r"[a-z0-9]+"
_DOUBLE_GIVEN = frozenset({"jean", "marie", "anne", "pierre", "louis", "rose"})
_SECOND_GIVEN = frozenset(
    str.split(
        "pierre paul luc marc claude michel louis francois jacques philippe yves christophe charles baptiste noel "
        "marie claire france laure sophie christine helene therese odile anne jose dominique bernard rene robert guy "
        "eric daniel denis sebastien francoise cecile agnes lise rose line lou eve jeanne catherine madeleine"
    )
)


@lru_cache(maxsize=_FEW_NAMES)
def name_key(given: str, family: str) -> str:
    """One key for a name in either order; a particle holds to the word after it ("LeGoff" is "Le Goff")."""
    return " ".join(sorted(_joined(given) + _joined(family)))


def search_key(*parts: str) -> str:
    """The folded words of `parts` in order, without spaces: any atom of a name is found inside."""
    return "".join(squash(part) for part in parts)


@lru_cache(maxsize=_FEW_NAMES)
def email_key(email: str) -> str:
    """An e-mail as it is compared: without case, its domain as people read it."""
    local, at, domain = unicodedata.normalize("NFC", email.strip()).casefold().rpartition("@")
    if "xn--" in domain:
        with suppress(UnicodeError):
            domain = domain.encode("ascii").decode("idna")
    return f"{local}{at}{domain}"


def organisation_key(name: str) -> str:
    """An organisation's name as it is compared: "Mairie de Die", "COMMUNE DE DIE" and "ville de die" are one."""
    whole = re.sub(_SIGLE, lambda sigle: sigle[0].replace(".", ""), name)
    words = [_SAINTS.get(atom, atom) for atom in atoms(whole)]
    kept = [word for word in words if word not in _ARTICLES] or words
    if len(kept) > 1 and kept[0] in _TOWN:
        kept[0] = "commune"
    return "".join(kept)


def fits(query: str, *names: str) -> bool:
    """Whether every word of `query` starts a word of `names`, whatever was dropped, split or put first."""
    return closeness(query, *names) > 0


def closeness(query: str, *names: str) -> int:
    """How well `query` names the thing: 3 the whole name, 2 whole words of it, 1 beginnings of words, 0 not at all.

    `names` are the parts of one name, in order; both orders of two parts count.
    """
    asked, held = atoms(query), [atom for name in names for atom in atoms(name)]
    if not asked or not held:
        return 0
    if sorted(asked) == sorted(held) or "".join(asked) in _whole(names):
        return 3
    if all(_is_run(atom, held) for atom in asked) or _is_run("".join(asked), held * 2):
        return 2
    if all(_starts(atom, held) for atom in asked) or _starts("".join(asked), held * 2):
        return 1
    return 0


def same_name(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Whether two names are one, in either order, however their words were split."""
    if name_key(given, family) == name_key(other_given, other_family):
        return True
    return bool(_whole((given, family)) & _whole((other_given, other_family)))


def sort_key(family: str, given: str) -> tuple[str, ...]:
    """The French order: words, then accents, then case; a leading "de" or "d'" is passed over, "La", "Le", "Du" count.

    Accents decide last, and the last one first: cote, côte, coté, côté.
    """
    noble = re.sub(_NOBLE, "", family)
    return (fold(noble), fold(given), _accents(noble), _accents(given), noble, given, family)


def full_name(given: str, family: str) -> str:
    """A name as it is said: "Anne de La Bretonnière"."""
    return f"{given} {family}".strip()


def untitled(text: str) -> str:
    """A name without the civility before it ("Mme Zoé Martineau", "M. L'HOSTIS"); a lone initial stays."""
    text = clean(text)
    return "" if fold(text) in _ONLY_TITLE else re.sub(_TITLES, "", text, count=1) if re.match(_TITLES, text) else text


def title_words(text: str) -> list[str]:
    """The words of a title that make a session's code: a to z and digits, without elided words and articles."""
    words = [word for atom in atoms(text) for word in re.findall(_LATIN_WORD, atom)]
    return [word for word in words if word not in _ARTICLES]


def split_name(text: str) -> tuple[str, str]:
    """The given and the family name of a name written in one piece.

    A comma ends the family name ("Roche, Jeanne"). Words in capitals are the
    family name, wherever they stand, with the particles before them. Without
    capitals a particle opens it ("Anne Le Goff", "Le Goff Anne", "van der Berg
    Piet"); else the first word is the given name (two, for "Marie Claire"). One word alone is a family name.
    """
    text = clean(text)
    family, comma, given = text.partition(",")
    if comma:
        return given.strip(" ,"), family.strip()
    words = text.split()
    start, stop = _family_span(words)
    return " ".join(words[:start] + words[stop:]), " ".join(words[start:stop])


def _family_span(words: list[str]) -> tuple[int, int]:
    """Where the family name starts, and the place after its end."""
    shouted = [_is_shouted(word) for word in words]
    if any(shouted) and not all(shouted):
        start = shouted.index(True)
        stop = start + 1
        while stop < len(words) and (shouted[stop] or (_is_particle(words[stop]) and any(shouted[stop:]))):
            stop += 1
        while start > 0 and _is_particle(words[start - 1]):
            start -= 1
        return start, stop
    opening = [place for place, word in enumerate(words[:-1]) if _is_particle(word)]
    if opening and opening[0] > 0:
        return opening[0], len(words)
    if opening and (fold(words[0]) in _NEVER_GIVEN or opening[:2] == [0, 1]):
        return 0, 1 + next(place for place in range(len(words)) if place not in opening)
    double = len(words) > 2 and fold(words[0]) in _DOUBLE_GIVEN and fold(words[1]) in _SECOND_GIVEN
    return min(2 if double else 1, len(words) - 1), len(words)


def _is_particle(word: str) -> bool:
    return fold(word) in PARTICLES


def _is_shouted(word: str) -> bool:
    """Whether the word is in capitals as family names are, an elided d' or a Mc apart; an initial is not."""
    bare = re.sub(r"^(?:d['’]|Mc|Mac)", "", word)
    return bare.isupper() and sum(char.isalpha() for char in bare) > 1


def _joined(part: str) -> list[str]:
    """The words of one part of a name, each particle joined to what follows it."""
    words: list[str] = []
    opening = ""
    for word in words_of(part):
        opening += word
        if word not in PARTICLES:
            words.append(opening)
            opening = ""
    return [*words, opening] if opening else words


def _whole(parts: tuple[str, ...]) -> frozenset[str]:
    """The squashed name in both orders of its parts."""
    squashed = [squash(part) for part in parts]
    return frozenset({"".join(squashed), "".join(reversed(squashed))})


def _starts(word: str, held: list[str]) -> bool:
    """Whether the name, read on from one of its atoms, begins with `word`."""
    return any("".join(held[start:]).startswith(word) for start in range(len(held)))


def _is_run(word: str, held: list[str]) -> bool:
    """Whether `word` is one atom of the name, or several in a row."""
    for start in range(len(held)):
        run = ""
        for atom in held[start:]:
            run += atom
            if len(run) >= len(word):
                break
        if run == word:
            return True
    return False


def _accents(text: str) -> str:
    """The letters with their accents from the end, which is where French looks for a difference first."""
    if text.isascii():
        return text.lower()[::-1]
    return unicodedata.normalize("NFD", text.casefold())[::-1]
