"""For whom a price is: "pour les adhérents", "(non-adhérents)", "tarif réduit"."""

import re

from capcli.pages.tokens import Gap, Passage
from capcli.pages.vocabulary import words

MARKS = words(", ; / + | •")
"""Signs that part one price from the next."""

_UNITS = re.compile(
    r"^(?:\s*(?:/|par|la|le|l ?'|per|a|each)\s*(?:personnes?|participants?|participantes?|pers|stagiaires?|"
    r"journ[ée]es?|jours?|"
    r"demi-journ[ée]es?|s[ée]ances?|sessions?|semaines?|heures?|modules?|person|day|session|week|an|head)\b\.?)+"
)
_TAX = re.compile(
    r"^\s*(?:net(?:s|te)? de taxes?|ttc|ht|h\.t\.?|t\.t\.c\.?|net(?:te)?s?|tva .{0,20}|excl .{0,10}|incl .{0,10})\b"
)
_FOR = re.compile(r"^[\s:(,–—-]*(?:pour|for|aux?)\s+(?:(?:les?|la|the|tous les|toutes les|une?|des?)\s+|l['’]\s*)?")
_PEOPLE = re.compile(
    r"^(?:tarifs? )?(?:non[- ]?)?(?:adh[ée]rent|membre|cotisant|b[ée]n[ée]vole|[ée]lu|salari|[ée]tudiant|demandeur|"
    r"autre|particulier|"
    r"association|collectivit|entreprise|structure|r[ée]duit|plein|normal|solidaire|soutien|ext[ée]rieur|"
    r"professionnel|priv[ée]|"
    r"member|non[- ]member|student|other|reduced|full|agent|stagiaire|individuel|institution|partenaire|tout public|"
    r"public|"
    r"habitant|minima|jeune|enfant|adulte|groupe)",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\d|\b(?:prise en charge|possible|financ\w+|"
    r"inscription|r[ée]servation|obligatoire|sur|repas|d[ée]jeuner|inclus|compris|ttc|ht|taxes?|tva|"
    r"ch[èe]que|esp[èe]ces|par|per|sur place|unique|euros?|jours?|journ[ée]e|hors|"
    r"r[ée]gler|lunch|included|vat|cash|forfait|total|soit|net|acompte|cotisation annuelle|adh[ée]sion)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:c'est\s+)?(?:pour\s+(?:(?:les?|la)\s+|l['’]\s*)|for\s+(?:the\s+)?)", re.IGNORECASE)
_LINK_TEXT = re.compile(r"\((?:bulletin|formulaire|[^)]{0,40}t[ée]l[ée]charg[^)]{0,40})\)")
_TARIFF = re.compile(r"^tarifs?\s+(?!r[ée]duit|plein|normal|solidaire|soutien)", re.IGNORECASE)
LONGEST = 120
"""Characters of an audience; a longer text is a sentence."""


def after_amount(passage: Passage, start: int, end: int) -> str | None:
    """Whom the amount before `start` is for, by the words up to `end` at most."""
    while start < end and passage.low(start) == ")":
        start += 1
    text = _without_units(passage.written(start, _clause_end(passage, start, end)))
    if text.startswith("(") and ")" not in text:
        return None  # the brackets hold the next amount
    if text.startswith("("):
        inner = text[1:].partition(")")[0].strip()
        return None if _NOT_PEOPLE.search(inner) else _kept(_FOR.sub("", inner))
    named = _FOR.match(text)
    if named and named.end():
        return _kept(text[named.end() :])
    return _kept(text) if _is_people(text) else None


def before_amount(passage: Passage, start: int, end: int) -> str | None:
    """Whom the amount at `end` is for, by the label before it: "Adhérents : 50 €", "tarif réduit 10 €"."""
    while end > start and passage.low(end - 1) in (":", "(", "-", "="):
        end -= 1
    begin = end
    while begin > start and not _parts(passage, begin - 1) and passage.low(begin - 1) not in (":", "(", ")", "et"):
        begin -= 1
    text = _LEAD.sub("", passage.written(begin, end)).strip()
    return _kept(text) if _is_people(text) else None


def _clause_end(passage: Passage, start: int, end: int) -> int:
    """Where the words about one amount end: at a sign outside brackets, or an "et" that leads to the next amount."""
    at, depth = start, 0
    while at < end:
        low = passage.low(at)
        depth += (low in ("(", "[")) - (low in (")", "]"))
        if depth < 0 or (depth == 0 and _parts(passage, at) and not _is_unit(passage, start, at)):
            break
        if depth == 0 and at > start and low in ("et", "and", "puis", "ou") and at + 1 >= end - 1:
            break
        at += 1
    return at


def _parts(passage: Passage, at: int) -> bool:
    low = passage.low(at)
    dash = low == "-" and passage.gap(at) is not Gap.GLUED and passage.gap(at + 1) is not Gap.GLUED
    return low in MARKS or low == "." or dash


def _is_unit(passage: Passage, start: int, at: int) -> bool:
    """The slash of "50 € / journée"."""
    return passage.low(at) == "/" and at == start and _UNITS.match(passage.lows(at, at + 2)) is not None


def _without_units(text: str) -> str:
    """What remains once units and taxes are passed over."""
    while found := _UNITS.match(text.lower()) or _TAX.match(text.lower()):
        text = text[found.end() :].strip()
    return text.strip(" :–—-")


def _is_people(text: str) -> bool:
    return len(text.split()) <= 8 and _PEOPLE.match(text) is not None


def _kept(text: str) -> str | None:
    """An audience as it is kept."""
    text = " ".join(_LINK_TEXT.sub("", text).split()).strip(" ,;:.–—-/").removesuffix("(").strip()
    text = _TARIFF.sub("", text)
    return text if text and len(text) <= LONGEST else None
