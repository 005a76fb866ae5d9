"""`cap org list` and `cap org show`."""

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.commands.org_options import OrganisationArgument
from capcli.domain.records import ORGANISATIONS
from capcli.domain.views import plain
from capcli.services.organisations import in_order, view
from capcli.texts import N_, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("list", epilog=N_("Example: cap org list -f csv-excel -o structures.csv"))
def list_organisations(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List organisations."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    found = in_order(desk.store.read().scan(ORGANISATIONS))
    rows = [plain(view(organisation)) for organisation in found]
    total = ngettext("{count} organisation", "{count} organisations", len(found)).format(count=len(found))
    footer = [total] if found else []
    show(desk, rows, "organisations", format=format, output=output, columns=columns, yes=yes, footer=footer)


@app.command("show", epilog=N_('Example: cap org show "mairie de die"'))
def show_organisation(
    ctx: typer.Context,
    org: OrganisationArgument,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """Show an organisation, its people of the day and its dues."""
    from capcli.commands.asking import organisation
    from capcli.output.showing import chosen_format, show_one

    desk = desk_of(ctx)
    found = organisation(desk, org)
    footer: list[str] = []
    if columns is None and output is None and chosen_format(desk, format, output) == "table":
        from capcli.commands.org_words import about

        footer = about(desk.store.read(), found, desk.today)
    row = plain(view(found))
    show_one(desk, row, "organisations", format=format, output=output, columns=columns, yes=yes, footer=footer)
