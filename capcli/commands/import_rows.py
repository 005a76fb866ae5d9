"""The plan of an import as the JSON of the contract, which tables and spreadsheets show too."""

from typing import Any

from msgspec import to_builtins

from capcli.domain.plans import Plan, PlanRow
from capcli.domain.records import ORGANISATIONS, PEOPLE
from capcli.texts.problems import problem_words


def plan_object(plan: Plan, currency: str) -> dict[str, Any]:
    """The plan as the JSON object of the contract."""
    rows = [row_object(row, currency) for row in plan.rows]
    return {"source": to_builtins(plan.source), "rows": rows, "summary": plan.summary}


def row_object(row: PlanRow, currency: str) -> dict[str, Any]:
    """A row of the plan as the contract has it."""
    built: dict[str, Any] = to_builtins(row)
    built["problems"] = [{"code": problem.code, "message": problem_words(problem)} for problem in row.problems]
    built["candidates"] = [PEOPLE.ref(number) for number in row.candidates]
    built["organisation_candidates"] = [ORGANISATIONS.ref(number) for number in row.organisation_candidates]
    amount = built["values"].pop("amount", None)
    if isinstance(amount, int):  # the text of one that was not understood is no money
        built["values"]["amount"] = {"cents": amount, "currency": currency}
    return built
