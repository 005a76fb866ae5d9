"""`cap log`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "log",
    help=N_("What was done, by whom, when, the newest first; or one entry in sentences."),
    epilog=N_("Example: cap log --limit 10"),
)
def log(
    ctx: typer.Context,
    entry: Annotated[str | None, typer.Argument(metavar="ENTRY", help=N_("An entry to tell whole, like H57."))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help=N_("Only the newest N."))] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the history."""
    from capcli.domain.views import plain
    from capcli.output import showing
    from capcli.services import history

    desk = desk_of(ctx)
    if entry is None:
        rows = [plain(view) for view in history.entries(desk.store, limit)]
        showing.show(desk, rows, "entries", format=format, output=output, columns=columns, yes=yes)
        return
    told = history.entry_named(desk.store, history.entry_number(entry))
    if output is not None or columns is not None or showing.chosen_format(desk, format, output) != "table":
        row = plain(history.view(told))
        showing.show_one(desk, row, "entries", format=format, output=output, columns=columns, yes=yes)
        return
    from capcli.commands.entry_lines import entry_line, unchanged_words
    from capcli.commands.history_words import Teller

    desk.say(entry_line(desk, told))
    for line in [*Teller(desk, told.entry).done(), unchanged_words(told.entry)]:
        if line:
            desk.say(f"  {line}")
