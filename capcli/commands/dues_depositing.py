"""`cap dues deposit`: payments taken to the bank."""

from typing import Annotated

import typer

from capcli.commands.common import desk_of
from capcli.commands.dues_paying import past_day
from capcli.commands.dues_words import who_words
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE
from capcli.services.deposits import deposit
from capcli.services.refunds import dues_number
from capcli.texts import N_, _, day, money, ngettext

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "deposit",
    help=N_("Keep the day on which payments went to the bank."),
    epilog=N_("Example: cap dues deposit D41 D42 D45 --on 5/3"),
)
def deposit_dues(
    ctx: typer.Context,
    dues: Annotated[list[str], typer.Argument(metavar="D41", help=N_("The numbers of the payments."))],
    on: Annotated[str | None, typer.Option("--on", metavar="D", help=N_("The day; without it, today."))] = None,
) -> None:
    """Keep the day on which payments, cheques above all, went to the bank."""
    desk = desk_of(ctx)
    numbers = [dues_number(part) for text in dues for part in text.replace(",", " ").split() or [text]]
    made_on = past_day(on, desk.today) or desk.today
    made = desk.change(lambda tx: deposit(tx, numbers, made_on, today=desk.today))
    read = desk.store.read()
    sums: dict[str, int] = {}
    for one in made:
        payer = read.get(PEOPLE, one.person) if one.person else read.get(ORGANISATIONS, one.organisation or 0)
        amount = money(one.cents, one.currency)
        sums[one.currency] = sums.get(one.currency, 0) + one.cents
        desk.say(
            _("{dues}  {who}: {amount}").format(
                dues=DUES.ref(one.id), who=who_words(read, payer, desk.today) if payer else "", amount=amount
            )
        )
    text = ngettext(
        "{count} payment deposited on {day}: {amount}.", "{count} payments deposited on {day}: {amount}.", len(made)
    )
    total = ", ".join(money(cents, currency) for currency, cents in sums.items())
    desk.say(text.format(count=len(made), day=day(made_on), amount=total))
    if desk.last_entry is None:
        desk.note(_("It was so already: nothing was changed."))
    desk.say_undo()
