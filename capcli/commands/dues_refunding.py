"""`cap dues cancel`: a record of dues typed by mistake."""

from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import desk_of
from capcli.commands.dues_words import cancelled_lines
from capcli.commands.effects import say_effects
from capcli.services.refunds import cancel, dues_number
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "cancel",
    help=N_("Cancel a record of dues typed by mistake; it stays, with the reason."),
    epilog=N_('Example: cap dues cancel D41 --reason "Typed twice"'),
)
def cancel_dues(
    ctx: typer.Context,
    dues: Annotated[
        str,
        typer.Argument(
            metavar="D41", help=N_("The number of a payment, a promise, a call, a donation or a refund.")
        ),
    ],
    reason: Annotated[str | None, typer.Option("--reason", metavar="T", help=N_("Why; it is kept."))] = None,
) -> None:
    """Cancel a record of dues; another record, kept with the reason, takes it back."""
    number, desk = dues_number(dues), desk_of(ctx)
    why = reason if reason is not None else asking.ask_text(desk, _("Why is it cancelled?"), option="--reason")
    made = desk.change(lambda tx: cancel(tx, number, why, today=desk.today, now=desk.now, by=desk.user))
    for line in cancelled_lines(desk.store.read(), made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()
