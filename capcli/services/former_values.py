"""What was ever known of people: a value that an old export still holds is no correction."""

from capcli.domain.plans import Problem, TypedRow
from capcli.domain.worn_cells import is_worn
from capcli.errors import DataFileError
from capcli.services.told_values import form_of
from capcli.store.protocol import Store

FIELDS = ("email", "phone", "function", "public", "postcode")
FormerValues = dict[int, dict[str, list[str]]]


def former_values(store: Store) -> FormerValues | None:
    """Every value that each person had of what a list may correct, by number; None without the history."""
    found: FormerValues = {}
    try:
        for entry in store.history():
            for change in entry.changes:
                if change.table != "people":
                    continue
                for record in filter(None, (change.before, change.after)):
                    for field in FIELDS:
                        if text := record.get(field):
                            found.setdefault(change.id, {}).setdefault(field, []).append(text)
    except DataFileError:
        return None
    return found


def is_edited(former: FormerValues | None, person: int, field: str, held: str, told: str) -> bool:
    """Whether somebody typed another value into an export of ours: it is no old one, and no spreadsheet made it."""
    if former is None or is_worn(held, told):
        return False
    known = former.get(person, {}).get(field, [])
    return form_of(field, told) not in [form_of(field, one) for one in known]


def edited(row: TypedRow, field: str, told: str, held: str) -> Problem:
    """The word on a value that takes the place of another in the record."""
    return Problem("edited", {"column": row.headings.get(field, field), "field": field, "text": told, "held": held})
