"""Contact cards (vCard 2.1, 3.0 and 4.0) read into rows."""

import re
from collections.abc import Iterator

from msgspec import Struct

from capcli.domain.leavings import CARD_OF_A_GROUP
from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.cells import clean_cell
from capcli.imports.encodings import Encoding, lines_of
from capcli.imports.tables import Book, Row, Table, kept_rows

HEADINGS = (
    "given_name", "family_name", "name", "email", "phone", "organisation", "function", "address", "postcode", "city",
    "note", "kind",
)  # fmt: skip
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:[^:;\"]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PREFERRED = re.compile(r"[;,=\"]PREF\b(?:=\"?(\d{1,3})(?!\d))?")
"""A mark of version 3, or a rank of version 4, the lowest first."""
_UNRANKED = 101

_KINDS = {"group": CARD_OF_A_GROUP, "org": "legal person"}
"""What a card says to be, besides somebody's."""


class _Line(Struct, frozen=True):
    """A property: its name and parameters in capitals, and its value as it stands."""

    number: int
    name: str
    parameters: str
    value: str


def book(content: bytes, encoding: Encoding, file: str) -> Book:
    """A row for each card, on the line where it begins.

    Raises:
        OtherFileError: `import_damaged` for a card that does not end, `import_rows`, `import_line`.
    """
    rows = kept_rows(_rows(_unfolded(content, encoding, file), file), file)
    return Book(
        file=file,
        format="vcf",
        encoding=encoding.name,
        repaired=encoding.garbling is not None,
        tables=[Table(rows=rows, headings=list(HEADINGS))],
    )


def _rows(lines: Iterator[_Line], file: str) -> Iterator[Row]:
    card: list[_Line] | None = None
    for line in lines:
        mark = (line.name, line.value.strip().upper())
        if mark == ("BEGIN", "VCARD"):
            if card is not None:
                raise OtherFileError("import_damaged", file=file)
            card = [line]
        elif mark == ("END", "VCARD") and card is not None:
            yield _row(card)
            card = None
        elif card is not None:
            card.append(line)
    if card is not None:
        raise OtherFileError("import_damaged", file=file)


def _unfolded(content: bytes, encoding: Encoding, file: str) -> Iterator[_Line]:
    """The properties, those over several lines put together: after an `=` that ends a line, or before a space."""
    number, kept = 0, ""
    for here, raw in enumerate(lines_of(content, encoding, tables.LONGEST), 1):
        line = raw.rstrip("\r\n")
        if len(line) + len(kept) >= tables.LONGEST * 4:
            raise OtherFileError("import_line", file=file, line=here)
        if kept.endswith("=") and "QUOTED-PRINTABLE" in kept.partition(":")[0].upper():
            kept = kept[:-1] + line.lstrip(" \t")
        elif line[:1] in (" ", "\t"):
            kept += line[1:]
        else:
            yield from _parsed(number, kept)
            number, kept = here, line
    yield from _parsed(number, kept)


def _parsed(number: int, text: str) -> Iterator[_Line]:
    found = _LINE.fullmatch(text)
    if found is not None:
        yield _Line(number, found[1].upper(), found[2].upper(), found[3])


def _row(card: list[_Line]) -> Row:
    family, given, *_others = [*_parts(_best(card, "N")), "", ""]
    address = [*_parts(_best(card, "ADR")), *[""] * 7]
    organisation = next((part for part in _parts(_best(card, "ORG")) if part), "")
    shown = _text(_best(card, "FN"))
    kind = _KINDS.get(_text(_best(card, "KIND") or _best(card, "X-ADDRESSBOOKSERVER-KIND")).strip().lower(), "")
    cells = (
        given,
        family,
        "" if given or family or shown == organisation else shown,
        _text(_best(card, "EMAIL")).removeprefix("mailto:"),
        _text(_best(card, "TEL")).removeprefix("tel:"),
        organisation,
        _text(_best(card, "TITLE")) or _text(_best(card, "ROLE")),
        ", ".join(part for part in address[:3] if part),
        address[5],
        address[3],
        _text(_best(card, "NOTE")),
        kind,
    )
    return Row(card[0].number, [clean_cell(cell) for cell in cells])


def _best(card: list[_Line], name: str) -> _Line | None:
    """The property that is preferred, else the first that holds something."""
    lines = [line for line in card if line.name == name and line.value.strip(" ;")]
    return min(lines, key=_preference, default=None)


def _preference(line: _Line) -> int:
    """The rank that a property says it has among those of its name; 0 for one that is preferred."""
    found = _PREFERRED.search(line.parameters)
    return _UNRANKED if found is None else int(found[1] or 0)


def _parts(line: _Line | None) -> list[str]:
    """The components of a value; a semicolon that was escaped belongs to one."""
    if line is None:
        return []
    return [_plain(part).strip() for part in re.split(r"(?<!\\);", _decoded(line))]


def _text(line: _Line | None) -> str:
    return _plain(_decoded(line)) if line is not None else ""


def _decoded(line: _Line) -> str:
    if "QUOTED-PRINTABLE" not in line.parameters:
        return line.value
    import quopri

    charset = re.search(r"CHARSET=\"?([\w-]+)", line.parameters)
    data = quopri.decodestring(line.value.encode("utf-8"))
    try:
        return data.decode(charset[1] if charset else "utf-8")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
