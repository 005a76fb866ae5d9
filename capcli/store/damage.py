"""What is wrong with a damaged data file, all of it, and which records of it are whole."""

from typing import Any

from msgspec import Struct

from capcli.errors import CapError, DataFileError
from capcli.store.canonical import META, Meta, ordered, whole_checksum
from capcli.store.damaged_bytes import as_text
from capcli.store.encoding import TABLE_BY_NAME
from capcli.store.faults import HARMLESS, Fault
from capcli.store.limits import is_given
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT, migrate
from capcli.store.reading import canonical_document, field_in, label, meta_of, read_strictly
from capcli.store.scanning import Found, Scan


class Examined(Struct, frozen=True):
    """A data file whose bytes are damaged: every fault, and what can be read all the same.

    `meta` is None when it cannot be read. `lost` are the records, as people
    call them, that are known to be missing from `tables` or in doubt there.
    """

    faults: list[Fault]
    meta: Meta | None
    tables: dict[str, Lines]
    lost: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether the damage took no record and puts none in doubt."""
        return self.meta is not None and not self.lost and all(one.code in HARMLESS for one in self.faults)

    @property
    def is_proven(self) -> bool:
        """Whether the records are those that `cap` wrote."""
        return self.meta is not None and whole_checksum(self.tables) == self.meta.checksum

    @property
    def is_ours(self) -> bool:
        """Whether a record of ours can be read: any other program's file of tables has none."""
        return any(name in TABLE_BY_NAME and len(lines) for name, lines in self.tables.items())


def examined(path: str, data: bytes) -> Examined | None:
    """What is wrong with the data file's bytes; None when they are read without a fault.

    Raises:
        DataFileError: `newer`, which is no damage.
    """
    try:
        read_strictly(path, data)
    except DataFileError as error:
        if error.code == "newer":
            raise
        return _Examination(path, data).result(error)
    return None


class _Examination:
    """One pass over a damaged file."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        text, self._faults = as_text(data)
        scan = Scan(text) if text else None
        self._faults += scan.faults if scan else []
        self._found = scan.found if scan else []
        self._lost = {
            label_of(one.values["table"], one.values["number"]): None for one in self._faults if "number" in one.values
        }

    def result(self, error: DataFileError) -> Examined:
        """Everything that was found."""
        meta = self._meta()
        kept = self._once(meta)
        tables = self._migrated(kept, meta)
        lines = {name: self._lines(name, tables.get(name, {}), kept.get(name, {})) for name in ordered(tables)}
        if not self._faults:  # the strict reader saw what this one does not
            self._faults.append(Fault("unreadable", values={"why": error.code}))
        return Examined(sorted(self._faults, key=_place), meta, lines, list(self._lost))

    def _meta(self) -> Meta | None:
        """What the file says of itself.

        Raises:
            DataFileError: `newer`.
        """
        found = [one for one in self._found if one.table == META and one.number == "1"]
        if not found:
            if self._found:
                self._faults.append(Fault("no_meta"))
            return None
        try:
            return meta_of(self._path, {"1": found[-1].document})
        except CapError as error:
            if error.code == "newer":
                raise
            self._faults.append(Fault("meta", found[-1].line, found[-1].column))
            return None

    def _once(self, meta: Meta | None) -> dict[str, dict[str, Found]]:
        """The documents by table and number, the last of several; those that are no documents are told."""
        kept: dict[str, dict[str, Found]] = {}
        for one in self._found:
            if one.table == META:
                continue
            if not is_given(one.number, meta.last_ids.get(one.table, 0) if meta else 0):
                self._tell(one, "number")
            elif not isinstance(one.document, dict):
                self._tell(one, "record")
            else:
                numbers = kept.setdefault(one.table, {})
                other = numbers.get(one.number)
                if other is not None and (other.part == one.part or other.document != one.document):
                    self._tell(one, "record_twice", lost=other.document != one.document)
                numbers[one.number] = one
        return kept

    def _tell(self, one: Found, code: str, *, lost: bool = True, field: str | None = None) -> None:
        about = {"table": one.table, "number": one.number} | ({"field": field} if field else {})
        self._faults.append(Fault(code, one.line, one.column, about))
        if lost:
            self._lost[label_of(one.table, one.number)] = None

    def _migrated(self, kept: dict[str, dict[str, Found]], meta: Meta | None) -> dict[str, dict[str, Any]]:
        """The documents in today's format."""
        tables = {name: {number: one.document for number, one in found.items()} for name, found in kept.items()}
        form = meta.format if meta else FORMAT
        if form < FORMAT:
            try:
                migrate(tables, form, dict(meta.last_ids) if meta else {})
            except (TypeError, ValueError, AttributeError, KeyError):  # a damaged record, told below
                return tables
        return tables

    def _lines(self, name: str, documents: dict[str, Any], found: dict[str, Found]) -> Lines:
        """The table's whole records as canonical lines; the others are told."""
        table, made = TABLE_BY_NAME.get(name), []
        for number in sorted(documents, key=int):
            try:
                made.append(f'"{number}":'.encode() + canonical_document(table, documents[number]))
            except (ValueError, OverflowError) as error:
                field = field_in(error)
                origin = found.get(number) or Found(name, number, None, 0, 0, 0)
                self._tell(origin, "field" if field else "record", field=field)
        body = b",\n".join(made)
        return Lines(body + b"\n" if made else b"")


def label_of(table: str, number: str) -> str:
    """How a record is called; whatever stands for its number is not repeated when it is none."""
    return label(table, number) if number.isascii() and number.isdigit() else table


def _place(fault: Fault) -> tuple[int, int]:
    return fault.line or 0, fault.column or 0
