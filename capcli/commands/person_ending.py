"""`cap person merge` and `cap person remove`."""

import typer

from capcli.commands.asking import confirm, declined, person
from capcli.commands.common import YesOption, desk_of
from capcli.commands.dues_words import who_words
from capcli.commands.effects import say_effects
from capcli.commands.person_options import PersonArgument
from capcli.commands.person_words import merge_lines
from capcli.services.merging import merge_people, plan_people
from capcli.services.people import remove as remove_person
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("merge", epilog=N_("Example: cap person merge P12 P13"))
def merge(ctx: typer.Context, keep: PersonArgument, other: PersonArgument, yes: YesOption = False) -> None:
    """Make one of two records of the same person: the first is kept, and takes everything of the second."""
    desk = desk_of(ctx)
    kept, gone = person(desk, keep), person(desk, other)
    read = desk.store.read()
    for line in merge_lines(read, kept, gone, plan_people(read, kept, gone), desk.today):
        desk.say(line)
    if not confirm(desk, _("Merge them?"), yes=yes):
        declined(desk)
    merged, done = desk.change(
        lambda tx: merge_people(tx, kept.id, gone.id, today=desk.today, now=desk.now, by=desk.user)
    )
    desk.say(_("Merged into {who}.").format(who=who_words(desk.store.read(), merged, desk.today)))
    say_effects(desk, done.effects)
    desk.say_undo()


@app.command("remove", epilog=N_("Example: cap person remove P12"))
def remove(ctx: typer.Context, who: PersonArgument) -> None:
    """Remove somebody to whom no dues and no registration refer; the affiliations go too."""
    desk = desk_of(ctx)
    found = person(desk, who)
    said = who_words(desk.store.read(), found, desk.today)
    done = desk.change(lambda tx: remove_person(tx, found.id, today=desk.today, now=desk.now, by=desk.user))
    desk.say(_("Removed {who}.").format(who=said))
    say_effects(desk, done.effects)
    desk.say_undo()
