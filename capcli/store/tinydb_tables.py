"""TinyDB over undecoded lines: our `Storage`, our `Table`, and the database that uses them.

Everything of TinyDB's interface works on them; changes are staged in memory
until `FileStore` commits them all at once, as TinyDB's caching middleware does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from capcli.store.encoding import decode_plain, encode_value
from capcli.store.lines import Lines

Document = dict[str, Any]


class Documents(Mapping[str, Document]):
    """The documents of a table as TinyDB reads them, each one decoded when it is asked for."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def __getitem__(self, number: str) -> Document:
        document = self.lines.get(int(number))
        if document is None:
            raise KeyError(number)
        return decode_plain(document)

    def __iter__(self) -> Iterator[str]:
        return (str(number) for number, _ in self.lines.items())

    def __len__(self) -> int:
        return len(self.lines)


class EditedDocuments(MutableMapping[int, Document]):
    """The documents of a table as TinyDB changes them; those that were touched are encoded again by `settle`."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._touched: dict[int, Document] = {}

    def __getitem__(self, number: int) -> Document:
        if number not in self._touched:
            document = self.lines.get(number)
            if document is None:
                raise KeyError(number)
            self._touched[number] = decode_plain(document)
        return self._touched[number]

    def __setitem__(self, number: int, document: Document) -> None:
        self._touched[number] = document
        self.lines.put(number, encode_value(document))

    def __delitem__(self, number: int) -> None:
        if self.lines.get(number) is None:
            raise KeyError(number)
        self._touched.pop(number, None)
        self.lines.put(number, None)

    def __iter__(self) -> Iterator[int]:
        return (number for number, _ in self.lines.items())

    def __len__(self) -> int:
        return len(self.lines)

    def clear(self) -> None:
        """Remove every document."""
        for number in list(self):
            del self[number]

    def settle(self) -> None:
        """Encode the documents that TinyDB may have changed in place."""
        for number, document in self._touched.items():
            self.lines.put(number, encode_value(document))


class LinesStorage(Storage):
    """TinyDB's storage over the lines of a file, given by table."""

    def __init__(self, tables: dict[str, Lines]) -> None:
        self.tables = tables

    def read(self) -> dict[str, Documents]:  # type: ignore[override] # TinyDB asks for mappings only
        """Every table, undecoded."""
        return {name: Documents(lines) for name, lines in self.tables.items()}

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Stage these tables in place of all others, as TinyDB does when it drops some."""
        for name in [*self.tables, *data]:
            documents = data.get(name, {})
            if isinstance(documents, Documents):
                self.tables[name] = documents.lines
            else:
                self.tables[name] = lines_of(documents.items())

    def lines(self, name: str) -> Lines:
        """The lines of a table, to be read."""
        return self.tables.get(name, Lines())

    def edited_lines(self, name: str) -> Lines:
        """The lines of a table, which exists from now on."""
        if name not in self.tables:
            self.tables[name] = Lines()
        return self.tables[name]


class LinesTable(Table):
    """TinyDB's table, without decoding what nobody touches.

    `_read_table` and `_update_table` are private to TinyDB 4.9, whose version
    is therefore held between 4.9 and 4.10; a test guards their signatures.
    Nothing else of TinyDB's is overridden.
    """

    _storage: LinesStorage

    def _read_table(self) -> Documents:  # type: ignore[override] # TinyDB only reads from it
        return Documents(self._storage.lines(self.name))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        documents = EditedDocuments(self._storage.edited_lines(self.name))
        updater(documents)
        documents.settle()
        self.clear_cache()

    @property
    def lines(self) -> Lines:
        """The table's lines, for those who know the class of its records."""
        return self._read_table().lines

    def put_line(self, number: int, document: bytes | None) -> None:
        """Stage a document that is encoded already; None removes it."""
        self._storage.edited_lines(self.name).put(number, document)
        self.clear_cache()


class LinesDB(TinyDB):
    """A TinyDB database over `tables`."""

    table_class = LinesTable

    def __init__(self, tables: dict[str, Lines]) -> None:
        super().__init__(tables, storage=LinesStorage)

    def of(self, name: str) -> LinesTable:
        """The table called `name`; no query is cached, since a cached document is shared with whoever asks next."""
        return cast("LinesTable", self.table(name, cache_size=0))


def lines_of(documents: Iterable[tuple[Any, Document]]) -> Lines:
    """New lines that hold these documents."""
    lines = Lines()
    for number, document in documents:
        lines.put(int(number), encode_value(document))
    return lines
