"""An import: the plan of a file worked out, then done, in one change or not at all."""

from typing import NoReturn

from capcli.domain.plans import Clock, Job, Plan
from capcli.domain.records import SESSIONS
from capcli.services.import_dues import DuesRows
from capcli.services.import_registrations import RegistrationRows
from capcli.services.indexed import Indexed
from capcli.services.references import known
from capcli.store.protocol import Transaction


class Withdrawn(Exception):  # noqa: N818 # no error: the way out of a change
    """Leaves a change so that nothing is kept, and carries the plan that was worked out in it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def carry_out(tx: Transaction, job: Job, clock: Clock) -> Plan:
    """Do every row that can be done.

    Raises:
        NotFound: `no_such_ref`, the session went away.
        Refused: `registering_cancelled`, `registering_undated`, `registering_past`.
    """
    quick = Indexed(tx)
    if job.source.kind == "dues":
        return Plan(source=job.source, rows=DuesRows(quick, job, clock).all())
    assert job.session is not None
    session = known(quick, SESSIONS, job.session)
    return Plan(source=job.source, rows=RegistrationRows(quick, job, clock, session).all())


def rehearse(tx: Transaction, job: Job, clock: Clock) -> NoReturn:
    """Work out the plan by doing it, and take it back.

    Raises:
        Withdrawn: always, with the plan; what `carry_out` raises.
    """
    raise Withdrawn(carry_out(tx, job, clock))


def apply(tx: Transaction, job: Job, clock: Clock, shown: Plan) -> Plan:
    """Do the plan that was shown.

    Raises:
        Withdrawn: things changed since it was shown; with the plan of now.
    """
    plan = carry_out(tx, job, clock)
    if plan != shown:
        raise Withdrawn(plan)
    return plan


def stops(plan: Plan, job: Job) -> bool:
    """Whether nothing may be written: a row is an error or unclear, and `--hold` does not keep it back."""
    return not job.hold and bool(plan.of("error", "ambiguous"))
