"""`cap migrate`."""

from typing import Annotated

import typer

from capcli.commands.common import YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "migrate",
    help=N_(
        "Move everything to another data file or to a database: records, numbers, history, settings. The one in use "
        "stays as it is; a migration that was stopped goes on."
    ),
    epilog=N_(
        "Example: cap migrate --to postgresql://desk@server/cap --dry-run\n"
        "Example: cap migrate --to sqlite:///data/cap.db\n"
        "Example: cap --data postgresql://desk@server/cap migrate --to cap.json"
    ),
)
def migrate(
    ctx: typer.Context,
    to: Annotated[
        str,
        typer.Option("--to", metavar="PATH|URL", help=N_("Where to: a new file, or an empty database.")),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would be moved; write nothing."))] = False,
    yes: YesOption = False,
) -> None:
    """Move everything elsewhere."""
    from capcli.commands.migrating import carry_out

    carry_out(desk_of(ctx), to, dry_run=dry_run, yes=yes)
