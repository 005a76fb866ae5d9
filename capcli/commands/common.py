"""What every command shares: how it gets its desk, and the options that mean the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from capcli.desk import Desk
from capcli.texts import N_

FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help=N_("table, csv, csv-excel, json, jsonl, md or xlsx."))
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=N_("Write to this file."))]
ColumnsOption = Annotated[str | None, typer.Option("--columns", help=N_("Columns to show, separated by commas."))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=N_("Answer yes to every question."))]


def desk_of(ctx: typer.Context) -> Desk:
    """The desk of this command line, told which command it serves for the history."""
    desk: Desk = ctx.find_root().obj
    desk.command = ctx.command_path.removeprefix("cap ").strip()
    desk.options = [name for name in ctx.params if _was_typed(ctx, name)]
    return desk


def _was_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
