"""A heading as it is looked up: folded, freed of its code and of the words that say nothing."""

import re
from collections.abc import Container
from functools import lru_cache
from itertools import count

from capcli.domain.names import fold

_EMPTY = frozenset(
    str.split(
        "votre vos your the le la les l de du des d dun dune quel quelle quels quelles est sont what is are please "
        "sur a au "
        "merci indiquer indiquez saisir saisissez renseigner renseignez entrer entrez preciser precisez enter "
        "veuillez svp "
        "obligatoire required facultatif facultative optionnel optional requis champ complementaire additionnel "
        "question ou "
        "participant participante participants participantes inscrit inscrite stagiaire adherent adherente membre "
        "personne "
        "beneficiaire attendee of euros eur euro ici e s sil echeant cas concerne concernee"
    )
)
_CODE = re.compile(
    r"^\s*(?:\w+(?:\[\w+\])*\s*\.|(?:q|question|champ)?\s*\w?\d+\w?(?:\[\w+\])*\s*[.):–-])\s+", re.IGNORECASE
)
_ELIDED = re.compile(r"\b[dl]['’]\s?", re.IGNORECASE)
_LABELLED = re.compile(
    r"^\s*champ\s+(?:compl[ée]mentaire|additionnel|personnalis[ée])\s*(?:n°\s*)?\d*\s*[:–-]?\s*", re.IGNORECASE
)
"""HelloAsso numbers the questions of a campaign before their text."""
_JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where programs leave out the space: "payer.firstName"."""
_NESTED = re.compile(r"^(?:\w+\.)*(?:data|fields?|form|formdata|response|submission|attributes|values)\.(?=\w)")
"""Programs put the answers of a form below such a key of their JSON."""


@lru_cache(maxsize=2048)
def forms(heading: str) -> tuple[str, ...]:
    """What the heading may be read as, its full text first; some exports put the question on its last line."""
    text = _LABELLED.sub("", heading)
    last = text.strip().splitlines()[-1] if text.strip() else ""
    found: list[str] = []
    for one in (
        text,
        _CODE.sub("", text),
        last,
        _ELIDED.sub(" ", text),
        _NESTED.sub("", text),
        _JOINED_WORDS.sub(" ", text),
    ):
        words = fold(re.sub(r"[_()\[\]·.]", " ", re.sub(r"[(·.]e?s?[)]?(?=\W|$)", "", one))).split()
        found += [" ".join(words), " ".join(word for word in words if word not in _EMPTY)]
    return tuple(dict.fromkeys(form for form in found if form))


def code(heading: str) -> str:
    """The code before the text of a heading ("submitdate. Date de soumission"), folded; empty without one."""
    found = re.match(r"\s*(\w+(?:\[\w+\])*)\s*\.\s", heading)
    return fold(found[1]) if found else ""


def question(heading: str) -> str:
    """The question as answers are kept under it, on one line; cap's own export names it `answers.Question`."""
    text = _LABELLED.sub("", heading) or heading
    return " ".join(text.split()).removeprefix("answers.")


def free_question(text: str, taken: Container[str]) -> str:
    """The question, told apart by a number from those that are `taken`."""
    numbered = (f"{text} ({number})" for number in count(2))
    return text if text not in taken else next(one for one in numbered if one not in taken)
