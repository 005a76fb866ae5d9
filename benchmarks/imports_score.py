"""How well the exports of other programs are read, field by field: right, wrong (another value), missed, or invented.

    python benchmarks/imports_score.py [FOLDER]

FOLDER holds the exports that `imports_expected.json` describes; it defaults to
`../shared/exports` beside the checkout. Nothing is kept: rows are read as
`cap import` reads them, before anybody is looked for.
"""

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from capcli.domain.applicants import applicant, names_several
from capcli.domain.leavings import left_out
from capcli.domain.names import email_key
from capcli.domain.plans import TypedRow
from capcli.imports import mapping
from capcli.imports.meetings import report_of
from capcli.imports.reading import Book, Sheet, opened, sheet_of
from capcli.services.import_terms import terms_of

HERE = Path(__file__).parent
TIMEZONE = "Europe/Paris"
SESSION_DAY = dt.date(2024, 3, 5)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OF_FILE = ("kind", "tool", "encoding", "delimiter", "header_row", "dates")


class Outcome(NamedTuple):
    """One field of one row, or of the file (line 0); `verdict` is right, wrong, missed or invented."""

    file: str
    line: int
    field: str
    verdict: str
    expected: Any
    read: Any


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every field that is expected or was read, of every file."""
    wanted = json.loads((HERE / "imports_expected.json").read_text(encoding="utf-8"))
    for name, expected in wanted.items():
        told, rows = read_file((folder / name).read_bytes(), name)
        for field in OF_FILE:
            yield from compared(name, 0, field, expected[field], told[field])
        lines = {row["line"]: row for row in expected["rows"]}
        for line in sorted({*lines, *rows}):
            yield from compared_rows(name, line, lines.get(line, {}), rows.get(line, {}))


def compared_rows(name: str, line: int, expected: dict[str, Any], read: dict[str, Any]) -> Iterator[Outcome]:
    """The fields of a row; of one that is left out only that."""
    if "left_out" in expected or "left_out" in read:
        expected, read = ({key: row[key] for key in ("left_out",) if key in row} for row in (expected, read))
    for field in sorted({*expected, *read} - {"line"}):
        yield from compared(name, line, field, expected.get(field), read.get(field))


def compared(name: str, line: int, field: str, expected: Any, read: Any) -> Iterator[Outcome]:
    """Nothing where nothing is expected and nothing was read."""
    same = expected == read or (field == "email" and expected and read and email_key(expected) == email_key(read))
    if same and expected is None:
        return
    wrong = "missed" if read is None else "invented" if expected is None else "wrong"
    yield Outcome(name, line, field, "right" if same else wrong, expected, read)


def read_file(content: bytes, name: str) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """What was read of a file, and its rows by line."""
    book = opened(content, name)
    report = report_of(book, TIMEZONE, SESSION_DAY)
    if report is not None:
        told = {"kind": "attendance", "tool": report.tool, "header_row": report.header_row, "dates": None}
        return {**told, **spelt(book)}, dict(connection_of(one) for one in report.connections)
    sheet = sheet_of(book, lambda text: any(mapping.is_known(text, kind, []) for kind in mapping.KINDS))
    return listed(sheet, book)


def listed(sheet: Sheet, book: Book) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """A list: what it is, and whom each row is about."""
    layout = mapping.recognised(sheet)
    columns = mapping.columns_of(sheet, layout.kind)
    dates = mapping.date_order(sheet, columns)
    rows = mapping.rows_of(sheet, columns, layout.kind)
    told = {"kind": layout.kind, "tool": layout.tool, "header_row": sheet.header_row, "dates": dates}
    american = dates == "month_first"
    return {**told, **spelt(book)}, {row.line: row_of(row, layout.kind, american=american) for row in rows}


def spelt(book: Book) -> dict[str, Any]:
    """How the file is written."""
    return {"encoding": book.encoding, "delimiter": book.delimiter}


def row_of(row: TypedRow, kind: str, *, american: bool) -> dict[str, Any]:
    """What is understood of a row, by field; or why it is left out."""
    out = left_out(row)
    if out is not None or names_several(row):
        return {"left_out": out.code if out else "row_several"}
    who = applicant(row, TIMEZONE, NOW, american=american)
    fields = ("given_name", "family_name", "email", "phone", "organisation", "postcode")
    read: dict[str, Any] = {field: getattr(who, field) or None for field in fields}
    read["requested_at"] = said(who.requested_at)
    read["exempt"] = row.values.get("exempt")
    if kind == "dues":
        terms = terms_of(row, today=NOW.date(), american=american, currency="EUR", year=None)
        read |= {"paid_on": terms.paid_on.isoformat(), "amount": terms.cents, "rate": terms.rate}
    return {field: value for field, value in read.items() if value is not None}


def connection_of(one: Any) -> tuple[int, dict[str, Any]]:
    """A line of a report of a meeting."""
    read = {"name": one.name, "email": one.email, "joined": said(one.joined), "left": said(one.left)}
    return one.line, {field: value for field, value in read.items() if value is not None}


def said(moment: dt.datetime | None) -> str | None:
    """A UTC instant as the expected ones are written."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "exports"
    found = list(outcomes(folder))
    for title, key in (("file", lambda one: one.file), ("field", lambda one: one.field)):
        print(f"{title:<34} right  wrong  missed  invented")
        for name in dict.fromkeys(key(one) for one in found):
            counts = Counter(one.verdict for one in found if key(one) == name)
            print(f"{name:<34} {counts['right']:5}  {counts['wrong']:5}  {counts['missed']:6}  {counts['invented']:8}")
        print()
    for one in found:
        if one.verdict != "right":
            print(f"{one.file}:{one.line} {one.field}: {one.verdict}, expected {one.expected!r}, read {one.read!r}")
    right = sum(one.verdict == "right" for one in found)
    print(f"{right} of {len(found)} values right")


if __name__ == "__main__":
    main()
