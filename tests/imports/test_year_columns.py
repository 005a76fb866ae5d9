"""The day and the way of paying of a year may stand in columns beside it."""

import pytest

from capcli.imports.mapping import columns_of, recognised, rows_of
from capcli.imports.reading import Row, Sheet
from capcli.imports.year_columns import joined, telling


def rows(headings: str, *lines: str):
    cells = [Row(number, line.split(",")) for number, line in enumerate(lines, 2)]
    sheet = Sheet(file="f", encoding="utf-8", delimiter=",", header_row=1, headings=headings.split(","), rows=cells)
    assert recognised(sheet).kind == "contacts"
    return rows_of(sheet, columns_of(sheet, "contacts"), "contacts")


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("Nom,Montant 2023,Date 2023,Mode 2023,Montant 2024,Date 2024", {2: 1, 3: 1, 5: 4}),
        ("Nom,Cotis. 2023,Réglé le 2023", {2: 1}),
        ("Nom,Cotis. 2023,Date,Mode,Cotis. 2024,Date,Mode", {2: 1, 3: 1, 5: 4, 6: 4}),
        ("Nom,Cotis. 2023,Cotis. 2024,Mode,Date", {}),
        ("Nom,Cotis. 2023,Ville,Date,Cotis. 2024,Ville,Date", {}),
        ("Nom,2022,2023,Date 2021", {}),
    ],
)
def test_columns_name_the_year_or_come_again_behind_each(headings, found):
    assert telling(headings.split(",")) == found


@pytest.mark.parametrize(
    ("cell", "beside", "said"),
    [
        ("20", ["05/02/2024", "chèque"], ("20 05/02/2024 chèque", [0, 1])),
        ("x", ["2024-02-05"], ("x 2024-02-05", [0])),
        ("20 €", ["à voir", "en nature"], ("20 €", [])),
        ("chq 12/03", ["05/02/2024"], ("chq 12/03", [])),
        ("1", ["05/02/2024"], ("1", [])),
        ("", ["05/02/2024"], ("", [])),
    ],
)
def test_a_sum_or_a_yes_is_told_with_its_day(cell, beside, said):
    text, used = joined(cell, beside)
    assert (text.strip(), used) == said


def test_what_tells_nothing_of_the_payment_stays_an_answer():
    read = rows(
        "Nom,Prénom,2023,Date 2023,Mode 2023,2024,Date 2024,Mode 2024",
        "Roche,Zoé,20,03/02/2023,chèque,20,fin mars,virement",
        "Brun,Tom,,03/02/2023,,,,",
    )
    assert read[0].years == {2023: "20 03/02/2023 chèque", 2024: "20 virement"}
    assert read[0].answers == {"Date 2024": "fin mars"}
    assert (read[1].years, read[1].answers) == ({}, {"Date 2023": "03/02/2023"})
