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
    """Say how many of these places a sweep would let go: kept until a moment that has come, in a session to come."""
    kept = [registration for registration in registrations if registration.held_until is not None]
    if not kept:  # nearly always: the rule is not imported
        return
    from capcli.domain.deadlines import has_passed
    from capcli.domain.places import is_coming
    from capcli.domain.records import SESSIONS

    passed = [registration.session for registration in kept if has_passed(registration, desk.now)]
    if not passed:
        return
    sessions = desk.store.read().get_any(SESSIONS, passed)
    coming = {number for number, session in sessions.items() if is_coming(session, desk.today)}
    if count := sum(number in coming for number in passed):
        desk.note(deadlines_words(count))
