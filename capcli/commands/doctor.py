"""`cap doctor`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.errors import Usage
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "doctor",
    help=N_(
        "Look for what is wrong: damage of the data file line by line, records that cannot be, and what endangers the "
        "file where it is. Leaves with 0 when all is well, with 1 when something is to be mended, with 5 when the "
        "file is damaged."
    ),
    epilog=N_("Example: cap doctor\nExample: cap doctor --repair\nExample: cap doctor --retention -o to-forget.xlsx"),
)
def doctor(
    ctx: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help=N_("Mend what can be mended, after a question; what was is kept."))
    ] = False,
    way: Annotated[
        int | None,
        typer.Option("--way", min=1, metavar="N", help=N_("With --repair: the repair of this number, not the first.")),
    ] = None,
    retention: Annotated[
        bool,
        typer.Option(
            "--retention",
            help=N_("Only list who is kept for longer than the settings say, with the command that forgets them."),
        ),
    ] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Say what is wrong and mend it."""
    desk = desk_of(ctx)
    if retention and (repair or way is not None):
        raise Usage("retention_alone")
    if way is not None and not repair:
        raise Usage("way_alone")
    if retention:
        from capcli.commands.retaining import show_retention

        found = show_retention(desk, format=format, output=output, columns=columns, yes=yes)
        raise typer.Exit(1 if found else 0)
    from capcli.commands.doctoring import Asked, run

    desk.is_quiet = True  # what the store would warn of is found here, with more of it
    code = run(desk, Asked(repair=repair, way=way, format=format, output=output, columns=columns, yes=yes))
    if code:
        raise typer.Exit(code)
