"""Remarks that people write in brackets behind a name: "PINSON Maël (remplace A. Roux)"."""

import re

from msgspec.structs import replace

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
