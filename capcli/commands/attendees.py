"""`cap attendees`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, SessionArgument, YesOption, desk_of
from capcli.domain.records import LIVE
from capcli.errors import Usage
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("attendees", epilog=N_("Example: cap attendees S7 -f csv -o attendees.csv"))
def attendees(
    ctx: typer.Context,
    session: SessionArgument,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help=N_("Only those in this state; again for others.")),
    ] = None,
    with_answers: Annotated[
        bool,
        typer.Option("--with-answers", help=N_("With the answers about health, diet, access and the like.")),
    ] = False,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List who is registered for a session, in the order of the family names."""
    from capcli.commands.deadlines import note_deadlines
    from capcli.commands.naming import session_meant
    from capcli.commands.record_words import session_words
    from capcli.domain.views import plain
    from capcli.output.showing import chosen_format, show
    from capcli.services.attendees import roll
    from capcli.texts.states import totals

    desk = desk_of(ctx)
    states = typed_states(state)

    found = session_meant(desk, session)
    listed = roll(desk.store.read(), found, states, today=desk.today, sensitive=with_answers)
    footer = [session_words(found), totals(listed.counts, found.capacity, shown=states, bounds=listed.bounds)]
    rows = [plain(row) for row in listed.rows]
    show(desk, rows, "registrations", format=format, output=output, columns=columns, yes=yes, footer=footer)
    note_deadlines(desk, listed.registrations)
    if chosen_format(desk, format, output) in ("emails", "vcard"):  # which hold no answers at all
        return
    if not with_answers and any(one.sensitive for one in listed.registrations if one.state in states):
        desk.note(_("Sensitive answers are left out; --with-answers shows them."))


def typed_states(words: list[str] | None) -> frozenset[str]:
    """The states to list; those that hold or wait for a place when none is named.

    Raises:
        Usage: `state`.
    """
    if not words:
        return LIVE
    from typing import get_args

    from capcli.domain.records import State

    known: tuple[str, ...] = get_args(State)
    for word in words:
        if word not in known:
            raise Usage("state", state=word, known=", ".join(known))
    return frozenset(words)
