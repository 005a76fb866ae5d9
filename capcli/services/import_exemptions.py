"""Exemptions that a list tells of are given, once, to records that have none."""

from msgspec import Struct

from capcli.domain.effects import Effect
from capcli.domain.exempt_cells import exempt_problem, exemption_in
from capcli.domain.exemptions import exemptions_of
from capcli.domain.plans import Clock, Job, Problem, TypedRow
from capcli.domain.records import Exemption, Organisation, Person
from capcli.errors import CapError
from capcli.services.exempting import exempt
from capcli.store.protocol import Transaction


class Given(Struct, frozen=True, kw_only=True):
    """The exemption that was given, if one was, what it did to registrations, and the words on both."""

    exemption: Exemption | None = None
    effects: list[Effect] = []
    problems: list[Problem] = []

    @property
    def values(self) -> dict[str, object]:
        """What the plan's row says of it."""
        return {"exempt": self.exemption.reason} if self.exemption else {}


def give(tx: Transaction, who: Person | Organisation, row: TypedRow, job: Job, clock: Clock) -> Given:
    """Exempt somebody as the row says; whoever has an exemption, or had one, keeps theirs as it is."""
    if exemptions_of(who):
        return Given()
    try:
        told = exemption_in(row, job.source.file, american=job.source.is_american)
        if told is None:
            return Given()
        done = exempt(tx, who, told, today=clock.today, now=clock.now, by=clock.by)
    except CapError:
        return Given(problems=[exempt_problem(row)])
    return Given(exemption=told, effects=done.effects, problems=[Problem("exempt_given", {"reason": told.reason})])
