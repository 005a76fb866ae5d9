"""What was ever known of people: a value that an old export still holds is no correction."""

from capcli.errors import DataFileError
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
