"""`cap dues refund` and `cap dues cancel`: records that take back others."""

from typing import Annotated

import typer

from capcli.commands import asking
from capcli.commands.common import desk_of
from capcli.commands.dues_paying import past_day
from capcli.commands.effects import say_effects
from capcli.commands.engagement_words import cancelled_lines, refunded_lines
from capcli.domain.money import typed_cents
from capcli.services.refunds import cancel, dues_number, refund
from capcli.texts import N_, _

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="T", help=N_("Why; it is kept."))]


@app.command(
    "refund",
    help=N_("Give money back, all of a payment or a part; the payment stays as it was, beside the refund."),
    epilog=N_('Example: cap dues refund D41 --amount 10 --on 3/2 --reason "Paid twice"'),
)
def refund_dues(
    ctx: typer.Context,
    dues: Annotated[str, typer.Argument(metavar="D41", help=N_("The number of the payment, or of the donation."))],
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help=N_("What is given back; without it, all that is left."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("The day of the refund; without it, today."))
    ] = None,
    method: Annotated[
        str | None,
        typer.Option("--method", metavar="M", help=N_("How it is given back; without it, as it was paid.")),
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="R", help=N_("The number on the cheque or the transfer."))
    ] = None,
    reason: ReasonOption = None,
) -> None:
    """Give back all or a part of what was paid."""
    number, desk = dues_number(dues), desk_of(ctx)
    day = past_day(on, desk.today) or desk.today
    cents = typed_cents(amount, desk.settings["currency"]) if amount is not None else None
    why = reason if reason is not None else asking.ask_text(desk, _("Why is it given back?"), option="--reason")
    made = desk.change(
        lambda tx: refund(
            tx,
            number,
            why,
            cents=cents,
            on=day,
            method=method,
            reference=reference,
            today=desk.today,
            now=desk.now,
            by=desk.user,
        )
    )
    for line in refunded_lines(desk.store.read(), made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()


@app.command(
    "cancel",
    help=N_("Cancel a record of dues typed by mistake; it stays, with the reason."),
    epilog=N_('Example: cap dues cancel D41 --reason "Typed twice"'),
)
def cancel_dues(
    ctx: typer.Context,
    dues: Annotated[
        str,
        typer.Argument(metavar="D41", help=N_("The number of a payment, a promise, a call, a donation or a refund.")),
    ],
    reason: ReasonOption = None,
) -> None:
    """Cancel a record of dues; another record, kept with the reason, takes it back."""
    number, desk = dues_number(dues), desk_of(ctx)
    why = reason if reason is not None else asking.ask_text(desk, _("Why is it cancelled?"), option="--reason")
    made = desk.change(lambda tx: cancel(tx, number, why, today=desk.today, now=desk.now, by=desk.user))
    for line in cancelled_lines(desk.store.read(), made, desk.today):
        desk.say(line)
    say_effects(desk, made.effects)
    desk.say_undo()
