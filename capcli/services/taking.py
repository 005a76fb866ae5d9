"""Rows taken one after the other: those that stand for nobody, and those of which no record can be made, stop none."""

from collections.abc import Callable

from capcli.domain.leavings import left_out
from capcli.domain.plans import Clock, PlanRow, Problem, TypedRow
from capcli.errors import Usage


def taken(row: TypedRow, clock: Clock, judged: Callable[[TypedRow], PlanRow]) -> PlanRow:
    """What becomes of a row: left out, an error where a value is one that no record takes, else as it is `judged`."""
    clock.tick()
    out = left_out(row)
    if out is not None:
        return PlanRow(line=row.line, action="skip", problems=[out])
    try:
        return judged(row)
    except Usage as fault:
        return PlanRow(line=row.line, action="error", problems=[Problem(fault.code, fault.values)])
