"""The sums of a journal of dues that cap wrote, in cents for programs and in words for people."""

import re
from collections import defaultdict
from collections.abc import Sequence

from capcli.domain.money import typed_cents
from capcli.domain.names import fold
from capcli.domain.payment_words import KINDS
from capcli.domain.plans import TypedRow
from capcli.domain.records import DUES
from capcli.errors import Usage

_BELOW = re.compile(r"[-–−]")
_CENTS = re.compile(r"-?[0-9]{1,11}")
_PERIOD = ("who.ref", "from", "until", "rate")


def signed_cents(row: TypedRow, currency: str) -> int:
    """The cents of an operation, below 0 for what was given back; a call may name none.

    Raises:
        Usage: `amount`.
    """
    text = row.values.get("amount.cents", "")
    if text:
        if not _CENTS.fullmatch(text):
            raise Usage("amount", text=text, currency=currency)
        return int(text)
    amount = row.values.get("amount", "")
    if not amount:
        return 0
    cents = typed_cents(_BELOW.sub("", amount), currency)
    return -cents if _BELOW.search(amount) else cents


def due_cents(rows: Sequence[TypedRow], currency: str) -> dict[int, int | None]:
    """What was due for each operation, by its number in the journal; None where the journal does not tell.

    A journal for people says what remains instead: with the payments of the
    same period it makes what was due. Of a period that was taken back whole it
    says nothing. A sum that cannot be read counts as 0, and is refused where
    its row is read.
    """
    left = _left(rows, currency)
    periods: defaultdict[tuple[str, ...], int] = defaultdict(int)
    remains: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        if KINDS[fold(row.values["kind"])] == "payment":
            periods[_period(row)] += left[DUES.number_in(row.values["ref"])]
            remains[_period(row)] = max(remains[_period(row)], _cents(row, "remains", currency))
    whole = {period: cents + remains[period] for period, cents in periods.items()}
    return {DUES.number_in(row.values["ref"]): _due(row, whole, currency) for row in rows}


def _due(row: TypedRow, whole: dict[tuple[str, ...], int], currency: str) -> int | None:
    if "due.cents" in row.values:
        return _cents(row, "due.cents", currency)
    kind, cents = KINDS[fold(row.values["kind"])], _cents(row, "amount", currency)
    if kind == "promise":
        return cents
    if kind != "payment":
        return 0
    due = whole[_period(row)]
    return max(cents, due) if due else None


def _left(rows: Sequence[TypedRow], currency: str) -> dict[int, int]:
    """What is left of each operation once those that take it back are counted."""
    left = {DUES.number_in(row.values["ref"]): _cents(row, "amount", currency) for row in rows}
    cancelled = {
        DUES.number_in(row.values.get("of", "")) for row in rows if KINDS[fold(row.values["kind"])] == "cancellation"
    }
    for row in rows:
        if KINDS[fold(row.values["kind"])] == "refund" and DUES.number_in(row.values["ref"]) not in cancelled:
            of = DUES.number_in(row.values.get("of", ""))
            left[of] = left.get(of, 0) + _cents(row, "amount", currency)
    return {number: 0 if number in cancelled else cents for number, cents in left.items()}


def _period(row: TypedRow) -> tuple[str, ...]:
    return tuple(row.values.get(field, "") for field in _PERIOD)


def _cents(row: TypedRow, field: str, currency: str) -> int:
    try:
        if field == "amount":
            return signed_cents(row, currency)
        text = row.values.get(field, "")
        return int(text) if _CENTS.fullmatch(text) and field.endswith("cents") else typed_cents(text or "0", currency)
    except Usage:
        return 0
