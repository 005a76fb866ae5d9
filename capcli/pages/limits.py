"""The grammar of limits: "limité à 25 places", "12 à 20 personnes", "minimum 4 inscrits, maximum 10 places"."""

from msgspec import Struct

from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words


class Limits(Struct, frozen=True):
    """How many people at most, and how many it takes; None when it is not said."""

    most: int | None = None
    least: int | None = None


_WORDS = {
    "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "cent": 100, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
"""Numbers in words that limits are made of."""
_PEOPLE = words(
    "places personnes participants participantes inscrits stagiaires inscriptions seats people attendees",
    "participant inscrit pers personne apprenants spots delegates auditeurs connexions",
)
_MOST_BEFORE = words(
    "maximum max maximal maxi limite limitee limites limitees limitation limited jauge capacite effectif",
    "effectifs groupe groupes capacity plafond capped maximale",
)
_LEAST_BEFORE = words("minimum min mini minimal seuil least minimale")
_SIGNS = words("€ % $ £")
_SHORTENED = frozenset({"max", "min", "maxi", "mini", "nb"})
_MOST_AFTER = words("maximum max maxi maximal")
_LEAST_AFTER = words("minimum min mini")
_PER = words("par per chacun chaque")
_NOT_PLACES = words(
    "reste restent restant restante restantes plus parking voiture moins plusieurs tables equipes remaining",
    "left",
)
_SKIPPED = words("a aux de le la les nombre places place participants personnes est sont d' : au to of at") | {
    "'",
    ":",
    "d",
    "l",
}


def limits_in(passage: Passage, start: int, end: int, *, told: str = "") -> Limits:
    """The limits said between these tokens; `told` is `capacity` or `minimum` where the line's label says it."""
    most = least = None
    at = start
    while at < end:
        number, after = _number(passage, at)
        if number is None or after > end or not passage.is_free(at, after):
            at += 1
            continue
        upper, stop = _range_end(passage, after)
        value_end = stop if upper is not None else after
        role = _role(passage, start, at, value_end, told, is_range=upper is not None)
        if role:
            passage.take(at, value_end, "limit")
            if upper is not None and upper > number:
                most, least = most or upper, least or number
            elif role == "least":
                least = least or number
            else:
                most = most or number
        at = max(value_end, at + 1)
    return Limits(most, least)


def _number(passage: Passage, at: int) -> tuple[int | None, int]:
    if passage.kind(at) == "num":
        before = passage.tokens[at - 1] if at else None
        if before is not None and passage.gap(at) is Gap.GLUED and before.text not in "([<≤:~/-":
            return None, at
        if passage.gap(at + 1) is Gap.GLUED and (
            passage.kind(at + 1) == "word" or passage.low(at + 1) in ("%", ":", "°")
        ):
            return None, at
        digits = passage.low(at)
        return (int(digits), at + 1) if len(digits) <= 4 and int(digits) > 0 else (None, at)
    number = _WORDS.get(passage.low(at)) if passage.kind(at) == "word" else None
    return (number, at + 1) if number else (None, at)


def _range_end(passage: Passage, at: int) -> tuple[int | None, int]:
    """The end of "8 à 12"."""
    if passage.low(at) in ("a", "-", "et", "to", "and") and passage.gap(at) < Gap.BREAK:
        number, after = _number(passage, at + 1)
        if (
            number is None
            and passage.low(at) == "-"
            and passage.kind(at + 1) == "num"
            and len(passage.low(at + 1)) <= 4
        ):
            number, after = int(passage.low(at + 1)), at + 2
        return number, after
    return None, at


def _role(passage: Passage, first: int, at: int, end: int, told: str, *, is_range: bool) -> str:
    """What a number says: "most", "least", or nothing about people."""
    before = _words_before(passage, first, at)
    counted, after = _what_is_counted(passage, end)
    of_others = _PER & set(after[:2]) or _NOT_PLACES & {*after[:1], *before[:2]} or passage.low(end) in _SIGNS
    if of_others or (not counted and _counts_something(passage, end, told)):
        return ""
    near = _near(before)
    if near in _LEAST_BEFORE or _LEAST_AFTER & set(after[:1]) or (counted and before[:3] == ["de", "partir", "a"]):
        return "least"
    if near in _MOST_BEFORE or _MOST_AFTER & set(after[:1]):
        return "most"
    if told:
        return "least" if told == "minimum" else "most"
    if not counted:
        return ""
    led = tuple(before[:2]) in (("to", "up"), ("limite", "la")) or before[:3] in (
        ["a", "'", "jusqu"],
        ["de", "limite", "la"],
    )
    return "most" if led or is_range or counted in ("places", "seats") else ""


def _what_is_counted(passage: Passage, at: int) -> tuple[str, list[str]]:
    """The people or places after a number, nothing for anything else; and the next words."""
    while passage.low(at) in ("autres", "premiers", "premieres", "petit", "petits"):
        at += 1
    noun = passage.low(at) if passage.low(at) in _PEOPLE and passage.gap(at) < Gap.BLOCK else ""
    at += bool(noun)
    if passage.low(at) == "." and passage.gap(at) is Gap.GLUED:
        at += 1
    return noun, [passage.low(at + step) for step in range(3)]


def _counts_something(passage: Passage, at: int, told: str) -> bool:
    """ "8 euros", "2 jours": a number of something else, unless its label says what is counted."""
    if passage.kind(at) != "word" or passage.gap(at) >= Gap.BREAK or passage.low(at) in _MOST_AFTER | _LEAST_AFTER:
        return False
    return not (told and passage.low(at) in ("a", "et", "ou"))


def _words_before(passage: Passage, first: int, at: int) -> list[str]:
    """The bare words before, nearest first, as far as the clause goes."""
    words: list[str] = []
    while at > first and len(words) < 7:
        at -= 1
        if passage.low(at) == "." and passage.low(at - 1) in _SHORTENED:
            continue
        if passage.low(at) in (",", ";", ".", "(", ")", "/") or passage.taken[at]:
            break
        words.append(passage.low(at))
        if passage.gap(at) is Gap.BLOCK:
            break
    return words


def _near(before: list[str]) -> str:
    """The nearest word that is more than a link."""
    for word in before:
        if word in _MOST_BEFORE or word in _LEAST_BEFORE:
            return word
        if word not in _SKIPPED:
            return ""
    return ""
