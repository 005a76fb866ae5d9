"""Names in one cell, split in the order of their column where one row alone would not tell it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from capcli.domain.name_orders import family_first, row_order, split_in_order
from capcli.domain.name_remarks import without_remarks
from capcli.domain.names import untitled
from capcli.domain.payer_names import may_be_somebodys
from capcli.domain.plans import TypedRow
from capcli.imports.heading_forms import forms

_PLAIN = re.compile(r"[^\W\d_]+(?:[\s'’.-]+[^\W\d_]+){1,5}\.?")
"""A name of two words and more: no numbers, no lists of several people."""
_FAMILY = frozenset({"nom", "noms", "last", "surname", "family"})
_GIVEN = frozenset({"prenom", "prenoms", "first", "given", "forename"})


def in_order(rows: Sequence[TypedRow], kind: str) -> list[TypedRow]:
    """The rows, with given and family name where the whole name is in one cell and its column tells the order.

    What pays dues may be an organisation: there only a heading that names both parts is trusted.
    """
    field = "name" if any("name" in row.values for row in rows) else "family_name"
    heading = next((row.headings[field] for row in rows if field in row.values), "")
    says = _said(heading)
    if (field == "family_name" and any(row.has_given_name for row in rows)) or (kind == "dues" and says is None):
        return list(rows)
    if kind == "dues":
        rows = [_without_remarks(row, field) for row in rows]
    names = [untitled(row.values.get(field, "")) for row in rows]
    told = [
        row_order(name, row.values.get("email")) if _PLAIN.fullmatch(name) else None
        for name, row in zip(names, rows, strict=True)
    ]
    first = family_first(told, heading=says)
    return [
        _split(row, field, name) if (first if order is None else order) and _PLAIN.fullmatch(name) else row
        for row, name, order in zip(rows, names, told, strict=True)
    ]


def _split(row: TypedRow, field: str, name: str) -> TypedRow:
    if "given_name" in row.values or field not in row.values:
        return row
    given, family = split_in_order(name, first=True)
    heading = row.headings[field]
    return replace(
        row,
        values={**row.values, "given_name": given, "family_name": family},
        headings={**row.headings, "given_name": heading, "family_name": heading},
    )


def _without_remarks(row: TypedRow, field: str) -> TypedRow:
    bare = without_remarks(row)
    return bare if may_be_somebodys(untitled(bare.values.get(field, ""))) else row


def _said(heading: str) -> bool | None:
    """Whether the heading puts the family name first; None when it does not name both."""
    for words in (form.split() for form in forms(heading)):
        families = [place for place, word in enumerate(words) if word in _FAMILY]
        givens = [place for place, word in enumerate(words) if word in _GIVEN]
        if families and givens:
            return families[0] < givens[0]
    return None
