"""The session that an argument means, asked for at a terminal when there are several."""

from typing import Annotated

import typer

from capcli.desk import Desk
from capcli.domain.records import Session
from capcli.errors import Ambiguous
from capcli.services.session_naming import session_named
from capcli.texts import N_


def _complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from capcli.commands.completion import sessions

    return sessions(ctx, incomplete)


SessionArgument = Annotated[
    str,
    typer.Argument(
        metavar="SESSION",
        help=N_("S7, its code, one of its days, or words of its title."),
        autocompletion=_complete,
    ),
]


def session_meant(desk: Desk, text: str) -> Session:
    """The session that `text` names.

    Raises:
        NotFound: `session`.
        Ambiguous: `session_several`, and nobody is at the terminal.
    """
    read = desk.store.read()
    try:
        return session_named(read, text, desk.today)
    except Ambiguous as several:
        if not desk.terminal.interactive:
            raise
        from capcli.commands.asking import chosen

        return session_named(read, chosen(desk, several), desk.today)
