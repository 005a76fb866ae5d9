"""The money of the treasurer's journal, added up: integer cents, each currency apart.

Payments and donations come in, refunds and cancellations go out with cents
below 0; promises and calls move no money and are never added.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from capcli.domain.methods import canonical_method
from capcli.domain.records import Dues, DuesKind
from capcli.errors import Usage

MONEY: tuple[DuesKind, ...] = ("payment", "donation", "refund", "cancellation")
"""Kinds of operations that move money, in the order in which they are told."""


class Sum(Struct, frozen=True, kw_only=True):
    """What some operations in one currency come to; `values` are those they share, one a key asked for."""

    values: tuple[str | None, ...] = ()
    currency: str
    count: int
    cents: int


KEYS: dict[str, Callable[[Dues], str | None]] = {
    "method": lambda dues: canonical_method(dues.method) if dues.method else None,
    "rate": lambda dues: dues.rate,
    "month": lambda dues: f"{dues.paid_on:%Y-%m}",
    "kind": lambda dues: dues.kind,
    "payer": lambda dues: "person" if dues.person is not None else "organisation",
}
"""What sums can be told apart by, and where an operation has it."""

_FRENCH = {
    "moyen": "method",
    "mode": "method",
    "methode": "method",
    "tarif": "rate",
    "mois": "month",
    "nature": "kind",
    "payeur": "payer",
}


def typed_keys(text: str) -> list[str]:
    """The keys of "method,rate", French words included, in that order and without repeats.

    Raises:
        Usage: `sum_key`, naming what there is; also when none is named.
    """
    keys = []
    for word in text.split(",") if text.strip(" ,") else [""]:
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", word.strip().casefold()) if sign.isalpha())
        key = _FRENCH.get(bare, bare)
        if key not in KEYS:
            raise Usage("sum_key", key=word.strip(), known=", ".join(KEYS))
        keys.append(key)
    return list(dict.fromkeys(keys))


def moves_money(dues: Dues) -> bool:
    """Whether the operation is added up."""
    return dues.kind in MONEY


def sums(operations: Iterable[Dues], keys: Sequence[str]) -> list[Sum]:
    """The sums by `keys`, in the order of their values, absent ones last; they add up to those of `totals`."""
    parts: dict[tuple[tuple[str | None, ...], str], list[int]] = {}
    for dues in operations:
        if moves_money(dues):
            values = tuple(KEYS[key](dues) for key in keys)
            parts.setdefault((values, dues.currency), []).append(dues.cents)
    return [
        Sum(values=values, currency=currency, count=len(cents), cents=sum(cents))
        for (values, currency), cents in sorted(parts.items(), key=_order)
    ]


def totals(operations: Iterable[Dues]) -> list[Sum]:
    """What all of them come to, one sum a currency."""
    return sums(operations, ())


def _order(part: tuple[tuple[tuple[str | None, ...], str], list[int]]) -> tuple[list[tuple[bool, str]], str]:
    (values, currency), _cents = part
    return [(value is None, (value or "").casefold()) for value in values], currency
