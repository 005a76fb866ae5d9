"""How large the numbers of a data file may be, and how far its moments: what may be read can be counted with."""

import datetime as dt
import re

import msgspec

from capcli.domain.records import Record, Slot

NUMBER = re.compile(r"[1-9][0-9]{0,17}")
LAST = 10**17
"""A file that says that so many were used has been changed by hand."""

_GIVEN = 10**12
"""No number above is believed to be one that `cap` gave, unless the file says so: those after it must fit as well."""
_LONG = re.compile(rb"[:,\[]-?[0-9]{19,}[],}]")
_ENDS = frozenset({dt.MINYEAR, dt.MAXYEAR})
_AN_END = re.compile(rb'"(?:0001|9999)-[0-9]{2}-[0-9]{2}["T]')


def is_given(number: str, last: int) -> bool:
    """Whether `cap` may have given this number in a table whose highest, as the file says, is `last`."""
    return NUMBER.fullmatch(number) is not None and int(number) <= max(_GIVEN, last)


def refuse_too_large(record: Record, encoded: bytes) -> None:
    """A whole number of more than 64 bits is none that `cap` counts with, nor one that a database takes.

    Raises:
        ValueError: there is one; it names the field.
    """
    if _LONG.search(encoded):
        for field, value in msgspec.to_builtins(record).items():
            if _is_too_large(value):
                raise ValueError(f"field `{field}`")


def _is_too_large(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_is_too_large, value.values()))
    if isinstance(value, list):
        return any(map(_is_too_large, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def refuse_ends_of_time(record: Record, encoded: bytes) -> None:
    """A moment or a slot in the first or the last year there is lies outside of the calendar in some time zone.

    Raises:
        ValueError: there is one; it names the field.
    """
    if _AN_END.search(encoded):
        for field in record.__struct_fields__:
            if _is_at_an_end(getattr(record, field)):
                raise ValueError(f"field `{field}`")


def _is_at_an_end(value: object, *, of_slot: bool = False) -> bool:
    if isinstance(value, list):
        return any(map(_is_at_an_end, value))
    if isinstance(value, msgspec.Struct):
        parts = (getattr(value, field) for field in value.__struct_fields__)
        return any(_is_at_an_end(part, of_slot=isinstance(value, Slot)) for part in parts)
    if not isinstance(value, dt.datetime if not of_slot else dt.date):
        return False
    return value.year in _ENDS
