"""A place, a contact or a speaker typed in one line after an option.

Every word is kept somewhere, since somebody typed it on purpose; the reader of
pages (`capcli.pages`) leaves out what it is not sure of.
"""

import re

from capcli.domain.emails import typed_email
from capcli.domain.phones import typed_phone
from capcli.domain.records import Contact, Place, Speaker
from capcli.errors import Usage

_POSTCODE = re.compile(r"(?P<before>.*?)[\s(]*\b(?P<postcode>\d{5})\s+(?P<city>[^\d\s(][^()]*)\)?$")
_STREET = re.compile(
    r"\d+\s*(?:bis|ter|quater)?\b|(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|all[ée]e|quai|cours|square|"
    r"montée|passage|faubourg|esplanade|parvis|lieu-dit|lotissement|z\.?a\.?c?\.?|z\.?i\.?|bp|cs)\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"[A-ZÀ-Ý][^\d]*")
_BUILDING = re.compile(
    r"(?:mairie|salle|maison|centre|espace|foyer|gymnase|m[ée]diath[èe]que|biblioth[èe]que|[ée]cole|coll[èe]ge|lyc[ée]e|"
    r"universit[ée]|ferme|ch[âa]teau|h[ôo]tel|th[ée][âa]tre|cin[ée]ma|auditorium|amphi|b[âa]timent|p[ôo]le|site|parc)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s,;/<>()\[\]]+@[^\s,;/<>()\[\]]+")
_LABEL = re.compile(
    r"^(?:t[ée]l(?:[ée]phone)?|port(?:able)?|phone|mobile|e-?mail|courriel|mail)\b\.?\s*:?\s*", re.IGNORECASE
)
_BREAK = re.compile(r"[,;/|]|\s[-–—]\s")
_JOINTS = frozenset({"", "ou", "or", "et", "and"})
_PHONE = re.compile(r"[+(]?\d[\d\s.()\-\u00a0\u202f]{4,}\d")
_OUTSIDE_BRACKETS = re.compile(r",(?![^(]*\))")


def place_of(text: str) -> Place:
    """The place written as `Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif`.

    A part that starts like a street is the address. Without a postcode, a last
    part that starts with a capital is the town, unless it is a building's;
    alone, a text is the name.
    """
    names: list[str] = []
    streets: list[str] = []
    postcode = city = None
    for part in _parts(text):
        found = None if postcode else _POSTCODE.fullmatch(part)
        if found:
            postcode, city = found["postcode"], found["city"].strip()
            part = found["before"].strip()
        if part:
            (streets if _STREET.match(part) or (postcode and not found) else names).append(part)
    if city is None and len(names) + bool(streets) > 1 and _is_town(names[-1:], text):
        city = names.pop()
    return Place(name=", ".join(names) or None, address=", ".join(streets) or None, postcode=postcode, city=city)


def contact_of(text: str) -> Contact:
    """The contact written as `Mylène Thou, 04 75 78 17 15 / 06 77 83 45 03, m.thou@caprural.example`, in any order.

    Raises:
        Usage: `email`, `phone`, a part looks like one and is none.
    """
    emails = [typed_email(found) for found in _EMAIL.findall(text)]
    rest = _EMAIL.sub(",", text)
    phones = [typed_phone(found.strip()) for found in _PHONE.findall(rest)]
    rest = _PHONE.sub(",", rest)
    names = [_LABEL.sub("", part.strip()).strip(" :<>()-–—") for part in _BREAK.split(rest)]
    named = [name for name in names if name.lower() not in _JOINTS]
    return Contact(name=", ".join(named) or None, phones=phones, emails=emails)


def speaker_of(text: str) -> Speaker:
    """The speaker written as `Name, role, organisation`; commas in between belong to the role.

    Raises:
        Usage: `speaker`, there is no name.
    """
    name, *rest = (part.strip() for part in _OUTSIDE_BRACKETS.split(text))
    if not name:
        raise Usage("speaker", text=text)
    organisation = rest.pop() if len(rest) > 1 else ""
    return Speaker(name=name, role=", ".join(filter(None, rest)) or None, organisation=organisation or None)


def _parts(text: str) -> list[str]:
    return [part for part in (" ".join(piece.split()) for piece in re.split(r"[,;\n]", text)) if part]


def _is_town(last: list[str], text: str) -> bool:
    """Whether the last name is also the last part of the text, and looks like a town rather than a building."""
    if not last or not " ".join(text.split()).rstrip(" ,;").endswith(last[0]):
        return False
    return bool(_CITY.fullmatch(last[0])) and not _BUILDING.match(last[0])
