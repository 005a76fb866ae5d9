"""How a command shows its records: one rule for the format, the columns and the destination."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO
from zoneinfo import ZoneInfo

from capcli import texts
from capcli.errors import DataFileError, Usage
from capcli.output import columns as _columns
from capcli.output import files
from capcli.output.shapes import SHAPES, Column, Shape
from capcli.output.values import Row
from capcli.output.words import Words
from capcli.texts import _, ngettext

FORMATS = ("table", "csv", "csv-excel", "json", "jsonl", "md", "xlsx")
SUFFIXES = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".md": "md", ".xlsx": "xlsx"}
EXPORTS = frozenset({"csv-excel", "xlsx", "md"})


class Screen(Protocol):
    """The terminal, as far as showing needs it."""

    @property
    def out(self) -> TextIO:
        """Results."""

    @property
    def shows_tables(self) -> bool:
        """Whether results go to a terminal."""

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""

    def ask(self, question: str) -> str:
        """One line typed in answer."""


class Choices(Protocol):
    """The settings in force."""

    def __getitem__(self, key: str) -> str: ...

    @property
    def timezone(self) -> ZoneInfo:
        """The desk's time zone."""


class Counter(Protocol):
    """The desk, as far as showing needs it."""

    @property
    def terminal(self) -> Screen:
        """The streams."""

    @property
    def settings(self) -> Choices:
        """The settings in force."""

    @property
    def language(self) -> str | None:
        """The language asked for on this command line, if any."""

    def note(self, text: str) -> None:
        """Say something on standard error."""


def show(
    desk: Counter,
    rows: Sequence[Row],
    shape: str,
    *,
    format: str | None = None,  # noqa: A002 # the option's name
    output: Path | None = None,
    columns: str | None = None,
    yes: bool = False,
    footer: Sequence[str] = (),
) -> None:
    """Show a list of records; `footer` (the totals) goes below tables and Markdown.

    Raises:
        Usage: `format`, `column`, `xlsx_terminal`, `output_exists` (off a terminal, without `--yes`).
        OtherFileError: the output file cannot be written.
    """
    sheet = Sheet(desk, rows, SHAPES[shape], chosen_format(desk, format, output), columns, footer)
    _deliver(desk, sheet, output, yes=yes)


def show_one(
    desk: Counter,
    row: Row,
    shape: str,
    *,
    format: str | None = None,  # noqa: A002 # the option's name
    output: Path | None = None,
    columns: str | None = None,
    yes: bool = False,
    footer: Sequence[str] = (),
) -> None:
    """Show one thing: an object in JSON, `Heading: value` lines on the screen. Raises what `show` raises."""
    sheet = Sheet(desk, [row], SHAPES[shape], chosen_format(desk, format, output), columns, footer, single=True)
    _deliver(desk, sheet, output, yes=yes)


def chosen_format(desk: Counter, typed: str | None, output: Path | None) -> str:
    """The flag, else the file's suffix, else table.

    Raises:
        Usage: `format`, it is none of `FORMATS`.
    """
    if typed is not None:
        if typed.lower() not in FORMATS:
            raise Usage("format", format=typed, known=", ".join(FORMATS))
        return typed.lower()
    found = SUFFIXES.get(output.suffix.lower(), "table") if output else "table"
    return "csv-excel" if found == "csv" and _setting(desk, "export.csv", "rfc") == "excel" else found


class Sheet:
    """The records to show, in the format chosen, not yet turned into text."""

    def __init__(
        self,
        desk: Counter,
        rows: Sequence[Row],
        shape: Shape,
        format: str,  # noqa: A002 # the option's name
        columns: str | None,
        footer: Sequence[str],
        *,
        single: bool = False,
    ) -> None:
        self.rows, self.shape, self.format, self.footer, self.single = rows, shape, format, footer, single
        self.chosen = _columns.typed(columns, _columns.all_of(shape, rows)) if columns else None
        self._desk = desk

    def content(self) -> bytes:
        """The content of a file or pipe in this format; a table is then as wide as it wants."""
        before = texts.language()
        if self.format in EXPORTS:
            texts.use(self._desk.language or _setting(self._desk, "language", before))
        try:
            return self._content()
        finally:
            texts.use(before)

    def _content(self) -> bytes:
        if self.format == "xlsx":
            from capcli.output.sheets import workbook

            return workbook(self.rows, self.columns(), self.words(), self.shape.title)
        return (self.table(None) if self.format == "table" else self.text()).encode("utf-8")

    def text(self) -> str:
        """The records in any format of text but table."""
        if self.format in ("json", "jsonl"):
            return self._json()
        from capcli.output import csvs, markdown

        if self.format == "csv":
            return csvs.for_programs(self.rows, self.columns())
        if self.format == "csv-excel":
            return csvs.for_excel(self.rows, self.columns(), self.words())
        return markdown.table(self.rows, self.columns(), self.words(), self.footer)

    def table(self, width: int | None, *, coloured: bool = False) -> str:
        """The records as lines of the screen, at most `width` cells wide."""
        if self.single:
            from capcli.output import details

            body = details.lines(self.rows[0], self.columns(), self.words())
        elif self.rows:
            from capcli.output import table

            body = table.printed(
                table.table_of(self.rows, self.columns(), self.words(), width), width, coloured=coloured
            )
        else:
            body = _(self.shape.nothing) + "\n"
        return body + "".join(f"{line}\n" for line in self.footer)

    def columns(self) -> list[Column]:
        """The columns that were typed, else those of the format."""
        if self.chosen is not None:
            return self.chosen
        return [column for column in _columns.all_of(self.shape, self.rows) if self._belongs(column)]

    def words(self) -> Words:
        """How cells are told to people."""
        return Words(_timezone(self._desk))

    def _belongs(self, column: Column) -> bool:
        if self.format == "csv":
            return column.machine
        if self.single or self.format in ("csv-excel", "xlsx"):
            return column.people
        return column.rank is not None

    def _json(self) -> str:
        from capcli.output import jsons

        rows: Sequence[Mapping[str, Any]] = self.rows
        if self.chosen is not None:
            rows = [_columns.only(row, self.chosen) for row in rows]
        if self.format == "jsonl":
            return jsons.lines(rows)
        return jsons.pretty(rows[0] if self.single else rows)


def _deliver(desk: Counter, sheet: Sheet, output: Path | None, *, yes: bool) -> None:
    if output is not None and str(output) != "-":
        files.check(output)
        if _may_replace(desk, output, yes=yes):
            files.write(output, sheet.content())
            said = ngettext("{count} row written to {path}.", "{count} rows written to {path}.", len(sheet.rows))
            desk.note(said.format(count=len(sheet.rows), path=output))
        else:
            desk.note(_("Nothing was written."))
    elif sheet.format == "table":
        _to_screen(desk, sheet)
    else:
        if sheet.format == "xlsx" and desk.terminal.shows_tables:
            raise Usage("xlsx_terminal")
        _to_stream(desk.terminal.out, sheet.content())


def _to_screen(desk: Counter, sheet: Sheet) -> None:
    terminal = desk.terminal
    size = shutil.get_terminal_size((80, 24))
    if not terminal.shows_tables:
        width = os.environ.get("COLUMNS", "")
        terminal.out.write(sheet.table(int(width) if width.isdecimal() and int(width) else 80))
        return
    text = sheet.table(size.columns, coloured=not os.environ.get("NO_COLOR"))
    if text.count("\n") < size.lines:
        terminal.out.write(text)
    else:
        from capcli.output.paging import page

        page(text, terminal.out)


def _to_stream(out: TextIO, content: bytes) -> None:
    """Bytes as they are, where the stream has them: no system rewrites the line ends then."""
    if hasattr(out, "buffer"):
        out.flush()
        out.buffer.write(content)
        out.buffer.flush()
    else:
        out.write(content.decode("utf-8"))


def _may_replace(desk: Counter, path: Path, *, yes: bool) -> bool:
    if yes or not path.is_file():
        return True
    if not desk.terminal.interactive:
        raise Usage("output_exists", path=path)
    answer = desk.terminal.ask(_("{path} exists. Replace it? [y/N]").format(path=path))
    return answer.casefold() in ("y", "yes", "o", "oui")


def _setting(desk: Counter, key: str, default: str) -> str:
    """A setting, or its default where no data file is chosen (a page read on its own)."""
    try:
        return desk.settings[key]
    except DataFileError:
        return default


def _timezone(desk: Counter) -> ZoneInfo:
    try:
        return desk.settings.timezone
    except DataFileError:
        return ZoneInfo("Europe/Paris")
