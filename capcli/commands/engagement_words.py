"""Refunds, cancellations, promises, calls and exemptions in sentences."""

import datetime as dt

from capcli.commands.dues_words import period_words, remains_line, who_words
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Exemption, Organisation, Person
from capcli.services.engagements import Called, Promised
from capcli.services.policies import dues_policy
from capcli.services.refunds import TakenBack
from capcli.store.protocol import Reader
from capcli.texts import N_, _, day, money

CANCELLED: dict[str, str] = {
    "payment": N_("{dues} is cancelled: {who}, {amount} for {period} ({reason})."),
    "donation": N_("{dues} is cancelled: a donation of {amount} by {who} ({reason})."),
    "refund": N_("{dues} is cancelled: the {amount} given back to {who} on {day} ({reason})."),
    "promise": N_("{dues} is cancelled: the {amount} promised by {who} for {period} ({reason})."),
    "call": N_("{dues} is cancelled: the call to {who} on {day} for {period} ({reason})."),
}
"""What is said of a cancelled record, by its kind."""


def cancelled_lines(read: Reader, made: TakenBack, today: dt.date) -> list[str]:
    """What was cancelled, and what is left of its period."""
    of = made.of
    line = _(CANCELLED[of.kind]).format(
        dues=DUES.ref(of.id),
        who=_payer_words(read, of, today),
        amount=money(abs(of.cents), of.currency),
        period=period_words(of),
        day=day(of.paid_on),
        reason=made.dues.reason,
    )
    return [line, *_left_lines(read, made)]


def refunded_lines(read: Reader, made: TakenBack, today: dt.date) -> list[str]:
    """What was given back, what is left of the payment, and whether its period still counts."""
    of, currency = made.of, made.of.currency
    values = {
        "refund": DUES.ref(made.dues.id),
        "dues": DUES.ref(of.id),
        "who": _payer_words(read, of, today),
        "amount": money(-made.dues.cents, currency),
        "left": money(made.left_cents, currency),
        "day": day(made.dues.paid_on),
        "reason": made.dues.reason,
    }
    if made.left_cents:
        line = _("{refund}  {amount} given back to {who} on {day} ({reason}): {left} of {dues} are left.")
    else:
        line = _("{refund}  {amount} given back to {who} on {day} ({reason}): nothing of {dues} is left.")
    return [line.format(**values), *_left_lines(read, made)]


def promised_lines(read: Reader, who: Person | Organisation, made: Promised, today: dt.date) -> list[str]:
    """What is promised, what of its period is paid, what that counts for, and how the payment is recorded."""
    dues = made.dues
    line = _("{dues}  {who} promised {amount} for {period}, rate {rate} ({reference}, {day}).").format(
        dues=DUES.ref(dues.id),
        who=who_words(read, who, today),
        amount=money(dues.cents, dues.currency),
        period=period_words(dues),
        rate=dues.rate,
        reference=dues.reference,
        day=day(dues.paid_on),
    )
    lines = [line]
    if made.begun_cents:
        begun = _("{amount} for that period were paid before.")
        lines.append(begun.format(amount=money(made.begun_cents, dues.currency)))
    if dues_policy(read).promise_counts == "registration":
        lines.append(_("Until it is paid it counts for registrations, and not for votes."))
    else:
        lines.append(_("It counts for nothing until it is paid (cap config set dues.promise_counts registration)."))
    ref = PEOPLE.ref(who.id) if isinstance(who, Person) else ORGANISATIONS.ref(who.id)
    paid = _('When it is paid: cap dues pay {who} --reference "{reference}"')
    return [*lines, paid.format(who=ref, reference=dues.reference)]


def called_lines(read: Reader, made: Called, today: dt.date) -> list[str]:
    """Who was called for what, and whether they had been called before."""
    dues = made.dues
    values = {
        "dues": DUES.ref(dues.id),
        "who": who_words(read, made.who, today),
        "period": period_words(dues),
        "day": day(dues.paid_on, weekday=True),
        "amount": money(dues.cents, dues.currency),
    }
    text = _("{dues}  {who}: called on {day} for {amount}, {period}.")
    if dues.rate is None:
        text = _("{dues}  {who}: called on {day} for {period}.")
    lines = [text.format(**values)]
    if made.again is not None:
        before = _("Called for it before, on {day} ({dues}).")
        lines.append(before.format(day=day(made.again.paid_on), dues=DUES.ref(made.again.id)))
    return lines


def exempt_line(exemption: Exemption, who: str) -> str:
    """Who is exempt, on which days and why."""
    values = {"who": who, "reason": exemption.reason}
    if exemption.since and exemption.until:
        text = _("{who}: exempt from dues from {since} to {until} ({reason}).")
        return text.format(since=day(exemption.since), until=day(exemption.until), **values)
    if exemption.since:
        return _("{who}: exempt from dues from {since} on ({reason}).").format(since=day(exemption.since), **values)
    if exemption.until:
        return _("{who}: exempt from dues until {until} ({reason}).").format(until=day(exemption.until), **values)
    return _("{who}: exempt from dues ({reason}).").format(**values)


def _left_lines(read: Reader, made: TakenBack) -> list[str]:
    """What the period comes to now that a payment or a refund of it is taken back."""
    of = made.of
    if of.kind not in ("payment", "refund") or of.since is None or (made.paid and made.paid.counts):
        return []
    lines = [remains_line(read, of, made.paid)] if made.paid else []
    if not lines:
        lines = [_("Nothing is paid any more for {period}.").format(period=period_words(of))]
    awaited = _("{promise} ({reference}) is awaited again; if it is not: cap dues cancel {promise}")
    for promise in made.awaited:
        lines.append(awaited.format(promise=DUES.ref(promise.id), reference=promise.reference or "-"))
    return lines


def _payer_words(read: Reader, dues: Dues, today: dt.date) -> str:
    payer = read.get(PEOPLE, dues.person) if dues.person else read.get(ORGANISATIONS, dues.organisation or 0)
    if payer is None:  # a file edited by hand
        return PEOPLE.ref(dues.person) if dues.person else ORGANISATIONS.ref(dues.organisation or 0)
    return who_words(read, payer, today)
