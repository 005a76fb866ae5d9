"""What a database holds, as records: every question is asked of the database, and its answer decoded."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Executable, Select, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from capcli.domain.records import Record, Setting, Table
from capcli.errors import DataFileError
from capcli.store.encoding import encode_value
from capcli.store.protocol import has_value
from capcli.store.sql_errors import ConflictError, told
from capcli.store.sql_rows import Rows, fits, rows_of
from capcli.store.sql_tables import Tables, is_filled, kinds

R = TypeVar("R", bound=Record)

PAGE = 2_000
"""How many records a scan fetches at a time."""


class SqlReader:
    """See `Reader`: over one connection, whose transaction is the view."""

    has_indexes = True

    def __init__(self, address: str, connection: Connection, tables: Tables) -> None:
        self.address = address
        self._connection = connection
        self._tables = tables
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._settings: list[Any] | None = None

    def get(self, table: Table[R], number: int) -> R | None:
        """See `Reader.get`."""
        return self.get_any(table, [number]).get(number)

    def get_any(self, table: Table[R], numbers: Iterable[int]) -> dict[int, R]:
        """See `Reader.get_any`."""
        return {record.id: record for record in self._having(table, self._rows(table).columns.id, int, numbers)}

    def find(self, table: Table[R], field: str, value: object) -> list[R]:
        """See `Reader.find`."""
        return self.find_any(table, field, [value])

    def find_any(self, table: Table[R], field: str, values: Iterable[object]) -> list[R]:
        """See `Reader.find_any`."""
        wanted = frozenset(values)
        rows, python = self._rows(table), int if field == "id" else kinds(table.record)[field].python
        elements = self._tables.lists.get((table.name, field))
        if elements is not None:
            kept = [value for value in wanted if fits(value, elements.c.element.type.python_type)]
            holders = select(elements.c.holder).where(self._one_of(elements.c.element, kept))
            return self._found(table, rows.columns.id.in_(holders)) if kept else []
        if python is None:  # a part, or a list of which nobody looks for elements: no column to compare with
            return [record for record in self.scan(table) if has_value(record, field, wanted)]
        return self._having(table, rows.columns[field], python, wanted)

    def find_filled(self, table: Table[R], field: str) -> list[R]:
        """See `Reader.find_filled`."""
        return self._found(table, is_filled(self._rows(table).columns[field]))

    def search(self, table: Table[R], words: Iterable[str]) -> list[R]:
        """See `Reader.search`."""
        key = self._rows(table).columns.search_key
        return self._found(table, *(self._contains(key, word) for word in words if word))

    def scan(self, table: Table[R]) -> Iterator[R]:
        """See `Reader.scan`."""
        if table.record is not Setting:
            return self.above(table, 0)
        if self._settings is None:  # a few, which every rule reads again
            self._settings = list(self.above(table, 0))
        return iter(self._settings)

    def above(self, table: Table[R], last: int) -> Iterator[R]:
        """The records above the number `last`, by number."""
        while True:
            query = self._rows(table).selected
            page = self._records(table, query.where(query.selected_columns.id > last).limit(PAGE))
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].id

    def count(self, table: Table[R]) -> int:
        """See `Reader.count`."""
        counted = self.rows(select(func.count()).select_from(self._tables.records[table.name]))
        return int(counted[0][0])

    def rows(self, statement: Executable, values: Any = None) -> Sequence[Any]:
        """The rows that a statement answers with."""
        try:
            return self._asked(statement, values)
        except ConflictError as error:  # a copy of a server that has to catch up, a file that is being mended
            raise DataFileError("sql_failed", address=self.address, reason=str(error)) from None

    def _asked(self, statement: Executable, values: Any = None) -> Sequence[Any]:
        with told(self.address):
            return self._connection.execute(statement, values).all()

    def _having(self, table: Table[R], column: ColumnElement[Any], python: type, values: Iterable[object]) -> list[R]:
        wanted = set(values)
        kept = [value for value in wanted if value is not None and fits(value, python)]
        tests = [self._one_of(column, kept)] if kept else []
        tests += [column.is_(None)] if None in wanted else []
        return self._found(table, or_(*tests)) if tests else []

    def _found(self, table: Table[R], *tests: ColumnElement[bool]) -> list[R]:
        return self._records(table, self._rows(table).selected.where(*tests))

    def _records(self, table: Table[R], query: Select[Any]) -> list[R]:
        rows = self._rows(table)
        made = []
        for row in self.rows(query.order_by(query.selected_columns.id)):
            try:
                made.append(rows.record(row))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                from capcli.store.reading import damaged

                raise damaged(self.address, table.name, row[0], error) from None
        return made

    def _rows(self, table: Table[R]) -> Rows[R]:
        return rows_of(self._tables, table.record, table.name)

    def _one_of(self, column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
        """However many the values are, they are one parameter, so that the statement stays the same."""
        if len(values) == 1:
            same: ColumnElement[bool] = column == values[0]
            return same
        if self._is_sqlite:
            return column.in_(self._elements(column.type, values))
        return column == any_(bindparam(None, values, ARRAY(column.type)))

    def _contains(self, column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
        """Letter for letter: SQLite's LIKE would take capitals for small letters."""
        if self._is_sqlite:
            return func.instr(column, word) > 0
        found: ColumnElement[bool] = column.contains(word, autoescape=True)
        return found

    def _elements(self, kind: TypeEngine[Any], values: Sequence[Any]) -> Select[Any]:
        """The values as SQLite takes many: in one JSON text."""
        dialect = self._connection.dialect
        bind = kind.dialect_impl(dialect).bind_processor(dialect)
        kept = encode_value([bind(value) if bind else value for value in values]).decode()
        return select(func.json_each(kept).table_valued("value").c.value)
