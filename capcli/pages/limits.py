"""The grammar of limits: "limité à 25 places", "12 à 20 personnes", "minimum 4 inscrits, maximum 10 places"."""

from msgspec import Struct

from capcli.pages.tokens import Gap, Passage


class Limits(Struct, frozen=True):
    """How many people at most, and how many it takes; None when it is not said."""

    most: int | None = None
    least: int | None = None


_WORDS = {
    name: number
    for number, name in [
        *enumerate("quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(), start=4),
        *zip(range(20, 110, 10), "vingt trente quarante cinquante soixante - - - cent".split(), strict=True),
        *enumerate("four five - seven eight nine ten eleven twelve - fourteen fifteen".split(), start=4),
        (20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty"),
    ]
    if name != "-"
}  # fmt: skip
_PEOPLE = frozenset(
    "places personnes participants participantes inscrits stagiaires inscriptions seats people attendees participant "
    "inscrit pers personne apprenants spots delegates auditeurs connexions".split()
)
_MOST_BEFORE = frozenset(
    "maximum max maximal maxi limite limitee limites limitees limitation limited jauge capacite effectif effectifs groupe groupes capacity "
    "plafond capped maximale".split()
)
_LEAST_BEFORE = frozenset("minimum min mini minimal seuil least minimale".split())
_SHORTENED = frozenset({"max", "min", "maxi", "mini", "nb"})
_MOST_AFTER = frozenset("maximum max maxi maximal".split())
_LEAST_AFTER = frozenset("minimum min mini".split())
_PER = frozenset("par per chacun chaque".split())
_NOT_PLACES = frozenset(
    "reste restent restant restante restantes plus parking voiture moins plusieurs tables equipes "
    "remaining left".split()
)
_SKIPPED = frozenset("a de le la les nombre places place participants personnes est sont d' : au to of at".split()) | {
    "'",
    ":",
    "d",
    "l",
}


def limits_in(passage: Passage, start: int, end: int, *, told: str = "") -> Limits:
    """The limits said between these tokens; `told` is `capacity` or `minimum` where the line's label already says it."""
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
    noun_at = end
    while passage.low(noun_at) in ("autres", "premiers", "premieres", "petit", "petits"):
        noun_at += 1
    counted = passage.low(noun_at) in _PEOPLE and passage.gap(noun_at) < Gap.BLOCK
    after_at = noun_at + counted
    if passage.low(after_at) == "." and passage.gap(after_at) is Gap.GLUED:
        after_at += 1
    after = [passage.low(after_at + step) for step in range(3)]
    if _PER & set(after[:2]) or _NOT_PLACES & set(after[:1]) or _NOT_PLACES & set(before[:2]):
        return ""
    if (
        not counted
        and passage.kind(end) == "word"
        and passage.gap(end) < Gap.BREAK
        and passage.low(end) not in _MOST_AFTER | _LEAST_AFTER
    ):
        # "8 euros", "2 jours": a number of something else, unless its label says what is counted.
        if not (told and passage.low(end) in ("a", "et", "ou")):
            return ""
    if passage.low(end) in ("€", "%", "$", "£"):
        return ""
    near = _near(before)
    if near in _LEAST_BEFORE or (
        counted and before[:4] == ["de", "partir", "a"][: len(before[:3])] and len(before) >= 3
    ):
        return "least" if counted or near in _LEAST_BEFORE else ""
    if _LEAST_AFTER & set(after[:1]):
        return "least"
    if near in _MOST_BEFORE or _MOST_AFTER & set(after[:1]):
        return "most"
    if told:
        return "least" if told == "minimum" else "most"
    if counted and (is_range or passage.low(noun_at) in ("places", "seats")):
        return "most"
    if counted and (
        before[:2] in (["a", "jusqu"], ["'", "jusqu"])
        or before[:3] == ["a", "'", "jusqu"]
        or before[:2] == ["to", "up"]
    ):
        return "most"
    return "most" if counted and before[:2] == ["limite", "la"] or before[:3] == ["de", "limite", "la"] else ""


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
