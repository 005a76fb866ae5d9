"""Sign-in sheets in a spreadsheet, ready to print: a worksheet a session; every cell is text, never a formula."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from capcli.documents.sheets import SignInSheet, Table

ROOM_TO_SIGN = 30
"""Points that a row to be signed is high: more than 10 mm."""
LINE = 15
"""Points that a line of text is high."""
NAMES = (24, 18, 34)
"""Characters that the columns of family name, given name and organisation are wide."""
SIGNATURES = 60
"""Characters that the columns to sign share, as far as each keeps `NARROWEST`."""
NARROWEST, WIDEST = 11, 26
LONGEST = 32_767
"""Characters that a cell can hold."""
A4 = 9
STRUCK = "×"
MADE = dt.datetime(1980, 1, 1)
"""The moment of making, the same every time, as that of the parts of the file: the same sheets are the same bytes."""


class _Styles(Struct, frozen=True):
    plain: Any
    title: Any
    label: Any
    to_fill: Any
    heading: Any
    band: Any
    name: Any
    signed: Any


def book(sheets: Sequence[SignInSheet]) -> bytes:
    """A workbook of these sheets: the same bytes for the same sheets."""
    import xlsxwriter

    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    workbook.set_properties({"created": MADE, "title": sheets[0].heading if sheets else ""})
    styles = _styles(workbook)
    for sheet in sheets:
        _Writer(workbook.add_worksheet(_name(sheet.name)), styles, sheet).write()
    workbook.close()
    return made.getvalue()


def _styles(workbook: Any) -> _Styles:
    boxed = {"border": 1, "num_format": "@", "text_wrap": True, "valign": "vcenter"}
    return _Styles(
        plain=workbook.add_format({"num_format": "@"}),
        title=workbook.add_format({"num_format": "@", "bold": True, "font_size": 15}),
        label=workbook.add_format({"num_format": "@", "font_color": "#555555"}),
        to_fill=workbook.add_format({"num_format": "@", "bottom": 4}),
        heading=workbook.add_format({**boxed, "bold": True, "align": "center"}),
        band=workbook.add_format({**boxed, "bold": True, "bg_color": "#EBEBEB"}),
        name=workbook.add_format(boxed),
        signed=workbook.add_format({**boxed, "align": "center", "font_color": "#555555"}),
    )


def _name(wanted: str) -> str:
    """What a worksheet may be called: without the signs that spreadsheets refuse, at most 31 of them."""
    return re.sub(r"[\[\]:*?/\\]", "-", wanted)[:31].strip("' ")


def _lines(text: str, wide: int) -> int:
    """Lines that a text takes in a cell so many characters wide, about."""
    return -(-len(text) // wide)


class _Writer:
    """One worksheet, written from the top."""

    def __init__(self, page: Any, styles: _Styles, sheet: SignInSheet) -> None:
        self.page, self.styles, self.sheet = page, styles, sheet
        self.width = len(NAMES) + max(len(table.columns) for table in sheet.tables)
        self.line = 0

    def write(self) -> None:
        """The head, then each table on pages of its own."""
        self._set_page()
        self._write_head()
        breaks = []
        for place, table in enumerate(self.sheet.tables):
            if place:
                breaks.append(self.line)
            self._write_table(table)
            self.line += 1
        self.page.set_h_pagebreaks(breaks)
        for note in self.sheet.notes:
            self._put(0, note, self.styles.label)
            self.line += 1

    def _set_page(self) -> None:
        page, sheet = self.page, self.sheet
        for place, wide in enumerate(NAMES):
            page.set_column(place, place, wide)
        each = SIGNATURES // (self.width - len(NAMES))
        page.set_column(len(NAMES), self.width - 1, min(WIDEST, max(NARROWEST, each)))
        page.set_paper(A4)
        if sheet.wide:
            page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        page.fit_to_pages(1, 0)
        numbered = sheet.page.replace("{page}", "&P").replace("{pages}", "&N")
        page.set_footer(f"&L&8{sheet.footer[:180].replace('&', '&&')}&R&8{numbered}")

    def _write_head(self) -> None:
        sheet, styles = self.sheet, self.styles
        for text, style in (
            (sheet.organisation, styles.plain),
            (sheet.heading, styles.label),
            (sheet.title, styles.title),
        ):
            self._put(0, text, style)
            self.line += 1
        for fact in sheet.facts:
            self._put(0, fact.label, styles.label)
            for told in fact.lines:
                if told:
                    self._put(1, told, styles.plain)
                else:
                    self.page.merge_range(self.line, 1, self.line, self.width - 1, "", styles.to_fill)
                self.line += 1
        self.line += 1

    def _write_table(self, table: Table) -> None:
        sheet, styles, first = self.sheet, self.styles, len(NAMES)
        top = self.line
        self._write_headings(table)
        if len(sheet.tables) == 1:
            self.page.repeat_rows(top, self.line - 1)
            self.page.freeze_panes(self.line, 1)
        if sheet.speakers:
            self._write_band(sheet.speakers_heading, table)
            for speaker in sheet.speakers:
                self.page.merge_range(self.line, 0, self.line, first - 1, "", styles.name)
                self._write_row([speaker], table, lines=_lines(speaker, sum(NAMES)))
        self._write_band(sheet.people_heading, table)
        for one, struck in zip(sheet.people, table.struck, strict=True):
            names = [f"{one.family} {one.mark}".rstrip() if one.mark else one.family, one.given, one.organisation]
            lines = max(_lines(name, wide) for name, wide in zip(names, NAMES, strict=True))
            self._write_row(names, table, [STRUCK if out else one.note for out in struck], lines=lines)
        for _ in range(sheet.blank):
            self._write_row(["" for _ in NAMES], table)

    def _write_headings(self, table: Table) -> None:
        heading, column = self.styles.heading, len(NAMES)
        for place, words in enumerate(self.sheet.headings):
            self.page.merge_range(self.line, place, self.line + 1, place, "", heading)
            self._put(place, words, heading)
        for day in table.days:
            if day.span > 1:
                self.page.merge_range(self.line, column, self.line, column + day.span - 1, "", heading)
            self._put(column, day.name, heading)
            column += day.span
        self.line += 1
        for place, half in enumerate(table.columns, start=len(NAMES)):
            self._put(place, "\n".join(filter(None, (half.part, half.hours))), heading)
        self.page.set_row(self.line, ROOM_TO_SIGN)
        self.line += 1

    def _write_band(self, words: str, table: Table) -> None:
        last = len(NAMES) + len(table.columns) - 1
        self.page.merge_range(self.line, 0, self.line, last, "", self.styles.band)
        self._put(0, words, self.styles.band)
        self.line += 1

    def _write_row(self, names: Sequence[str], table: Table, signed: Sequence[str] = (), *, lines: int = 1) -> None:
        for place, name in enumerate(names):
            self._put(place, name, self.styles.name)
        for place, text in enumerate(signed or ["" for _ in table.columns], start=len(NAMES)):
            self._put(place, text, self.styles.signed)
        self.page.set_row(self.line, max(ROOM_TO_SIGN, lines * LINE))
        self.line += 1

    def _put(self, column: int, text: str, style: Any) -> None:
        if text:
            self.page.write_string(self.line, column, text[:LONGEST], style)
        else:
            self.page.write_blank(self.line, column, None, style)
