"""Rows that stand for nobody."""

import pytest

from capcli.domain.leavings import left_out
from capcli.domain.plans import TypedRow


def code(**values: str) -> str | None:
    problem = left_out(TypedRow(line=2, values=values, headings={}))
    return problem.code if problem else None


@pytest.mark.parametrize("text", ["Informations demandées", "Info Requested", "Anonymous"])
def test_what_a_program_writes_where_nobody_has_said_a_name_is_no_name(text):
    """Ticket offices fill every column so, the e-mail's too; an address all the same is somebody's."""
    assert code(given_name=text, family_name=text, email=text) == "row_anonymous"
    assert code(given_name=text, family_name=text) == "row_anonymous"
    assert code(name=text, email="zoe@parc.example") is None


def test_a_balance_is_a_total_and_somebody_called_so_is_not():
    assert code(name="SOLDE", amount="1 250,50") == "row_total"
    assert code(name="Solde au 31/12", amount="1 250,50") == "row_total"
    assert code(family_name="Total", given_name="12") == "row_total"
    assert code(family_name="Solde", given_name="Anne") is None
