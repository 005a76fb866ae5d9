"""`cap dues pay`."""

import datetime as dt
from typing import Annotated

import typer
from msgspec.structs import replace

from capcli.commands import asking
from capcli.commands.common import complete_person, desk_of
from capcli.commands.dues_words import paid_lines
from capcli.commands.effects import say_effects
from capcli.desk import Desk
from capcli.domain.dates import typed_day
from capcli.domain.money import typed_cents
from capcli.domain.records import Organisation, Person, Rate
from capcli.errors import Refused, Usage
from capcli.services.dues import Terms, decided, pay
from capcli.texts import N_, _, day, money
from capcli.texts.reasons import period

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

_HALF_A_YEAR = dt.timedelta(days=183)
_NEXT_WEEKS = dt.timedelta(days=31)


@app.command(
    "pay",
    help=N_("Record a payment of dues, or a donation."),
    epilog=N_(
        'Example: cap dues pay "béatrice lhermite" --on 3/2 --method cheque\n'
        "Example: cap dues pay O3 --amount 100 --part --reference M-2026-014\n"
        "Example: cap dues pay P12 --donation --amount 50"
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
        str | None,
        typer.Option(
            "--on", metavar="D", help=N_("The day of the payment; without it, the day it was received, or today.")
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="Y", help=N_("The dues year it is for, by the calendar year it starts in.")),
    ] = None,
    from_day: Annotated[
        str | None, typer.Option("--from", metavar="D", help=N_("The first day covered, when it is another one."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="D", help=N_("The last day covered, when it is another one."))
    ] = None,
    periods: Annotated[
        int, typer.Option("--periods", metavar="N", help=N_("How many years or periods are paid at once."))
    ] = 1,
    rate: Annotated[
        str | None, typer.Option("--rate", metavar="NAME", help=N_("The rate, when there are several."))
    ] = None,
    method: Annotated[
        str | None,
        typer.Option("--method", metavar="M", help=N_("How it was paid: cheque, transfer, cash, mandat, helloasso.")),
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="R", help=N_("The number on the cheque or the transfer."))
    ] = None,
    received: Annotated[
        str | None, typer.Option("--received", metavar="D", help=N_("The day it came in, when it is another one."))
    ] = None,
    deposited: Annotated[
        str | None, typer.Option("--deposited", metavar="D", help=N_("The day it went to the bank."))
    ] = None,
    part: Annotated[bool, typer.Option("--part", help=N_("It is a part of what is due; the rest follows."))] = False,
    donation: Annotated[
        bool, typer.Option("--donation", help=N_("It is a donation: no dues, and it covers no day."))
    ] = False,
) -> None:
    """Record a payment of dues, for the period that the settings and the rate say."""
    desk = desk_of(ctx)
    received_on = past_day(received, desk.today)
    paid_on = past_day(on, desk.today) or received_on or desk.today
    since = typed_day(from_day, paid_on) if from_day is not None else None
    terms = Terms(
        paid_on=paid_on,
        year=year,
        since=since,
        until=coming_day(until, since or paid_on) if until is not None else None,
        periods=periods,
        cents=typed_cents(amount, desk.settings["currency"]) if amount is not None else None,
        rate=rate,
        part=part,
        donation=donation,
        method=method,
        reference=reference,
        received_on=received_on,
        deposited_on=past_day(deposited, desk.today),
    )
    payer = asking.who(desk, " ".join(who))
    terms = settled(desk, payer, terms)
    made = desk.change(lambda tx: pay(tx, payer, terms, today=desk.today, now=desk.now, by=desk.user))
    for line in paid_lines(desk.store.read(), payer, made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()


def past_day(text: str | None, today: dt.date) -> dt.date | None:
    """The day typed, if any; without its year, the last one there was rather than one to come.

    One of the next weeks is more likely mistyped than of last year: it stays,
    to be refused as one that has not come.
    """
    if text is None:
        return None
    nearest = typed_day(text, today)
    if nearest <= today + _NEXT_WEEKS:
        return nearest
    return min(nearest, typed_day(text, today - _HALF_A_YEAR))


def coming_day(text: str, since: dt.date) -> dt.date:
    """The last day typed; without its year, the next one there is after `since`."""
    nearest = typed_day(text, since)
    if nearest > since:
        return nearest
    return max(nearest, typed_day(text, since + _HALF_A_YEAR))


def settled(desk: Desk, payer: Person | Organisation, terms: Terms) -> Terms:
    """The terms with the rate and the year that somebody at the terminal chooses where several are possible."""
    while desk.terminal.interactive:
        try:
            decided(desk.store.read(), payer, terms)
        except Refused:
            break  # what the change refuses it says in its own words
        except Usage as error:
            if error.code == "which_rate":
                rates: list[Rate] = list(error.values["rates"])  # type: ignore[call-overload] # as raised
                told = [
                    _("{rate}: {amount}").format(rate=one.name, amount=money(one.cents, one.currency)) for one in rates
                ]
                terms = replace(terms, rate=rates[asking.choose(desk, _("Which rate is paid?"), told)].name)
            elif error.code == "which_year":
                terms = replace(terms, year=_year(desk, terms.paid_on, error))
            else:
                raise
        else:
            break
    return terms


def _year(desk: Desk, paid_on: dt.date, unclear: Usage) -> int:
    """The dues year of the payment, of the two that are possible."""
    names, values = [], unclear.values
    told = []
    for one in ("this", "next"):
        since, until = values[f"{one}_since"], values[f"{one}_until"]
        assert isinstance(since, dt.date)
        assert isinstance(until, dt.date)
        names.append(since.year)
        told.append(_("{year}: {period}").format(year=since.year, period=period(since, until)))
    question = _("{day} is near the end of a dues year. Which year is the payment for?").format(day=day(paid_on))
    return names[asking.choose(desk, question, told)]
