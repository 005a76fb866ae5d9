"""`cap backup list`, `now` and `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.lazy import Group
from capcli.texts import N_

app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "list",
    help=N_("List the backups of the data file, newest first; --verify reads each one and says whether it is whole."),
    epilog=N_("Example: cap backup list --verify"),
)
def list_backups(
    ctx: typer.Context,
    verify: Annotated[bool, typer.Option("--verify", help=N_("Read each backup and say whether it is whole."))] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the backups."""
    from capcli.commands.backing_up import file_of, footer_lines, views
    from capcli.domain.views import plain
    from capcli.output.showing import show

    desk = desk_of(ctx)
    store = file_of(desk)
    rows = [plain(view) for view in views(store.backups, verify=verify)]
    lines = footer_lines(desk, store.backups, rows)
    show(desk, rows, "backups", format=format, output=output, columns=columns, yes=yes, footer=lines)


@app.command(
    "now",
    help=N_(
        "Make a backup of the data as it is and read it back. With --to it goes elsewhere, to another disk, with the "
        "history; so does that of a database, into a data file."
    ),
    epilog=N_("Example: cap backup now --to /media/usb"),
)
def now(
    ctx: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help=N_("A folder on another disk, or a file to make."))
    ] = None,
    yes: YesOption = False,
) -> None:
    """Make a backup."""
    from capcli.commands.backing_up import back_up, back_up_elsewhere, file_of

    desk = desk_of(ctx)
    if to is None:
        back_up(desk, file_of(desk))
    else:
        back_up_elsewhere(desk, to, yes=yes)


@app.command(
    "restore",
    help=N_(
        "Put the desk back as it is in a backup, after showing what changes: one entry, which cap undo takes back. "
        "With --to it goes into a new file, and the desk stays as it is."
    ),
    epilog=N_(
        "Example: cap backup restore H57\nExample: cap backup restore 20/11/2026\n"
        "Example: cap backup restore /media/usb/cap-20261120T081500Z-H57.json --to old.json"
    ),
)
def restore(
    ctx: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="WHICH",
            help=N_("A number of cap backup list, the last entry (H57), a day or a moment, or the path of a copy."),
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help=N_("Make a new data file here instead."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show the plan and do nothing."))] = False,
    yes: YesOption = False,
) -> None:
    """Put a backup back."""
    from capcli.commands.restoring import Asked, run

    run(desk_of(ctx), Asked(which=which, to=to, dry_run=dry_run, yes=yes))
