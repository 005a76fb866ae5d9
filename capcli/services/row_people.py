"""Somebody whom a row is about, as far as the record and the row go: nothing is written yet."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.applicants import NOTES, Applicant, note_of, problem_of
from capcli.domain.matching import Match
from capcli.domain.plans import Answer, Clock, Job, Problem, TypedRow
from capcli.domain.records import AFFILIATIONS, Organisation, Person
from capcli.errors import Refused
from capcli.services.affiliations import affiliations_on
from capcli.services.duplicates import Candidate, refuse_namesake, refuse_same_email
from capcli.services.former_values import edited, is_edited
from capcli.services.row_organisations import RowOrganisation
from capcli.services.told_values import ToldValues, form_of
from capcli.store.protocol import Transaction

FILLED = ("email", "phone", "function", "public", "postcode")
"""What a row may tell of somebody beside the name and the organisation."""
UNUSABLE = frozenset({"organisation_unknown", "email", "email_taken", "phone", "name_remark", "name_device"})
"""Problems of values that only a note keeps."""
TOLD = ("email", "phone", "function")
"""What is worth a word when the row and the record differ."""


class Found(Struct, frozen=True, kw_only=True):
    """A row's person so far: who is known, what the record lacks, what stays a problem.

    `fills` are the facts that the record takes from the row: it lacks them, or
    the form itself changed them. `conflicts` are those that changed on both sides.
    """

    who: Applicant
    row: TypedRow
    match: Match
    organisation: Organisation | None
    told: RowOrganisation = RowOrganisation()
    fills: dict[str, Any] = {}
    joins: bool = False
    problems: list[Problem] = []
    conflicts: list[Problem] = []

    @property
    def note(self) -> str | None:
        """What a registration's note keeps of the problems."""
        return note_of(self.problems, self.row.values.get("note"))

    def untold(self, note: str | None) -> list[Problem]:
        """The values that no record takes, of which the note of a registration says nothing yet."""
        unusable = [problem for problem in self.problems if problem.code in UNUSABLE]
        return [problem for problem in unusable if (note_of([problem], None) or "") not in (note or "")]

    @property
    def stops(self) -> bool:
        """Whether a value could not be used, which `--strict` makes an error."""
        return any(problem.code not in NOTES for problem in self.problems)


class Comparison:
    """Holds the rows of one file against the records of the people that they are about."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock, told: ToldValues) -> None:
        self._tx, self._job, self._clock, self._told = tx, job, clock, told

    def compared(self, found: Found, person: Person, answer: Answer | None) -> Found:
        """What the record takes of the row, and where the two differ."""
        fills: dict[str, Any] = {}
        problems, conflicts = list(found.problems), []
        for field in FILLED:
            told, held = getattr(found.who, field), getattr(person, field)
            if not told or (held and form_of(field, told) == form_of(field, held)):
                continue
            if self._told.is_old(person.id, field, told):  # what was corrected here, or taken away, stays so
                continue
            if not held or self._told.is_ours(person.id, field, held):
                fills[field] = told
                if held:
                    problems.append(edited(found.row, field, told, held))
            elif is_edited(self._job.former, person.id, field, held, told):
                fills[field] = told
                problems.append(edited(found.row, field, told, held))
            elif self._told.knows(person.id, field) and (answer is None or answer.kind in ("form", "kept")):
                if answer is None:
                    conflicts.append(_both_changed(found.row, field, held))
                elif answer.kind == "form":
                    fills[field] = told
                    problems.append(edited(found.row, field, told, held))
            elif field in TOLD:
                problems.append(problem_of(found.row, field, "differs"))
        if taken := self._taken(found, person, fills):
            del fills["email"]
            problems = [*(one for one in problems if (one.code, one.args.get("field")) != ("edited", "email")), taken]
        if blank := [found.row.headings.get(field, field) for field in fills if not getattr(person, field)]:
            problems.append(Problem("filled_in", {"columns": blank}))
        joins, differing = self._joining(found, person)
        match = replace(found.match, candidates=[person], why="changed_both") if conflicts else found.match
        if not joins and found.told.adds and found.organisation is None:  # added for nobody: it stays unknown
            problems = [problem for problem in problems if problem.code != "organisation_new"]
            differing = [problem_of(found.row, "organisation", "organisation_unknown")]
        problems += differing
        return replace(found, fills=fills, joins=joins, problems=problems, conflicts=conflicts, match=match)

    def _taken(self, found: Found, person: Person, fills: dict[str, Any]) -> Problem | None:
        """The word on an e-mail that would make the person a twin of whoever has it already."""
        if "email" not in fills:
            return None
        candidate = Candidate(
            given_name=person.given_name, family_name=person.family_name, email=fills["email"], besides=person.id
        )
        try:
            refuse_same_email(self._tx, candidate, self._clock.today)
        except Refused as twin:
            told = problem_of(found.row, "email", "email_taken")
            return replace(told, args={**told.args, "ref": twin.values["ref"], "name": twin.values["name"]})
        return None

    def _joining(self, found: Found, person: Person) -> tuple[bool, list[Problem]]:
        """Whether the person joins the row's organisation, and the word on one that stays out of the record.

        Whoever belongs, or belonged, somewhere keeps that; and nobody joins a namesake's organisation unasked.
        """
        ties = affiliations_on(self._tx, [person.id], self._clock.today).get(person.id, [])
        belonging = {tie.organisation for tie in ties}
        joins = found.joins and not self._tx.find(AFFILIATIONS, "person", person.id)
        if joins and found.organisation is not None and self._has_namesake(person, found.organisation):
            return False, [problem_of(found.row, "organisation", "differs")]
        if found.organisation and belonging and found.organisation.id not in belonging:
            return joins, [problem_of(found.row, "organisation", "differs")]
        return joins, []

    def _has_namesake(self, person: Person, organisation: Organisation) -> bool:
        candidate = Candidate(
            given_name=person.given_name,
            family_name=person.family_name,
            organisations=frozenset({organisation.id}),
            besides=person.id,
        )
        try:
            refuse_namesake(self._tx, candidate, self._clock.today)
        except Refused:
            return True
        return False


def _both_changed(row: TypedRow, field: str, held: str) -> Problem:
    """The question of a value that the form changed, and that was corrected here."""
    return Problem("changed_both", {"heading": row.headings.get(field, field), "text": row.values[field], "held": held})
