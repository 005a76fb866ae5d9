"""`cap dues list` and `cap dues rates`."""

from typing import Annotated

import typer

from capcli.commands.common import ColumnsOption, FormatOption, OutputOption, YesOption, desk_of
from capcli.domain.dates import typed_day
from capcli.domain.views import plain
from capcli.errors import Usage
from capcli.services import journals
from capcli.texts import N_, _, money, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "list",
    epilog=N_(
        "Example: cap dues list --year 2023\nExample: cap dues list --from 1/1/2023 --to 31/12/2023 --sum method,rate"
    ),
)
def list_dues(
    ctx: typer.Context,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="Y", help=N_("Only this dues year, by the calendar year it starts in.")),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="D", help=N_("Only operations of this day or later."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="D", help=N_("Only operations of this day or earlier."))
    ] = None,
    sum_by: Annotated[
        str | None,
        typer.Option("--sum", metavar="KEYS", help=N_("Sums instead, by method, rate, month, kind or payer.")),
    ] = None,
    format: FormatOption = None,  # noqa: A002 # the option's name
    output: OutputOption = None,
    columns: ColumnsOption = None,
    yes: YesOption = False,
) -> None:
    """List what was paid, given back, cancelled, donated, promised and called for, by day; or its sums."""
    from capcli.domain.sums import typed_keys
    from capcli.output.showing import chosen_format, show

    desk = desk_of(ctx)
    keys = None if sum_by is None else typed_keys(sum_by)
    first, last = (None if text is None else typed_day(text, desk.today) for text in (since, until))
    if first is not None and last is not None and last < first:
        raise Usage("days_order", since=first, until=last)
    read = desk.store.read()
    found = journals.journal(read, since=first, until=last, year=year)
    if keys is None:
        rows = [plain(one) for one in journals.views(read, found)]
    else:
        rows = [plain(one) for one in journals.sum_views(found, keys)]
    shape = "dues" if keys is None else "sums"
    if keys and not columns and chosen_format(desk, format, output) not in ("csv", "json", "jsonl"):
        columns = ",".join([*keys, "count", "amount"])  # the rows go by the first key, then by the next
    show(desk, rows, shape, format=format, output=output, columns=columns, yes=yes, footer=_totals(found))


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
    from capcli.services import rates

    desk = desk_of(ctx)
    rows = [plain(one) for one in rates.views(desk.store.read(), desk.today)]
    show(desk, rows, "rates", format=format, output=output, columns=columns, yes=yes)


def _totals(found: journals.Journal) -> list[str]:
    """What each kind of operation comes to and their total, in each currency; then what is not counted."""
    lines = []
    kinds = found.by_kind()
    for one in kinds:
        lines.append(
            _counted(one.values[0] or "", one.count).format(count=one.count, amount=money(one.cents, one.currency))
        )
    if len(kinds) > len(found.totals()):
        for total in found.totals():
            lines.append(_("Total: {amount}").format(amount=money(total.cents, total.currency)))
    apart = [one.kind for one in found.engagements]
    for kind in ("promise", "call"):
        if apart.count(kind):
            lines.append(_not_counted(kind, apart.count(kind)).format(count=apart.count(kind)))
    return lines


def _counted(kind: str, count: int) -> str:
    return {
        "payment": ngettext("{count} payment: {amount}", "{count} payments: {amount}", count),
        "donation": ngettext("{count} donation: {amount}", "{count} donations: {amount}", count),
        "refund": ngettext("{count} refund: {amount}", "{count} refunds: {amount}", count),
        "cancellation": ngettext("{count} cancellation: {amount}", "{count} cancellations: {amount}", count),
    }[kind]


def _not_counted(kind: str, count: int) -> str:
    return {
        "promise": ngettext("{count} promise, not counted", "{count} promises, not counted", count),
        "call": ngettext("{count} call, not counted", "{count} calls, not counted", count),
    }[kind]
