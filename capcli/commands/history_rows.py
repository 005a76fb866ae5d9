"""A record of the history under the keys that tables show it with."""

from collections.abc import Mapping
from typing import Any

from capcli.domain.records import SESSIONS, Record, Table
from capcli.store.encoding import usual_texts

Document = Mapping[str, Any]

TOLD_ELSEWHERE = frozenset(
    {"waits_for", "amount.cents", "amount.currency", "price.cents", "paid.cents", "remains"}
    | {"name", "day", "hours", "places", "waiting"}
)
"""Columns that repeat what another one tells, or that are counted."""


def as_shown(table: Table[Any], document: Document) -> dict[str, Any]:
    """The document under the keys of the contract, as far as it holds them itself, with the texts it leaves out."""
    kind: type[Record] = table.record
    row = dict(usual_texts(kind)) | dict(document)
    if table.name == "registrations":
        row["organisation"] = row.get("organisation_name")
        row["told_at"] = (row.get("told") or {}).get("at")
        row |= _money_of(row)
    if "cents" in row:
        row["amount"] = {"cents": row["cents"], "currency": row.get("currency", "EUR")}
    if "since" in row:
        row["from"] = row["since"]
    if row.get("exempt"):
        row["exempt"] = {**row["exempt"], "from": row["exempt"].get("since")}
    if table.name == "series":
        row |= {"title": row.get("name"), "sessions": [SESSIONS.ref(number) for number in row.get("sessions", ())]}
    if table.name == "sessions":
        row["state"] = "cancelled" if row.get("cancelled") else None
    return row


def _money_of(row: Document) -> dict[str, Any]:
    """The price of a registration and what was paid of it, where there is any."""
    fees = row.get("fees") or []
    currency = next((fee.get("currency") for fee in fees), None) or "EUR"
    price = row.get("price_cents")
    return {
        "paid": {"cents": sum(fee["cents"] for fee in fees), "currency": currency} if fees else None,
        "price": {"cents": price, "currency": currency} if price is not None else None,
    }
