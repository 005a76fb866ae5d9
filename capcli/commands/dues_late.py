"""`cap dues late`: whom to remind, and who is left out and why."""

from collections.abc import Mapping
from typing import Annotated

import typer

from capcli.commands.common import (
    ColumnsOption,
    FormatOption,
    OutputOption,
    YesOption,
    complete_session,
    desk_of,
)
from capcli.desk import Desk
from capcli.domain.views import plain
from capcli.errors import Usage
from capcli.services import late as reminding
from capcli.texts import N_, _, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "late",
    epilog=N_(
        "Example: cap dues late -o reminders.xlsx\n"
        "Example: cap dues late --last-paid 2023\n"
        "Example: cap dues late --session S7\n"
        "Example: cap dues late --to-call -f emails"
    ),
)
def late_dues(
    ctx: typer.Context,
    last_paid: Annotated[
        int | None, typer.Option("--last-paid", metavar="Y", help=N_("Only those who last paid for this dues year."))
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            "--session",
            metavar="SESSION",
            help=N_("Those registered there whom no dues cover on its day, and whom to remind for them."),
            autocompletion=complete_session,
        ),
    ] = None,
    to_call: Annotated[
        bool, typer.Option("--to-call", help=N_("Those to call today, by the days of setting dues.reminders."))
    ] = False,
    left_out: Annotated[
        bool, typer.Option("--left-out", help=N_("List those who are left out instead, and why."))
    ] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List whom to remind of their dues, with e-mail, phone and address."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    found = desk.keep(_found(desk, last_paid, session, to_call=to_call))
    if left_out:
        from capcli.texts.dues_lists import with_reminder_messages

        rows = [plain(one) for one in with_reminder_messages(reminding.left_out_views(found))]
        footer = _counted(found.counts())
        show(desk, rows, "left_out", format=format, output=output, columns=columns, yes=yes, footer=footer)
        return
    rows = [plain(one) for one in reminding.late_views(found)]
    lines = _counted(found.counts())
    footer = [*([_reminded(len(rows))] if rows else []), *lines]
    if lines:
        footer.append(_("Who they are, and why: --left-out"))
    show(desk, rows, "late", format=format, output=output, columns=columns, yes=yes, footer=footer)


def _found(desk: Desk, last_paid: int | None, session: str | None, *, to_call: bool) -> reminding.Late:
    """Who is late, today or for a session.

    Raises:
        Usage: `late_session_alone`, a session goes with neither of the two other choices.
    """
    if session is None:
        return reminding.late(desk.store.read(), desk.today, last_paid=last_paid, to_call=to_call)
    if to_call or last_paid is not None:
        raise Usage("late_session_alone", option="--to-call" if to_call else "--last-paid")
    from capcli.commands.naming import session_meant
    from capcli.services.session_late import late_for_session

    return late_for_session(desk.store.read(), session_meant(desk, session), desk.today)


def _reminded(count: int) -> str:
    return ngettext("{count} to remind", "{count} to remind", count).format(count=count)


def _counted(counts: Mapping[str, int]) -> list[str]:
    """How many are left out, and why."""
    texts = {
        "covered": ngettext(
            "{count} left out: covered by an organisation",
            "{count} left out: covered by an organisation",
            counts.get("covered", 0),
        ),
        "through": ngettext(
            "{count} left out: it is for an organisation to pay",
            "{count} left out: it is for an organisation to pay",
            counts.get("through", 0),
        ),
        "exempt": ngettext("{count} left out: exempt", "{count} left out: exempt", counts.get("exempt", 0)),
        "promised": ngettext(
            "{count} left out: payment promised and awaited",
            "{count} left out: payment promised and awaited",
            counts.get("promised", 0),
        ),
        "grace": ngettext("{count} left out: in grace", "{count} left out: in grace", counts.get("grace", 0)),
        "called": ngettext(
            "{count} left out: called already", "{count} left out: called already", counts.get("called", 0)
        ),
        "later": ngettext(
            "{count} left out: paid for days to come",
            "{count} left out: paid for days to come",
            counts.get("later", 0),
        ),
        "given_back": ngettext(
            "{count} left out: money given back", "{count} left out: money given back", counts.get("given_back", 0)
        ),
        "never": ngettext(
            "{count} left out: never up to date", "{count} left out: never up to date", counts.get("never", 0)
        ),
    }
    return [texts[code].format(count=count) for code, count in counts.items()]
