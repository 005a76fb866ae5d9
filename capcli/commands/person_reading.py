"""`cap person list` and `cap person show`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.commands.person_options import PersonArgument
from capcli.domain.records import PEOPLE
from capcli.domain.views import plain
from capcli.errors import Usage
from capcli.services.people_views import listed, view, views
from capcli.texts import N_, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("list", epilog=N_("Example: cap person list --status lapsed --on 28/11 -o people.xlsx"))
def list_people(
    ctx: typer.Context,
    status: Annotated[
        str | None,
        typer.Option(
            "--status", help=N_("Only those of a status: exempt, current, covered, promised, grace, lapsed or never.")
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=N_("The day of the status and of the organisation."))] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List people."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    wanted, day = _status(status), desk.today
    if on is not None:
        from capcli.domain.dates import typed_day

        day = typed_day(on, desk.today)
    read = desk.store.read()
    people = listed(read, wanted, day)
    rows = [plain(shown) for shown in views(read, people, day)]
    footer = [ngettext("{count} person", "{count} people", len(people)).format(count=len(people))] if people else []
    show(desk, rows, "people", format=format, output=output, columns=columns, yes=yes, footer=footer)


@app.command(
    "show", epilog=N_("Example: cap person show martineau\nExample: cap person show martineau --all -o dossier.pdf")
)
def show_person(
    ctx: typer.Context,
    who: PersonArgument,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help=N_(
                "All that is held about them, the history included, with why and how long; -o dossier.pdf makes a PDF."
            ),
        ),
    ] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show everything about somebody: the organisations, the dues, the registrations."""
    from capcli.commands.asking import person
    from capcli.output.showing import chosen_format, show_one

    desk = desk_of(ctx)
    found = person(desk, who)
    if everything:
        from capcli.commands.dossier import show_dossier

        show_dossier(desk, found, format=format, output=output, columns=columns, yes=yes)
        return
    if output is not None and output.suffix.lower() == ".pdf":
        raise Usage("dossier_all", ref=PEOPLE.ref(found.id), file=output.name)
    read = desk.store.read()
    footer: list[str] = []
    if columns is None and output is None and chosen_format(desk, format, output) == "table":
        from capcli.commands.person_words import about

        footer = about(read, found)
    row = plain(view(read, found, desk.today))
    show_one(desk, row, "people", format=format, output=output, columns=columns, yes=yes, footer=footer)


def _status(typed: str | None) -> str | None:
    """The status asked for.

    Raises:
        Usage: `status_word`.
    """
    if typed is None:
        return None
    from capcli.domain.membership import STATUSES

    word = typed.strip().lower()
    if word not in STATUSES:
        raise Usage("status_word", status=typed, known=", ".join(STATUSES))
    return word
