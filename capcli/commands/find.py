"""`cap find`."""

from typing import Annotated, Any

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.domain.names import full_name
from capcli.domain.records import ORGANISATIONS, PEOPLE, SESSIONS, Session
from capcli.domain.sessions import first_day
from capcli.errors import Usage
from capcli.services.finding import Found
from capcli.services.finding import find as find_words
from capcli.texts import N_, day

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("find", epilog=N_("Example: cap find martineau"))
def find(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help=N_("Words of a name or a title, an e-mail, a phone or a day."))
    ],
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Find people, organisations and sessions."""
    from capcli.output.showing import chosen_format, show

    text = " ".join(words).strip()
    if not text:
        raise Usage("no_name", name="")
    desk = desk_of(ctx)
    for_programs = chosen_format(desk, format, output) in ("csv", "json", "jsonl")
    rows = _rows(find_words(desk.store.read(), text, desk.today), for_programs=for_programs)
    show(desk, rows, "found", format=format, output=output, columns=columns, yes=yes)


def _rows(found: Found, *, for_programs: bool) -> list[dict[str, Any]]:
    people = [
        _row(
            "person", PEOPLE.ref(one.id), full_name(one.given_name, one.family_name), found.organisations_of.get(one.id)
        )
        for one in found.people
    ]
    organisations = [
        _row("organisation", ORGANISATIONS.ref(one.id), one.name, ", ".join(one.aliases) or one.kind)
        for one in found.organisations
    ]
    sessions = [
        _row("session", SESSIONS.ref(one.id), one.title, _day_of(one, for_programs=for_programs))
        for one in found.sessions
    ]
    return [*people, *organisations, *sessions]


def _row(kind: str, ref: str, name: str, detail: str | None) -> dict[str, Any]:
    return {"kind": kind, "ref": ref, "name": name, "detail": detail or None}


def _day_of(session: Session, *, for_programs: bool) -> str | None:
    on = first_day(session)
    if on is None:
        return None
    return on.isoformat() if for_programs else day(on)
