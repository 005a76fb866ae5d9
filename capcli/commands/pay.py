"""`cap pay`."""

from typing import Annotated

import typer

from capcli.commands.common import OnePersonArgument, SessionArgument, desk_of
from capcli.texts import N_

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    "pay",
    help=N_("Record what somebody paid for taking part in a session, or with --refund what was given back."),
    epilog=N_(
        "Example: cap pay S7 martineau 25 --method chèque --reference 0012345\n"
        "Example: cap pay S7 martineau 25 --refund"
    ),
)
def pay(
    ctx: typer.Context,
    session: SessionArgument,
    who: OnePersonArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("How much: 25, 12,50 or “12,50 €”."))],
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help=N_("The day of the payment; without it, today."))
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="M", help=N_("How it was paid: cheque, transfer, cash."))
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="R", help=N_("The number on the cheque or the transfer."))
    ] = None,
    refund: Annotated[bool, typer.Option("--refund", help=N_("It was given back, not received."))] = False,
) -> None:
    """Record a payment for taking part."""
    from capcli.commands.attending import attendee_alone
    from capcli.commands.dues_paying import past_day
    from capcli.commands.fee_words import paid_lines
    from capcli.commands.naming import session_meant
    from capcli.domain.methods import canonical_method
    from capcli.domain.money import typed_cents
    from capcli.domain.records import Fee
    from capcli.services import fees

    desk = desk_of(ctx)
    currency = desk.settings["currency"]
    cents = typed_cents(amount, currency)
    fee = Fee(
        cents=-cents if refund else cents,
        currency=currency,
        on=past_day(on, desk.today) or desk.today,
        method=canonical_method(method or ""),
        reference=(reference or "").strip() or None,
    )
    found = session_meant(desk, session)
    payer = attendee_alone(desk, found, who, ended=True)
    paid = desk.change(lambda tx: fees.pay(tx, found.id, payer.id, fee, today=desk.today))
    for line in paid_lines(paid):
        desk.say(line)
    desk.say_undo()
