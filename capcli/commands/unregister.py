"""`cap unregister`."""

from typing import Annotated

import typer

from capcli.commands.common import SessionArgument, WhoArgument, desk_of
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("unregister", epilog=N_('Example: cap unregister S7 martineau --reason "Ill, called this morning"'))
def unregister(
    ctx: typer.Context,
    session: SessionArgument,
    who: WhoArgument,
    reason: Annotated[str | None, typer.Option("--reason", help=N_("Why, kept in the history."))] = None,
) -> None:
    """Cancel registrations; a freed place goes to the first of the waiting list."""
    from capcli.commands.attending import attendees_meant
    from capcli.commands.deadlines import note_deadlines
    from capcli.commands.effects import say_effects, say_left
    from capcli.commands.naming import session_meant
    from capcli.commands.registration_words import made_line
    from capcli.services import registrations

    desk = desk_of(ctx)
    found = session_meant(desk, session)
    people = [person.id for person in attendees_meant(desk, found, who)]
    done = desk.change(
        lambda tx: registrations.unregister(
            tx, found.id, people, today=desk.today, now=desk.now, by=desk.user, reason=reason
        )
    )
    for one in done.ended:
        desk.say(made_line(done.session, one, done.roster))
    if reason:
        desk.say(_("Reason: {reason}").format(reason=reason))
    say_effects(desk, done.effects)
    say_left(desk, done.session, done.roster, done.effects)
    note_deadlines(desk, done.roster)
    desk.say_undo()
