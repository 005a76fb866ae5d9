"""How values of records are kept in columns, the same to read on every database."""

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.types import TypeDecorator, TypeEngine

NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")  # SQLite numbers its rows by INTEGER only


class Moment(TypeDecorator[dt.datetime]):
    """An instant in UTC; in SQLite, which has no such type, a text of a fixed length that sorts as it should."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A text where there are no instants."""
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> object:
        """To the database."""
        if value is None:
            return None
        moment = value.astimezone(dt.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z" if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """From the database."""
        if value is not None and dialect.name == "sqlite":
            return dt.datetime.fromisoformat(value)
        moment: dt.datetime | None = value
        return moment and moment.astimezone(dt.UTC)


class Encoded(TypeDecorator[str]):
    """JSON as its text: what it stands for is decoded by the record's class, not by the driver.

    `json` and not `jsonb` on PostgreSQL, which would put the keys of answers
    in another order than the form's.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A plain text where there is no JSON."""
        return dialect.type_descriptor(JSON(none_as_null=True) if dialect.name == "postgresql" else Text())


def as_is(text: Any) -> Any:
    """What drivers are given to encode and decode JSON with: `Encoded` hands over its text."""
    return text
