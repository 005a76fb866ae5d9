"""What cap exports is known again, as keys and under the headings of both languages."""

import pytest

from capcli import texts
from capcli.imports import mapping
from capcli.imports.fields import FIELDS
from capcli.imports.reading import Sheet
from capcli.output.shapes import SHAPES

KINDS = ("registrations", "people", "organisations", "dues")
RENAMED = {"organisation.name": "organisation", "person.ref": "ref", "who.name": "name", "amount.currency": "currency"}
"""Keys that are fields of another name."""


def written(kind: str, language: str) -> list[tuple[str, str]]:
    """The keys and headings of an export: as keys, or in a language."""
    columns = [column for column in SHAPES[kind].columns if column.key != "answers"]
    if language == "keys":
        return [(column.key, column.key) for column in columns if column.machine]
    texts.use(language)
    return [(column.key, texts._(column.heading)) for column in columns if column.people]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["keys", "en", "fr"])
def test_every_column_is_its_own_field_or_left_out(kind, language):
    """No column of ours is taken for a question of a form, and none for another field."""
    columns = [*written(kind, language), ("answers", "answers.Repas du midi ?" if language == "keys" else "Repas ?")]
    sheet = Sheet(file="f", header_row=1, headings=[heading for _key, heading in columns], rows=[])
    assert mapping.recognised(sheet).kind == kind
    fields = {field.name for field in FIELDS[kind]}
    for (key, _heading), found in zip(columns, mapping.columns_of(sheet, kind), strict=True):
        own = RENAMED.get(key, key)
        if key == "answers":
            assert found.field == "answer"
        elif found.field != "ignore":
            assert found.field == own
            assert own in fields
