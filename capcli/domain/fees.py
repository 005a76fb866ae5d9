"""Money received for taking part: what was paid of a price, and what is given back."""

from capcli.domain.records import Fee, Money, Registration
from capcli.errors import Refused, Usage


def paid_cents(registration: Registration) -> int:
    """What was received for the registration, less what was given back."""
    return sum(fee.cents for fee in registration.fees)


def remaining_cents(registration: Registration) -> int | None:
    """What is still to be paid, below 0 when more was paid than asked; None when no price is known."""
    if registration.price_cents is None:
        return None
    return registration.price_cents - paid_cents(registration)


def with_fee(registration: Registration, fee: Fee, reference: str) -> list[Fee]:
    """The fees of a registration with one more; `reference` is how the registration is called.

    Raises:
        Usage: `fee_zero`.
        Refused: `fee_currency`; `refund_none` and `refund_above`, more would be given back than was received.
    """
    if not fee.cents:
        raise Usage("fee_zero")
    for known in registration.fees:
        if known.currency != fee.currency:
            raise Refused("fee_currency", registration=reference, known=known.currency, currency=fee.currency)
    paid = paid_cents(registration)
    if fee.cents < 0 and paid <= 0:
        raise Refused("refund_none", registration=reference)
    if paid + fee.cents < 0:
        received, asked = Money(cents=paid, currency=fee.currency), Money(cents=-fee.cents, currency=fee.currency)
        raise Refused("refund_above", registration=reference, paid=received, amount=asked)
    return [*registration.fees, fee]
