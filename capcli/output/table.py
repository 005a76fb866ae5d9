"""Tables on the screen; the only place that imports rich."""

import io
import re
from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.output.words import Words, heading

GAP = 2
UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
COLOURS = {
    "confirmed": "green",
    "pending": "yellow",
    "offered": "cyan",
    "waiting": "magenta",
    "cancelled": "dim",
    "declined": "dim",
    "refused": "dim",
    "closed": "yellow",
    "past": "dim",
    "lapsed": "red",
    "never": "red",
}
STATES = frozenset({"state", "session_state", "status"})
LEGIBLE = 12
"""Characters: what is left of a name or a title while a state keeps all of its own."""
NUMBERS = frozenset({"number", "queue", "money"})


class Wide(Struct):
    """A column on the screen: its cells and the width they want."""

    column: Column
    title: str
    cells: list[str]
    width: int
    natural: int


def table_of(rows: Sequence[Row], columns: Sequence[Column], words: Words, width: int | None) -> Table:
    """A table no wider than `width` cells (None: as wide as it wants), each record on one line."""
    wides = [_wide(rows, column, words) for column in columns]
    shown = [wide for wide in wides if not wide.column.rank or any(wide.cells)]
    shown = _fitted(shown, sum(wide.natural + GAP for wide in shown) if width is None else width)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for wide in shown:
        table.add_column(
            Text(wide.title),
            width=wide.width,
            justify="right" if wide.column.kind in NUMBERS else "left",
            no_wrap=True,
            overflow="ellipsis",
        )
    for number, row in enumerate(rows):
        table.add_row(*[Text(wide.cells[number], style=_colour(row, wide.column)) for wide in shown])
    return table


def printed(table: Table, width: int | None, *, coloured: bool) -> str:
    """The table as text, with the terminal's colour codes when `coloured`."""
    made = io.StringIO()
    screen = Console(
        file=made,
        width=width or table_width(table),
        force_terminal=coloured,
        color_system="standard" if coloured else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    screen.print(table)
    return "".join(f"{line.rstrip()}\n" for line in made.getvalue().splitlines())


def table_width(table: Table) -> int:
    """How wide the table is when nothing limits it."""
    return sum((column.width or 0) + GAP for column in table.columns) or 1


def one_line(text: str) -> str:
    """`text` without line breaks and terminal codes, which would break the row or worse."""
    return UNREADABLE.sub(" ", text).strip()


def _wide(rows: Sequence[Row], column: Column, words: Words) -> Wide:
    title = heading(column)
    cells = [one_line(words.cell(row, column)) for row in rows]
    natural = max(map(cell_len, [title, *cells]))
    return Wide(column, title, cells, min(natural, max(column.widest, cell_len(title))), natural)


def _fitted(shown: list[Wide], width: int) -> list[Wide]:
    """Give up the columns of least rank until the rest fits, then share what is left."""
    shown = list(shown)
    while _total(shown) > width:
        least = max(shown, key=lambda wide: wide.column.rank or 0)
        if not least.column.rank:
            break
        shown.remove(least)
    _narrow(shown, width)
    spare = width - _total(shown)
    for wide in shown:
        more = max(0, min(spare, wide.natural - wide.width))
        wide.width += more
        spare -= more
    return shown


def _narrow(shown: list[Wide], width: int) -> None:
    """The last resort: cut the widest columns, then drop those at the end that leave no room for a letter.

    A state is cut after everything else: what tells a place in the queue stands at its end.
    """
    while _total(shown) > width and shown:
        widest = max(shown, key=lambda wide: (wide.column.kind not in STATES and wide.width > LEGIBLE, wide.width))
        if widest.width > 3:
            widest.width -= 1
        elif len(shown) > 1:
            shown.pop()
        else:
            widest.width = max(1, width)
            break


def _total(shown: Sequence[Wide]) -> int:
    return sum(wide.width for wide in shown) + GAP * max(0, len(shown) - 1)


def _colour(row: Row, column: Column) -> str:
    if column.kind not in STATES:
        return ""
    return COLOURS.get(str(row.get(column.key)), "")
