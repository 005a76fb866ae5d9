"""`cap tell`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

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
from capcli.texts import N_, _, ngettext

if TYPE_CHECKING:
    from capcli.domain.records import Session
    from capcli.services.telling import Telling

EVERYBODY = frozenset({"all", "tous", "toutes"})

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "tell",
    epilog=N_(
        "Example: cap tell S7\n"
        "Example: cap tell S7 -f emails\n"
        'Example: cap tell S7 --done "martineau, roche"\n'
        "Example: cap tell --done all"
    ),
)
def tell(
    ctx: typer.Context,
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="SESSION",
            help=N_("A session: S7, its code, a day or words of its title; all that are to come without it."),
            autocompletion=complete_session,
        ),
    ] = None,
    done: Annotated[
        list[str] | None,
        typer.Option(
            "--done",
            metavar="WHO",
            help=N_("Keep that they were told: P12, an e-mail, names with commas, or all; again for others."),
            autocompletion=complete_person,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Whom to tell that their situation changed, and how to reach them; or that they were told."""
    from capcli.commands.naming import session_meant

    desk = desk_of(ctx)
    found = session_meant(desk, session) if session is not None else None
    if done:
        _keep(desk, found, done)
        return
    from capcli.domain.views import plain
    from capcli.output.showing import show
    from capcli.services.telling import telling_view, to_tell

    listed = to_tell(desk.store.read(), found.id if found else None, today=desk.today, now=desk.now)
    rows = [plain(telling_view(one, told_words(one))) for one in listed]
    footer = _footer(found, listed)
    show(desk, rows, "tell", format=format, output=output, columns=columns, yes=yes, footer=footer)
    _note_deadlines(desk, found)


def told_words(one: "Telling") -> "list":  # type: ignore[type-arg] # of reasons, a class not imported to list commands
    """What changed for somebody, each reason with its sentence."""
    from msgspec.structs import replace

    from capcli.texts.situations import news_words

    return [replace(reason, message=news_words(reason)) for reason in one.news]


def _footer(session: "Session | None", listed: "Sequence[Telling]") -> list[str]:
    from capcli.commands.record_words import session_words
    from capcli.domain.records import SESSIONS

    about = [session_words(session)] if session else []
    if not listed:
        return about
    people = {one.person.id for one in listed}
    lines = [ngettext("{count} person to tell", "{count} people to tell", len(people)).format(count=len(people))]
    mute = len({one.person.id for one in listed if not one.person.email})
    if mute:
        text = ngettext("{count} of them without e-mail", "{count} of them without e-mail", mute)
        lines.append(text.format(count=mute))
    command = f"cap tell {SESSIONS.ref(session.id)} --done all" if session else "cap tell --done all"
    return [*about, *lines, _("Once they are told: {command}").format(command=command)]


def _keep(desk: Desk, session: "Session | None", names: Sequence[str]) -> None:
    from capcli.commands.record_words import person_words, session_words
    from capcli.services.telling import tell_done

    number, people = (session.id if session else None), _people(desk, session, names)
    kept = desk.change(lambda tx: tell_done(tx, number, people, today=desk.today, now=desk.now, by=desk.user))
    for one in kept.told:
        who = person_words(one.person, one.registration.organisation_name)
        said = " ".join(reason.message or "" for reason in told_words(one) if reason.code != "offered")
        if one.registration.state == "offered" and one.registration.held_until is not None:
            said = " ".join(filter(None, (said, _kept_until(one))))
        line = _("Told: {who} — {session} — {news}")
        desk.say(line.format(who=who, session=session_words(one.session), news=said))
    for person in kept.nothing:
        desk.note(_("Nothing new to tell {who}.").format(who=person_words(person, None)))
    if people is None and not kept.told:
        desk.note(_("Nobody to tell: nothing was done."))
    desk.say_undo()


def _kept_until(one: "Telling") -> str:
    from capcli.domain.views import Reason
    from capcli.texts.situations import news_words

    known = {"until": one.registration.held_until, "timezone": one.session.timezone}
    return news_words(Reason(code="kept_until", args=known))


def _people(desk: Desk, session: "Session | None", names: Sequence[str]) -> list[int] | None:
    """The numbers of those named, None for everybody; all are found or nothing is done."""
    from capcli.commands import asking

    if any(name.strip().casefold() in EVERYBODY for name in names):
        return None
    if session is None:
        return [person.id for typed in names for person in asking.people(desk, [typed])]
    from capcli.domain.records import Person
    from capcli.services.attendee_naming import attendee_named
    from capcli.services.who import by_reference, names_in
    from capcli.store.protocol import Reader

    def named(read: Reader, name: str) -> Person:
        return attendee_named(read, session, name)

    def asked(name: str) -> Person:
        return asking.resolve(desk, lambda read: named(read, name), named)

    typed = [name for text in names for name in names_in([text])]
    referred = by_reference(desk.store.read(), typed)
    return [(referred.get(name) or asked(name)).id for name in typed]


def _note_deadlines(desk: Desk, session: "Session | None") -> None:
    from capcli.commands.deadlines import note_deadlines
    from capcli.domain.records import REGISTRATIONS

    held = desk.store.read().find_any(REGISTRATIONS, "state", ["pending", "offered"])
    note_deadlines(desk, [one for one in held if session is None or one.session == session.id])
