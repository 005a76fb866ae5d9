"""A list of several sessions, imported into one of them: the rows of the others are nobody's there."""

from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.domain.plans import Job, PlanRow, Problem
from capcli.domain.records import SESSIONS
from capcli.store.protocol import Reader


def set_aside(read: Reader, job: Job) -> tuple[Job, list[PlanRow]]:
    """The job without the rows that say another session than its own, and these rows as the plan shows them.

    A session is named by its reference, its code or its title. A column that
    never names the job's own says nothing: it answers another question, or the
    session had another number in the desk that wrote the list.
    """
    named = {row.line: fold(row.values["session"]) for row in job.rows if row.values.get("session")}
    session = read.get(SESSIONS, job.session) if job.session is not None else None
    if session is None:
        return job, []
    ours = {fold(SESSIONS.ref(session.id)), fold(session.code), fold(session.title)}
    others = {line for line, text in named.items() if text not in ours}
    if len(others) == len(named):
        return job, []
    shown = [
        PlanRow(line=row.line, action="skip", problems=[Problem("row_other_session", {"text": row.values["session"]})])
        for row in job.rows
        if row.line in others
    ]
    return replace(job, rows=[row for row in job.rows if row.line not in others]), shown
