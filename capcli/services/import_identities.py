"""Whom the rows of a list are about, and the rows that go no further than that."""

from msgspec.structs import replace

from capcli.domain.applicants import NOTES, applicant, names_several, nobody
from capcli.domain.matching import Match
from capcli.domain.plans import Clock, Job, PlanRow, Problem, TypedRow
from capcli.domain.records import PEOPLE, Person
from capcli.services.import_people import Newcomers
from capcli.services.row_people import Found
from capcli.store.protocol import Transaction


class Identities:
    """The people of one list, as they are met.

    An export of ours tells people apart by their references: two of its rows
    are two people, however alike they are.
    """

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._job, self._clock = job, clock
        self._american = job.source.is_american
        self._met: dict[int, TypedRow] = {}
        self.people = Newcomers(tx, job, clock)

    def identified(self, row: TypedRow) -> Found | PlanRow:
        """Whom the row is about; or what becomes of a row that goes no further.

        An e-mail alone that nobody known has holds its own row back and stops no other one: mailing lists are
        full of them, and a record needs a name.

        Raises:
            Usage: `family_name`, `name_long`, no record can be made of the name of somebody new.
        """
        who = applicant(row, self._job.timezone, self._clock.now, american=self._american)
        if not self._job.source.is_ours and names_several(row):
            return PlanRow(line=row.line, action="error", problems=[Problem("row_several")])
        if nobody(who):
            return _nobodys(row, who.problems)
        found = self._told_apart(self.people.found(row, who))
        if found.match.is_left_out:
            return self.people.ignored(found)
        if found.match.is_unclear:
            return self.people.unclear(found)
        if found.match.person is None and not who.family_name:
            return _nameless(self.people.row(found), row)
        if self._job.strict and has_faults(found.problems):
            return replace(self.people.row(found), action="error")
        self.people.refuse_unnamed(found)
        return found

    def kept(self, found: Found) -> tuple[Person, PlanRow]:
        """The person, added or completed, and the row with what that did."""
        is_new = found.match.person is None
        person, effects = self.people.kept(found, f"{self._job.source.file}:{found.row.line}")
        self._met.setdefault(person.id, found.row)
        changes = bool(found.fills or found.joins)
        planned = self.people.row(found, person)
        return person, replace(planned, action="create" if is_new else "change" if changes else "same", effects=effects)

    def twice(self, found: Found) -> PlanRow | None:
        """The row left out when an earlier one of the file was about the same person."""
        before = self._met.get(found.match.person.id) if found.match.person else None
        if before is None:
            return None
        return replace(self.people.row(found), action="skip", problems=[Problem("row_twice", {"line": before.line})])

    def _told_apart(self, found: Found) -> Found:
        """Somebody new when the row's own reference tells them from everybody whom this file brought."""
        ref = _ref(found.row)
        alike = [*found.match.candidates, *([found.match.person] if found.match.person else [])]
        if ref is None or not alike or not all(self._is_other(person, ref) for person in alike):
            return found
        return replace(found, match=Match(why="namesake"), fills={}, joins=found.organisation is not None)

    def _is_other(self, person: Person, ref: str) -> bool:
        met = self._met.get(person.id)
        return met is not None and person.id in self.people.lines and _ref(met) not in (None, ref)


def has_faults(problems: list[Problem]) -> bool:
    """Whether a problem is more than a word about what is done with the row."""
    return any(problem.code not in NOTES for problem in problems)


def _ref(row: TypedRow) -> str | None:
    """The reference of a person in an export of ours."""
    text = row.values.get("ref", "").strip()
    return text if PEOPLE.number_in(text) else None


def _nameless(planned: PlanRow, row: TypedRow) -> PlanRow:
    """A row with an e-mail that nobody known has: that of an organisation, or of somebody without a name."""
    if "organisation" in row.values:
        return replace(planned, action="skip", problems=[_organisations(row)])
    return replace(planned, action="skip", problems=[*planned.problems, Problem("row_nameless")])


def _organisations(row: TypedRow) -> Problem:
    return Problem("row_organisation", {"name": row.values["organisation"]})


def _nobodys(row: TypedRow, problems: list[Problem]) -> PlanRow:
    """A row without a name or an e-mail: an organisation's is left to the kinds that read those."""
    if "organisation" in row.values:
        return PlanRow(line=row.line, action="skip", problems=[*problems, _organisations(row)])
    return PlanRow(line=row.line, action="error", problems=[*problems, Problem("row_nobody")])
