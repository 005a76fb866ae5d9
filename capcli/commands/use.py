"""`cap use`."""

from typing import Annotated

import typer

from capcli import home, settings
from capcli.commands.common import desk_of
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "use",
    help=N_("Choose the data file or database of the next commands."),
    epilog=N_("Example: cap use data/cap.json\nExample: cap use postgresql://camille@db.example/cap"),
)
def use(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="PATH|URL", help=N_("A data file or database that exists."))],
) -> None:
    """Remember another data file."""
    from capcli.store.opening import open_store, shown

    desk = desk_of(ctx)
    store = open_store(path)
    kept = settings.load(store.read())
    home.remember(home.recall()._replace(data=store.address))
    name = kept["organisation.name"]
    if name:
        desk.say(_("The next commands use {path} ({name}).").format(path=store.address, name=name))
    else:
        desk.say(_("The next commands use {path}.").format(path=store.address))
    if desk.named is not None and shown(desk.named) != store.address:
        named = shown(desk.named)
        desk.note(_("While CAP_DATA or --data names {path}, that file is used instead.").format(path=named))
