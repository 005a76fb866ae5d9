"""`cap dues list`, `cap dues late` and `cap dues rates`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.domain.views import DuesView, plain
from capcli.services import dues_views, rates
from capcli.texts import N_, money, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command("list", epilog=N_("Example: cap dues list --year 2023"))
def list_dues(
    ctx: typer.Context,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="Y", help=N_("Only this dues year, by the calendar year it starts in.")),
    ] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the payments: who, which period, how much, what remains."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    found = dues_views.views(desk.store.read(), year)
    rows = [plain(one) for one in found]
    show(desk, rows, "dues", format=format, output=output, columns=columns, yes=yes, footer=_totals(found))


@app.command("late", epilog=N_("Example: cap dues late -o reminders.xlsx"))
def late_dues(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List whom to remind: people and organisations whose dues ended, with their e-mail and phone."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    found = dues_views.late(desk.store.read(), desk.today)
    rows = [plain(one) for one in found.rows]
    show(desk, rows, "late", format=format, output=output, columns=columns, yes=yes, footer=_left_out(found))


@app.command("rates", epilog=N_("Example: cap dues rates"))
def list_rates(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List the rates of dues, past, in force and to come."""
    from capcli.output.showing import show

    desk = desk_of(ctx)
    rows = [plain(one) for one in rates.views(desk.store.read(), desk.today)]
    show(desk, rows, "rates", format=format, output=output, columns=columns, yes=yes)


def _totals(found: Sequence[DuesView]) -> list[str]:
    """How many payments and how much, in each currency; cancelled ones are not counted."""
    sums: dict[str, list[int]] = {}
    for one in found:
        if one.state != "cancelled":
            sums.setdefault(one.amount.currency, []).append(one.amount.cents)
    lines = [
        ngettext("{count} payment: {amount}", "{count} payments: {amount}", len(cents)).format(
            count=len(cents), amount=money(sum(cents), currency)
        )
        for currency, cents in sums.items()
    ]
    cancelled = sum(one.state == "cancelled" for one in found)
    if cancelled:
        text = ngettext("{count} cancelled, not counted", "{count} cancelled, not counted", cancelled)
        lines.append(text.format(count=cancelled))
    return lines


def _left_out(found: dues_views.Late) -> list[str]:
    lines = []
    if found.covered:
        text = ngettext(
            "{count} person left out: covered by an organisation, their own dues ended",
            "{count} people left out: covered by an organisation, their own dues ended",
            found.covered,
        )
        lines.append(text.format(count=found.covered))
    if found.through:
        text = ngettext(
            "{count} person left out: it was for an organisation to pay",
            "{count} people left out: it was for an organisation to pay",
            found.through,
        )
        lines.append(text.format(count=found.through))
    return lines
