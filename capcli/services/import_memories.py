"""What imports remember of a file's layout: what its columns were said to be, and which session its form is about."""

from typing import Any

from capcli.domain.plans import Job
from capcli.domain.records import MEMORIES, Memory
from capcli.store.protocol import Reader, Transaction

MAP, FORM = "map", "form"
"""The kinds of the memories kept here."""


def remembered_fields(read: Reader, headings: str) -> dict[str, str]:
    """The field that each folded heading was said to be, the last time that a file had these headings."""
    found = _memory(read, MAP, headings)
    return dict(found.value) if found else {}


def remembered_session(read: Reader, form: str | None) -> int | None:
    """The number of the session that the form was last imported into."""
    found = _memory(read, FORM, form) if form else None
    return found.value.get("session") if found else None


def remember(tx: Transaction, job: Job) -> None:
    """Keep what was typed of the file's columns, and the session of its form."""
    if job.headings and job.maps:
        _keep(tx, MAP, job.headings, dict(job.maps))
    if job.form and job.session is not None:
        _keep(tx, FORM, job.form, {"session": job.session})


def _keep(tx: Transaction, kind: str, key: str, value: dict[str, Any]) -> None:
    known = _memory(tx, kind, key)
    memory = Memory(id=known.id if known else 0, kind=kind, key=key, value=value)
    if memory != known:
        tx.put(MEMORIES, memory)


def _memory(read: Reader, kind: str, key: str) -> Memory | None:
    return next((memory for memory in read.find(MEMORIES, "key", key) if memory.kind == kind), None)
