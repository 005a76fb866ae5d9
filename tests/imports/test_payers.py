"""A payer's e-mail is the participant's where both are surely one, row by row."""

import pytest

from capcli.domain.plans import TypedRow
from capcli.imports.payers import completed

ANNE = {"payer_email": "anne.boss@parc.example", "payer_name": "Anne Boss"}
LOIC = {"given_name": "Loïc", "family_name": "L'Hostis"}


def emails(*rows: dict[str, str]) -> list[str | None]:
    typed = [TypedRow(line=line, values=row, headings=dict.fromkeys(row, "?")) for line, row in enumerate(rows, 2)]
    return [row.values.get("email") for row in completed(typed, kept=True)]


@pytest.mark.parametrize(
    ("row", "email"),
    [
        (LOIC | ANNE, None),
        (LOIC | ANNE | {"payer_name": "Loïc L'Hostis"}, "anne.boss@parc.example"),
        (LOIC | {"payer_email": "loic.lhostis@mairie.example"}, "loic.lhostis@mairie.example"),
        (LOIC | {"payer_email": "lou.lhostis@mairie.example"}, None),
        ({"payer_email": "loic.lhostis@mairie.example"}, None),
        (LOIC | ANNE | {"email": "l@mairie.example"}, "l@mairie.example"),
    ],
)
def test_the_payer_is_the_participant_where_both_are_surely_one(row, email):
    """Beside a row whose payer has a name, as beside others: a meal without a name of its own is nobody's."""
    zoe = {"given_name": "Zoé", "family_name": "Martineau"} | ANNE
    assert emails(zoe, row) == [None, email]
    assert emails(row) == [email]


def test_an_address_under_several_names_is_of_none_of_them():
    family = {"payer_email": "famille@brun.example"}
    assert emails(LOIC | family, {"given_name": "Ana", "family_name": "Brun"} | family) == [None, None]


def test_the_phone_of_an_order_is_of_who_paid():
    paid = ANNE | {"payer_phone": "0465711020"}
    typed = [TypedRow(line=2, values=LOIC | paid, headings=dict.fromkeys(LOIC | paid, "?"))]
    assert "phone" not in completed(typed, kept=True)[0].values
    anne = {"given_name": "Anne", "family_name": "Boss"} | paid
    typed = [TypedRow(line=2, values=anne, headings=dict.fromkeys(anne, "?"))]
    assert completed(typed, kept=True)[0].values["phone"] == "0465711020"
