"""Payments taken to the bank: the day is kept with each."""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from capcli.domain.payments import Ledger
from capcli.domain.records import DUES, Dues
from capcli.errors import NotFound, Refused, Usage
from capcli.services.dues import refuse_later
from capcli.store.protocol import Transaction


def deposit(tx: Transaction, numbers: Sequence[int], on: dt.date, *, today: dt.date) -> list[Dues]:
    """Keep that these payments and donations went to the bank on `on`, all of them or none.

    Raises:
        NotFound: `dues`.
        Usage: `paid_later`; `deposit_before`, one came in later; `deposit_kind`, one is no money received.
        Refused: `dues_cancelled`; `deposited_already`, on another day.
    """
    refuse_later(on, today)
    known, after = tx.get_any(DUES, numbers), tx.find_any(DUES, "of", numbers)
    found = [_depositable(known.get(number), number, after, on) for number in dict.fromkeys(numbers)]
    return [tx.put(DUES, replace(dues, deposited_on=on)) if dues.deposited_on is None else dues for dues in found]


def _depositable(dues: Dues | None, number: int, after: Sequence[Dues], on: dt.date) -> Dues:
    if dues is None:
        raise NotFound("dues", dues=DUES.ref(number))
    if dues.kind not in ("payment", "donation"):
        raise Usage("deposit_kind", dues=DUES.ref(number))
    taken_back = Ledger([dues, *(one for one in after if one.of == number)]).cancellation(dues)
    if taken_back is not None:
        raise Refused("dues_cancelled", dues=DUES.ref(number), day=taken_back.paid_on, reason=taken_back.reason or "-")
    if dues.deposited_on not in (None, on):
        raise Refused("deposited_already", dues=DUES.ref(number), day=dues.deposited_on)
    came_in = dues.received_on or dues.paid_on
    if on < came_in:
        raise Usage("deposit_before", day=on, received=came_in)
    return dues
