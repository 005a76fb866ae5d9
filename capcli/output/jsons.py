"""JSON for programs: an array of things, or one thing a line."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


def pretty(value: Any) -> str:
    """Indented JSON, accents as they are, a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def lines(rows: Sequence[Mapping[str, Any]]) -> str:
    """One compact object a line."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
