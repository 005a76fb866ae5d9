"""Whom the rows of one import are about, as they are decided one after the other in its transaction."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.applicants import Applicant, note_of, planned, problem_of
from capcli.domain.effects import Effect
from capcli.domain.matching import Match
from capcli.domain.plans import Answer, Clock, Job, PlanPerson, PlanRow, Problem, TypedRow
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, PEOPLE, Lift, Organisation, Person
from capcli.domain.views import Named
from capcli.errors import Refused
from capcli.services import people
from capcli.services.affiliations import affiliations_on, main_organisations
from capcli.services.duplicates import organisation_called
from capcli.services.recognising import needs_memory, recognise, remember
from capcli.store.protocol import Transaction

FILLED = ("email", "phone", "function", "public", "postcode")
TOLD = ("email", "phone", "function")
"""What is worth a word when the row and the record differ."""


class Found(Struct, frozen=True, kw_only=True):
    """A row's person so far: who is known, what the record lacks, what stays a problem; nothing is written yet."""

    who: Applicant
    row: TypedRow
    match: Match
    organisation: Organisation | None
    fills: dict[str, Any] = {}
    joins: bool = False
    problems: list[Problem] = []

    @property
    def note(self) -> str | None:
        """What a registration's note keeps of the problems."""
        return note_of(self.problems, self.row.values.get("note"))


class Newcomers:
    """The people that an import adds, and the line of each."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self.lines: dict[int, int] = {}
        self._added: dict[int, int] = {}

    def found(self, row: TypedRow, who: Applicant) -> Found:
        """Who the row is about, and what of it cannot be used."""
        problems = list(who.problems)
        organisation = organisation_called(self._tx, who.organisation) if who.organisation else None
        if who.organisation and organisation is None:
            problems.append(problem_of(row, "organisation", "organisation_unknown"))
        answer = self._placed(self._job.answers.get(row.line))
        match = recognise(self._tx, who, organisation.id if organisation else None, answer)
        if answer is not None and answer.kind == "same" and match.person is not None:
            remember(self._tx, who, Answer(kind="same", person=match.person.id))
        found = Found(who=who, row=row, match=match, organisation=organisation, problems=problems)
        return self._compared(found, match.person) if match.person else replace(found, joins=organisation is not None)

    def kept(self, found: Found, allowed_by: str) -> tuple[Person, list[Effect]]:
        """The person, added or completed; `allowed_by` is why somebody alike is added beside another."""
        clock, person = self._clock, found.match.person
        organisation = found.organisation.id if found.organisation and found.joins else None
        if person is not None:
            return self._completed(person, found, organisation)
        alike = Lift(rule="duplicate", reason=allowed_by, by=clock.by, at=clock.now) if found.match.why else None
        details = self._details(found, organisation)
        added = people.add(self._tx, details, today=clock.today, now=clock.now, allowed=alike)
        self.lines[added.id] = found.row.line
        self._added[found.row.line] = added.id
        if needs_memory(found.who, found.match):
            remember(self._tx, found.who, Answer(kind="same", person=added.id))
        return added, []

    def row(self, found: Found, person: Person | None = None) -> PlanRow:
        """The plan's row with whom it is about; the action is still to be said."""
        known = person or found.match.person
        return PlanRow(
            line=found.row.line,
            action="create",
            person=self._planned(found, known),
            organisation=_named(found.organisation),
            values=values_of(found.row, found.who),
            problems=found.problems,
        )

    def unclear(self, found: Found) -> PlanRow:
        """The row of somebody who may be one of several, with a problem that says why."""
        ids = [person.id for person in found.match.candidates]
        problem = Problem(found.match.why, {"name": found.who.name, "email": found.who.email or ""})
        return replace(
            self.row(found),
            action="ambiguous",
            problems=[*found.problems, problem],
            candidates=[number for number in ids if number not in self.lines],
            candidate_lines=[self.lines[number] for number in ids if number in self.lines],
        )

    def ignored(self, found: Found) -> PlanRow:
        """The row that somebody said to leave out, now or for ever; the latter is remembered."""
        if found.match.why == "ignored":
            remember(self._tx, found.who, Answer(kind="ignore"))
        return replace(self.row(found), action="skip", problems=[Problem(f"row_{found.match.why}")])

    def _placed(self, answer: Answer | None) -> Answer | None:
        """The answer with the person that another line of the file brought."""
        if answer is None or answer.line is None:
            return answer
        number = self._added.get(answer.line)
        return replace(answer, person=number) if number else None

    def _completed(self, person: Person, found: Found, organisation: int | None) -> tuple[Person, list[Effect]]:
        if not found.fills and organisation is None:
            return person, []
        clock = self._clock
        try:
            edited = people.edit(
                self._tx,
                person.id,
                found.fills,
                organisation=organisation,
                today=clock.today,
                now=clock.now,
                by=clock.by,
            )
        except Refused:  # it would make a twin of somebody else: the record stays as it is
            return person, []
        return edited.person, edited.effects

    def _compared(self, found: Found, person: Person) -> Found:
        """What the record lacks and the row has, and where the two differ."""
        fills: dict[str, Any] = {}
        problems = list(found.problems)
        for field in FILLED:
            told, held = getattr(found.who, field), getattr(person, field)
            if told and not held:
                fills[field] = told
            elif told and field in TOLD and str(told).casefold() != str(held).casefold():
                problems.append(problem_of(found.row, field, "differs"))
        belonging = {tie.organisation for tie in self._ties(person)}
        organisation = found.organisation
        if organisation and belonging and organisation.id not in belonging:
            problems.append(problem_of(found.row, "organisation", "differs"))
        joins = organisation is not None and not self._tx.find(AFFILIATIONS, "person", person.id)
        return replace(found, fills=fills, joins=joins, problems=problems)

    def _ties(self, person: Person) -> list[Any]:
        return affiliations_on(self._tx, [person.id], self._clock.today).get(person.id, [])

    def _details(self, found: Found, organisation: int | None) -> people.Details:
        who = found.who
        return people.Details(
            given_name=who.given_name,
            family_name=who.family_name,
            email=who.email,
            phone=who.phone,
            organisation=organisation,
            function=who.function,
            public=who.public,
            postcode=who.postcode,
        )

    def _planned(self, found: Found, person: Person | None) -> PlanPerson:
        named = main_organisations(self._tx, [person.id], self._clock.today).get(person.id) if person else None
        organisation = named.name if named else found.organisation.name if found.organisation else None
        ref = PEOPLE.ref(person.id) if person and person.id not in self.lines else None
        return planned(found.who, person, ref, organisation)


def values_of(row: TypedRow, who: Applicant) -> dict[str, Any]:
    """The values of a row that are used, as they were understood, with the answers to other questions."""
    used = {field: getattr(who, field) for field in (*FILLED, "organisation", "requested_at")}
    values = {field: value for field, value in used.items() if value is not None}
    names = {"given_name": who.given_name, "family_name": who.family_name}
    return {**names, **values, **({"answers": row.answers} if row.answers else {})}


def _named(organisation: Organisation | None) -> Named | None:
    return Named(ref=ORGANISATIONS.ref(organisation.id), name=organisation.name) if organisation else None
