"""That deadlines have passed: said beside other things, since only `cap sweep` lets a place go (rule 6)."""

from collections.abc import Iterable

from capcli.desk import Desk
from capcli.domain.records import Registration
from capcli.texts import ngettext

SWEEP = "cap sweep --dry-run"
"""The command that shows what passed, which the line below ends with."""


def deadlines_words(count: int) -> str:
    """How many deadlines have passed, and the command that shows them."""
    told = ngettext("{count} deadline passed: {command}", "{count} deadlines passed: {command}", count)
    return told.format(count=count, command=SWEEP)


def note_deadlines(desk: Desk, registrations: Iterable[Registration]) -> None:
    """Say how many of these places were kept until a moment that has come; nothing when none was."""
    from capcli.domain.deadlines import has_passed

    count = sum(has_passed(registration, desk.now) for registration in registrations)
    if count:
        desk.note(deadlines_words(count))
