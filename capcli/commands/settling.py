"""What the verbs on registrations share: the options that lift a rule, and how what came of them is said."""

from collections.abc import Iterable
from typing import Annotated

import typer

from capcli.commands.deadlines import note_deadlines
from capcli.commands.effects import hold_lines, named_years, price_lines, say_effects, say_left
from capcli.commands.record_words import tell_words
from capcli.commands.registration_words import made_line, owing_lines, unused_lines
from capcli.desk import Desk
from capcli.domain.records import Person
from capcli.domain.registrations import ENDED
from capcli.services.cases import Settled
from capcli.texts import N_, _

AllowOption = Annotated[
    list[str] | None,
    typer.Option("--allow", metavar="RULE", help=N_("Lift a rule: closed, full, unpaid or limit.")),
]
WhyOption = Annotated[str | None, typer.Option("--reason", help=N_("Why, kept in the history."))]


def say_settled(desk: Desk, done: Settled, *, tell: bool = True, reason: str | None = None) -> None:
    """Say each registration as it is now, what it waits for, the reason, and whom to tell of it."""
    for one in done.made:
        desk.say(made_line(done.session, one, done.roster))
        for lift in one.registration.allowed:
            if lift.at == desk.now:
                desk.say("  " + _("Rule lifted: {rule} ({reason}).").format(rule=lift.rule, reason=lift.reason))
        if one.registration.waits_for == "dues":
            for line in owing_lines(done.session, one, named_years(desk)):
                desk.say(f"  {line}")
        held = hold_lines(done.session, one.registration, desk.now)
        for line in [*held, *price_lines(done.session, one.registration)]:
            desk.say(f"  {line}")
    say_reason(desk, reason)
    if tell:
        say_whom_to_tell(desk, [one.person for one in done.made])


def say_whom_to_tell(desk: Desk, people: Iterable[Person]) -> None:
    """Say whom to tell, each once, with the way to reach them."""
    for person in {person.id: person for person in people}.values():
        desk.say(tell_words(person))


def say_reason(desk: Desk, reason: str | None) -> None:
    """Say why, where a reason was given."""
    if reason and reason.strip():
        desk.say(_("Reason: {reason}").format(reason=reason.strip()))


def say_rest(desk: Desk, done: Settled) -> None:
    """Say who moved up, the deadlines that have passed, and how to take it back."""
    for line in unused_lines(done.unused):
        desk.note(line)
    say_effects(desk, done.effects)
    if any(one.registration.state in ENDED for one in done.made):
        say_left(desk, done.session, done.roster, done.effects)
    note_deadlines(desk, done.roster)
    desk.say_undo()


def reason_given(desk: Desk, reason: str | None, question: str) -> str:
    """The reason typed, asked for at a terminal.

    Raises:
        Usage: `needs_option`, nobody is at the terminal.
    """
    if reason is not None:
        return reason
    from capcli.commands.asking import ask_text

    return ask_text(desk, question, option=_('--reason "why"'))
