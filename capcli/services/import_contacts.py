"""The rows of the one list that an association keeps: people, organisations and years of dues, in one plan."""

from msgspec.structs import replace

from capcli.domain.plans import Action, Clock, Job, PlanRow, Problem, TypedRow
from capcli.services.import_exemptions import give
from capcli.services.import_facts import BESIDE, WHOLE, Told, is_organisations, told_of
from capcli.services.import_identities import Identities, has_faults
from capcli.services.import_structures import Kept, Structures
from capcli.services.import_years import Done, Entry, Years, left_out
from capcli.services.row_people import Found
from capcli.services.taking import taken
from capcli.store.protocol import Transaction

_NAMES = ("name", "family_name", "given_name")


class ContactRows:
    """Does the contacts of one list, one after the other.

    The list is about organisations too: one that is not known is added, and the
    plan says so.
    """

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._identities = Identities(tx, replace(job, strict=False), clock)  # an unknown organisation is no fault here
        self._structures = Structures(tx, job, clock)
        self._years = Years(tx, job, clock)

    def all(self) -> list[PlanRow]:
        """Every row done or held back, by line."""
        return [taken(_named(row), self._clock, self._judged) for row in self._job.rows]

    def _judged(self, row: TypedRow) -> PlanRow:
        is_person = any(field in row.values for field in _NAMES)
        told = told_of(row, "organisation", BESIDE if is_person else WHOLE)
        entries, unclear = self._years.read(row)
        if told is not None and not is_person:
            planned = self._by_organisation(row, told, entries, unclear)
        else:
            planned = self._by_person(row, told, entries, unclear)
        held = planned.action in ("error", "ambiguous")
        return replace(planned, values=planned.values | left_out(entries)) if held else planned

    def _by_organisation(self, row: TypedRow, told: Told, entries: list[Entry], unclear: list[Problem]) -> PlanRow:
        """A row of an organisation alone."""
        found = self._structures.found(told)
        planned = PlanRow(line=row.line, action="error", values=told.values, organisation_candidates=found.candidates)
        if found.ignored:
            return replace(planned, action="skip", problems=[Problem("row_ignored")])
        if self._job.strict:
            faults = [*told.problems, *unclear, *self._years.refusals(entries, None, found.organisation)]
            if has_faults(faults):
                return replace(planned, problems=faults)
        kept = self._structures.kept(found)
        given = give(self._tx, kept.organisation, row, self._job, self._clock)
        done = self._years.kept(entries, None, kept.organisation)
        did = bool(given.exemption or done.values)
        return replace(
            planned,
            action="change" if did and kept.action == "same" else kept.action,
            organisation=kept.named,
            values={**told.values, **given.values, **done.told, **left_out(done.left)},
            problems=[*kept.problems, *given.problems, *unclear, *done.problems],
            effects=[*kept.effects, *given.effects, *done.effects],
        )

    def _by_person(self, row: TypedRow, told: Told | None, entries: list[Entry], unclear: list[Problem]) -> PlanRow:
        """A row of a person, with the organisation beside the name; whoever paid a year is one of the two."""
        found = self._identities.identified(row)
        if isinstance(found, PlanRow):
            return found
        if self._job.strict:
            faults = [*unclear, *self._refusals(found, told, entries)]
            if faults:
                return replace(self._identities.people.row(found), action="error", problems=faults)
        kept = self._beside(told)
        if kept is not None and kept.action == "create":
            again = self._identities.identified(row)
            found = found if isinstance(again, PlanRow) else again
        person, planned = self._identities.kept(found)
        given = give(self._tx, person, row, self._job, self._clock)
        done = self._years.kept(entries, person, kept.organisation if kept else None)
        return self._did(planned, kept, given.values | done.told, [*given.problems, *unclear], done)

    def _did(
        self, planned: PlanRow, kept: Kept | None, values: dict[str, object], problems: list[Problem], done: Done
    ) -> PlanRow:
        """The row with everything that was done of it."""
        did = bool(values) or (kept is not None and kept.action != "same")
        action: Action = "change" if did and planned.action == "same" else planned.action
        beside = kept.problems if kept else []
        effects = kept.effects if kept else []
        return replace(
            planned,
            action=action,
            organisation=kept.named if kept else planned.organisation,
            organisation_candidates=kept.candidates if kept else planned.organisation_candidates,
            values={**planned.values, **values, **left_out(done.left)},
            problems=[*planned.problems, *beside, *problems, *done.problems],
            effects=[*effects, *planned.effects, *done.effects],
        )

    def _beside(self, told: Told | None) -> Kept | None:
        """The organisation of a person's row, added when it is not known; None where somebody said there is none."""
        found = self._structures.found(told) if told else None
        if found is None or found.ignored:
            return None
        kept = self._structures.kept(found)
        if kept.action != "create" or kept.candidates:
            return kept
        added = Problem("organisation_added", {"name": kept.organisation.name})
        return replace(kept, problems=[*kept.problems, added])

    def _refusals(self, found: Found, told: Told | None, entries: list[Entry]) -> list[Problem]:
        structure = self._structures.found(told) if told else None
        faults = list(told.problems) if told else []
        return faults + self._years.refusals(entries, found.match.person, structure.organisation if structure else None)


def _named(row: TypedRow) -> TypedRow:
    """The row with an organisation's name under its field, where it stands in the column of the people."""
    if not is_organisations(row):
        return row
    field = "name" if "name" in row.values else "family_name"
    values = {("organisation" if key == field else key): text for key, text in row.values.items()}
    return replace(row, values=values, headings={**row.headings, "organisation": row.headings.get(field, field)})
