"""Records to the values of a row, and back."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Select, select

from capcli.domain.records import Record, Table
from capcli.store.encoding import TABLE_BY_NAME, encode_value, usual_texts
from capcli.store.sql_tables import Tables, kinds

R = TypeVar("R", bound=Record)

MOST = 1 << 63
"""Numbers from here on are in no column."""


class Rows(Generic[R]):
    """One class of records over its table: what is selected, and how a row becomes a record."""

    def __init__(self, tables: Tables, table: Table[R]) -> None:
        self.columns = tables.records[table.name].c
        self._record = table.record
        self._fields = ("id", *kinds(table.record))
        self._parts = _decoders(table.record)
        self._usual = usual_texts(table.record)

    @property
    def selected(self) -> Select[Any]:
        """Every column of the class, which may be some of the table's only."""
        return select(*(self.columns[field] for field in self._fields))

    def record(self, row: Sequence[Any]) -> R:
        """The record in a row that was `selected`.

        Raises:
            msgspec.ValidationError: a value is not what it should be.
        """
        values = dict(zip(self._fields, row, strict=True))
        for field, decode in self._parts:
            if values[field] is not None:
                values[field] = decode(values[field])
        for field, usual in self._usual:
            if values[field] == usual:
                values[field] = usual  # the encoder knows defaults by identity
        return msgspec.convert(values, self._record)


@cache
def rows_of(tables: Tables, record: type[Record], name: str) -> Rows[Any]:
    """The rows of a class of records; made once, since the same few are asked for again and again."""
    return Rows(tables, Table(name, TABLE_BY_NAME[name].letter, record))


def values_of(record: Record) -> dict[str, Any]:
    """The columns of a record, and their values."""
    made: dict[str, Any] = {"id": record.id}
    for field, kind in kinds(type(record)).items():
        value = getattr(record, field)
        made[field] = value if value is None or kind.python else encode_value(value).decode()
    return made


def fits(value: object, python: type) -> bool:
    """Whether a column of these values can hold it; one that it cannot is nowhere in it."""
    if python is int:
        return isinstance(value, int) and -MOST <= value < MOST
    return isinstance(value, python)


@cache
def _decoders(record: type[Record]) -> list[tuple[str, Callable[[Any], Any]]]:
    types: Mapping[str, Any] = {field.name: field.type for field in msgspec.structs.fields(record)}
    return [
        (field, msgspec.json.Decoder(types[field]).decode)
        for field, kind in kinds(record).items()
        if kind.python is None
    ]
