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
