"""An import: the plan of a file worked out, then done, in one change or not at all."""

from typing import NoReturn, Protocol

from msgspec.structs import replace

from capcli.domain.plans import Clock, Job, Plan, PlanRow
from capcli.domain.repairs import mended
from capcli.services.import_memories import remember
from capcli.services.indexed import Indexed
from capcli.services.row_sessions import set_aside
from capcli.store.protocol import Transaction


class Rows(Protocol):
    """Does the rows of one file, one after the other."""

    def __init__(self, tx: Indexed, job: Job, clock: Clock) -> None: ...

    def all(self) -> list[PlanRow]:
        """Every row done or held back."""


class PlanWithdrawn(Exception):  # noqa: N818 # no error: the way out of a change
    """Leaves a change so that nothing is kept, and carries the plan that was worked out in it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def carry_out(tx: Transaction, job: Job, clock: Clock) -> Plan:
    """Do every row that can be done.

    Raises:
        NotFound: `no_such_ref`, the session went away.
        Refused: `registering_cancelled`, `registering_undated`, `import_past`.
    """
    job, others = set_aside(tx, job)
    read = mended(job.rows, spreadsheet=job.source.format not in ("json", "jsonl", "vcf", "text"))
    indexed = Indexed(tx)
    done = _rows_of(job.source.kind)(indexed, replace(job, rows=read.rows), clock).all()
    indexed.close()  # before the changes are worked out, which take as much room again
    rows = [*map(read.told, done), *others, *job.set_aside]
    return Plan(source=job.source, rows=sorted(rows, key=lambda row: row.line))


def _rows_of(kind: str) -> type[Rows]:
    """What does the rows of this kind; only its module is imported."""
    if kind == "dues":
        from capcli.services.import_dues import DuesRows

        return DuesRows
    if kind == "people":
        from capcli.services.import_listed_people import PeopleRows

        return PeopleRows
    if kind == "organisations":
        from capcli.services.import_organisations import OrganisationRows

        return OrganisationRows
    if kind == "contacts":
        from capcli.services.import_contacts import ContactRows

        return ContactRows
    if kind == "attendance":
        from capcli.services.import_attendance import AttendanceRows

        return AttendanceRows
    from capcli.services.import_registrations import RegistrationRows

    return RegistrationRows


def rehearse(tx: Transaction, job: Job, clock: Clock) -> NoReturn:
    """Work out the plan by doing it, and take it back.

    Raises:
        PlanWithdrawn: always, with the plan; what `carry_out` raises.
    """
    raise PlanWithdrawn(carry_out(tx, job, clock))


def apply(tx: Transaction, job: Job, clock: Clock, shown: Plan) -> Plan:
    """Do the plan that was shown, and remember how the file was read.

    Raises:
        PlanWithdrawn: things changed since it was shown; with the plan of now.
    """
    plan = carry_out(tx, job, clock)
    if plan != shown:
        raise PlanWithdrawn(plan)
    remember(tx, job)
    return plan


def at_once(tx: Transaction, job: Job, clock: Clock) -> Plan:
    """Do the plan without showing it first: the rows are worked out once.

    Raises:
        PlanWithdrawn: nothing may be written, or there is nothing to write; with the plan.
    """
    plan = carry_out(tx, job, clock)
    if stops(plan, job) or not writes(plan, job):
        raise PlanWithdrawn(plan)
    remember(tx, job)
    return plan


def stops(plan: Plan, job: Job) -> bool:
    """Whether nothing may be written: a row is an error or unclear, and `--hold` does not keep it back."""
    return not job.hold and bool(plan.of("error", "ambiguous"))


def writes(plan: Plan, job: Job) -> bool:
    """Whether there is anything to write: a row that adds or changes something, or an answer to remember."""
    return bool(plan.of("create", "change") or job.answers or job.organisations)
