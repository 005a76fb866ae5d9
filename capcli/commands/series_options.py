"""Which series and which sessions somebody means, asked for at a terminal when there are several."""

from collections.abc import Iterable
from typing import Annotated

import typer

from capcli.commands.common import complete_session
from capcli.commands.naming import session_meant
from capcli.desk import Desk
from capcli.domain.records import Series
from capcli.texts import N_


def complete_series(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """References of series that begin so, with their names."""
    from capcli.commands.completion import series

    return series(ctx, incomplete)


SeriesArgument = Annotated[
    str,
    typer.Argument(metavar="SERIES", help=N_("A series: C1 or words of its name."), autocompletion=complete_series),
]
NameOption = Annotated[str | None, typer.Option("--name", help=N_("Another name."))]
AddOption = Annotated[
    list[str] | None,
    typer.Option(
        "--add",
        metavar="SESSION",
        help=N_("Add a session at its end; again for others."),
        autocompletion=complete_session,
    ),
]
LeaveOption = Annotated[
    list[str] | None,
    typer.Option(
        "--drop", metavar="SESSION", help=N_("Take a session out; again for others."), autocompletion=complete_session
    ),
]


def series_meant(desk: Desk, text: str) -> Series:
    """The series that `text` names.

    Raises:
        NotFound: `series`.
        Ambiguous: `series_several`, and nobody is at the terminal.
    """
    from capcli.commands.asking import resolve
    from capcli.services.series import series_named

    return resolve(desk, lambda read: series_named(read, text), series_named)


def sessions_meant(desk: Desk, typed: Iterable[str]) -> list[int]:
    """The numbers of the sessions named, commas between them allowed, in the order typed."""
    names = [name for text in typed for name in text.split(",") if name.strip()]
    return [session_meant(desk, name).id for name in names]
