"""`cap sheet`."""

from pathlib import Path
from typing import Annotated

import typer

from capcli.commands.common import OutputOption, YesOption, complete_session, desk_of
from capcli.desk import Desk
from capcli.domain.records import Session
from capcli.errors import Usage
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

FORMATS = ("pdf", "xlsx")


@app.command("sheet", epilog=N_("Example: cap sheet S7 S8 -o sheets.pdf"))
def sheet(
    ctx: typer.Context,
    sessions: Annotated[
        list[str],
        typer.Argument(
            metavar="SESSION",
            help=N_("Sessions: S7, a code, a day or words of the title."),
            autocompletion=complete_session,
        ),
    ],
    format: Annotated[str | None, typer.Option("--format", "-f", help=N_("pdf or xlsx."))] = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    blank: Annotated[
        int, typer.Option("--blank", min=0, max=200, help=N_("Lines for people who are not registered."))
    ] = 6,
    yes: YesOption = False,
) -> None:
    """Make the sign-in sheet of sessions: a column to sign for each half-day, a line for each person with a place."""
    from capcli.commands.naming import session_meant
    from capcli.commands.sheet_words import sheet_in_words
    from capcli.output.papers import paper_language, tell_boxes
    from capcli.output.showing import give
    from capcli.services.sheets import signing_of

    desk = desk_of(ctx)
    chosen = _format(format, output)
    found = list({one.id: one for one in (session_meant(desk, text) for text in sessions)}.values())
    read = desk.store.read()
    signings = [signing_of(read, session) for session in found]
    with paper_language(desk):
        sheets = [sheet_in_words(one, desk.settings["organisation.name"], blank=blank) for one in signings]
        path = _path(desk, found, chosen, output)
    if chosen == "xlsx":
        from capcli.documents.sheet_books import book as made
    else:
        from capcli.documents.sheet_papers import paper as made
    give(desk, made(sheets), path, yes=yes)
    if chosen == "pdf":
        tell_boxes(desk, sheets)


def _format(typed: str | None, output: Path | None) -> str:
    """The flag, else the file's suffix, else a PDF.

    Raises:
        Usage: `sheet_format`.
    """
    named = typed if typed is not None else (output.suffix.removeprefix(".") if output else "")
    chosen = (named or FORMATS[0]).lower()
    if chosen not in FORMATS:
        raise Usage("sheet_format", format=named)
    return chosen


def _path(desk: Desk, sessions: list[Session], suffix: str, output: Path | None) -> Path | None:
    """The file to write: the one named, else one beside whoever is at the terminal; None for a pipe.

    Raises:
        Usage: `sheet_terminal`, bytes cannot be shown.
    """
    if not desk.terminal.shows_tables:
        return output
    if output is None:
        name = _("sign-in-sheet-{code}") if len(sessions) == 1 else _("sign-in-sheets-{code}")
        return Path(f"{name.format(code=sessions[0].code)}.{suffix}")
    if str(output) == "-":
        raise Usage("sheet_terminal", file=f"sheet.{suffix}")
    return output
