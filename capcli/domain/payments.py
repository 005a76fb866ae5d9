"""Payments of dues that belong together: same payer, same period, same rate."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from capcli.domain.records import DUES, Dues


class Paid(Struct, frozen=True, kw_only=True):
    """A period that one payer paid at one rate, at once or in parts; both ends are included.

    `dues` are the numbers of the payments in order of payment, `paid_on` the
    day of the last one. `seats` bounds the people it covers; None covers all.
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
        """What a reason says of the payments."""
        return {"dues": self.refs, "paid_on": self.paid_on, "since": self.since, "until": self.until}

    def includes(self, day: dt.date) -> bool:
        """Whether `day` is in the period."""
        return self.since <= day <= self.until


def paid_periods(dues: Iterable[Dues]) -> list[Paid]:
    """The periods that the payments of ONE payer make together, cancelled ones left out, earliest first."""
    together: dict[tuple[dt.date, dt.date, str], list[Dues]] = {}
    for one in dues:
        if not one.cancelled:
            together.setdefault((one.since, one.until, one.rate), []).append(one)
    return [_paid(sorted(parts, key=lambda part: (part.paid_on, part.id))) for _, parts in sorted(together.items())]


def _paid(parts: list[Dues]) -> Paid:
    first = min(parts, key=lambda part: part.id)
    return Paid(
        since=first.since,
        until=first.until,
        rate=first.rate,
        cents=sum(part.cents for part in parts),
        # A rate that changed between two parts does not change what the first one promised.
        due_cents=first.due_cents,
        currency=first.currency,
        seats=first.seats,
        paid_on=parts[-1].paid_on,
        dues=[part.id for part in parts],
    )
