"""`cap undo`."""

from typing import Annotated

import typer

from capcli.commands.common import YesOption, desk_of
from capcli.desk import Desk
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "undo",
    help=N_("Take back an entry of the history; without a number your own newest one, after a question."),
    epilog=N_("Example: cap undo H57"),
)
def undo(
    ctx: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="ENTRY", help=N_("The entry, like H57; an undo may be undone too."))
    ] = None,
    yes: YesOption = False,
) -> None:
    """Take back an entry of the history."""
    from capcli.commands.asking import confirm, declined
    from capcli.commands.effects import say_effects
    from capcli.commands.history_words import Teller, entry_line
    from capcli.errors import Usage
    from capcli.services import history

    desk = desk_of(ctx)
    number = history.entry_number(entry) if entry is not None else None
    asks = number is None and not yes
    if asks and not desk.terminal.interactive:
        raise Usage("needs_yes", option="--yes")
    told = history.to_undo(desk.store, number, desk.user)
    teller = Teller(desk, told.entry)
    undone = _("Undone: {entry}").format(entry=entry_line(desk, told))
    if asks:
        _say_with(desk, entry_line(desk, told), teller.to_undo())
        undone = _("{entry} is undone.").format(entry=history.ref(told.entry.entry))
        if not confirm(desk, _("Undo {entry}?").format(entry=history.ref(told.entry.entry)), yes=yes):
            declined(desk)
    done = desk.change(
        lambda tx: history.undo(tx, desk.store, told.entry.entry, today=desk.today, now=desk.now, by=desk.user),
        undoes=told.entry.entry,
    )
    _say_with(desk, undone, [] if asks else teller.undone())
    say_effects(desk, done.effects)
    desk.say_undo()


def _say_with(desk: Desk, line: str, below: list[str]) -> None:
    desk.say(line)
    for one in below:
        desk.say(f"  {one}")
