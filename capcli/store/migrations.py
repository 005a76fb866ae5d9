"""Older files brought to today's format, by numbered functions on plain dictionaries.

`STEPS[0]` takes a file of format 1 to format 2, and so on. A step changes the
documents `{table: {number: document}}` in place, and the highest numbers ever
used, `{table: number}`, when it adds some. It knows no record class, since
those change after it was written. A published step is never edited.
"""

from collections.abc import Callable, Sequence
from typing import Any

Plain = dict[str, dict[str, dict[str, Any]]]
Step = Callable[[Plain, dict[str, int]], None]


def cancellations_of_their_own(tables: Plain, last_ids: dict[str, int]) -> None:
    """1 to 2: a payment marked as cancelled becomes a payment and another record that takes it back."""
    dues = tables.get("dues", {})
    fields = {"cancelled", "cancelled_reason", "cancelled_on"}
    marked = [(number, document) for number, document in dues.items() if fields & document.keys()]
    last = max([last_ids.get("dues", 0), *map(int, dues)], default=0)
    for number, document in sorted(marked, key=lambda pair: int(pair[0])):
        is_cancelled, reason, on = (document.pop(f"cancelled{end}", None) for end in ("", "_reason", "_on"))
        if is_cancelled:
            last += 1
            dues[str(last)] = _taking_back(int(number), document, reason, on)
            last_ids["dues"] = last


def _taking_back(number: int, payment: dict[str, Any], reason: object, on: object) -> dict[str, Any]:
    same = ("person", "organisation", "since", "until", "rate", "currency", "seats", "method")
    made = {"kind": "cancellation", "of": number, **{key: payment[key] for key in same if payment.get(key) is not None}}
    cents = payment.get("cents")
    # What is no number is refused where the payment itself is read.
    made |= {"paid_on": on or payment.get("paid_on"), "cents": -cents if isinstance(cents, int) else cents}
    return made if reason is None else made | {"reason": reason}


STEPS: tuple[Step, ...] = (cancellations_of_their_own,)

FORMAT = len(STEPS) + 1
"""The format this program writes."""


def migrate(tables: Plain, form: int, last_ids: dict[str, int], steps: Sequence[Step] = STEPS) -> None:
    """Bring `tables`, a file of format `form`, to the newest format in place; `last_ids` follows what is added."""
    for step in steps[form - 1 :]:
        step(tables, last_ids)
