"""The tables of a database: a column for each field of a record, derived from the classes of `domain/records.py`.

Numbers, days, moments, texts and yes or no have columns of their own; the parts
of a record are JSON. Every line of `records.REFERENCES` is a foreign key. A
list whose elements are looked for has a table beside its own, with an element a
row, which is rewritten with the list.
"""

import datetime as dt
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    MetaData,
    Sequence,
    Table,
    Text,
    and_,
    cast,
    literal_column,
    text,
)
from sqlalchemy.types import TypeEngine

from capcli.domain.records import LIVE, REFERENCES, TABLES, Record
from capcli.store.sql_types import NUMBER, Encoded, Moment

FOUND: dict[str, tuple[str, ...]] = {
    "settings": ("key",),
    "sessions": ("code",),
    "organisations": ("email", "siret"),
    "people": ("email_key", "phone"),
    "rates": ("name",),
    "dues": ("rate",),
    "registrations": ("state", "requested_at", "public"),
    "memories": ("key", "kind"),
}
"""The fields by which services look for records, beside references, which have an index each."""

SPREAD = ("registrations", "session")
"""The reference whose index is one of hashes on a server.

A tree has the sessions of one season on the same page, and serializable changes
that read and write one page begin again, though they are about two sessions.
"""

FOUND_IN = (("organisations", "name_keys"), ("series", "sessions"))
"""The lists of which services look for one element."""

SEARCHED = ("people", "organisations")
"""The tables of whose search keys any part is looked for."""

_TYPES: dict[type[msgspec.inspect.Type], tuple[type, TypeEngine[Any]]] = {
    msgspec.inspect.IntType: (int, NUMBER),
    msgspec.inspect.StrType: (str, Text()),
    msgspec.inspect.LiteralType: (str, Text()),  # a value of a later version is text all the same
    msgspec.inspect.BoolType: (bool, Boolean()),
    msgspec.inspect.DateType: (dt.date, Date()),
    msgspec.inspect.DateTimeType: (dt.datetime, Moment()),
}


class Kind(Struct, frozen=True):
    """How a field is kept: the class of its values (None: as JSON), its column, whether it may be empty."""

    python: type | None
    column: TypeEngine[Any]
    optional: bool


class Tables:
    """Every table of a desk, in the schema of a database that is named, or in its usual one."""

    def __init__(self, schema: str | None) -> None:
        self.schema = schema
        self.metadata = MetaData(schema=schema)
        self.desk = Table(
            "desk",
            self.metadata,
            Column("id", NUMBER, primary_key=True, autoincrement=False),
            Column("format", NUMBER, nullable=False),
            Column("unfinished", Text),
        )
        self.records = {table.name: self._of_records(table.name, table.record) for table in TABLES}
        self.lists = {name: self._of_elements(*name) for name in FOUND_IN}
        self.numbers = {
            name: Sequence(f"{name}_numbers", metadata=self.metadata) for name in (*self.records, "entries")
        }
        self._of_changes()

    def in_order(self) -> list[str]:
        """The names of the tables of records: none refers to one that comes after it."""
        names = [table.name for table in self.metadata.sorted_tables]
        return [name for name in names if name in self.records]

    def _of_records(self, name: str, record: type[Record]) -> Table:
        columns: list[Column[Any]] = [Column("id", NUMBER, primary_key=True, autoincrement=False)]
        for field, kind in kinds(record).items():
            target = _target(name, field)
            refers = [ForeignKey(f"{self._prefix}{target}.id")] if target and kind.python is int else []
            is_found = (bool(refers) or field in FOUND.get(name, ())) and (name, field) != SPREAD
            one_each = (name, field) == ("settings", "key")
            columns.append(
                Column(field, kind.column, *refers, nullable=kind.optional, index=is_found, unique=one_each or None)
            )
        table = Table(name, self.metadata, *columns)
        if name == "registrations":  # rule 2
            states = ", ".join(f"'{state}'" for state in sorted(LIVE))
            live = text(f"state IN ({states})")
            Index(
                "registrations_live",
                table.c.session,
                table.c.person,
                unique=True,
                postgresql_where=live,
                sqlite_where=live,
            )
            Index("ix_registrations_session", table.c.session, postgresql_using="hash")
            filled = is_filled(table.c.sensitive)
            Index("registrations_sensitive", table.c.id, postgresql_where=filled, sqlite_where=filled)
        return table

    def _of_elements(self, name: str, field: str) -> Table:
        target = _target(name, field)
        refers = [ForeignKey(f"{self._prefix}{target}.id")] if target else []
        return Table(
            f"{name}_{field}",
            self.metadata,
            Column("holder", NUMBER, ForeignKey(f"{self._prefix}{name}.id", ondelete="CASCADE"), primary_key=True),
            Column("place", NUMBER, primary_key=True),
            Column("element", NUMBER if target else Text(), *refers, nullable=False, index=True),
        )

    def _of_changes(self) -> None:
        """The history, the numbers where there are no sequences, and the counters that are held."""
        self.entries = Table(
            "entries",
            self.metadata,
            Column("entry", NUMBER, primary_key=True, autoincrement=False),
            Column("at", Moment(), nullable=False),
            Column("by", Text, nullable=False),
            Column("command", Text, nullable=False),
            Column("options", Encoded(), nullable=False),
            Column("undoes", NUMBER),
        )
        self.changes = Table(
            "changes",
            self.metadata,
            Column("entry", NUMBER, ForeignKey(self.entries.c.entry), primary_key=True),
            Column("place", NUMBER, primary_key=True),
            Column("of_table", Text, nullable=False),
            Column("record", NUMBER, nullable=False),
            Column("before", Encoded()),
            Column("after", Encoded()),
        )
        Index("changes_record", self.changes.c.of_table, self.changes.c.record)
        self.holds = Table(
            "holds",
            self.metadata,
            Column("of_table", Text, primary_key=True),
            Column("record", NUMBER, primary_key=True),
            Column("counter", NUMBER, nullable=False),
        )
        self.counters = Table(
            "counters",
            self.metadata,
            Column("of_table", Text, primary_key=True),
            Column("last", NUMBER, nullable=False),
        )

    @property
    def _prefix(self) -> str:
        return f"{self.schema}." if self.schema else ""


def is_filled(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a list or an object is not empty; spelled as its index is, without parameters."""
    kept = cast(column, Text)
    return and_(kept != literal_column("'{}'"), kept != literal_column("'[]'"))


@cache
def tables_in(schema: str | None) -> Tables:
    """The tables of a desk in this schema, made once."""
    return Tables(schema)


@cache
def kinds(record: type[Record]) -> dict[str, Kind]:
    """How each field of a record is kept, but for its number."""
    return {field.name: _kind(field.type) for field in _fields(record) if field.name != "id"}


def _fields(record: type[Record]) -> tuple[msgspec.inspect.Field, ...]:
    about = msgspec.inspect.type_info(record)
    assert isinstance(about, msgspec.inspect.StructType)
    return about.fields


def _kind(about: msgspec.inspect.Type) -> Kind:
    types = about.types if isinstance(about, msgspec.inspect.UnionType) else (about,)
    real = [one for one in types if not isinstance(one, msgspec.inspect.NoneType)]
    python, column = _TYPES.get(type(real[0]), (None, Encoded())) if len(real) == 1 else (None, Encoded())
    return Kind(python, column, len(real) < len(types))


def _target(name: str, field: str) -> str | None:
    """The table of the records that a field refers to."""
    return next((to.name for of, refers, to in REFERENCES if (of.name, refers) == (name, field)), None)
