"""`cap waitlist`."""

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, SessionArgument, YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "waitlist",
    help=N_("Show who waits for a place, in order, what each waits for, and what one freed place would do."),
    epilog=N_("Example: cap waitlist S7\nExample: cap waitlist S7 -f csv -o waiting.csv"),
)
def waitlist(
    ctx: typer.Context,
    session: SessionArgument,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show the waiting list of a session."""
    from capcli.commands.deadlines import note_deadlines
    from capcli.commands.naming import session_meant
    from capcli.commands.waitlist_words import lines
    from capcli.domain.views import plain
    from capcli.output.showing import show
    from capcli.services.waitlists import waitlist as listed

    desk = desk_of(ctx)
    found = session_meant(desk, session)
    known = listed(desk.store.read(), found, today=desk.today, now=desk.now)
    rows = [plain(row) for row in known.rows]
    show(
        desk, rows, "waitlist", format=format, output=output, columns=columns, yes=yes, footer=lines(known, desk.today)
    )
    note_deadlines(desk, known.roster)
