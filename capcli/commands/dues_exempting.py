"""`cap dues exempt`: who owes no dues, why, and until when."""

from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import complete_person, desk_of
from capcli.commands.dues_paying import coming_day
from capcli.commands.dues_words import who_words
from capcli.commands.effects import say_effects
from capcli.commands.engagement_words import exempt_line
from capcli.domain.dates import typed_day
from capcli.domain.records import Exemption
from capcli.errors import Usage
from capcli.services.exempting import end_exemption, exempt
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "exempt",
    help=N_(
        "Exempt a person, or an organisation and all of its people, from dues; with --end, end an exemption instead."
    ),
    epilog=N_(
        'Example: cap dues exempt O3 --reason "Founding member" --from 2020-01-01\n'
        "Example: cap dues exempt O3 --end 31/12/2026"
    ),
)
def exempt_dues(
    ctx: typer.Context,
    who: Annotated[
        list[str],
        typer.Argument(
            metavar="WHO", help=N_("Who is exempt: P12, O3, an e-mail or a name."), autocompletion=complete_person
        ),
    ],
    reason: Annotated[str | None, typer.Option("--reason", metavar="T", help=N_("Why; it is kept."))] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="D", help=N_("The first day; without it, today."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="D", help=N_("The last day; without it, there is none."))
    ] = None,
    end: Annotated[
        str | None, typer.Option("--end", metavar="D", help=N_("The last day of an exemption given before."))
    ] = None,
) -> None:
    """Exempt somebody from dues, or say until when."""
    desk = desk_of(ctx)
    if end is not None and (reason, since, until) != (None, None, None):
        raise Usage("exempt_end_alone")
    payer = asking.who(desk, " ".join(who))
    if end is not None:
        last = typed_day(end, desk.today)
        done = desk.change(lambda tx: end_exemption(tx, payer, last, today=desk.today, now=desk.now, by=desk.user))
    else:
        first = typed_day(since, desk.today) if since is not None else desk.today
        final = coming_day(until, first) if until is not None else None
        why = reason if reason is not None else asking.ask_text(desk, _("Why exempt?"), option="--reason")
        wanted = Exemption(reason=" ".join(why.split()), since=first, until=final)
        done = desk.change(lambda tx: exempt(tx, payer, wanted, today=desk.today, now=desk.now, by=desk.user))
    desk.say(exempt_line(done.exemption, who_words(desk.store.read(), done.who, desk.today)))
    say_effects(desk, done.effects)
    if desk.last_entry is None:
        desk.note(_("It was so already: nothing was changed."))
    desk.say_undo()
