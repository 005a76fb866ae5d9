"""`cap session import`, `page` and `ics`: a session in and out of a page and a calendar."""

from typing import Annotated

import typer

from capcli.commands.common import OutputOption, SessionArgument, YesOption, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("import", epilog=N_('Example: cap session import page.md --title "Changement d’échelle"'))
def import_page(
    ctx: typer.Context,
    page: Annotated[
        str, typer.Argument(metavar="PAGE", help=N_("The page: a Markdown or HTML file, or - to read it from a pipe."))
    ],
    title: Annotated[str | None, typer.Option("--title", help=N_("The title, when the page has none."))] = None,
    year: Annotated[str | None, typer.Option("--year", help=N_("The year of days written without one."))] = None,
    session: Annotated[str | None, typer.Option("--session", help=N_("The session that the page is of."))] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show as JSON what is read; needs no data file."))
    ] = False,
    yes: YesOption = False,
) -> None:
    """Make a session of its published page, or bring it up to date with it."""
    from capcli.commands.page_importing import carry_out, read_source, show_reading

    desk = desk_of(ctx)
    source = read_source(desk, page, title=title, year=year, on_its_own=dry_run)
    if dry_run:
        show_reading(desk, source, has_title=session is not None)
    else:
        carry_out(desk, source, session=session, yes=yes)


@app.command("page", epilog=N_("Example: cap session page S7 -o page.md"))
def write_page(
    ctx: typer.Context, session: SessionArgument, output: OutputOption = None, yes: YesOption = False
) -> None:
    """Write the page of a session, in Markdown."""
    from capcli.commands.naming import session_meant
    from capcli.output.showing import give
    from capcli.pages.writing import page_of

    desk = desk_of(ctx)
    text = page_of(session_meant(desk, session), desk.settings["language"])
    give(desk, text.encode(), output, yes=yes)


@app.command("ics", epilog=N_("Example: cap session ics S7 -o session.ics"))
def write_calendar(
    ctx: typer.Context, session: SessionArgument, output: OutputOption = None, yes: YesOption = False
) -> None:
    """Write the calendar file of a session, with its time zone."""
    from capcli.commands.naming import session_meant
    from capcli.commands.session_words import where
    from capcli.documents.calendars import calendar_of
    from capcli.output.showing import give
    from capcli.services.revisions import revision_of

    desk = desk_of(ctx)
    known = session_meant(desk, session)
    content = calendar_of(known, revision=revision_of(desk.store, known.id), now=desk.now, location=where(known))
    give(desk, content, output, yes=yes)
