"""Records on their way out: the columns chosen, and the text or bytes of each format.

JSON needs neither columns nor words: what tells them is imported by the other
formats only.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from capcli.output.outlets import Counter, setting, timezone
from capcli.texts import _

if TYPE_CHECKING:
    from capcli.output.columns import Column, Shape
    from capcli.output.words import Words

Row = Mapping[str, Any]

EXPORTS = frozenset({"csv-excel", "xlsx", "md"})
"""Formats with headings for people, which leave the desk in the language of its papers."""


class Sheet:
    """The records to show, in the format chosen, not yet turned into text."""

    def __init__(
        self,
        desk: Counter,
        rows: Sequence[Row],
        shape: str,
        format: str,  # noqa: A002 # the option's name
        columns: str | None,
        footer: Sequence[str],
        *,
        single: bool = False,
        beside: tuple[Sequence[Row], str] | None = None,
    ) -> None:
        self.rows, self.format, self.footer, self.single, self.beside = rows, format, footer, single, beside
        self._desk, self._shape = desk, shape
        self.chosen = self._typed(columns) if columns else None

    def content(self) -> bytes:
        """The content of a file or pipe in this format; a table is then as wide as it wants."""
        if self.format not in EXPORTS:
            return self._content()
        from capcli.output.papers import paper_language

        with paper_language(self._desk):
            return self._content()

    def _content(self) -> bytes:
        if self.format == "xlsx":
            from capcli.output.workbooks import Page, workbook

            page = Page(rows=self.rows, columns=self.columns(), title=self.shape.title)
            if self.beside is None:
                return workbook([page], self.words())
            rows, shape = self.beside
            other = Sheet(self._desk, rows, shape, self.format, None, ())
            second = Page(rows=rows, columns=other.columns(), title=other.shape.title)
            return workbook([replace(page, footer=self.footer), second], self.words())
        return (self.table(None) if self.format == "table" else self.text()).encode("utf-8")

    def text(self) -> str:
        """The records in any format of text but table."""
        if self.format in ("json", "jsonl"):
            return self._json()
        if self.format == "emails":
            from capcli.output import emails

            return emails.text(self.rows, self.shape)
        if self.format == "vcard":
            from capcli.output import vcards

            return vcards.text(self.rows, self.shape, setting(self._desk, "organisation.name", ""))
        from capcli.output import csvs, markdown

        if self.format == "csv":
            return csvs.for_programs(self.rows, self.columns())
        if self.format == "csv-excel":
            return csvs.for_excel(self.rows, self.columns(), self.words())
        return markdown.table(self.rows, self.columns(), self.words(), self.footer)

    def table(self, width: int | None) -> str:
        """The records as lines of the screen, those of the list at most `width` cells wide, and the totals below."""
        return self.body(width) + "".join(f"{line}\n" for line in self.footer)

    def body(self, width: int | None, *, coloured: bool = False) -> str:
        """The records as lines of the screen, at most `width` cells wide."""
        if self.single:
            from capcli.output import details

            return details.lines(self.rows[0], self.columns(), self.words())
        if not self.rows:
            return _(self.shape.nothing) + "\n"
        from capcli.output import table

        return table.printed(table.table_of(self.rows, self.columns(), self.words(), width), coloured=coloured)

    @cached_property
    def shape(self) -> "Shape":
        """The columns of this kind of thing."""
        from capcli.output.shapes import SHAPES

        return SHAPES[self._shape]

    def columns(self) -> "list[Column]":
        """The columns that were typed, else those of the format."""
        if self.chosen is not None:
            return self.chosen
        from capcli.output import choosing

        return [column for column in choosing.all_of(self.shape, self.rows) if self._belongs(column)]

    def words(self) -> "Words":
        """How cells are told to people."""
        from capcli.output.words import Words

        return Words(timezone(self._desk))

    def _typed(self, columns: str) -> "list[Column]":
        from capcli.output import choosing

        return choosing.typed(columns, choosing.all_of(self.shape, self.rows))

    def _belongs(self, column: "Column") -> bool:
        if self.format == "csv":
            return column.machine
        if self.single or self.format in ("csv-excel", "xlsx"):
            return column.people
        return column.rank is not None

    def _json(self) -> str:
        from capcli.output import jsons

        rows: Sequence[Mapping[str, Any]] = self.rows
        if self.chosen is not None:
            from capcli.output import choosing

            rows = [choosing.only(row, self.chosen) for row in rows]
        if self.format == "jsonl":
            return jsons.lines(rows)
        return jsons.pretty(rows[0] if self.single else rows)
