"""A payment for taking part in sentences: for what, when, and what remains."""

from capcli.commands.record_words import person_words, session_words
from capcli.domain.fees import paid_cents, remaining_cents
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS
from capcli.services.fees import Paid
from capcli.texts import _, day, money
from capcli.texts.states import state_words


def paid_lines(paid: Paid) -> list[str]:
    """The payment or refund, then what was paid of what is asked."""
    registration, fee = paid.registration, paid.fee
    said = _("{amount} received on {day} from {who} for {registration}, {session}.")
    if fee.cents < 0:
        said = _("{amount} given back on {day} to {who} for {registration}, {session}.")
    first = said.format(
        amount=money(abs(fee.cents), fee.currency),
        day=day(fee.on, weekday=True),
        who=person_words(paid.person, registration.organisation_name),
        registration=REGISTRATIONS.ref(registration.id),
        session=session_words(paid.session),
    )
    return [first, _balance(paid), *_ended(paid)]


def _balance(paid: Paid) -> str:
    received, remains = paid_cents(paid.registration), remaining_cents(paid.registration)
    known = {"received": money(received, paid.fee.currency)}
    if remains is None:
        return _("Paid in all: {received}; no price is known for them.").format(**known)
    known |= {
        "price": money(paid.registration.price_cents or 0, paid.fee.currency),
        "remains": money(abs(remains), paid.fee.currency),
    }
    if remains > 0:
        return _("Paid in all: {received} of {price}; {remains} remain.").format(**known)
    if remains < 0:
        return _("Paid in all: {received}, {remains} more than the price of {price}.").format(**known)
    return _("Paid in all: {received}, the whole price.").format(**known)


def _ended(paid: Paid) -> list[str]:
    """That the registration has ended, where money came in for it all the same."""
    if paid.registration.state not in ("cancelled", "declined", "refused") or paid_cents(paid.registration) <= 0:
        return []
    known = {
        "registration": REGISTRATIONS.ref(paid.registration.id),
        "state": state_words(paid.registration.state),
        "session": SESSIONS.ref(paid.session.id),
        "person": PEOPLE.ref(paid.person.id),
        "amount": f"{paid_cents(paid.registration) / 100:.2f}".removesuffix(".00"),
    }
    told = _(
        "{registration} is {state}: cap reopen {session} {person} takes it up again, cap pay {session} {person} "
        "{amount} --refund gives the money back."
    )
    return [told.format(**known)]
