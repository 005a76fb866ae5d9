"""The rows of a list of organisations become organisations, or complete those that are known."""

from msgspec.structs import replace

from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.services.import_exemptions import give
from capcli.services.import_facts import WHOLE, Told, told_of
from capcli.services.import_identities import has_faults
from capcli.services.import_structures import Structures
from capcli.services.taking import taken
from capcli.store.protocol import Transaction


class OrganisationRows:
    """Does the organisations of one list, one after the other."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._structures = Structures(tx, job, clock)

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line."""
        return [taken(row, self._clock, self._judged) for row in self._job.rows]

    def _judged(self, row: TypedRow) -> PlanRow:
        told = told_of(row, "name", WHOLE) or told_of(row, "organisation", WHOLE)
        if told is None:
            return PlanRow(line=row.line, action="error", problems=[Problem("row_unnamed")])
        if self._job.strict and has_faults(told.problems):
            return PlanRow(line=row.line, action="error", values=told.values, problems=told.problems)
        return self._kept(row, told)

    def _kept(self, row: TypedRow, told: Told) -> PlanRow:
        found = self._structures.found(told, apart="ref" in row.values)
        if found.ignored:
            return PlanRow(line=row.line, action="skip", values=told.values, problems=[Problem("row_ignored")])
        kept = self._structures.kept(found)
        given = give(self._tx, kept.organisation, row, self._job, self._clock)
        return replace(
            PlanRow(line=row.line, action="change" if given.exemption and kept.action == "same" else kept.action),
            organisation=kept.named,
            values={**told.values, **given.values},
            problems=[*kept.problems, *given.problems],
            effects=[*kept.effects, *given.effects],
            organisation_candidates=found.candidates,
        )
