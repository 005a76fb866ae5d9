"""The marks of who was there, as columns: one for each slot, or on a narrow screen a letter for each in one column."""

from collections.abc import Sequence

from msgspec.structs import replace

from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.texts import _
from capcli.texts.presences import MARKS

KEY = "presence"
"""The key of the marks of a row."""
IN_LETTERS = ("mark_letters", "mark_signs")
MARK_KINDS = ("mark", "mark_minutes", *IN_LETTERS)


def spread(column: Column, rows: Sequence[Row]) -> list[Column]:
    """A column for each slot that a row has a mark of or may have, and one for its minutes where some are known."""
    items = [item for row in rows for item in row.get(KEY) or []]
    timed = {item["slot"] for item in items if item["minutes"] is not None}
    columns: list[Column] = []
    expected = {slot for row in rows for slot in row.get("expected") or []}
    for slot in sorted({item["slot"] for item in items} | expected):
        columns.append(
            replace(column, key=f"{KEY}.{slot}", heading=_("Presence {slot}").format(slot=slot), kind="mark")
        )
        if slot in timed:
            heading = _("Minutes {slot}").format(slot=slot)
            rank = None if column.rank is None else column.rank + 2
            columns.append(replace(column, key=f"minutes.{slot}", heading=heading, kind="mark_minutes", rank=rank))
    return columns or [replace(column, rank=None, people=False, machine=False)]  # may be asked for all the same


def lettered(columns: Sequence[Column], room: int) -> list[Column]:
    """The columns with those of the slots made one, of a letter a slot, in the place of the first.

    The letters stand apart under the numbers of their slots where that takes no
    more than `room` cells, else close together under the last digits.
    """
    slots = [column.key.rpartition(".")[2] for column in columns if column.kind == "mark"]
    apart = " ".join(slots)
    is_wide = len(apart) <= room
    made = Column(
        key=".".join((KEY, *slots)),
        heading=apart if is_wide else "".join(slot[-1] for slot in slots),
        kind="mark_letters" if is_wide else "mark_signs",
        rank=0,
    )
    first = next(place for place, column in enumerate(columns) if column.kind == "mark")
    others = [column for column in columns if column.kind != "mark"]
    return [*others[:first], made, *others[first:]]


def letters(row: Row, column: Column) -> str:
    """The letter of each slot of such a column."""
    seen = {str(item["slot"]): item["state"] for item in row.get(KEY) or []}
    slots = column.key.split(".")[1:]
    cells = [letter(seen[slot]) if slot in seen else "–" for slot in slots]
    if column.kind == "mark_signs":
        return "".join(cells)
    return " ".join(cell.ljust(len(slot)) for cell, slot in zip(cells, slots, strict=True)).rstrip()


def letter(state: str) -> str:
    """The letter of a mark: the first of its word."""
    return _(MARKS[state])[0].upper()


def legend() -> str:
    """What the letters say."""
    return _("{present}: present, {absent}: absent, {excused}: excused, –: not marked.").format(
        **{state: letter(state) for state in MARKS}
    )
