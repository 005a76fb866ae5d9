"""What a row says of an organisation: what can be used, and a problem with its text for what cannot."""

import re
from collections.abc import Callable

from msgspec import Struct

from capcli.domain.applicants import FIRSTS, problem_of, says_nothing
from capcli.domain.emails import typed_email
from capcli.domain.names import atoms, clean, fold, organisation_key
from capcli.domain.organisation_names import names_none, telling, tokens
from capcli.domain.phones import typed_phone
from capcli.domain.plans import Problem, TypedRow
from capcli.domain.repairs import is_shortened
from capcli.domain.sirets import typed_siret
from capcli.domain.views import JOINT
from capcli.errors import Usage
from capcli.services.import_terms import whole_name
from capcli.services.organisations import Facts

_ALIASES = re.compile(r"\s*[;\n|]\s*")
_ORGANISATIONS = frozenset({"personne morale", "morale", "mor", "moral", "legal person", "legal"})
_LEGAL = _ORGANISATIONS | {"personne physique", "physique", "phy", "natural person", "individual"}
"""Says that a member is a person or an organisation, not of which kind."""
_SAINTS = frozenset({"st", "ste"})
"""Generic in the name of an organisation, but families are called so too."""
_SIREN = re.compile(r"[0-9]{9}")
WHOLE = ("kind", "siret", "email", "phone", "address", "aliases")
"""What a row of an organisation alone says of it."""
BESIDE = ("kind", "siret", "aliases")
"""What a row of a person says of the organisation: e-mail, phone and address are the person's."""


class Told(Struct, frozen=True, kw_only=True):
    """What a row says of an organisation, and what of it cannot be used."""

    facts: Facts
    problems: list[Problem] = []

    @property
    def key(self) -> str:
        """The folded name, under which an answer is given."""
        return organisation_key(self.facts.name)

    @property
    def values(self) -> dict[str, object]:
        """What was understood, by field."""
        used = {field: getattr(self.facts, field) for field in ("name", *WHOLE)}
        return {field: value for field, value in used.items() if value}


def told_of(row: TypedRow, name: str, fields: tuple[str, ...]) -> Told | None:
    """What the row says of the organisation called `name`, in `fields`; None where that is no name."""
    called = clean(row.values.get(name, ""))
    if not atoms(called) or names_none(called):
        return None
    problems: list[Problem] = []
    texts = {field: clean(row.values[field]) for field in fields if field in row.values}

    def checked(field: str, form: Callable[[str], str]) -> str | None:
        text = texts.get(field)
        if not text or says_nothing(text):
            return None
        try:
            return form(text)
        except Usage as error:
            first = FIRSTS[field](row.values[field]) if field in FIRSTS else None
            problems.append(problem_of(row, field, f"{field}_several" if first else _code(field, text, error.code)))
            return first

    kind = texts.get("kind")
    facts = Facts(
        name=called,
        kind=kind if kind and fold(kind) not in _LEGAL else None,
        siret=checked("siret", typed_siret),
        email=checked("email", typed_email),
        phone=checked("phone", typed_phone),
        address=_address(row) if "address" in texts else None,
        aliases=_aliases(row, called) if "aliases" in texts else [],
    )
    return Told(facts=facts, problems=problems)


def is_organisations(row: TypedRow) -> bool:
    """Whether the name of a row without a given name is an organisation's: the row, or the name's own words say so."""
    if "given_name" in row.values or "organisation" in row.values:
        return False
    words = tokens(whole_name(row))
    opens_so = len(words) > 1 and len(words[0]) > 1 and not telling(words[:1]) and words[0] not in _SAINTS
    sounds_so = opens_so and bool(telling(words))
    return sounds_so or fold(row.values.get("kind", "")) in _ORGANISATIONS


def _code(field: str, text: str, refused: str) -> str:
    """Which problem it is: digits that a spreadsheet lost, a SIREN where a SIRET belongs, or a mistake."""
    if field != "siret":
        return field
    if is_shortened(text):
        return "siret_shortened"
    return "siren" if _SIREN.fullmatch(re.sub(r"[\s.\-]", "", text)) else f"{refused}_unused"


def _address(row: TypedRow) -> str | None:
    """The address on one line, with the postcode and the town that stand in columns of their own."""
    street = clean(row.values["address"])
    town = " ".join(clean(row.values[field]) for field in ("postcode", "city") if field in row.values)
    if says_nothing(street) or not town or fold(town) in fold(street):
        return None if says_nothing(street) else street
    return f"{street}, {town}"


def _aliases(row: TypedRow, name: str) -> list[str]:
    """The other names, each once; those of an export of ours are joined in one way only."""
    text = row.values["aliases"]
    parts = text.split(JOINT) if "ref" in row.values else _ALIASES.split(text)
    named = {organisation_key(part): clean(part) for part in parts if atoms(part) and not says_nothing(part)}
    named.pop(organisation_key(name), None)
    return list(named.values())
