"""What the cells of a column say of its field: whether they fit the heading, and what they are without one."""

import re

from capcli.domain.methods import METHODS, canonical_method
from capcli.domain.names import fold, untitled
from capcli.imports.heading_forms import forms
from capcli.imports.shapes import Shape

_FITTING: dict[str, tuple[str, ...]] = {
    "email": ("account",),
    "payer_email": ("account",),
    "phone": ("phone",),
    "payer_phone": ("phone",),
    "postcode": ("postcode",),
    "siret": ("siret",),
    "requested_at": ("day", "moment"),
    "paid_on": ("day", "moment"),
    "received_on": ("day", "moment"),
    "deposited_on": ("day", "moment"),
    "from": ("day", "moment"),
    "until": ("day", "moment"),
    "amount": ("amount",),
    "amount.cents": ("amount",),
}
_NEEDED: dict[str, str] = {
    "email": "email",
    "requested_at": "digits",
    "requested_hour": "digits",
    "paid_on": "digits",
    "received_on": "digits",
    "deposited_on": "digits",
    "from": "digits",
    "until": "digits",
    "amount": "digits",
    "postcode": "digits",
    "phone": "digits",
    "payer_phone": "digits",
    "year": "digits",
    "minutes": "digits",
    "siret": "digits",
}
"""Without a single cell of this shape the heading meant something else ("Cotisation": Oui, Non)."""
_NAMES = ("name", "given_name", "family_name")
_WORDS = (*_NAMES, "organisation", "function", "public", "rate", "method")
"""Fields that nobody answers by yes or no."""
_TIMES = frozenset({"date", "heure", "time", "date heure", "date et heure", "date time", "day", "jour"})
_COUNTING = frozenset(
    {"n", "no", "num", "numero", "nr", "nb", "ordre", "n ordre", "no ordre", "rang", "ligne", "number", "row"}
)
_STATES = re.compile(
    r"\b(?:valid|confirm|pa[iy]|annul|cancel|refus|attent|wait|pend|draft|brouillon|accept|approuv|approv|inscri|regist|"
    r"refund|rembours|complet|incomplet|expir|reject|declin|trait|termin|finish|done|activ|actif|inactif|present|absent|"
    r"enregistr|desist|abandon|supprim|delet|cours|success|succes|echec|echou|fail|autoris|authori|attend|check|withdr|"
    r"retir|resili|demission|radi|unsub|subscr|abonn|clean|archiv|spam|trash|publi|unread|read|lu|non|oui|yes|no|true|"
    r"false|vrai|faux|[01x])"
)
"""What a state may be; "salariée" below "Statut" is the answer to a question."""
_DIGITS = 9
"""Of the number of a row; no list is longer."""
_ENOUGH = 3
"""Filled cells from which a column may contradict its heading."""
_OTHERS = re.compile(
    r"\b(?:responsable|collegue\w*|manager|superieur|facturation|facture|comptab\w*|parrain\w*|marraine|employeur|"
    r"payeur|"
    r"acheteur|accompagn\w*|urgence|parents?|tuteur|tutrice|contact|referente?|elue?|maire|president\w*|directeur|"
    r"directrice|"
    r"conjoint\w*|autre|invite\w*|buyer|billing|emergency|other|supervisor|secretariat|notifi\w*)\b"
)
_CONTACT = re.compile(r"\b(?:contact|referente?|representante?|interlocut(?:eur|rice)|correspondante?)\b")
"""Whoever fills in a form for a structure, where nobody else is named."""
_YOURS = re.compile(r"\b(?:votre|vos|your)\b", re.IGNORECASE)
"""Whoever answers names somebody else."""
_CODED = re.compile(
    r"(?:q|question|champ|colonne|column|col|unnamed|f|var|field|text|input|g)?\s*\d*\s*(?:q?\d+)?(?:sq\d+)?",
    re.IGNORECASE,
)


def confirmed(field: str, shape: Shape) -> int:
    """What the cells say of a heading's field: 1 they look like it, 0 nothing, -1 they cannot be it."""
    needed = _NEEDED.get(field)
    if needed and shape.filled >= _ENOUGH and not shape.share(needed):
        return 0 if field == "email" and shape.share("account") else -1
    if field in _NAMES and shape.filled and shape.share("number") > 0.8:
        return -1
    if field == "state" and shape.sample and not any(_STATES.search(fold(text)) for text in shape.sample):
        return -1
    if field == "function" and _are_civilities(shape):
        return -1
    if field in _WORDS and shape.filled >= _ENOUGH and shape.share("affirmation") > 0.8:
        return -1
    if field in _FITTING and shape.filled:
        return int(looks_like(field, shape) >= 0.8)
    if field in _NAMES and shape.filled:
        return int(shape.share("digits") < 0.1 and shape.share("email") < 0.2)
    return 0


def _are_civilities(shape: Shape) -> bool:
    """Whether a "Title" is what somebody is called by: "Mme", "Dr"; "Prof" alone may be what people are."""
    surely = any(not untitled(text) for text in shape.sample)
    return surely and all(untitled(f"{text} x") == "x" for text in shape.sample)


def by_cells(field: str, shape: Shape) -> str:
    """The field that the cells say where a heading has two meanings: "Type de paiement" of cheques is the method."""
    ways = [text for text in shape.sample if canonical_method(text) in METHODS]
    return "method" if field == "kind" and 2 * len(ways) > len(shape.sample) else field


def looks_like(field: str, shape: Shape) -> float:
    """The share of the cells that look like the field; for those that have a shape."""
    return max(shape.share(one) for one in _FITTING[field])


def has_shape(field: str) -> bool:
    """Whether the cells of a field look like it, or not."""
    return field in _FITTING


def is_coded(heading: str) -> bool:
    """Whether the heading says nothing: none, a number, a code such as "Q03"."""
    return all(_CODED.fullmatch(form) for form in forms(heading))


def is_counter(heading: str, shape: Shape) -> bool:
    """Whether the column only numbers the rows of a list ("N°": 1, 2, 3)."""
    if not any(form in _COUNTING for form in forms(heading)) and heading.strip() != "#":
        return False
    numbers = [int(text) for text in shape.sample if text.isascii() and text.isdigit() and len(text) <= _DIGITS]
    return bool(numbers) and len(numbers) == len(shape.sample) and numbers == sorted(set(numbers))


def names_others(heading: str) -> bool:
    """Whether the heading is about somebody beside whoever the row is about."""
    return any(_OTHERS.search(form) for form in forms(heading))


def of_a_contact(heading: str) -> tuple[str, list[str]] | None:
    """The word for a contact in a heading ("Nom du référent": "referent"), and what the heading is without it."""
    if _YOURS.search(heading):
        return None
    found = [(match[0], form) for form in forms(heading) if (match := _CONTACT.search(form))]
    return (found[0][0], [" ".join(_CONTACT.sub(" ", form).split()) for _word, form in found]) if found else None


def guessed(heading: str, shape: Shape, wanted: set[str]) -> tuple[str, int] | None:
    """The one of the `wanted` fields that the cells show, and how surely (0 to 100); None when none."""
    if not shape.filled:
        return None
    mute = is_coded(heading)
    if not mute and names_others(heading):
        return None
    surest = 90 if mute else 70
    for field, least in (("email", 0.7), ("siret", 0.9), ("dialled", 0.85)):
        name = "phone" if field == "dialled" else field
        if name in wanted and shape.share(field) >= least:
            return name, int(surest * shape.share(field))
    timed = mute or any(form in _TIMES for form in forms(heading))
    if timed and "requested_at" in wanted and shape.share("moment") >= 0.9:
        return "requested_at", 75
    if mute and "postcode" in wanted and shape.share("postcode") >= 0.9 and shape.filled >= _ENOUGH:
        return "postcode", 60
    if (
        mute
        and "name" in wanted
        and max(shape.share("capitals"), shape.share("words")) >= 0.6
        and shape.share("digits") < 0.1
    ):
        return "name", 75 if shape.share("capitals") >= 0.6 else 65
    return None
