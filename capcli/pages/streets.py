"""The grammar of streets: "12 bis, rue de l'Exemple", "Rue Pierreuse 23", "2 Church Lane", "BP 12"."""

from capcli.pages.tokens import Gap, Passage
from capcli.pages.venues import name_end
from capcli.pages.vocabulary import words

STREETS = words(
    "rue avenue av ave boulevard bd bvd blvd place chemin route rte impasse allee allees quai cours square montee",
    "passage faubourg esplanade parvis lotissement za zi zac zae bp cs sentier voie promenade traverse chaussee ruelle",
    "venelle street road lane parking domaine lieu cite",
)
"""Bare words that open a street."""
_ALONE = STREETS - words("cours passage place route domaine lieu parking cite voie bp cs")
"""Those that need no number to be a street."""
_WITH_CAPITAL = words("place cours route voie")
_BOXES = words("bp cs")
_ENGLISH = words("street road lane square avenue")


def street_end(passage: Passage, start: int, end: int) -> int:
    """Where a street that begins at `start` ends; 0 when none does."""
    at = _past_number(passage, start, end)
    numbered = at > start
    kind = passage.low(at) if passage.kind(at) == "word" and at < end else ""
    following = range(at + 1, min(end, at + 5))
    if numbered:
        if kind not in STREETS and not any(passage.low(ahead) in _ENGLISH for ahead in list(following)[:3]):
            return 0
    elif kind in _BOXES:
        if passage.kind(at + 1) != "num":
            return 0
    elif kind not in _ALONE | _WITH_CAPITAL or not any(passage.tokens[ahead].text[0].isupper() for ahead in following):
        return 0
    if kind == "lieu" and not (passage.low(at + 1) == "-" and passage.low(at + 2) == "dit"):
        return 0
    return name_end(passage, at, end, street=True)


def _past_number(passage: Passage, at: int, end: int) -> int:
    """Over the number of a house: "12", "12 bis,", "12-14"."""
    if passage.kind(at) != "num" or len(passage.low(at)) > 4:
        return at
    if passage.gap(at + 1) is Gap.GLUED and passage.low(at + 1) in ("h", "%"):
        return at
    at += 1
    if passage.low(at) in ("-", "/") and passage.kind(at + 1) == "num":
        at += 2
    if passage.low(at) in ("bis", "ter", "quater", "b", "a") and at + 1 < end:
        at += 1
    return at + (passage.low(at) == ",")
