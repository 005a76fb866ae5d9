"""What imports remember of a file's layout: what its columns were said to be, and which session its form is about."""

from capcli.domain.plans import Job
from capcli.services.memories import keep_memory, memory_of
from capcli.store.protocol import Reader, Transaction

MAP, FORM = "map", "form"
"""The kinds of the memories kept here."""


def remembered_fields(read: Reader, headings: str) -> dict[str, str]:
    """The field that each folded heading was said to be, the last time that a file had these headings."""
    found = memory_of(read, MAP, headings)
    return dict(found.value) if found else {}


def remembered_session(read: Reader, form: str | None) -> int | None:
    """The number of the session that the form was last imported into."""
    found = memory_of(read, FORM, form) if form else None
    return found.value.get("session") if found else None


def remember(tx: Transaction, job: Job) -> None:
    """Keep what was typed of the file's columns, and the session of its form."""
    if job.headings and job.maps:
        keep_memory(tx, MAP, job.headings, dict(job.maps))
    if job.form and job.session is not None:
        keep_memory(tx, FORM, job.form, {"session": job.session})
