"""What one payer's records of dues come to: payments less what was cancelled or given back, by period.

A cancellation and a refund are records of their own, of the record that they
take back; it stays as it was typed (rule 4). Payments belong together when
payer, period and rate are the same.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from capcli.domain.affiliations import BEGINNING, END
from capcli.domain.records import DUES, Dues, DuesKind


class Paid(Struct, frozen=True, kw_only=True):
    """A period that one payer paid at one rate, at once or in parts; both ends are included.

    `until` is `END` for a lifetime. `dues` are the numbers of the payments that
    stand in order of payment, `paid_on` the day of the last one, `cents` what is
    left of them after refunds. `seats` bounds the people it covers; None covers all.
    """

    since: dt.date
    until: dt.date
    rate: str
    cents: int
    due_cents: int
    currency: str
    seats: int | None
    paid_on: dt.date
    dues: list[int]

    @property
    def counts(self) -> bool:
        """Whether the payments reach the amount due."""
        return self.cents >= self.due_cents

    @property
    def remains_cents(self) -> int:
        """What is still to be paid before the period counts; 0 when it does."""
        return max(0, self.due_cents - self.cents)

    @property
    def refs(self) -> list[str]:
        """The references of the payments: `["D41", "D52"]`."""
        return [DUES.ref(number) for number in self.dues]

    @property
    def args(self) -> dict[str, Any]:
        """What a reason says of the payments; a lifetime has no `until`."""
        until = None if self.until == END else self.until
        return {"dues": self.refs, "paid_on": self.paid_on, "since": self.since, "until": until}

    def includes(self, day: dt.date) -> bool:
        """Whether `day` is in the period."""
        return self.since <= day <= self.until


class Ledger:
    """Records of dues, of one payer or of several, with what was taken back of each."""

    def __init__(self, dues: Iterable[Dues]) -> None:
        self.dues = list(dues)
        self._taken_back: dict[int, list[Dues]] = {}
        for one in self.dues:
            if one.of is not None:
                self._taken_back.setdefault(one.of, []).append(one)

    @property
    def takes_back(self) -> bool:
        """Whether anything was cancelled or given back: of most payers nothing ever was."""
        return bool(self._taken_back)

    def cancellation(self, dues: Dues) -> Dues | None:
        """The record that cancels `dues`; None while it stands."""
        return next((one for one in self._taken_back.get(dues.id, ()) if one.kind == "cancellation"), None)

    def refunds(self, dues: Dues) -> list[Dues]:
        """What was given back of `dues`, cancelled refunds left out."""
        taken_back = self._taken_back.get(dues.id, ())
        return [one for one in taken_back if one.kind == "refund" and self.cancellation(one) is None]

    def net_cents(self, dues: Dues) -> int:
        """What is left of `dues` after its cancellation or its refunds."""
        if dues.id not in self._taken_back:
            return dues.cents
        return 0 if self.cancellation(dues) else dues.cents + sum(refund.cents for refund in self.refunds(dues))

    def of_kind(self, kind: DuesKind, *, cancelled: bool = False) -> list[Dues]:
        """The records of this kind; those that are cancelled only when asked for."""
        if not self.takes_back:
            return [one for one in self.dues if one.kind == kind]
        return [one for one in self.dues if one.kind == kind and (cancelled or self.cancellation(one) is None)]

    def payments(self) -> list[Dues]:
        """The payments of which something is left: neither cancelled nor given back in whole."""
        if not self.takes_back:
            return self.of_kind("payment")
        return [one for one in self.of_kind("payment") if not self.refunds(one) or self.net_cents(one) > 0]


def paid_periods(dues: Iterable[Dues] | Ledger) -> list[Paid]:
    """The periods that the payments of ONE payer make together after cancellations and refunds, earliest first."""
    ledger = dues if isinstance(dues, Ledger) else Ledger(dues)
    return _periods([(one, ledger.net_cents(one)) for one in ledger.payments()])


def span_of(dues: Dues) -> tuple[dt.date, dt.date]:
    """The first and the last day of the period, both included; `END` for a lifetime."""
    return dues.since or BEGINNING, dues.until or END


def share_a_day(one: Dues, other: Dues) -> bool:
    """Whether the periods of two records have a day in common."""
    (since, until), (begins, ends) = span_of(one), span_of(other)
    return since <= ends and begins <= until


def _periods(payments: Iterable[tuple[Dues, int]]) -> list[Paid]:
    together: dict[tuple[dt.date, dt.date, str], list[tuple[Dues, int]]] = {}
    for part in payments:
        one = part[0]
        key = (one.since or BEGINNING, one.until or END, one.rate or "")
        if key in together:
            together[key].append(part)
        else:
            together[key] = [part]
    return [_paid(*key, together[key]) for key in sorted(together)]


def _paid(since: dt.date, until: dt.date, rate: str, parts: list[tuple[Dues, int]]) -> Paid:
    if len(parts) == 1:  # nearly always
        first, cents = parts[0]
        paid_on, numbers = first.paid_on, [first.id]
    else:
        parts.sort(key=lambda part: (part[0].paid_on, part[0].id))
        first = min((dues for dues, _ in parts), key=lambda dues: dues.id)
        cents = sum(left for _, left in parts)
        paid_on, numbers = parts[-1][0].paid_on, [dues.id for dues, _ in parts]
    return Paid(
        since=since,
        until=until,
        rate=rate,
        cents=cents,
        # A rate that changed between two parts does not change what the first one promised.
        due_cents=first.due_cents,
        currency=first.currency,
        seats=first.seats,
        paid_on=paid_on,
        dues=numbers,
    )
