"""A data file that somebody else wrote: read whole and strictly, and brought to canonical lines.

Stock TinyDB, an editor or a copy from another machine leave a file that is
right but not as `cap` writes it. Damage is told with its place and without the
values, which are people's.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec

from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.records import ORGANISATIONS, PEOPLE, Record, Session, Table
from capcli.errors import DataFileError
from capcli.store.canonical import META, Meta, ordered, whole_checksum
from capcli.store.encoding import TABLE_BY_NAME, encode_record, extra_fields
from capcli.store.limits import LAST, NUMBER, is_given, refuse_ends_of_time, refuse_too_large
from capcli.store.lines import Lines
from capcli.store.migrations import FORMAT, Plain, migrate

_FIELD = re.compile(r"`\$\.?([^`]*)`$|field `([^`]*)`")


SQLITE = b"SQLite format 3\x00"
KEYED: dict[str, Callable[[Any], Record]] = {PEOPLE.name: keyed_person, ORGANISATIONS.name: keyed_organisation}
NO_KEYS: dict[str, str] = {"name_key": "", "search_key": ""}
"""What another program leaves out of people and organisations: only `cap` knows how names fold."""


class _TwiceError(Exception):
    """A key stands twice in one object."""


def read_strictly(path: str, data: bytes) -> tuple[Meta, dict[str, Lines]]:
    """The tables in `data`, as canonical lines in memory; their checksum differs from that in `Meta` after an edit.

    Raises:
        DataFileError: `newer`, or a code that begins with `damaged`; `not_cap`, a file of another program.
    """
    tables = _tables(path, _parse(path, data))
    meta = meta_of(path, tables.pop(META, None))
    if meta.format > FORMAT:
        raise DataFileError("newer", path=path, format=meta.format, known=FORMAT)
    _refuse_not_given(path, tables, meta)
    last_ids = dict(meta.last_ids)
    is_earlier = meta.format < FORMAT and _is_as_written(tables, meta.checksum)
    migrate(tables, meta.format, last_ids)
    meta = msgspec.structs.replace(meta, format=FORMAT, last_ids=last_ids)
    lines = {name: _lines(path, name, tables.get(name, {})) for name in ordered(tables)}
    found = whole_checksum(lines)
    if found == meta.checksum:
        return meta, lines
    if is_earlier or _is_as_written(tables, meta.checksum):
        return msgspec.structs.replace(meta, checksum=found), lines
    for name in KEYED:
        lines[name] = _lines(path, name, tables.get(name, {}), keyed=KEYED[name])
    return meta, lines


def _is_as_written(tables: Plain, checksum: str) -> bool:
    """Whether these are the documents that `cap` wrote, an earlier version of it that wrote them otherwise."""
    try:
        return checksum == whole_checksum(
            {
                name: Lines(
                    b"".join(b'"%d":%b,\n' % (n, msgspec.json.encode(documents[str(n)])) for n in _numbers(documents))
                )
                for name, documents in tables.items()
            }
        )
    except ValueError:  # half a surrogate pair, told with its place later
        return False


def _numbers(documents: dict[str, dict[str, Any]]) -> list[int]:
    return sorted(map(int, documents))


def _parse(path: str, data: bytes) -> object:
    if not data.strip():
        raise DataFileError("damaged_empty", path=path)
    if data.startswith(SQLITE):
        raise DataFileError("damaged_sqlite", path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError("damaged_encoding", path=path, line=data.count(b"\n", 0, error.start) + 1) from None
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise DataFileError("damaged_json", path=path, line=error.lineno, column=error.colno) from None
    except _TwiceError as error:
        raise DataFileError("damaged_twice", path=path, key=str(error)) from None
    except (ValueError, RecursionError):
        raise DataFileError("damaged_json", path=path, line=1, column=1) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of these pairs; JSON readers would keep the last of two values silently."""
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        raise _TwiceError(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return made


def _refuse_constant(_name: str) -> None:
    raise ValueError


def _tables(path: str, kept: object) -> Plain:
    """The file's tables, their shape checked: names, numbers, objects."""
    if not isinstance(kept, dict):
        raise DataFileError("damaged_shape", path=path)
    for name, documents in kept.items():
        if not isinstance(documents, dict):
            raise DataFileError("damaged_table", path=path, table=name)
        for number, document in documents.items():
            if not NUMBER.fullmatch(number):
                raise DataFileError("damaged_number", path=path, table=name, number=number)
            if not isinstance(document, dict):
                raise DataFileError("damaged_record", path=path, record=label(name, number))
    return kept


def _refuse_not_given(path: str, tables: Plain, meta: Meta) -> None:
    for name, documents in tables.items():
        for number in documents:
            if not is_given(number, meta.last_ids.get(name, 0)):
                raise DataFileError("damaged_number", path=path, table=name, number=number)


def meta_of(path: str, documents: dict[str, dict[str, Any]] | None) -> Meta:
    """What the documents of table `_meta` say of the file.

    Raises:
        DataFileError: `not_cap`, `newer`, `damaged_record`.
    """
    if documents is None or "1" not in documents:
        raise DataFileError("not_cap", path=path)
    kept = documents["1"]
    form = kept.get("format") if isinstance(kept, dict) else None
    if isinstance(form, int) and form > FORMAT:  # the rest of it may have another shape then
        raise DataFileError("newer", path=path, format=form, known=FORMAT)
    try:
        meta = msgspec.convert(kept, Meta)
        int(meta.checksum, 16)
    except ValueError:
        raise DataFileError("damaged_record", path=path, record=META) from None
    if meta.format < 1 or not 0 <= meta.entry < LAST or any(last >= LAST for last in meta.last_ids.values()):
        raise DataFileError("damaged_record", path=path, record=META)
    return meta


def _lines(
    path: str, name: str, documents: dict[str, dict[str, Any]], keyed: Callable[[Any], Record] | None = None
) -> Lines:
    table = TABLE_BY_NAME.get(name)
    made = []
    for number in sorted(documents, key=int):
        try:
            made.append(f'"{number}":'.encode() + canonical_document(table, documents[number], keyed))
        except (ValueError, OverflowError) as error:  # also half a surrogate pair, a number beyond 64 bits
            raise damaged(path, name, number, error) from None
    body = b",\n".join(made)
    return Lines(body + b"\n" if made else b"")


def canonical_document(
    table: Table[Any] | None, document: dict[str, Any], keyed: Callable[[Any], Record] | None = None
) -> bytes:
    """The document as `cap` writes it; one spelling for each value, on which searching the bytes relies.

    `keyed` makes the keys anew from names that somebody else may have written.

    Raises:
        ValueError: it is no record of the table; what `field_in` names of it, when it names something.
        OverflowError: a number of another program’s record is too large.
    """
    if table is None:
        return msgspec.json.encode(document)
    record = msgspec.convert(NO_KEYS | document if table.name in KEYED else document, table.record)
    if isinstance(record, Session):
        _refuse_no_zone(record.timezone)
    encoded = encode_record(keyed(record) if keyed else record, extra_fields(table, document))
    refuse_too_large(record, encoded)
    refuse_ends_of_time(record, encoded)
    return encoded


def _refuse_no_zone(timezone: str) -> None:
    """Every hour of a session is told in its time zone.

    Raises:
        ValueError: it does not exist.
    """
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise ValueError("field `timezone`") from None


def damaged(path: str, name: str, number: object, error: Exception) -> DataFileError:
    """The error for a document that msgspec refused; names the field that is missing or wrong, never its value."""
    field = field_in(error)
    if not field:
        return DataFileError("damaged_record", path=path, record=label(name, number))
    return DataFileError("damaged_field", path=path, record=label(name, number), field=field)


def field_in(error: Exception) -> str | None:
    """The field that is missing or wrong, as msgspec's error names it."""
    found = _FIELD.search(str(error))
    return (found[1] or found[2] or None) if found else None


def label(name: str, number: object) -> str:
    """How a record is called in an error: its reference, else its table and number."""
    table = TABLE_BY_NAME.get(name)
    return table.ref(int(str(number))) if table is not None and table.letter else f"{name} {number}"
