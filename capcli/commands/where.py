"""`cap where`."""

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "where",
    help=N_("Which data file is used, whose it is, what it holds, and when it was last written."),
    epilog=N_("Example: cap where -f json"),
)
def where(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Say which data file is used and what it holds."""
    from capcli.domain.views import plain
    from capcli.output import showing
    from capcli.services import whereabouts
    from capcli.store.elsewhere import newest_backups

    desk = desk_of(ctx)
    here, elsewhere = newest_backups(desk.store)
    name = desk.settings["organisation.name"]
    row = plain(whereabouts.view(desk.store, name, last_backup=here, last_backup_elsewhere=elsewhere))
    showing.show_one(desk, row, "place", format=format, output=output, columns=columns, yes=yes)
