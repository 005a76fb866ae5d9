"""`cap sweep`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "sweep",
    help=N_(
        "Let go of the places whose deadline has passed: show who lapses and who is served then, and do it after a yes."
    ),
    epilog=N_("Example: cap sweep --dry-run\nExample: cap sweep --yes"),
)
def sweep(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show the plan and do nothing."))] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Let deadlines lapse; nothing else does."""
    from capcli.commands.sweeping import Asked, run

    run(desk_of(ctx), Asked(dry_run=dry_run, format=format, output=output, columns=columns, yes=yes))
