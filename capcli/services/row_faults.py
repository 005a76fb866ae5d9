"""Rows of which no record can be made: each is held back by itself, and stops no other one."""

from capcli.domain.plans import PlanRow, Problem, TypedRow
from capcli.errors import Usage


def faulty(row: TypedRow, fault: Usage) -> PlanRow:
    """The row with a value that no record takes, such as a name longer than any."""
    return PlanRow(line=row.line, action="error", problems=[Problem(fault.code, fault.values)])
