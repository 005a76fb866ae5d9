"""Names of organisations that mean one: sigles written out, kinds of organisations abbreviated, words in another order.

"CC Val Fictif" and "Communauté de communes du Val Fictif" are one; "ADT
Ardèche" is the agency whose first words begin so, when there is one only.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from capcli.domain.departments import DEPARTMENTS
from capcli.domain.names import atoms, fold

_PHRASES: dict[tuple[str, ...], str] = {
    tuple(words.split()): sigle
    for sigle, several in {
        "cc": "communaute communes, com com, comcom, cdc, codecom, intercommunalite",
        "ca": "communaute agglomeration, communaute agglo, agglo, agglomeration",
        "cu": "communaute urbaine",
        "commune": "mairie, ville, municipalite, hotel ville, town hall",
        "cd": "conseil departemental, departement, conseil general, dpt, dept, dep",
        "cr": "conseil regional, region",
        "pnr": "parc naturel regional, parc regional",
        "pn": "parc national",
        "ot": "office tourisme, office municipal tourisme, office intercommunal tourisme, oti, otsi, "
        "syndicat initiative, tourist office",
        "adt": "agence developpement touristique, agence departementale tourisme",
        "cdt": "comite departemental tourisme",
        "crt": "comite regional tourisme",
        "cuma": "cooperative utilisation materiel agricole",
        "mjc": "maison jeunes culture",
        "cpie": "centre permanent initiatives environnement",
        "epci": "etablissement public cooperation intercommunale",
        "sivom": "syndicat intercommunal vocation multiple",
        "sivu": "syndicat intercommunal vocation unique",
        "sm": "syndicat mixte",
        "petr": "pole equilibre territorial rural",
        "ccas": "centre communal action sociale",
        "cias": "centre intercommunal action sociale",
        "caue": "conseil architecture urbanisme environnement",
        "cci": "chambre commerce industrie",
        "cma": "chambre metiers artisanat",
        "chambagri": "chambre agriculture, chambre dagriculture",
        "mfr": "maison familiale rurale",
        "amap": "association maintien agriculture paysanne",
        "civam": "centre initiatives valoriser agriculture milieu rural",
        "adear": "association developpement emploi agricole rural",
        "gal": "groupe action locale",
        "udaf": "union departementale associations familiales",
        "adil": "agence departementale information logement",
        "ffr": "federation foyers ruraux",
        "fr": "foyer rural",
        "cs": "centre social",
        "csc": "centre socioculturel, centre socio culturel",
        "cfa": "centre formation apprentis",
        "univ": "universite",
        "fede": "federation",
        "asso": "association, assoc, ass",
        "st": "saint",
        "ste": "sainte",
    }.items()
    for words in several.split(", ")
}
"""What is written for what, folded and without small words."""
_LONGEST = max(len(words) for words in _PHRASES)
_SMALL = frozenset(str.split("l d qu le la les un une des de du a au aux et en pour sur the of and for"))
_GENERIC = frozenset(
    {*_PHRASES.values(), *str.split("sarl sas scop scic sci eurl loi 1901 service services pole antenne section site")}
)
_SAINTS = frozenset({"saint", "sainte", "st", "ste"})
_KINDS = (_GENERIC | {word for words in _PHRASES for word in words}) - _SAINTS | frozenset(
    str.split(
        "amis amies amicale club comite collectif compagnie cie cooperative syndicat groupe groupement ligue fondation "
        "reseau entreprise societe ets etablissements cabinet atelier ateliers ecole college lycee theatre cinema "
        "librairie mediatheque bibliotheque musee cafe bar restaurant hotel gite camping ferme gaec earl scea domaine "
        "festival radio editions studio agence bureau conseil mobilite mobilites solidarite solidarites culture "
        "cultures environnement nature energie energies terre terres territoire territoires paysans jardin jardins "
        "habitat emploi insertion tourisme foyer maison maisons accueil trust company limited ltd inc gmbh"
    )
)
"""Words that a kind of organisation is called by, or what it is for."""
_ASIDE = re.compile(r"[(\[]\s*([^()\[\]]{2,12}?)\s*[)\]]")
_POSTCODE = re.compile(r"\b\d{5}\b|\(\s*(?:\d{2,3}|2[ab])\s*\)", re.IGNORECASE)
_NUMBERED = re.compile(r"^([a-z]{2,6}?)(97\d|2[ab]|\d{2})$")
_DOTTED = re.compile(r"(?<!\w)\w(?:\.\w)+(?!\w)\.?")
_SHORTEST_SIGLE, _LONGEST_SIGLE = 3, 7
_NOBODYS = frozenset(
    str.split(
        "independant independante independants particulier particuliere particuliers individuel individuelle personnel "
        "personnelle perso retraite retraitee etudiant etudiante benevole aucun aucune neant sans none nil rien na "
        "freelance individual retired unemployed chomage prive privee habitant habitante citoyen citoyenne"
    )
)
_NOBODYS_PHRASES = frozenset(
    str.split(
        "|n a|a titre individuel|a titre personnel|titre individuel|titre personnel|en recherche demploi|"
        "demandeur demploi|demandeuse demploi|sans emploi|sans structure|sans organisme|pas de structure|"
        "aucune structure|pas dorganisme|pas concerne|non concerne|non concernee|sans objet|travailleur independant|"
        "travailleuse independante|auto entrepreneur|not applicable|self employed|no organisation|no organization|"
        "simple citoyen|simple citoyenne",
        "|",
    )
)


def names_none(text: str) -> bool:
    """Whether the text says that somebody comes for no organisation: "Indépendante", "particulier", "néant", "-"."""
    said = fold(text)
    return said in _NOBODYS_PHRASES or said in _NOBODYS


def names_a_kind(text: str) -> bool:
    """Whether a word of the text is what organisations are called by: nobody's name, as far as it tells."""
    return any(word in _KINDS for word in fold(text).split())


def tells_more(text: str) -> bool:
    """Whether a text that names no organisation says something of the person all the same ("Indépendante")."""
    return fold(text) not in {"", "n a", "na", "neant", "aucun", "aucune", "sans", "none", "nil", "rien"}


@lru_cache(maxsize=4096)  # one name is asked for its words, for its kind and for what it is like
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: sigles for what they stand for, small words and postcodes left out."""
    words = _words(_POSTCODE.sub(" ", _without_own_sigle(name)))
    kept: list[str] = []
    place = 0
    while place < len(words):
        sizes = range(min(_LONGEST, len(words) - place), 0, -1)
        length = next((size for size in sizes if tuple(words[place : place + size]) in _PHRASES), 0)
        word = _PHRASES[tuple(words[place : place + length])] if length else words[place]
        if not kept or kept[-1] != word:
            kept.append(word)
        place += length or 1
    return tuple(kept)


def expanded_key(name: str) -> str:
    """One key for names that say the same words after their sigles are read."""
    return " ".join(sorted(tokens(name)))


def telling(words: Sequence[str]) -> list[str]:
    """The words that tell one organisation of a kind from another."""
    return [word for word in words if word not in _GENERIC and len(word) > 1]


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names are, out of 100, by the words that tell; two kinds of organisations are not alike at all."""
    from rapidfuzz import fuzz

    words, others = telling(one), telling(other)
    kinds = [{word for word in name if word in _GENERIC} for name in (one, other)]
    if not words or not others or (all(kinds) and not kinds[0] & kinds[1]):
        return 0.0
    if set(words) <= set(others) or set(others) <= set(words):
        return 100.0 - abs(len(words) - len(others))
    return fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(others)))


def sigle_keys(name: str) -> Iterator[str]:
    """The forms of a name whose first words are drawn together into their initials: "adt ardeche"."""
    words = _words(name)
    for count in range(_SHORTEST_SIGLE, min(len(words), _LONGEST_SIGLE) + 1):
        initials = "".join(word[0] for word in words[:count])
        yield " ".join(sorted([initials, *tokens(" ".join(words[count:]))]))


def is_sigle(name: str) -> bool:
    """Whether a name is nothing but a sigle ("CCVF"), which many may share."""
    return len(tokens(name)) == 1


def _words(name: str) -> list[str]:
    """The folded words without small ones: "C.C." is one, "CD07" is that of Ardèche."""
    whole = _DOTTED.sub(lambda sigle: sigle[0].replace(".", ""), name)
    words = [word for atom in atoms(whole) for word in _NUMBERED.sub(r"\1 \2", atom).split()]
    named = [part for word in words for part in atoms(DEPARTMENTS.get(word, word) if len(words) > 1 else word)]
    return [word for word in named if word not in _SMALL] or named


def _without_own_sigle(name: str) -> str:
    """The name without a sigle of itself between brackets: "Communauté de communes du Val Fictif (CCVF)"."""
    initials = "".join(word[0] for word in _words(_ASIDE.sub(" ", name)))

    def kept(aside: re.Match[str]) -> str:
        inner = "".join(atoms(aside[1]))
        return " " if len(inner) > 1 and initials.startswith(inner) else aside[0]

    return _ASIDE.sub(kept, name)
