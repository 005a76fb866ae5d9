"""The grammar of houses where people meet: "Maison du Parc", "salle des fêtes de Couddes", "auberge de jeunesse"."""

import re

from capcli.domain.folding import fold
from capcli.pages.tokens import Passage
from capcli.pages.towns import LARGER, LINKS, leads_to_capital, town_end
from capcli.pages.vocabulary import words

VENUES = words(
    "salle salles maison maisons mairie hotel centre espace foyer mediatheque bibliotheque halle theatre cinema "
    "chateau",
    "ferme lycee college ecole universite campus iut faculte gymnase auditorium amphitheatre amphi locaux siege "
    "tiers cafe",
    "restaurant auberge gite domaine abbaye prieure moulin palais parc pole cite prefecture sous conseil chambre mjc "
    "cci",
    "msa office musee eglise chapelle couvent grange atelier ateliers bourse complexe pavillon peniche jardin jardins",
    "station gare stade casa villa fondation institut residence manoir batiment bat tour hostellerie presbytere "
    "caserne",
    "fabrique friche usine agora village hall library community town pub room building museum school",
)
"""Bare words that open the name of a house where people meet."""

_MUNICIPAL = re.compile(
    r"salle(?: (?:des fetes|polyvalente|communale|municipale|du conseil(?: municipal)?|des mariages|du foyer|"
    r"d ?animations?|"
    r"socio ?culturelle|paroissiale|du temps libre))?|foyer (?:rural|municipal|communal)|mediatheque|bibliotheque|"
    r"gymnase|"
    r"mairie(?: annexe)?|hotel de ville|espace culturel|village hall|town hall|office de tourisme|"
    r"maison des associations|"
    r"maison pour tous|theatre municipal|complexe sportif|centre social|centre culturel|ecole primaire"
)
"""Kinds of houses that every town has: what follows "de" is the town, not the house's name."""

_ONE_EACH = frozenset({"mairie", "médiathèque", "bibliothèque", "préfecture"})
_NAME_LINKS = LINKS | words("a au pour of the ' - . & n ° dite dit")
_STOPS = (
    words(
        "ou avec puis avant apres dont qui que un une par entre dans jusqu inscription lien ainsi via plus or with "
        "for and",
        "online visio zoom presentiel distanciel uniquement seulement demi journee",
    )
    - _NAME_LINKS
)
_UNSAID = words("preciser definir confirmer venir determiner communiquer")
_NUMBERED = words("n ° no salle batiment amphi")


def name_end(passage: Passage, start: int, end: int, *, street: bool = False) -> int:
    """Where a name that begins at `start` ends: before a word that goes on with the sentence."""
    at = start + 1
    while at < end and not _goes_on(passage, at, end, street=street):
        at += 1
    while at > start + 1 and passage.low(at - 1) in (".", "-", "et", "de", "le", "la", "du", "au", "a"):
        at -= 1
    return at


def _goes_on(passage: Passage, at: int, end: int, *, street: bool) -> bool:
    """Whether the sentence goes on with token `at`, the name being over."""
    token = passage.tokens[at]
    if token.kind == "num":
        return not street and len(token.low) > 3 and passage.low(at - 1) not in _NUMBERED
    if token.kind != "word" or (len(token.text) == 1 and token.text.isupper() and passage.kind(at + 1) != "word"):
        return False
    if token.low == "et":
        return at + 1 >= end or passage.low(at + 1) in ("en", "a", "sur", "par", "visio", "au")
    if token.low in ("en", "sur", "a", "par"):
        return not leads_to_capital(passage, at, end)
    if token.low == "pour":
        return passage.low(at + 1) != "tous"
    return token.low in _STOPS


def house_in(passage: Passage, start: int, end: int) -> tuple[str | None, str | None]:
    """The name of the house that begins at `start`, and its town when its kind is one that every town has.

    No name for a house that is still to be told, and for one that is just of
    its kind ("à la ferme").
    """
    stop = name_end(passage, start, end)
    if passage.low(stop) == "a" and passage.low(stop + 1) in _UNSAID:
        return None, None
    for at in range(start + 1, stop):
        if passage.low(at) in ("de", "d", "a") and _MUNICIPAL.fullmatch(fold(passage.written(start, at))):
            town = _town_of(passage, at, stop)
            if town:
                return passage.written(start, at), town
            break
    name = passage.written(start, stop)
    of_its_kind = name.islower() and " " not in name and name not in _ONE_EACH
    return (None if of_its_kind else name), None


def _town_of(passage: Passage, at: int, stop: int) -> str | None:
    """The town after the "de" at `at`."""
    begin = at + (2 if passage.low(at + 1) == "'" else 1)
    town = passage.written(begin, town_end(passage, begin, stop))
    return town if town and fold(town) not in LARGER else None
