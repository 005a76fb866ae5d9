"""`cap dues pay`."""

import datetime as dt
from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import complete_person, desk_of
from capcli.commands.dues_words import paid_lines, year_words
from capcli.commands.effects import say_effects
from capcli.desk import Desk
from capcli.domain.dates import typed_day
from capcli.domain.money import typed_cents
from capcli.domain.periods import DuesYear, years_meant
from capcli.services.dues import Terms, pay, refuse_later, year_meant
from capcli.texts import N_, _, day

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "pay",
    epilog=N_(
        'Example: cap dues pay "béatrice lhermite" --on 3/2 --method cheque\n'
        "Example: cap dues pay O3 --amount 100 --part --reference M-2026-014"
    ),
)
def pay_dues(
    ctx: typer.Context,
    who: Annotated[
        list[str],
        typer.Argument(
            metavar="WHO", help=N_("Who pays: P12, O3, an e-mail or a name."), autocompletion=complete_person
        ),
    ],
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=N_("What was paid; without it, what is due."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("The day of the payment; without it, today."))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="Y", help=N_("The dues year it is for, by the calendar year it starts in.")),
    ] = None,
    rate: Annotated[
        str | None, typer.Option("--rate", metavar="NAME", help=N_("The rate, when there are several."))
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="M", help=N_("How it was paid: cheque, transfer, cash."))
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="R", help=N_("The number on the cheque or the transfer."))
    ] = None,
    part: Annotated[bool, typer.Option("--part", help=N_("It is a part of what is due; the rest follows."))] = False,
) -> None:
    """Record a payment of dues, for a whole dues year."""
    desk = desk_of(ctx)
    paid_on = _past_day(on, desk.today) if on is not None else desk.today
    refuse_later(paid_on, desk.today)
    payer = asking.who(desk, " ".join(who))
    terms = Terms(
        paid_on=paid_on,
        year=_year(desk, paid_on, year),
        cents=typed_cents(amount, desk.settings["currency"]) if amount is not None else None,
        rate=rate,
        part=part,
        method=method,
        reference=reference,
    )
    made = desk.change(lambda tx: pay(tx, payer, terms, today=desk.today, now=desk.now, by=desk.user))
    for line in paid_lines(desk.store.read(), payer, made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()


def _past_day(text: str, today: dt.date) -> dt.date:
    """The day typed; without its year, the last one there was rather than one to come."""
    nearest = typed_day(text, today)
    if nearest <= today:
        return nearest
    return min(nearest, typed_day(text, today - dt.timedelta(days=183)))


def _year(desk: Desk, paid_on: dt.date, named: int | None) -> DuesYear:
    """The dues year of the payment, asked for at a terminal when two are possible."""
    year_start = desk.settings["dues.year_start"]
    if named is None and desk.terminal.interactive:
        meant = years_meant(paid_on, year_start)
        if len(meant) > 1:
            question = _("{day} is near the end of a dues year. Which year is the payment for?").format(
                day=day(paid_on)
            )
            return meant[asking.choose(desk, question, [year_words(one) for one in meant])]
    return year_meant(paid_on, named, year_start)
