"""Tables below one another that go on with the columns of the first are read side by side."""

import pytest

from capcli.imports.fields import field_of
from capcli.imports.reading import Sheet, read

TOP = "Nom;Prénom;Structure;15/06 matin;15/06 après-midi"
BELOW = "Nom;Prénom;Structure;16/06 matin"


def sheet_of(*lines: str) -> Sheet:
    return read("\n".join(lines).encode(), "f.csv", lambda heading: field_of(heading, "attendance") is not None)


def test_somebody_in_both_is_one_row_and_namesakes_are_told_apart_by_their_order():
    sheet = sheet_of(TOP, "Roux;Léa;PNR;1;2", "Roux;Léa;PNR;3;4", "", BELOW, "Roux;Léa;PNR;5", "Roux;Léa;PNR;6")
    assert sheet.headings == [*TOP.split(";"), "16/06 matin"]
    assert [(row.line, row.cells[3:]) for row in sheet.rows] == [(2, ["1", "2", "5"]), (3, ["3", "4", "6"])]
    assert [(one.line, one.code) for one in sheet.set_aside] == [(4, "row_blank"), (5, "row_heading")]


def test_whoever_is_in_one_table_only_keeps_their_line():
    third = BELOW.replace("16", "17"), "Brun;Paul;;Y"
    sheet = sheet_of(TOP, "Roux;Léa;PNR;1;2", "", BELOW, "Brun;Paul;;X", "Roux;Léa;PNR;5", "", *third)
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (2, ["Roux", "Léa", "PNR", "1", "2", "5", ""]),
        (5, ["Brun", "Paul", "", "", "", "X", "Y"]),
    ]


@pytest.mark.parametrize(
    "below",
    ["Nom;Prénom;Ville;16/06 matin", "Nom;Prénom;Structure;Repas", "Nom;Prénom;Structure", "Nom;;;16/06 matin"],
)
def test_a_table_of_something_else_does_not_go_on(below):
    sheet = sheet_of(TOP, "Roux;Léa;PNR;1;2", "", below, "Roux;Léa;PNR;5")
    assert sheet.headings == TOP.split(";")
    assert (sheet.rows[0].line, sheet.rows[0].cells[3:]) == (2, ["1", "2"])


def test_a_list_without_half_days_has_no_other_tables():
    sheet = sheet_of("Nom;Prénom;Structure", "Roux;Léa;PNR", "", "Nom;Prénom;Structure", "Brun;Paul;CC")
    assert [row.cells[0] for row in sheet.rows] == ["Roux", "Brun"]
