"""`cap dues promise` and `cap dues call`: payments that are expected."""

from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import complete_person, desk_of
from capcli.commands.dues_paying import past_day, settled
from capcli.commands.effects import say_effects
from capcli.commands.engagement_words import called_lines, promised_lines
from capcli.domain.dates import typed_day
from capcli.domain.money import typed_cents
from capcli.services.dues import Terms
from capcli.services.engagements import call, promise
from capcli.services.who import names_in
from capcli.texts import N_, _, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="Y", help=N_("The dues year it is for, by the calendar year it starts in.")),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="D", help=N_("The first day it is for, when it is another one."))
]
RateOption = Annotated[str | None, typer.Option("--rate", metavar="NAME", help=N_("The rate, when there are several."))]


@app.command(
    "promise",
    help=N_("Record a payment that is promised: an order or a mandat is announced, the payment is awaited."),
    epilog=N_("Example: cap dues promise O3 --reference BC-2026-014 --year 2026"),
)
def promise_dues(
    ctx: typer.Context,
    who: Annotated[
        list[str],
        typer.Argument(
            metavar="WHO", help=N_("Who will pay: P12, O3, an e-mail or a name."), autocompletion=complete_person
        ),
    ],
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="R", help=N_("That of the order or of the mandat."))
    ] = None,
    rate: RateOption = None,
    year: YearOption = None,
    from_day: FromOption = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=N_("What is promised; without it, what is due."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("The day of the promise; without it, today."))
    ] = None,
) -> None:
    """Record that somebody engages to pay."""
    desk = desk_of(ctx)
    day = past_day(on, desk.today) or desk.today
    since = typed_day(from_day, day) if from_day is not None else None
    cents = typed_cents(amount, desk.settings["currency"]) if amount is not None else None
    payer = asking.who(desk, " ".join(who))
    terms = settled(desk, payer, Terms(paid_on=day, year=year, since=since, rate=rate, cents=cents))
    known = reference if reference is not None else asking.ask_text(
        desk, _("What is the reference of the order or of the mandat?"), option="--reference"
    )  # fmt: skip
    made = desk.change(
        lambda tx: promise(
            tx,
            payer,
            known,
            on=day,
            year=terms.year,
            since=since,
            rate=terms.rate,
            cents=cents,
            today=desk.today,
            now=desk.now,
            by=desk.user,
        )
    )
    for line in promised_lines(desk.store.read(), payer, made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()


@app.command(
    "call",
    help=N_("Keep that people or organisations were called for their dues; nothing is sent, and nobody owes more."),
    epilog=N_('Example: cap dues call O3 P12 "roche, bénard" --on 15/1'),
)
def call_dues(
    ctx: typer.Context,
    who: Annotated[
        list[str],
        typer.Argument(
            metavar="WHO",
            help=N_("Who was called: P12, O3, an e-mail or a name; several with commas."),
            autocompletion=complete_person,
        ),
    ],
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("The day of the call; without it, today."))
    ] = None,
    rate: RateOption = None,
    year: YearOption = None,
    from_day: FromOption = None,
) -> None:
    """Keep whom dues were asked of, when and for which period."""
    desk = desk_of(ctx)
    day = past_day(on, desk.today) or desk.today
    found = [asking.who(desk, name) for name in names_in(who)]
    since = typed_day(from_day, day) if from_day is not None else None
    payers = list({(type(one), one.id): one for one in found}.values())
    made = desk.change(lambda tx: call(tx, payers, on=day, year=year, since=since, rate=rate, today=desk.today))
    read = desk.store.read()
    for one in made:
        for line in called_lines(read, one, desk.today):
            desk.say(line)
    if len(made) > 1:
        desk.say(ngettext("{count} call kept.", "{count} calls kept.", len(made)).format(count=len(made)))
    desk.say_undo()
