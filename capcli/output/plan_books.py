"""The plan of an import as a spreadsheet to decide in: a row a row, with the words that may be chosen for it."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from capcli.output.workbooks import LONGEST

PLAN, SOURCE, CHOICES = "plan", "source", "choices"
"""The sheets, by names that are the same in every language: what reads the plan back looks for them."""
WIDEST = 60
FILLS = {
    "create": "#C6EFCE",
    "change": "#FFEB9C",
    "skip": "#D9D9D9",
    "ambiguous": "#FFC7CE",
    "error": "#FFC7CE",
}
TO_DECIDE = "#FFF2CC"


class PlanLine(Struct, frozen=True, kw_only=True):
    """A row of the plan: its cells by column, its action, and by column the words among which one is chosen."""

    action: str
    cells: Mapping[str, str | int]
    choices: Mapping[str, Sequence[str]]


def plan_book(headings: Mapping[str, str], lines: Sequence[PlanLine], facts: Sequence[tuple[str, str]]) -> bytes:
    """A workbook of three sheets: the plan below `headings` by column, its `facts`, and the words to choose from."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    plan, source, choices = (book.add_worksheet(name) for name in (PLAN, SOURCE, CHOICES))
    choices.hide()
    _fill(book, plan, headings, lines, _Lists(choices))
    text = book.add_format({"num_format": "@"})
    for place, fact in enumerate(facts):
        source.write_row(place, 0, [cell[:LONGEST] for cell in fact], text)
    source.set_column(0, 0, 20)
    source.set_column(1, 1, WIDEST)
    book.close()
    return made.getvalue()


class _Lists:
    """The lists of words, each once, in a sheet of their own: a cell holds too little for a list of people."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, words: Sequence[str]) -> str:
        """Where a list stands, as a formula has it."""
        from xlsxwriter.utility import xl_range_abs

        key = tuple(words)
        if key not in self._ranges:
            line = len(self._ranges)
            for place, word in enumerate(key):
                self._sheet.write_string(line, place, word[:LONGEST])
            self._ranges[key] = f"={CHOICES}!{xl_range_abs(line, 0, line, len(key) - 1)}"
        return self._ranges[key]


def _fill(book: Any, sheet: Any, headings: Mapping[str, str], lines: Sequence[PlanLine], lists: _Lists) -> None:
    styles = _styles(book)
    for place, (key, heading) in enumerate(headings.items()):
        sheet.write_string(0, place, heading, styles["heading"])
        widest = len(heading) + 2
        for row, line in enumerate(lines, 1):
            cell, words = line.cells.get(key, ""), line.choices.get(key, ())
            if words:
                _offer(sheet, row, place, lists.range_of(words))
                sheet.write_blank(row, place, None, styles["decision"])
            if isinstance(cell, int):
                sheet.write_number(row, place, cell, styles["number"])
            elif cell:
                sheet.write_string(row, place, cell[:LONGEST], styles.get(line.action if key == "action" else ""))
            widest = max(widest, len(str(cell)) + 1, *(len(word) + 1 for word in words))
        sheet.set_column(place, place, min(widest, WIDEST))
    sheet.freeze_panes(1, 0)
    if lines:
        sheet.autofilter(0, 0, len(lines), len(headings) - 1)


def _styles(book: Any) -> dict[str, Any]:
    """How cells look: those of actions by their colours; what may be decided stands out."""
    text = {"num_format": "@", "text_wrap": True, "valign": "top"}  # text, so that editing 07400 keeps its zero
    styles = {
        "": text,
        "same": text,
        "heading": {**text, "bold": True},
        "number": {"num_format": "0", "valign": "top"},
        "decision": {**text, "bg_color": TO_DECIDE},
        **{action: {**text, "bg_color": colour} for action, colour in FILLS.items()},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def _offer(sheet: Any, row: int, place: int, source: str) -> None:
    """A list to choose from; what is typed beside it is warned of, not refused: any row may be anybody's."""
    rule = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(row, place, row, place, rule)
