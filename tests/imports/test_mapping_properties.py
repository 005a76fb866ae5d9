"""Whatever a file holds, its columns are told and its rows kept, and no cell ends where it is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.imports import mapping
from capcli.imports.fields import names_of
from capcli.imports.reading import Row, Sheet

HEADINGS = st.one_of(
    st.sampled_from(
        str.split(
            "Nom|Prénom|NOM Prénom|E-mail|Adresse IP|Tél|GSM|Structure|Montant|Date|Horodateur|Cotis. 2023|Statut|"
            "Nom payeur|Email payeur|Remarques|Présence|Présence (Matin)|Q01. Nom|Nom (Prénom)|Type de paiement||SID",
            "|",
        )
    ),
    st.text(max_size=20),
)
CELLS = st.one_of(
    st.sampled_from(["", "Oui", "a@b.example", "ROCHE Jeanne", "12/02/2024 09:02", "20,00 €", "0465711003", "true"]),
    st.text(max_size=12),
)


@st.composite
def sheets(draw):
    headings = draw(st.lists(HEADINGS, min_size=1, max_size=7))
    width = len(headings)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5))
    return Sheet(file="f", header_row=1, headings=headings, rows=[Row(n, cells) for n, cells in enumerate(rows, 2)])


@given(sheets(), st.sampled_from(mapping.KINDS))
@settings(max_examples=150)
def test_every_column_and_row_is_told_and_no_cell_is_invented(sheet, kind):
    assert mapping.recognised(sheet).kind in mapping.KINDS
    columns = mapping.columns_of(sheet, kind)
    assert [column.heading for column in columns] == sheet.headings
    assert all(column.field in names_of(kind) and 0 <= column.confidence <= 100 for column in columns)
    rows = mapping.rows_of(sheet, columns, kind)
    assert [row.line for row in rows] == [row.line for row in sheet.rows]
    for typed, row in zip(rows, sheet.rows, strict=True):
        told = [*typed.answers.values(), *typed.sensitive.values(), *typed.years.values()]
        assert set(told) <= set(row.cells)
        assert mapping.date_order(sheet, columns) in ("iso", "day_first", "month_first", "unclear", None)


@given(sheets())
@settings(max_examples=60)
def test_no_answer_is_lost(sheet):
    """A cell below a question is an answer, whatever stands beside it."""
    columns = mapping.columns_of(sheet, "registrations")
    rows = mapping.rows_of(sheet, columns, "registrations")
    for typed, row in zip(rows, sheet.rows, strict=True):
        kept = [*typed.answers.values(), *typed.sensitive.values()]
        asked = [
            cell for cell, column in zip(row.cells, columns, strict=True) if column.field in ("answer", "sensitive")
        ]
        assert all(cell in kept for cell in asked if cell)
