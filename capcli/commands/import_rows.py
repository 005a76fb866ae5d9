"""The plan of an import as the JSON of the contract, which tables and spreadsheets show too."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from capcli.domain.decisions import unknown_organisation
from capcli.domain.plans import Plan, PlanRow
from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation
from capcli.store.protocol import Reader
from capcli.texts import _, either
from capcli.texts.problems import problem_words


def plan_object(plan: Plan, currency: str) -> dict[str, Any]:
    """The plan as the JSON object of the contract."""
    rows = [row_object(row, currency) for row in plan.rows]
    return {"source": to_builtins(plan.source), "rows": rows, "summary": plan.summary}


def row_object(row: PlanRow, currency: str) -> dict[str, Any]:
    """A row of the plan as the contract has it."""
    built: dict[str, Any] = to_builtins(row)
    built["problems"] = [
        {"code": problem.code, "message": problem_words(problem, row.action)} for problem in row.problems
    ]
    built["candidates"] = [PEOPLE.ref(number) for number in row.candidates]
    built["organisation_candidates"] = [ORGANISATIONS.ref(number) for number in row.organisation_candidates]
    amount = built["values"].pop("amount", None)
    if isinstance(amount, int):  # the text of one that was not understood is no money
        built["values"]["amount"] = {"cents": amount, "currency": currency}
    return built


def told_objects(read: Reader, rows: Sequence[PlanRow], currency: str) -> list[dict[str, Any]]:
    """The rows as people read them: under an organisation that is not known, those that it may be."""
    likely = read.get_any(ORGANISATIONS, [number for row in rows for number in row.organisation_candidates])
    return [_told_object(row, likely, currency) for row in rows]


def _told_object(row: PlanRow, likely: Mapping[int, Organisation], currency: str) -> dict[str, Any]:
    built = row_object(row, currency)
    known = [likely[number] for number in row.organisation_candidates if number in likely]
    names = [f"{ORGANISATIONS.ref(one.id)} {one.name}" for one in known]
    if names and unknown_organisation(row):
        message = _("it may be {organisations}").format(organisations=either(names))
        built["problems"].append({"code": "organisation_candidates", "message": message})
    return built
