"""A plan that was decided in a spreadsheet, read back."""

from collections.abc import Mapping

from msgspec import Struct

from capcli.errors import OtherFileError
from capcli.imports.opening import opened
from capcli.imports.tables import Book, Table

PLAN, SOURCE = "plan", "source"
HEADING = "heading."
"""Begins the facts that tell the headings of the columns which are read back."""
_DIGITS = 9
"""Of the number of a line."""


class Decided(Struct, frozen=True, kw_only=True):
    """What was chosen of a row: the `row` of the spreadsheet, the `line` of the file, and the words."""

    row: int
    line: int
    decision: str
    organisation: str


class PlanFile(Struct, frozen=True, kw_only=True):
    """A plan: the facts of its file and of how it was read, and what was decided."""

    facts: Mapping[str, list[str]]
    decided: list[Decided]

    def fact(self, name: str) -> str:
        """The first fact of this name, empty when there is none."""
        return next(iter(self.facts.get(name, [])), "")


def read_plan(content: bytes, file: str) -> PlanFile:
    """A plan with its decisions.

    Raises:
        OtherFileError: what `opened` raises; `import_no_plan`, it is no plan of ours; `import_plan_line`, a decision
            stands in a row without its line.
    """
    book = opened(content, file)
    plan, source = (_table(book, name) for name in (PLAN, SOURCE))
    facts: dict[str, list[str]] = {}
    for row in source.rows:
        name, value = (*row.cells, "", "")[:2]
        facts.setdefault(name, []).append(value)
    places = {key: _place(book, plan, facts, key) for key in ("line", "decision", "organisation_decision")}
    decided = []
    for row in plan.rows[1:]:
        cells = {key: row.cells[place] if place < len(row.cells) else "" for key, place in places.items()}
        if not cells["decision"] and not cells["organisation_decision"]:
            continue
        if not cells["line"].isdecimal() or len(cells["line"]) > _DIGITS:
            raise OtherFileError("import_plan_line", file=file, row=row.line)
        line, organisation = int(cells["line"]), cells["organisation_decision"]
        decided.append(Decided(row=row.line, line=line, decision=cells["decision"], organisation=organisation))
    return PlanFile(facts=facts, decided=decided)


def _table(book: Book, name: str) -> Table:
    found = next((table for table in book.tables if table.name == name and table.rows), None)
    if found is None:
        raise OtherFileError("import_no_plan", file=book.file)
    return found


def _place(book: Book, plan: Table, facts: Mapping[str, list[str]], key: str) -> int:
    headings = plan.rows[0].cells
    heading = next(iter(facts.get(HEADING + key, [])), None)
    if heading not in headings:
        raise OtherFileError("import_no_plan", file=book.file)
    return headings.index(heading)
