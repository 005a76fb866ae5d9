"""`cap series new`, `list`, `show`, `edit` and `remove`."""

from typing import Annotated

import typer

from capcli.commands.common import (
    ColumnsOption,
    FormatOption,
    OutputOption,
    YesOption,
    complete_session,
    desk_of,
)
from capcli.commands.series_options import (
    AddOption,
    LeaveOption,
    NameOption,
    SeriesArgument,
    series_meant,
    sessions_meant,
)
from capcli.commands.series_words import note_clashes_between, series_words, session_lines
from capcli.desk import Desk
from capcli.domain.records import SERIES, Series
from capcli.errors import Usage
from capcli.lazy import Group
from capcli.services import series as services
from capcli.texts import N_, _, ngettext

app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("new", epilog=N_('Example: cap series new "Changement d’échelle" S7 S8 S9'), help=N_("Make a series."))
def new_series(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What the series is called."))],
    sessions: Annotated[
        list[str],
        typer.Argument(
            metavar="SESSION", help=N_("Its sessions, in their order: S7 S8 S9."), autocompletion=complete_session
        ),
    ],
) -> None:
    """Put sessions that follow one another under one name, so that people register once."""
    desk = desk_of(ctx)
    numbers = sessions_meant(desk, sessions)
    made = desk.change(lambda tx: services.create(tx, name, numbers))
    desk.say(_("Made {series}.").format(series=series_words(made)))
    _say_sessions(desk, made)
    desk.say_undo()


@app.command("list", epilog=N_("Example: cap series list"), help=N_("List the series."))
def list_series(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the series, with their sessions."""
    from capcli.domain.views import plain
    from capcli.output.showing import show

    desk = desk_of(ctx)
    read = desk.store.read()
    rows = [plain(view) for view in services.views(read, read.scan(SERIES), desk.today)]
    total = ngettext("{count} series", "{count} series", len(rows)).format(count=len(rows))
    footer = [total] if rows else []
    show(desk, rows, "series", format=format, output=output, columns=columns, yes=yes, footer=footer)


@app.command("show", epilog=N_("Example: cap series show C1"), help=N_("Show the sessions of a series."))
def show_series(
    ctx: typer.Context,
    series: SeriesArgument,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show a series: its sessions, their places, and how to register for all of them."""
    from capcli.commands.session_words import named, places, when
    from capcli.domain.views import plain
    from capcli.output.showing import chosen_format, show_one
    from capcli.services.session_views import counts_of

    desk = desk_of(ctx)
    found, read = series_meant(desk, series), desk.store.read()
    footer: list[str] = []
    if columns is None and output is None and chosen_format(desk, format, output) == "table":
        counts = counts_of(read, found.sessions)
        told = _("{session}: {when} ({places})")
        footer = [
            told.format(session=named(one), when=when(one), places=places(counts[one.id], one.capacity))
            for one in services.sessions_of(read, found)
        ]
        footer.append(_("Register for all of them: cap register {ref} WHO").format(ref=SERIES.ref(found.id)))
    row = plain(services.views(read, [found], desk.today)[0])
    show_one(desk, row, "series", format=format, output=output, columns=columns, yes=yes, footer=footer)


@app.command(
    "edit",
    epilog=N_('Example: cap series edit C1 --add S10 --drop S8 --name "Changement d’échelle 2024"'),
    help=N_("Rename a series, add sessions or take some out."),
)
def edit_series(
    ctx: typer.Context,
    series: SeriesArgument,
    name: NameOption = None,
    add: AddOption = None,
    drop: LeaveOption = None,
) -> None:
    """Change a series; registrations stay as they are."""
    if name is None and not add and not drop:
        raise Usage("series_nothing")
    desk = desk_of(ctx)
    found, added, left = series_meant(desk, series), sessions_meant(desk, add or ()), sessions_meant(desk, drop or ())
    done = desk.change(lambda tx: services.edit(tx, found.id, name=name, add=added, leave=left))
    if desk.last_entry is None:
        desk.say(_("{session} is so already; nothing changed.").format(session=series_words(done.series)))
        return
    desk.say(_("Changed {series}.").format(series=series_words(done.series)))
    _say_sessions(desk, done.series)
    desk.say_undo()


@app.command("remove", epilog=N_("Example: cap series remove C1"), help=N_("Remove a series; its sessions stay."))
def remove_series(ctx: typer.Context, series: SeriesArgument) -> None:
    """Remove a series; its sessions and their registrations stay."""
    desk = desk_of(ctx)
    found = series_meant(desk, series)
    gone = desk.change(lambda tx: services.remove(tx, found.id))
    desk.say(_("Removed {series}; its sessions stay.").format(series=series_words(gone)))
    desk.say_undo()


def _say_sessions(desk: Desk, series: Series) -> None:
    sessions = services.sessions_of(desk.store.read(), series)
    for line in session_lines(sessions):
        desk.say(f"  {line}")
    note_clashes_between(desk, sessions)
