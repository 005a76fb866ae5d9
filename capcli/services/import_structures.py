"""Organisations that a list is about: known by name, number or alias, else added; the plan says which."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.names import organisation_key
from capcli.domain.plans import Action, Clock, Job, Problem
from capcli.domain.records import ORGANISATIONS, Organisation
from capcli.domain.views import JOINT, Named
from capcli.services import organisations
from capcli.services.duplicates import organisation_called
from capcli.services.import_facts import WHOLE, Told
from capcli.services.organisation_matching import KnownOrganisations
from capcli.services.statuses import named
from capcli.store.protocol import Transaction

_FILLED = tuple(field for field in WHOLE if field != "aliases")


class Structure(Struct, frozen=True, kw_only=True):
    """An organisation as a row has it: the one that is known, if any, or those that it may mean.

    `is_likely`: by the words of its name, which is not kept as another name for that.
    """

    told: Told
    organisation: Organisation | None
    candidates: list[int] = []
    is_likely: bool = False
    ignored: bool = False


class Kept(Struct, frozen=True, kw_only=True):
    """The organisation as it is now, what was done, and what could not be; `candidates` have nearly its name."""

    organisation: Organisation
    action: Action
    candidates: list[int] = []
    effects: list[Effect] = []
    problems: list[Problem] = []

    @property
    def named(self) -> Named:
        """The organisation of a plan's row."""
        return named(self.organisation)


class Structures:
    """The organisations of one list, as they are met."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._known_ones = KnownOrganisations(tx)
        self._added: set[int] = set()

    def found(self, told: Told, *, apart: bool = False) -> Structure:
        """Which organisation is meant: by its name, its SIRET, another name of it, or as was answered.

        `apart`: the list tells its organisations apart, so that no two of its rows are one by likeness.
        """
        known = self._known(told)
        if known is not None:
            return Structure(told=told, organisation=known)
        answer = self._job.organisations.get(told.key)
        if answer is not None and answer.kind == "same" and answer.organisation is not None:
            return Structure(told=told, organisation=self._tx.get(ORGANISATIONS, answer.organisation))
        if answer is not None:
            return Structure(told=told, organisation=None, ignored=answer.kind == "none")
        meant = self._known_ones.meant(told.facts.name)
        likely = meant.organisation
        if likely is not None and not (apart and likely.id in self._added):
            return Structure(told=told, organisation=likely, is_likely=True)
        near = [one.id for one in meant.candidates if one.id not in self._added]
        return Structure(told=told, organisation=None, candidates=near)

    def kept(self, structure: Structure) -> Kept:
        """The organisation, added or completed; what is known stays, what a rule refuses is left out."""
        if structure.organisation is not None:
            return self._completed(structure.organisation, structure)
        facts, problems = self._free(structure.told, 0)
        added = organisations.add(self._tx, facts, now=self._clock.now)
        self._added.add(added.id)
        if structure.candidates:
            problems = [*problems, Problem("organisation_near", {"text": added.name})]
        return Kept(organisation=added, action="create", candidates=structure.candidates, problems=problems)

    def _known(self, told: Told) -> Organisation | None:
        named = organisation_called(self._tx, told.facts.name)
        if named is not None:
            return named
        if told.facts.siret:
            numbered = self._tx.find(ORGANISATIONS, "siret", told.facts.siret)
            if numbered:
                return numbered[0]
        called = (organisation_called(self._tx, alias) for alias in told.facts.aliases)
        return next((one for one in called if one is not None), None)

    def _completed(self, known: Organisation, structure: Structure) -> Kept:
        """What the record lacks is added, the row's name among its other ones; what differs is told."""
        facts, problems = self._free(structure.told, known.id)
        changes: dict[str, Any] = {}
        for field in _FILLED:
            said, held = getattr(facts, field), getattr(known, field)
            if said and not held:
                changes[field] = said
            elif said and str(said).casefold() != str(held).casefold():
                problems.append(Problem("organisation_differs", {"field": field, "value": said}))
        told = JOINT.join(structure.told.facts.aliases)
        aliases = [] if told == JOINT.join(known.aliases) else facts.aliases  # one of them may hold the joint itself
        names = aliases if structure.is_likely else [facts.name, *aliases]
        names = [name for name in names if organisation_key(name) not in known.name_keys]
        if names:
            changes["aliases"] = [*known.aliases, *names]
        if not changes:
            return Kept(organisation=known, action="same", problems=problems)
        clock = self._clock
        done = organisations.edit(self._tx, known.id, changes, today=clock.today, now=clock.now, by=clock.by)
        return Kept(organisation=done.organisation, action="change", effects=done.effects, problems=problems)

    def _free(self, told: Told, besides: int) -> tuple[organisations.Facts, list[Problem]]:
        """The facts without the SIRET and the names that another organisation has."""
        facts, problems = told.facts, list(told.problems)
        for other in self._tx.find(ORGANISATIONS, "siret", facts.siret) if facts.siret else []:
            if other.id != besides:
                problems.append(_taken("siret_taken", facts.siret, other))
                facts = replace(facts, siret=None)
        for alias in facts.aliases:
            taken = organisation_called(self._tx, alias, besides)
            if taken is not None:
                problems.append(_taken("alias_taken", alias, taken))
                facts = replace(facts, aliases=[name for name in facts.aliases if name != alias])
        return facts, problems


def _taken(code: str, value: str | None, other: Organisation) -> Problem:
    return Problem(code, {"value": value, "ref": ORGANISATIONS.ref(other.id), "known": other.name})
