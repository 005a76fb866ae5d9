"""`cap export`."""

from pathlib import Path
from typing import Annotated

import typer

from capcli.commands.common import desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "export",
    help=N_(
        "Write everything to a folder, in formats that need no cap: lists, pages, the history, and a page for whoever "
        "takes over."
    ),
    epilog=N_("Example: cap export cap-2026\nExample: cap export cap-2026 -f xlsx --with-answers"),
)
def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=N_("A new folder, or an empty one."))],
    format: Annotated[  # noqa: A002 # the option's name
        str | None, typer.Option("--format", "-f", help=N_("csv, csv-excel, json, jsonl or xlsx."))
    ] = None,
    with_answers: Annotated[
        bool,
        typer.Option("--with-answers", help=N_("With the answers about health, diet, access and the like.")),
    ] = False,
) -> None:
    """Write everything to a folder."""
    from capcli.commands.exporting import carry_out

    carry_out(desk_of(ctx), folder, typed=format, sensitive=with_answers)
