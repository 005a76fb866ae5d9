"""`cap undo`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from capcli.commands.common import YesOption, desk_of
from capcli.desk import Desk
from capcli.domain.names import full_name
from capcli.texts import N_, _, listed, ngettext

if TYPE_CHECKING:
    from capcli.commands.history_words import Teller
    from capcli.services.history import Staying
    from capcli.services.told_undoing import Heard

MOST_STAYING = 20
"""How many of the records that stay are shown."""

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "undo",
    help=N_(
        "Take back an entry of the history; without a number your own newest one, after a question. Of an import, what "
        "was changed since stays as it is."
    ),
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
    from capcli.commands.entry_lines import entry_line
    from capcli.commands.history_words import Teller
    from capcli.errors import Usage
    from capcli.services import history
    from capcli.services.told_undoing import told_since

    desk = desk_of(ctx)
    number = history.entry_number(entry) if entry is not None else None
    asks = number is None and not yes
    if asks and not desk.terminal.interactive:
        raise Usage("needs_yes", option="--yes")
    told = history.to_undo(desk.store, number, desk.user)
    part = history.parts(desk.store.read(), desk.store, told.entry)
    teller = Teller(desk, told.entry, [change for _table, change in part.back])
    undone = _("Undone: {entry}").format(entry=entry_line(desk, told))
    if asks:
        _say_with(desk, entry_line(desk, told), [*teller.to_undo(), *_stay_lines(teller, part.stay)])
        _note_heard(desk, told_since(desk.store.read(), told.entry))
        undone = _("{entry} is undone.").format(entry=history.ref(told.entry.entry))
        if not confirm(desk, _("Undo {entry}?").format(entry=history.ref(told.entry.entry)), yes=yes):
            declined(desk)
    done = desk.change(
        lambda tx: history.undo(tx, desk.store, told.entry.entry, today=desk.today, now=desk.now, by=desk.user),
        undoes=told.entry.entry,
    )
    _say_with(
        desk, undone, _stay_lines(teller, done.stay) if asks else [*teller.undone(), *_stay_lines(teller, done.stay)]
    )
    say_effects(desk, done.effects)
    _note_heard(desk, done.heard, undone=True)
    desk.say_undo()


def _note_heard(desk: Desk, heard: "Sequence[Heard]", *, undone: bool = False) -> None:
    """Warn that people were told already, and once it is undone whom to tell again."""
    if not heard:
        return
    from capcli.commands.record_words import tell_words

    people = {one.person.id: one.person for one in heard}
    told = ngettext(
        "Mind: {count} person has already been told: {people}.",
        "Mind: {count} people have already been told: {people}.",
        len(people),
    )
    names = listed([full_name(one.given_name, one.family_name) for one in people.values()])
    desk.note(told.format(count=len(people), people=names))
    if undone:
        for person in people.values():
            desk.say(tell_words(person))


def _stay_lines(teller: "Teller", stay: "Staying") -> list[str]:
    """Of an import, what was touched since and is left as it is."""
    if not stay:
        return []
    told = ngettext(
        "{count} record changed or used since stays as it is:",
        "{count} records changed or used since stay as they are:",
        len(stay),
    )
    shown = [f"  {teller.staying(*one)}" for one in stay[:MOST_STAYING]]
    return [told.format(count=len(stay)), *shown, *(["  …"] if len(stay) > MOST_STAYING else [])]


def _say_with(desk: Desk, line: str, below: list[str]) -> None:
    desk.say(line)
    for one in below:
        desk.say(f"  {one}")
