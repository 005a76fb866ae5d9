"""The organisation that a row names: known, nearly known, or as was said of it."""

from msgspec import Struct

from capcli.domain.applicants import Applicant, problem_of
from capcli.domain.names import clean, organisation_key
from capcli.domain.organisation_names import tells_more
from capcli.domain.plans import Clock, Job, OrganisationAnswer, Problem, TypedRow
from capcli.domain.records import ORGANISATIONS, Organisation
from capcli.services import organisations
from capcli.services.memories import keep_memory, memory_of
from capcli.services.organisation_matching import KnownOrganisations
from capcli.store.protocol import Transaction

NOWHERE = "organisation"
"""The kind of the memory of a text that was said to be no organisation."""


class RowOrganisation(Struct, frozen=True, kw_only=True):
    """The organisation so far, what is to be told of it, and whom an unknown text may mean; nothing is written yet.

    `adds` is a text to be kept: the name of a new organisation, or an alias of `organisation`; `nowhere` one to be
    remembered as no organisation.
    """

    organisation: Organisation | None = None
    problems: list[Problem] = []
    candidates: list[int] = []
    adds: str | None = None
    nowhere: str | None = None


class RowOrganisations:
    """The organisations of one file's rows."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._known = KnownOrganisations(tx)
        self._added: set[int] = set()

    def told(self, row: TypedRow, who: Applicant) -> RowOrganisation:
        """What the row's text means, as was answered, else as it is matched."""
        if not who.organisation:
            return RowOrganisation()
        match = self._known.meant(who.organisation)
        if match.by == "none":
            keeps = tells_more(who.organisation)
            return RowOrganisation(problems=[_problem(row, "organisation_none")] if keeps else [])
        if match.by == "name":
            return RowOrganisation(organisation=match.organisation)
        said = self._said(organisation_key(who.organisation))
        if said is not None:
            return self._answered(row, who.organisation, said)
        if match.organisation is not None:
            taken = {"text": clean(who.organisation), "name": match.organisation.name}
            return RowOrganisation(organisation=match.organisation, problems=[Problem("organisation_taken", taken)])
        return RowOrganisation(
            problems=[_problem(row, "organisation_unknown")],
            candidates=[one.id for one in match.candidates if one.id not in self._added],
        )

    def settled(self, told: RowOrganisation, *, joins: bool) -> Organisation | None:
        """The organisation, once what was answered is written: a new one if somebody `joins`, a name of a known one.

        Raises:
            Usage, Refused: as `organisations.add`.
        """
        if told.nowhere is not None:
            keep_memory(self._tx, NOWHERE, told.nowhere, {"answer": "none"})
        if told.adds is None:
            return told.organisation
        if told.organisation is not None:
            return organisations.add_aliases(self._tx, told.organisation.id, [told.adds])
        if not joins:
            return None
        known = self._known.meant(told.adds)
        if known.by == "name" and known.organisation is not None:
            return known.organisation
        added = organisations.add(self._tx, organisations.Facts(name=told.adds), now=self._clock.now)
        self._added.add(added.id)
        return added

    def _said(self, key: str) -> OrganisationAnswer | None:
        answer = self._job.organisations.get(key)
        if answer is None and memory_of(self._tx, NOWHERE, key) is not None:
            return OrganisationAnswer(kind="none")
        return answer

    def _answered(self, row: TypedRow, text: str, said: OrganisationAnswer) -> RowOrganisation:
        if said.kind == "new":
            return RowOrganisation(adds=clean(text), problems=[Problem("organisation_new", {"text": clean(text)})])
        known = self._tx.get(ORGANISATIONS, said.organisation) if said.organisation else None
        if said.kind == "same" and known is not None:
            return RowOrganisation(organisation=known, adds=clean(text))
        return RowOrganisation(nowhere=organisation_key(text), problems=[_problem(row, "organisation_none")])


def _problem(row: TypedRow, code: str) -> Problem:
    return problem_of(row, "organisation", code)
