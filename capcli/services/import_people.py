"""Whom the rows of one import are about, as they are decided one after the other in its transaction."""

from typing import Any

from msgspec.structs import replace

from capcli.domain.applicants import Applicant, planned
from capcli.domain.effects import Effect
from capcli.domain.matching import Match
from capcli.domain.names import clean, full_name
from capcli.domain.plans import Answer, Clock, Job, PlanPerson, PlanRow, Problem, TypedRow
from capcli.domain.records import PEOPLE, Lift, Organisation, Person
from capcli.services import people
from capcli.services.affiliations import main_organisations
from capcli.services.duplicates import organisation_called
from capcli.services.import_elsewhere import told_of_row
from capcli.services.recognising import Recogniser, needs_memory
from capcli.services.remembered_rows import RememberedRows
from capcli.services.row_organisations import RowOrganisations
from capcli.services.row_people import FILLED, Comparison, Found
from capcli.services.statuses import named
from capcli.services.told_values import ToldValues, question_field
from capcli.store.protocol import Transaction

PART = ("mode", "slots")
"""What a row may tell of how somebody takes part."""
_ABOUT_PEOPLE = frozenset({"same", "other", "ignore", "later"})
"""The answers that say whom a row means."""


class Newcomers:
    """The people that an import adds, and the line of each."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self.lines: dict[int, int] = {}
        self.told = ToldValues(tx, job)
        self._of_line: dict[int, int] = {}
        self._recogniser = Recogniser(tx)
        self._remembered = RememberedRows(tx, job.session)
        self._organisations = RowOrganisations(tx, job, clock)
        self._comparison = Comparison(tx, job, clock, self.told)

    def found(self, row: TypedRow, who: Applicant) -> Found:
        """Who the row is about, and what of it cannot be used."""
        told = self._organisations.told(row, who)
        answer = self._placed(self._job.answers.get(row.line))
        said = answer if answer and answer.kind in _ABOUT_PEOPLE else self._remembered.answer_for(row, who)
        match = self._recogniser.recognise(who, told.organisation.id if told.organisation else None, said)
        if said is None and match.why == "namesake":
            known = self._remembered.registered(row, who, match.candidates)
            match = Match(person=known) if known else match
        if match.person is not None:
            self._of_line[row.line] = match.person.id
            if needs_memory(who, match) or (answer is not None and answer.kind == "same"):
                self._remembered.keep(row, who, Answer(kind="same", person=match.person.id))
            else:
                self._remembered.meet(row, who, match.person.id)
        problems = [*who.problems, *told.problems, *_beside(who, match)]
        found = Found(
            who=who, row=row, match=match, organisation=told.organisation, told=told, problems=problems,
            joins=told.organisation is not None or told.adds is not None,
        )  # fmt: skip
        return self._comparison.compared(found, match.person, answer) if match.person else found

    def refuse_unnamed(self, found: Found) -> None:
        """Stop a row of somebody new of whom no record can be made, before anything is written for it.

        Raises:
            Usage: `family_name`, `name_long`.
        """
        if found.match.person is None:
            people.refuse_unnamed(clean(found.who.given_name), clean(found.who.family_name))

    def kept(self, found: Found, allowed_by: str) -> tuple[Person, list[Effect]]:
        """The person, added or completed; `allowed_by` is why somebody alike is added beside another.

        Raises:
            Usage: `family_name`, `name_long`; nothing is written then, no organisation either.
        """
        clock, person = self._clock, found.match.person
        self.refuse_unnamed(found)
        settled = self._organisations.settled(found.told, joins=found.joins)
        organisation = settled.id if settled and found.joins else None
        if person is not None:
            person, effects = self._completed(person, found, organisation)
            self.told.tell(person.id, self._said(found))
            return person, effects
        alike = Lift(rule="duplicate", reason=allowed_by, by=clock.by, at=clock.now) if found.match.why else None
        details = self._details(found, organisation)
        added = people.add(self._tx, details, today=clock.today, now=clock.now, allowed=alike)
        self.lines[added.id] = found.row.line
        self._of_line[found.row.line] = added.id
        if needs_memory(found.who, found.match):
            self._remembered.keep(found.row, found.who, Answer(kind="same", person=added.id))
        else:
            self._remembered.meet(found.row, found.who, added.id)
        self.told.tell(added.id, self._said(found))
        return added, []

    def row(self, found: Found, person: Person | None = None) -> PlanRow:
        """The plan's row with whom it is about; the action is still to be said."""
        known = person or found.match.person
        organisation = found.organisation or self._new_organisation(found)
        return PlanRow(
            line=found.row.line,
            action="create",
            person=self._planned(found, known),
            organisation=named(organisation) if organisation else None,
            organisation_candidates=found.told.candidates,
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
            problems=[*found.problems, *(found.conflicts or [problem])],
            candidates=[number for number in ids if number not in self.lines],
            candidate_lines=[self.lines[number] for number in ids if number in self.lines],
        )

    def ignored(self, found: Found) -> PlanRow:
        """The row that somebody said to leave out, now or for ever; the latter is remembered."""
        if found.match.why == "ignored" and not self._recogniser.ignore_forgotten(self._tx, found.who):
            self._remembered.keep(found.row, found.who, Answer(kind="ignore"))
        return replace(self.row(found), action="skip", problems=[Problem(f"row_{found.match.why}")])

    def _placed(self, answer: Answer | None) -> Answer | None:
        """The answer with the person of another line of the file."""
        if answer is None or answer.line is None:
            return answer
        number = self._of_line.get(answer.line)
        return replace(answer, person=number) if number else None

    def _completed(self, person: Person, found: Found, organisation: int | None) -> tuple[Person, list[Effect]]:
        """The person with what the row adds."""
        if not found.fills and organisation is None:
            return person, []
        edited = people.edit(
            self._tx,
            person.id,
            found.fills,
            organisation=organisation,
            today=self._clock.today,
            now=self._clock.now,
            by=self._clock.by,
        )
        return edited.person, edited.effects

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

    def _said(self, found: Found) -> dict[str, str]:
        """What the row says, to be told from what the form says another time; of a form also what it asked."""
        said = {field: getattr(found.who, field) for field in FILLED if getattr(found.who, field)}
        if self._job.session is None or self._job.source.is_ours:  # which may hold sensitive answers among the others
            return said
        part = {field: found.row.values[field] for field in PART if found.row.values.get(field)}
        answers = {question_field(question): text for question, text in found.row.answers.items()}
        return said | part | answers | told_of_row(found.row, found.who)

    def _new_organisation(self, found: Found) -> Organisation | None:
        return organisation_called(self._tx, found.told.adds) if found.told.adds else None

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
    answers = {key: held for key, held in (("answers", row.answers), ("sensitive", row.sensitive)) if held}
    return {**names, **values, **answers}


def _beside(who: Applicant, match: Match) -> list[Problem]:
    """The word on somebody new who shares an office's e-mail with others."""
    if match.why != "colleague":
        return []
    names = [full_name(person.given_name, person.family_name) for person in match.sharing]
    return [Problem("colleague", {"email": who.email, "names": names})]
