"""The rows of a list of people become people, with their organisation and the exemption that the list tells of."""

from msgspec.structs import replace

from capcli.domain.mailings import off_list
from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.services.import_exemptions import give
from capcli.services.import_facts import is_organisations
from capcli.services.import_identities import Identities
from capcli.services.import_terms import whole_name
from capcli.services.row_people import Found
from capcli.services.taking import taken
from capcli.store.protocol import Transaction


class PeopleRows:
    """Does the people of one list, one after the other."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._identities = Identities(tx, job, clock)

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line."""
        return [taken(row, self._clock, self._judged) for row in self._job.rows]

    def _judged(self, row: TypedRow) -> PlanRow:
        out = off_list(row)
        if out is not None:
            return PlanRow(line=row.line, action="skip", problems=[out])
        organisation = None if self._job.source.is_ours else _organisation(row)
        if organisation is not None:
            told = Problem("row_organisation", {"name": organisation})
            return PlanRow(line=row.line, action="skip", problems=[told])
        found = self._identities.identified(row)
        if isinstance(found, PlanRow):
            return found
        return self._identities.twice(found) or self._kept(found)

    def _kept(self, found: Found) -> PlanRow:
        person, done = self._identities.kept(found)
        given = give(self._tx, person, found.row, self._job, self._clock)
        return replace(
            done,
            action="change" if given.exemption and done.action == "same" else done.action,
            values={**done.values, **given.values},
            problems=[*done.problems, *given.problems],
            effects=[*done.effects, *given.effects],
        )


def _organisation(row: TypedRow) -> str | None:
    """The organisation whose name stands in the column of the people's: a member that is no person."""
    alone = replace(row, values={field: text for field, text in row.values.items() if field != "organisation"})
    return (whole_name(row) or None) if is_organisations(alone) else None
