"""The root command: global options, one mount line per group, and the one place where errors become text and exit codes."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from capcli.desk import Desk
from capcli.errors import CapError
from capcli.lazy import Mount, MountedGroup
from capcli.texts import N_


class Root(MountedGroup):
    """`cap` itself."""

    mounts = {
        "org": Mount("capcli.commands.org", N_("Organisations and who belongs to them."), is_group=True),
        "person": Mount("capcli.commands.person", N_("People."), is_group=True),
        "session": Mount("capcli.commands.session", N_("Sessions."), is_group=True),
    }

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:
        """Run a command line and leave with its exit code."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or "cap", **extra)
        except CapError as error:
            from capcli.texts.errors import explain

            sys.stderr.write(f"cap: {explain(error)}\n")
            code = error.exit_code
        sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    invoke_without_command=True,
)


@app.callback()
def root(
    ctx: typer.Context,
    data: Annotated[str | None, typer.Option(envvar="CAP_DATA", help=N_("The data file."))] = None,
    lang: Annotated[str | None, typer.Option(help=N_("en or fr."))] = None,
    today: Annotated[str | None, typer.Option(envvar="CAP_TODAY", help=N_("The day it is, YYYY-MM-DD."))] = None,
) -> None:
    """Keep sessions, people, dues and registrations in one file."""
    ctx.obj = Desk(data=data, today=dt.date.fromisoformat(today) if today else None)
