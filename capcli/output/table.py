"""Tables on the screen; the only place that imports rich."""

import re
from collections.abc import Sequence

from msgspec import Struct

from capcli.output.columns import Column
from capcli.output.marks import legend, lettered
from capcli.output.values import Row
from capcli.output.words import Words, heading
from capcli.texts.wrapping import wrapped

GAP = 2
UNREADABLE = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+"  # compiled by `re` when a text may hold one
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x300), *range(0x1E00, 0x1F00))
NARROW = frozenset(map(chr, LATIN)) | frozenset("–—‘’“”…€")
"""Letters that take a cell each: the Latin ones, and what we write between them."""
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
    "create": "green",
    "change": "yellow",
    "skip": "dim",
    "ambiguous": "red",
    "error": "red",
}
STATES = frozenset({"state", "session_state", "status"})
LEGIBLE = 12
"""Characters: what is left of a name or a title while a state keeps all of its own."""
LEAST_BESIDE = 16
"""Characters: what the marks of slots leave of a name, else they are told in letters."""
COLOURED = STATES | {"action"}
FOLDED = frozenset({"news", "finding_place"})
"""What is read out to somebody, or where something is to be looked for: it goes on below and is never cut."""
BELOW = frozenset({"below", "effects", "plan_dues", "said", "mend"})
"""What is told under the row it belongs to, each on a line of its own: such a column has none in the table."""
INDENT = " " * 6
NUMBERS = frozenset({"number", "queue", "money", "size"})


class Wide(Struct):
    """A column on the screen: its cells and the width they want."""

    column: Column
    title: str
    cells: list[str]
    width: int
    natural: int


class Table(Struct):
    """The columns that fit, of which colour each row's state is, the lines below each row, and what letters say."""

    shown: list[Wide]
    rows: Sequence[Row]
    below: list[list[str]] = []
    legend: str = ""


def table_of(rows: Sequence[Row], columns: Sequence[Column], words: Words, width: int | None) -> Table:
    """A table no wider than `width` cells (None: as wide as it wants), each record on one line
    unless a cell of it is one of those that are read whole.

    Columns come in by rank while there is room: the cells of the others are not even told. Marks that have no
    room for their words become letters.
    """
    fitted, told = _laid(rows, columns, words, width), ""
    if width is not None and _are_cut(fitted):
        columns = lettered(columns, width - LEGIBLE - GAP)
        fitted, told = _laid(rows, columns, words, width), f"{wrapped(legend(), width)}\n"
    under = [column for column in columns if column.kind in BELOW]
    below = [_below(row, under, words, width) for row in rows] if under else []
    return Table(fitted, rows, below, told)


def _laid(rows: Sequence[Row], columns: Sequence[Column], words: Words, width: int | None) -> list[Wide]:
    """The columns that fit, as wide as they are shown."""
    shown: dict[int, Wide] = {}
    placed = [place for place, column in enumerate(columns) if column.kind not in BELOW]
    for place in sorted(placed, key=lambda place: (columns[place].rank or 0, -place)):
        wide = _wide(rows, columns[place], words)
        if wide.column.rank and not any(wide.cells):
            continue
        if wide.column.rank and width is not None and _total([*shown.values(), wide]) > width:
            break  # nor is there room for those that go before it
        shown[place] = wide
    kept = [shown[place] for place in sorted(shown)]
    timed = sum(column.kind == "mark_minutes" for column in columns)
    if sum(wide.column.kind == "mark_minutes" for wide in kept) < timed:  # those of some slots only mislead
        kept = [wide for wide in kept if wide.column.kind != "mark_minutes"]
    return _fitted(kept, sum(wide.natural + GAP for wide in kept) if width is None else width)


def _are_cut(shown: Sequence[Wide]) -> bool:
    """Whether marks of slots are cut, or leave too little of what stands beside them."""
    has_marks = any(wide.column.kind == "mark" for wide in shown)
    return has_marks and any(wide.width < min(wide.natural, LEAST_BESIDE) for wide in shown)


def printed(table: Table, *, coloured: bool) -> str:
    """The table as text, with the terminal's colour codes when `coloured`.

    Every width is known by now: laying cells side by side takes nothing of Rich's own tables, which
    measure each cell again and cost a list of a thousand rows ten times as much.
    """
    columns = [[_cell(text, wide) for text in [wide.title, *_firsts(wide)]] for wide in table.shown]
    made = [list(cells) for cells in zip(*columns, strict=True)]
    if coloured:
        _colour(made, table)
    folds = any(wide.column.kind in FOLDED for wide in table.shown)
    more = [[], *(_continued(table.shown, number) if folds else [] for number in range(len(table.rows)))]
    below = [[], *(table.below or [[] for _row in table.rows])]
    lines = []
    for cells, rest, under in zip(made, more, below, strict=True):
        lines += [*((" " * GAP).join(part).rstrip() for part in [cells, *rest]), *under]
    return "".join(f"{line}\n" for line in lines) + table.legend


def one_line(text: str) -> str:
    """`text` without line breaks and terminal codes, which would break the row or worse."""
    return (text if text.isprintable() else re.sub(UNREADABLE, " ", text)).strip()


def _below(row: Row, columns: Sequence[Column], words: Words, width: int | None) -> list[str]:
    """The lines under a row, none wider than `width`."""
    from textwrap import wrap

    told = [one_line(line) for column in columns for line in words.lines(row, column)]
    room = max(LEGIBLE, width - len(INDENT)) if width is not None else 0
    if room:  # options keep their hyphens
        told = [part for line in told for part in wrap(line, room, break_on_hyphens=False)]
    return [f"{INDENT}{part}" for part in told]


def _wide(rows: Sequence[Row], column: Column, words: Words) -> Wide:
    title = heading(column)
    cells = [one_line(words.cell(row, column)) for row in rows]
    natural = max(map(_measured, [title, *cells]))
    return Wide(column, title, cells, min(natural, max(column.widest, _measured(title))), natural)


def _fitted(shown: list[Wide], width: int) -> list[Wide]:
    """Cut the columns that never go until they fit, then share what is left."""
    shown = list(shown)
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


def _measured(text: str) -> int:
    """How many cells the text takes; Rich knows every letter, and is imported for those that may take two or none."""
    if NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, width: int) -> str:
    if NARROW.issuperset(text):
        return text[:width]
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


def _cell(text: str, wide: Wide) -> str:
    """The text, cut or padded to the width of its column."""
    spare = wide.width - _measured(text)
    if spare < 0:
        return _cut(text, wide.width - 1) + "…"
    return " " * spare + text if wide.column.kind in NUMBERS else text + " " * spare


def _firsts(wide: Wide) -> list[str]:
    """What each row's own line holds of the column: all of the cell, unless it goes on below."""
    if wide.column.kind not in FOLDED:
        return wide.cells
    return [_folded(wide, number)[0] if _folds(wide, number) else cell for number, cell in enumerate(wide.cells)]


def _continued(shown: Sequence[Wide], number: int) -> list[list[str]]:
    """The lines below a row's own: what is left of the cells that are read whole."""
    rest = [_folded(wide, number)[1:] if _folds(wide, number) else [] for wide in shown]
    return [
        [_cell(cells[place] if place < len(cells) else "", wide) for wide, cells in zip(shown, rest, strict=True)]
        for place in range(max(map(len, rest), default=0))
    ]


def _folds(wide: Wide, number: int) -> bool:
    return wide.column.kind in FOLDED and wide.width >= LEGIBLE and _measured(wide.cells[number]) > wide.width


def _folded(wide: Wide, number: int) -> list[str]:
    from textwrap import wrap

    return wrap(wide.cells[number], wide.width)


def _colour(made: list[list[str]], table: Table) -> None:
    """Make the header bold, and give each state its colour."""
    from rich.color import ColorSystem
    from rich.style import Style

    made[0] = [Style(bold=True).render(cell, color_system=ColorSystem.STANDARD) for cell in made[0]]
    styles = {state: Style.parse(colour) for state, colour in COLOURS.items()}
    for place, wide in enumerate(table.shown):
        if wide.column.kind in COLOURED:
            for cells, row in zip(made[1:], table.rows, strict=True):
                style = styles.get(str(row.get(wide.column.key)))
                if style is not None:
                    cells[place] = style.render(cells[place], color_system=ColorSystem.STANDARD)
