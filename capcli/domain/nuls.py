"""The letter NUL, which nobody can type and PostgreSQL keeps in no text: only an edit from outside brings it."""

from typing import Any, TypeVar

import msgspec

from capcli.domain.records import Record

R = TypeVar("R", bound=Record)

NUL = "\0"
_ESCAPED = b"\\u0000"
"""As JSON writes it."""


def fields_with_nul(record: Record) -> list[str]:
    """The fields in which it stands, in a text or anywhere in a part."""
    if _ESCAPED not in msgspec.json.encode(record):  # nearly every record: looking into each part takes long
        return []
    return [field for field, value in msgspec.to_builtins(record).items() if _holds(value)]


def without_nul(record: R) -> R:
    """The same record where it was never there."""
    return msgspec.convert(_cleared(msgspec.to_builtins(record)), type(record))


def _holds(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds, value)) or any(map(_holds, value.values()))
    if isinstance(value, list):
        return any(map(_holds, value))
    return isinstance(value, str) and NUL in value


def _cleared(value: Any) -> Any:
    if isinstance(value, dict):
        return {_cleared(key): _cleared(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_cleared(one) for one in value]
    return value.replace(NUL, "") if isinstance(value, str) else value
