"""The organisations that pay by the rows of a list: known, nearly known, or as was said of them."""

from msgspec import Struct

from capcli.domain.names import clean, organisation_key
from capcli.domain.plans import Clock, Job, Problem
from capcli.domain.records import Organisation
from capcli.domain.views import Named
from capcli.services import organisations
from capcli.services.organisation_matching import KnownOrganisations
from capcli.services.statuses import named
from capcli.store.protocol import Transaction


class PayingOrganisation(Struct, frozen=True, kw_only=True):
    """The organisation that pays; without one, why not, and those that may be meant."""

    organisation: Organisation | None = None
    problem: Problem = Problem("payer_unknown")
    candidates: list[int] = []

    @property
    def named(self) -> Named | None:
        """The organisation of a plan's row."""
        return named(self.organisation) if self.organisation else None


class PayingOrganisations:
    """The organisations of one list of payments: none is added unless somebody said so."""

    def __init__(self, tx: Transaction, job: Job, clock: Clock) -> None:
        self._tx, self._job, self._clock = tx, job, clock
        self._known = KnownOrganisations(tx)

    def knows(self, text: str) -> bool:
        """Whether the text surely names an organisation, or was said to."""
        said = self._job.organisations.get(organisation_key(text))
        return self._known.meant(text).organisation is not None or (said is not None and said.kind != "none")

    def found(self, text: str) -> PayingOrganisation:
        """The organisation that `text` names."""
        meant = self._known.meant(text)
        if meant.organisation is not None:
            return PayingOrganisation(organisation=meant.organisation)
        said = self._job.organisations.get(organisation_key(text))
        if said is not None and said.kind == "new":
            facts = organisations.Facts(name=clean(text))
            return PayingOrganisation(organisation=organisations.add(self._tx, facts, now=self._clock.now))
        if said is not None and said.kind == "same" and said.organisation is not None:
            named = organisations.add_aliases(self._tx, said.organisation, [clean(text)])
            return PayingOrganisation(organisation=named)
        if said is not None or not meant.candidates:
            return PayingOrganisation(problem=Problem("payer_unknown", {"name": clean(text)}))
        candidates = [one.id for one in meant.candidates]
        return PayingOrganisation(problem=Problem("payer_near", {"text": clean(text)}), candidates=candidates)
