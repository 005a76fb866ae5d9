"""Columns become fields: by what was said or remembered, by their headings, by what their cells look like."""

import hashlib
from collections.abc import Sequence

from capcli.domain.names import clean, fold
from capcli.errors import Usage
from capcli.imports.columns import Choice, columns_of, never_kept
from capcli.imports.date_orders import Around, date_order, unclear_text
from capcli.imports.fields import ANSWER, FIELDS, IGNORED, SENSITIVE, field_of, names_of
from capcli.imports.layouts import Layout, recognised, tool_of, year_of
from capcli.imports.shapes import kind_of
from capcli.imports.tables import Sheet
from capcli.imports.typed_rows import rows_of

__all__ = [
    "ANSWER",
    "IGNORED",
    "KINDS",
    "SENSITIVE",
    "Around",
    "Choice",
    "Layout",
    "columns_of",
    "date_order",
    "form_of",
    "headings_key",
    "is_known",
    "never_kept",
    "recognised",
    "rows_of",
    "typed_choices",
    "unclear_text",
]

KINDS = tuple(FIELDS)
_FORMS = frozenset(
    str.split(
        "event slug|event name|event|nom de levenement|evenement|event id|campagne|nom de la campagne|formulaire|"
        "form name|form name id|webform id|submitted to entity id",
        "|",
    )
)
"""Headings of columns that hold the form's title or number in every row."""
_LISTS = frozenset(
    str.split(
        "feuille liste list inscription dinscription inscrits dinscrits inscriptions dinscriptions participants "
        "emargement demargement attendees"
    )
)


def typed_choices(texts: Sequence[str], kind: str) -> list[Choice]:
    """What was typed after `--map`.

    Raises:
        Usage: `import_map`, it is not "Column=field"; `import_field`, no field is called so, all of them are listed.
    """
    names = names_of(kind)
    choices = []
    for text in texts:
        heading, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not heading:
            raise Usage("import_map", text=text)
        if field not in names:
            raise Usage("import_field", field=field, known=", ".join(names))
        choices.append(Choice(fold(heading), field, heading))
    return choices


def is_known(heading: str, kind: str, choices: Sequence[Choice]) -> bool:
    """Whether the heading means something, by itself or by choice."""
    if not heading:
        return False
    return (
        field_of(heading, kind) is not None
        or (kind == "contacts" and year_of(heading) is not None)
        or any(choice.heading == fold(heading) for choice in choices)
    )


def headings_key(sheet: Sheet) -> str:
    """What a mapping is remembered under: the same headings in any order, whatever the file is called.

    Two lists without headings are alike when their columns hold the same kinds of values in the same order.
    """
    told = sorted(fold(heading) for heading in sheet.headings)
    if not any(told):
        told = [kind_of([row.cells[place] for row in sheet.rows]) for place in range(len(sheet.headings))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def form_of(sheet: Sheet) -> str | None:
    """The title or number that the file gives of its form; None when it gives none.

    The title of a list that somebody made by hand may be that of every list.
    """
    tool = tool_of(sheet)
    for place, heading in enumerate(sheet.headings):
        if fold(heading) in _FORMS:
            several = {clean(row.cells[place]) for row in sheet.rows if row.cells[place]}
            if len(several) == 1:
                value = several.pop()
                return f"{tool.name if tool else clean(heading)} {value}" if value.isdigit() else value
    if not sheet.title or (tool is None and _LISTS & set(fold(sheet.title).split())):
        return None
    return clean(sheet.title)
