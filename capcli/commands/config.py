"""`cap config`: the settings, all of them or one."""

from typing import Annotated

import typer

from capcli import settings
from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.commands.effects import say_effects
from capcli.desk import Desk
from capcli.services.settling import change
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(
    invoke_without_command=True,
    help=N_("Show and change the settings; without a word after it, list them all."),
    epilog=N_("Example: cap config set dues.year_start 09-01\nExample: cap config -f json"),
)
def config(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the settings, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    from capcli.output.showing import show

    desk = desk_of(ctx)
    rows = [{"key": key, "value": desk.settings[key], "default": kind.default} for key, kind in settings.KINDS.items()]
    show(desk, rows, "settings", format=format, output=output, columns=columns, yes=yes)


KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help=N_("The name of a setting."))]


@app.command("get", help=N_("Print one setting."), epilog=N_("Example: cap config get timezone"))
def get(ctx: typer.Context, key: KeyArgument) -> None:
    """Print one setting."""
    desk = desk_of(ctx)
    settings.check(key)
    desk.say(desk.settings[key])


@app.command(
    "set",
    help=N_("Change one setting."),
    epilog=N_("Example: cap config set dues.year_start 09-01"),
    context_settings={"ignore_unknown_options": True},  # the days of dues.reminders begin with a minus
)
def set_(
    ctx: typer.Context,
    key: KeyArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("What the setting becomes."))],
) -> None:
    """Keep another value."""
    _change(desk_of(ctx), key, value.strip())


@app.command(
    "unset",
    help=N_("Go back to the default of one setting."),
    epilog=N_("Example: cap config unset timezone"),
)
def unset(ctx: typer.Context, key: KeyArgument) -> None:
    """Forget the value kept."""
    _change(desk_of(ctx), key, None)


def _change(desk: Desk, key: str, value: str | None) -> None:
    done = desk.change(lambda tx: change(tx, key, value, today=desk.today, now=desk.now, by=desk.user))
    if done.before == done.after:
        desk.say(_("{key}: {value}, as before.").format(key=key, value=done.after or "-"))
    else:
        said = _("{key}: {value} (was {before}).")
        desk.say(said.format(key=key, value=done.after or "-", before=done.before or "-"))
    say_effects(desk, done.effects)
    desk.say_undo()
