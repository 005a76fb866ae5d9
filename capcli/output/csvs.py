"""The two CSVs: one for programs (RFC 4180), one that French Excel opens by double-click."""

import io
from collections.abc import Callable, Sequence

from capcli.domain.guards import guard, guard_for_programs
from capcli.output import values
from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.output.words import Words, heading

BOM = "\ufeff"
BARE = frozenset({"number", "day", "first_day", "moment", "deadline", "money", "queue", "mark_minutes"})
"""Kinds that a spreadsheet should read as numbers and dates; the rest is quoted, as text."""


def for_programs(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Comma, CRLF, keys as the header, one record a row."""
    import csv

    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([guard_for_programs(column.key) for column in columns])
    writer.writerows([guard_for_programs(values.for_programs(row, column)) for column in columns] for row in rows)
    return made.getvalue()


def for_excel(rows: Sequence[Row], columns: Sequence[Column], words: Words) -> str:
    """BOM, semicolon, CRLF, headings and cells in the language, decimal comma."""
    tellers = [_teller(column, words) for column in columns]
    lines = [";".join(_quoted(guard(heading(column))) for column in columns)]
    lines += [";".join(tell(row) for tell in tellers) for row in rows]
    return BOM + "".join(f"{line}\r\n" for line in lines)


def _teller(column: Column, words: Words) -> Callable[[Row], str]:
    if column.kind not in BARE:
        return lambda row: _quoted(guard(words.cell(row, column)))
    if column.kind == "money":
        return lambda row: values.for_programs(row, column).replace(".", ",")
    if column.kind in ("moment", "deadline"):
        return lambda row: _moment(values.of(row, column), words)
    return lambda row: words.cell(row, column)


def _moment(value: str | None, words: Words) -> str:
    """In digits in every language: Excel reads no other as a moment."""
    return f"{words.local(value):%d/%m/%Y %H:%M}" if value else ""


def _quoted(text: str) -> str:
    """Nothing stays nothing; the quotes tell office programs that ask for it that `07400` is a text."""
    return '"' + text.replace('"', '""') + '"' if text else ""
