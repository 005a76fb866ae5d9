"""Who paid an operation of a journal that cap wrote: by number where it is the same desk, else by name."""

from typing import Literal

from msgspec import Struct

from capcli.domain.names import clean, organisation_key, same_name
from capcli.domain.plans import Job, PlanPerson, Problem, TypedRow
from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation, Person
from capcli.domain.views import Named
from capcli.services.duplicates import namesakes_of, organisation_called
from capcli.services.statuses import named
from capcli.store.protocol import Reader


class OwnPayer(Struct, frozen=True, kw_only=True):
    """The payer; without one, why not, and the people who may be meant.

    `namesakes` are all who bear the name of a payer whose number alone tells
    them apart: it does in the desk that wrote the journal, and in no other.
    """

    who: Person | Organisation | None = None
    problem: Problem = Problem("payer_unknown")
    candidates: list[int] = []
    namesakes: list[int] = []

    @property
    def action(self) -> Literal["ambiguous", "error"]:
        """What becomes of a row whose payer is not known."""
        return "ambiguous" if self.candidates else "error"

    @property
    def organisation(self) -> Named | None:
        """The organisation of a plan's row."""
        return named(self.who) if isinstance(self.who, Organisation) else None

    @property
    def person(self) -> PlanPerson | None:
        """The person of a plan's row."""
        one = self.who
        if not isinstance(one, Person):
            return None
        return PlanPerson(
            ref=PEOPLE.ref(one.id),
            given_name=one.given_name,
            family_name=one.family_name,
            email=one.email,
            phone=one.phone,
            organisation=None,
        )


def own_payer(read: Reader, row: TypedRow, job: Job) -> OwnPayer:
    """Whom the row means; a number of another desk is somebody else's here, so the name must agree."""
    ref, name = row.values["who.ref"].strip(), clean(row.values.get("name", ""))
    if ref[:1].upper() == ORGANISATIONS.letter:
        return _organisation(read, ORGANISATIONS.number_in(ref), name)
    number = PEOPLE.number_in(ref)
    answer = job.answers.get(row.line)
    if answer is not None and answer.kind == "same" and answer.person is not None:
        number = answer.person
    held = read.get(PEOPLE, number)
    if held is not None and answer is not None:
        return OwnPayer(who=held)
    several = namesakes_of(read, name, "")
    bearing = [one.id for one in several]
    told = Problem("namesake", {"name": name, "email": ""})
    if held is not None and same_name(name, "", held.given_name, held.family_name):
        return OwnPayer(who=held, problem=told, namesakes=bearing if len(bearing) > 1 else [])
    if len(several) == 1:
        return OwnPayer(who=several[0])
    if several:
        return OwnPayer(problem=told, candidates=bearing)
    return OwnPayer(problem=Problem("payer_unknown", {"name": name}))


def _organisation(read: Reader, number: int, name: str) -> OwnPayer:
    held = read.get(ORGANISATIONS, number)
    if held is None or organisation_key(name) not in held.name_keys:
        held = organisation_called(read, name)
    return OwnPayer(who=held) if held else OwnPayer(problem=Problem("payer_unknown", {"name": name}))
