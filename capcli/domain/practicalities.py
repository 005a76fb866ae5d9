"""A place, a contact or a speaker written in one line, as on a page or after an option."""

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
_EMAIL = re.compile(r"[^\s,;/<>()\[\]]+@[^\s,;/<>()\[\]]+")
_LABEL = re.compile(
    r"^(?:t[ée]l(?:[ée]phone)?|port(?:able)?|phone|mobile|e-?mail|courriel|mail)\b\.?\s*:?\s*", re.IGNORECASE
)
_PHONE = re.compile(r"[+(]?\d[\d\s.()\-\u00a0\u202f]{4,}\d")
_OUTSIDE_BRACKETS = re.compile(r",(?![^(]*\))")


def place_of(text: str) -> Place:
    """The place written as `Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif`.

    A part that starts like a street is the address. Without a postcode, a last
    part that starts with a capital is the town; alone, a text is the name.
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
            (streets if _STREET.match(part) or postcode else names).append(part)
    if city is None and len(names) + bool(streets) > 1 and _is_last(names[-1:], text) and _CITY.fullmatch(names[-1]):
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
    names = [_LABEL.sub("", part).strip(" :<>()-–—") for part in re.split(r"[,;/|]", rest)]
    return Contact(name=", ".join(filter(None, names)) or None, phones=phones, emails=emails)


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


def _is_last(names: list[str], text: str) -> bool:
    return bool(names) and " ".join(text.split()).rstrip(" ,;").endswith(names[0])
