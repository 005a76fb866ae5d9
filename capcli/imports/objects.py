"""JSON read into rows: a list of objects, an object that holds one, or an object a line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from capcli.domain.views import JOINT
from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.cells import clean_cell, number_text
from capcli.imports.encodings import Encoding, lines_of, text_of
from capcli.imports.tables import Book, Row, Table, kept_rows

_MOST_OBJECTS = 2_000_000
_WITHIN = 3
"""How deep the list of objects may lie in others."""


def book(content: bytes, encoding: Encoding, file: str) -> Book:
    """The lists of objects in JSON, each a table; an object that holds none is a table of one row.

    Raises:
        OtherFileError: `import_json` with the line of what is malformed, `import_objects` when there are none,
            `import_rows`, `import_cells`.
    """
    import msgspec

    if content.count(b",") > tables.MOST_CELLS or content.count(b"[") + content.count(b"{") > _MOST_OBJECTS:
        raise OtherFileError("import_cells", file=file, most=tables.MOST_CELLS)
    text = text_of(content, encoding)
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise OtherFileError("import_json", file=file, line=_line_of(error, text)) from error
    found = [_table(name, enumerate(objects, 1), file) for name, objects in _lists(value, None, _WITHIN)]
    found = [table for table in found if table.rows]
    if not found:
        raise OtherFileError("import_objects", file=file)
    repaired = encoding.garbling is not None
    return Book(file=file, format="json", encoding=encoding.name, repaired=repaired, tables=found)


def lines_book(content: bytes, encoding: Encoding, file: str) -> Book:
    """The table of JSON Lines: an object a line.

    Raises:
        OtherFileError: `import_json`, `import_rows`, `import_cells`.
    """
    table = _table(None, _objects(content, encoding, file), file)
    repaired = encoding.garbling is not None
    return Book(file=file, format="jsonl", encoding=encoding.name, repaired=repaired, tables=[table])


def _objects(content: bytes, encoding: Encoding, file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    import msgspec

    for number, line in enumerate(lines_of(content, encoding, tables.MOST_BYTES), 1):
        if not line.strip():
            continue
        try:
            value = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise OtherFileError("import_json", file=file, line=number) from error
        if not isinstance(value, dict):
            raise OtherFileError("import_json", file=file, line=number)
        yield number, value


def _line_of(error: Exception, text: str) -> int:
    """The line at which JSON is malformed; its end when it stops too soon."""
    message = str(error)
    _before, known, place = message.rpartition("(byte ")
    end = int(place.rstrip(")")) if known else len(text.encode()) if "truncated" in message else 0
    return text.encode()[:end].count(b"\n") + 1


def _lists(value: object, name: str | None, within: int) -> Iterator[tuple[str | None, list[Mapping[str, Any]]]]:
    """The lists of objects, the outermost first, then the object around them as a list of one."""
    if isinstance(value, list):
        objects: list[Mapping[str, Any]] = [item for item in value if isinstance(item, dict)]
        if objects:
            yield name, objects
    elif isinstance(value, dict) and within:
        for key, item in value.items():
            yield from _lists(item, key, within - 1)
        yield name, [value]


def _table(name: str | None, objects: Iterable[tuple[int, Mapping[str, Any]]], file: str) -> Table:
    places: dict[str, int] = {}
    try:
        rows = kept_rows((Row(line, _cells(item, places)) for line, item in objects), file)
    except RecursionError as error:  # hundreds of values one in the other: no program writes records so
        raise OtherFileError("import_objects", file=file) from error
    return Table(name=name, rows=rows, headings=list(places))


def _cells(item: Mapping[str, Any], places: dict[str, int]) -> list[str]:
    """The values under the places of their keys; a key that no object before had gets the next place."""
    values = {places.setdefault(key, len(places)): text for key, text in _flat(item, "")}
    return [values.get(place, "") for place in range(max(values, default=-1) + 1)]


def _flat(item: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """The values with the keys that lead to them, dots between: `place.city`."""
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", clean_cell(_told(value))


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, list):
        return JOINT.join(_told(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_told(part) for part in value.values() if part is not None and not isinstance(part, bool))
    return str(value)
