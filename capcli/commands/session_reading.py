"""`cap session list` and `cap session show`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, SessionArgument, YesOption, desk_of
from capcli.domain.records import Session
from capcli.domain.views import plain
from capcli.errors import Usage
from capcli.services.session_views import current_sessions, listed_sessions, view, views
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("list", epilog=N_("Example: cap session list --upcoming"))
def list_sessions(
    ctx: typer.Context,
    upcoming: Annotated[bool, typer.Option("--upcoming", help=N_("Only those to come."))] = False,
    past: Annotated[bool, typer.Option("--past", help=N_("Only those that are over."))] = False,
    everything: Annotated[bool, typer.Option("--all", help=N_("All of them."))] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List sessions: those to come and those of the last 30 days."""
    if upcoming + past + everything > 1:
        raise Usage("one_of", options="--upcoming, --past, --all")
    desk = desk_of(ctx)
    read = desk.store.read()
    if upcoming or past or everything:
        sessions = listed_sessions(read, desk.today, upcoming=not past, past=not upcoming)
    else:
        sessions = current_sessions(read, desk.today)
    from capcli.output.showing import show

    rows = [plain(shown) for shown in views(read, sessions, desk.today)]
    show(desk, rows, "sessions", format=format, output=output, columns=columns, yes=yes)


@app.command("show", epilog=N_("Example: cap session show 28/11"))
def show_session(
    ctx: typer.Context,
    session: SessionArgument,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show everything about a session."""
    from capcli.commands.naming import session_meant
    from capcli.commands.session_words import about
    from capcli.output.showing import chosen_format, show_one

    desk = desk_of(ctx)
    found = session_meant(desk, session)
    seen = view(desk.store.read(), found, desk.today)
    footer: list[str] = []
    if columns is None and output is None and chosen_format(desk, format, output) == "table":
        columns, footer = facts_of(found), about(found, seen, desk.today)
    show_one(desk, plain(seen), "sessions", format=format, output=output, columns=columns, yes=yes, footer=footer)


FACTS = (
    "ref,code,title,state,slots,timezone,mode,place,capacity,bounds,minimum,last_day_to_register,requires_dues,approval,"
    "waitlist,queue,registration_required,registration_url,price,speakers,contact,audience,objectives,programme,follows,why"
)
"""What the screen shows of one session; its registrations are told below, in a sentence."""
_UNLESS_USUAL = {"approval": False, "waitlist": "auto", "queue": "strict"}


def facts_of(session: Session) -> str:
    """The facts shown of a session: what is as for every other one is left out."""
    usual = {name for name, value in _UNLESS_USUAL.items() if getattr(session, name) == value}
    return ",".join(name for name in FACTS.split(",") if name not in usual)
