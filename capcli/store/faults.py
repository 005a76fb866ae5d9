"""What is wrong with a data file, told with its place and without the values, which are people's."""

from typing import Any

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One thing that is wrong: its code, the line and the column from 1, and what names the place in words."""

    code: str
    line: int | None = None
    column: int | None = None
    values: dict[str, Any] = {}


HARMLESS = frozenset({"wide", "zeros", "comma", "after_end", "again"})
"""Faults beside which every record may still be whole, as somebody wrote it: those that lose one are noted with it."""


class Places:
    """Lines and columns, both from 1, of the places in a text; asked for in ascending order they cost one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._begin, self._seen = 1, 0, 0

    def of(self, position: int) -> tuple[int, int]:
        """The line and the column of the sign at `position`."""
        if position < self._seen:
            self._line, self._begin, self._seen = 1, 0, 0
        self._line += self._text.count("\n", self._seen, position)
        self._begin = self._text.rfind("\n", 0, position) + 1
        self._seen = position
        return self._line, position - self._begin + 1
