"""What people write below "Cotis. 2023"."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.dues_years import dues_year
from capcli.domain.year_cells import YearCell, year_cell

YEAR = dues_year(2023, "01-01")
MARCH = dt.date(2023, 3, 15)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "non", "Non", "0", "0 €", "impayé", "à relancer", "pas payé",
                                  "néant", "non réglé", "démission", "relancée", "en attente"])  # fmt: skip
def test_nothing_was_paid(text):
    assert year_cell(text, YEAR) == YearCell(said="nothing")


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "X",
        "oui",
        "Oui",
        "ok",
        "OK",
        "payé",
        "Réglée",
        "✓",
        "✔",
        "à jour",
        "1",
        "vrai",
        "à jour 2023",
        "2023",
        "Adhérente",
    ],
)
def test_a_tick_is_paid_without_an_amount(text):
    assert year_cell(text, YEAR) == YearCell(said="paid")


@pytest.mark.parametrize(
    ("text", "cents"),
    [("20", 2000), ("20 €", 2000), ("20€", 2000), ("20,00", 2000), ("20.50", 2050), ("1 250,50 €", 125050),
     ("150 euros", 15000), ("20,00\u00a0€", 2000), ("payé 20 €", 2000), ("20 € payés", 2000), ("€20", 2000)],
)  # fmt: skip
def test_an_amount_is_paid(text, cents):
    assert year_cell(text, YEAR) == YearCell(said="paid", cents=cents)


@pytest.mark.parametrize("text", ["ok 15/03", "payé le 15/03/2023", "15/03/23", "2023-03-15", "réglé 15 mars",
                                  "OK (15/03)", "15.03.2023", "le 15 mars 2023"])  # fmt: skip
def test_a_day_is_that_of_the_payment(text):
    """One without its year is of the year of the column."""
    assert year_cell(text, YEAR) == YearCell(said="paid", day=MARCH)


def test_the_day_of_a_school_year_is_of_the_calendar_year_it_falls_in():
    school = dues_year(2023, "09-01")
    assert year_cell("ok 15/03", school).day == dt.date(2024, 3, 15)
    assert year_cell("ok 15/10", school).day == dt.date(2023, 10, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 € chq 15/03", YearCell(said="paid", cents=2000, day=MARCH, method="chèque")),
        ("20€ virement", YearCell(said="paid", cents=2000, method="virement")),
        ("chèque n° 1234567 du 15/03/2023", YearCell(said="paid", day=MARCH, method="chèque", reference="1234567")),
        ("chq 0012345 20 €", YearCell(said="paid", cents=2000, method="chèque", reference="0012345")),
        ("Esp. 20€", YearCell(said="paid", cents=2000, method="espèces")),
        ("espèces", YearCell(said="paid", method="espèces")),
        ("don 50", YearCell(said="donation", cents=5000)),
        ("Don de 50 €", YearCell(said="donation", cents=5000)),
    ],
)
def test_the_way_of_paying_and_donations_are_read(text, expected):
    assert year_cell(text, YEAR) == expected


@pytest.mark.parametrize(
    "text", ["exonéré", "Exonérée", "gratuit", "offert", "dispensé", "membre d'honneur", "0 € (offert)"]
)
def test_an_exemption(text):
    assert year_cell(text, YEAR) == YearCell(said="exempt")


@pytest.mark.parametrize("text", ["20 + 30", "voir avec Paul", "?", "don", "20 € cotisation + 30 don", "31/02/2023",
                                  "20 ou 30 €", "#REF!", "2021", "12/2023", "payé par sa mairie", "1.234"])  # fmt: skip
def test_what_could_be_anything_is_unclear(text):
    assert year_cell(text, YEAR).said == "unclear"


@given(st.text(max_size=40))
def test_any_text_is_read(text):
    """Whatever is typed, a day is one of the calendar and an amount is not below 0."""
    cell = year_cell(text, YEAR)
    assert cell.cents is None or cell.cents > 0
