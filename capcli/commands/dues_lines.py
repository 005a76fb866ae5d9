"""What is known of somebody's dues, a line for each record and each exemption."""

from collections.abc import Collection, Iterable

from capcli.commands.dues_words import period_words
from capcli.domain.payments import Ledger, paid_periods
from capcli.domain.promises import open_promises
from capcli.domain.records import DUES, Dues, Exemption
from capcli.texts import N_, _, day, money

LINES: dict[str, str] = {
    "payment": N_("{dues}  {amount} for {period}, rate {rate}"),
    "part": N_("{dues}  {amount} for {period}, rate {rate}, in part"),
    "refunded": N_("{dues}  {amount} for {period}, rate {rate}, given back"),
    "part_refunded": N_("{dues}  {amount} for {period}, rate {rate}, of which {left} are left"),
    "cancelled": N_("{dues}  {amount} for {period}, rate {rate}, cancelled"),
    "donation": N_("{dues}  {amount} given on {day}, a donation"),
    "donation_cancelled": N_("{dues}  {amount} given on {day}, a donation, cancelled"),
    "refund": N_("{dues}  {amount} given back on {day}, of {dues_of}"),
    "refund_cancelled": N_("{dues}  {amount} given back on {day}, of {dues_of}, cancelled"),
    "promise": N_("{dues}  {amount} promised on {day} for {period} ({reference})"),
    "promise_kept": N_("{dues}  {amount} promised on {day} for {period} ({reference}), paid since"),
    "promise_cancelled": N_("{dues}  {amount} promised on {day} for {period} ({reference}), cancelled"),
    "call": N_("{dues}  called on {day} for {period}"),
    "call_cancelled": N_("{dues}  called on {day} for {period}, cancelled"),
}
"""A record in one line, by what it is and what became of it."""


def dues_lines(records: Iterable[Dues]) -> list[str]:
    """The records of one payer, cancellations told beside what they cancel."""
    ledger = Ledger(records)
    awaited = {one.id for one in open_promises(ledger, paid_periods(ledger))}
    return [_line(one, ledger, awaited) for one in ledger.dues if one.kind != "cancellation"]


def exempt_days(exemption: Exemption) -> str:
    """An exemption in one line."""
    if exemption.since and exemption.until:
        text = _("Exempt from dues from {since} to {until}: {reason}")
        return text.format(since=day(exemption.since), until=day(exemption.until), reason=exemption.reason)
    if exemption.since:
        return _("Exempt from dues from {since} on: {reason}").format(
            since=day(exemption.since), reason=exemption.reason
        )
    if exemption.until:
        return _("Exempt from dues until {until}: {reason}").format(until=day(exemption.until), reason=exemption.reason)
    return _("Exempt from dues: {reason}").format(reason=exemption.reason)


def _line(dues: Dues, ledger: Ledger, awaited: Collection[int]) -> str:
    return _(LINES[_became(dues, ledger, awaited)]).format(
        dues=DUES.ref(dues.id),
        dues_of=DUES.ref(dues.of or 0),
        amount=money(abs(dues.cents), dues.currency),
        left=money(ledger.net_cents(dues), dues.currency),
        period=period_words(dues),
        rate=dues.rate,
        day=day(dues.paid_on),
        reference=dues.reference or "-",
    )


def _became(dues: Dues, ledger: Ledger, awaited: Collection[int]) -> str:
    """The key of the record's line."""
    is_cancelled = ledger.cancellation(dues) is not None
    if dues.kind == "promise" and not is_cancelled and dues.id not in awaited:
        return "promise_kept"
    if dues.kind != "payment":
        return f"{dues.kind}_cancelled" if is_cancelled else dues.kind
    if is_cancelled:
        return "cancelled"
    if ledger.refunds(dues):
        return "part_refunded" if ledger.net_cents(dues) else "refunded"
    return "part" if dues.part else "payment"
