"""`cap why`: why somebody is up to date, has a place or waits, and why a session is full."""

from typing import Annotated

import typer

from capcli.commands.common import (
    ColumnsOption,
    FormatOption,
    OutputOption,
    YesOption,
    complete_person,
    complete_session,
    desk_of,
)
from capcli.desk import Desk
from capcli.domain.records import ORGANISATIONS, Organisation, Person, Session
from capcli.errors import Ambiguous, Usage
from capcli.services.explaining import Explained
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("why", epilog=N_("Example: cap why roche --session S7"))
def why(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO", help=N_("P12, O3, an e-mail or a name."), autocompletion=complete_person, show_default=False
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            "--session",
            metavar="SESSION",
            help=N_("In this session; alone, why it is full or not."),
            autocompletion=complete_session,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("Dues on this day; without it, today."))
    ] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Say why, in sentences to paste in an answer."""
    from capcli.domain.views import plain
    from capcli.output.showing import chosen_format, show_one
    from capcli.texts.places_reasons import with_messages

    desk = desk_of(ctx)
    told, heading = _explained(desk, who, session, on)
    shown = with_messages(told.view, told.session)
    if columns is not None or output is not None or chosen_format(desk, format, output) != "table":
        show_one(desk, plain(shown), "explanations", format=format, output=output, columns=columns, yes=yes)
        return
    for line in [heading, *(reason.message or reason.code for reason in shown.reasons)]:
        desk.say(line)


def _explained(desk: Desk, who: list[str] | None, session: str | None, on: str | None) -> tuple[Explained, str]:
    """The explanation asked for, and the line above it.

    Raises:
        Usage: `why_what`, neither a person nor a session is named; `why_on`, `why_organisation`.
    """
    from capcli.commands import asking
    from capcli.commands.naming import session_meant
    from capcli.domain.dates import typed_day
    from capcli.services.explaining import why_dues, why_place
    from capcli.services.explaining_sessions import why_session

    if session is None and not who:
        raise Usage("why_what")
    if session is not None and on is not None:
        raise Usage("why_on")
    if session is None:
        named = asking.who(desk, " ".join(who or ()))
        day = typed_day(on, desk.today) if on is not None else desk.today
        told = why_dues(desk.store.read(), named, day, today=desk.today)
        return told, _status_line(desk, told, named)
    meant = session_meant(desk, session)
    read = desk.store.read()
    if not who:
        told = why_session(read, meant, today=desk.today, now=desk.now)
        return told, _session_line(told)
    named = _in_session(desk, meant, " ".join(who))
    if isinstance(named, Organisation):
        raise Usage("why_organisation", name=named.name, organisation=ORGANISATIONS.ref(named.id))
    told = why_place(read, meant, named, today=desk.today, now=desk.now)
    return told, _place_line(told, named)


def _in_session(desk: Desk, session: Session, text: str) -> Person | Organisation:
    """Whom `text` names; of several, organisations among them, the one who is or was registered in the session."""
    from capcli.commands.attending import attendee_meant
    from capcli.services.who import who_named

    try:
        return who_named(desk.store.read(), text)
    except Ambiguous:
        return attendee_meant(desk, session, text, ended=True)


def _status_line(desk: Desk, told: Explained, named: Person | Organisation) -> str:
    from capcli.commands.dues_words import who_words
    from capcli.texts.states import status_words

    view = told.view
    assert view.on is not None  # dues are judged on a day
    who = who_words(desk.store.read(), named, view.on)
    return _("{status}: {who}").format(status=status_words(view.state or ""), who=who)


def _place_line(told: Explained, person: Person) -> str:
    """The state first, then the registration, whom and what it is for."""
    from capcli.commands.record_words import person_words, session_words
    from capcli.texts.states import state_words

    one, session = told.registration, told.session
    assert session is not None  # asked about in a session
    if one is None:
        line = _("not registered  {who} — {session}")
        return line.format(who=person_words(person, None), session=session_words(session))
    return _("{state}  {registration}  {who} — {session}").format(
        state=state_words(one.state, waits_for=one.waits_for, position=told.view.position),
        registration=told.view.registration,
        who=person_words(person, one.organisation_name),
        session=session_words(session),
    )


def _session_line(told: Explained) -> str:
    from capcli.commands.record_words import session_words
    from capcli.texts.states import session_state_words

    assert told.session is not None  # asked about
    line = _("{state}  {session}")
    return line.format(state=session_state_words(told.view.state or ""), session=session_words(told.session))
