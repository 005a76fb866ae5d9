"""What stands in the cells of a name and is none: remarks in brackets behind it ("PINSON Maël (remplace A. Roux)"),
and the name of a device instead of it ("iPhone de Loïc")."""

import re

from msgspec.structs import replace

from capcli.domain.device_names import is_device
from capcli.domain.meeting_names import untagged
from capcli.domain.names import atoms
from capcli.domain.plans import TypedRow

_BEHIND = re.compile(r"(?P<name>[^()\[\]]*\w[^()\[\]]*?)\s+(?:\((?P<round>[^()]+)\)|\[(?P<square>[^\[\]]+)\])\s*")
_NAMES = ("name", "given_name", "family_name")
_LONGEST = 400
"""Characters of a name with its remark; what is longer is neither."""


def without_remarks(row: TypedRow) -> TypedRow:
    """The row with what stands in brackets behind its name kept apart; brackets within a name are part of it."""
    values, remarks = dict(row.values), list(row.remarks)
    for field in _NAMES:
        found = _BEHIND.fullmatch(untagged(values.get(field, "")[:_LONGEST]))
        remark = (found["round"] or found["square"]).strip() if found else ""
        if found and atoms(remark):
            values[field] = found["name"]
            remarks.append(remark)
    return replace(row, values=values, remarks=remarks) if remarks else row


def without_device(row: TypedRow) -> TypedRow:
    """The row without the name that only a device has; it is kept apart, and names nobody."""
    values = row.values
    cells = [values[field] for field in ("given_name", "family_name") if field in values]
    text = values["name"] if "name" in values and len(cells) < 2 else " ".join(cells)
    if not is_device(text):
        return row
    return replace(row, values={field: cell for field, cell in values.items() if field not in _NAMES}, device=text)
