"""What a column may be in each kind of import, and which heading means it, in French and English."""

from functools import cache

from capcli.imports.dues_headings import DUES
from capcli.imports.heading_forms import forms
from capcli.imports.known_headings import Field
from capcli.imports.list_headings import ATTENDANCE, CONTACTS, ORGANISATIONS, PEOPLE
from capcli.imports.person_headings import PAYER, PERSON, REGISTRATION

ANSWER, SENSITIVE, IGNORED = "answer", "sensitive", "ignore"
NO_FIELDS = (ANSWER, SENSITIVE, IGNORED)
"""What a column may be besides a field of its kind."""

FIELDS: dict[str, tuple[Field, ...]] = {
    "registrations": (*PERSON, *REGISTRATION, *PAYER),
    "dues": DUES,
    "people": PEOPLE,
    "organisations": ORGANISATIONS,
    "contacts": CONTACTS,
    "attendance": ATTENDANCE,
}


def field_of(heading: str, kind: str) -> str | None:
    """The field that `heading` means in an import of this `kind`; None for a question of its own."""
    known = _by_heading(kind)
    return next((known[form][0] for form in forms(heading) if form in known), None)


def rank_of(heading: str, field: str, kind: str) -> int:
    """How surely `heading` means `field`, 0 the surest, to choose between columns of one field."""
    known = _by_heading(kind)
    ranks = [known[form][1] for form in forms(heading) if form in known and known[form][0] == field]
    return min(ranks, default=99)


def headings_of(kind: str) -> dict[str, str]:
    """The field of each folded heading."""
    return {heading: field for heading, (field, _rank) in _by_heading(kind).items()}


def names_of(kind: str) -> list[str]:
    """What `--map` takes for a column of this kind."""
    return [*(field.name for field in FIELDS[kind]), *NO_FIELDS]


@cache
def _by_heading(kind: str) -> dict[str, tuple[str, int]]:
    """Field and rank of each heading; of two fields the one where it ranks first."""
    known: dict[str, tuple[str, int]] = {}
    for field in FIELDS[kind]:
        for heading, rank in ((text, rank) for rank, text in enumerate(field.headings)):
            if heading not in known or rank < known[heading][1]:
                known[heading] = (field.name, rank)
    return known
