"""A page as the reader sees it, whatever it was written in: lines, in order, with what surrounds them."""

import re
from enum import IntEnum

from msgspec import Struct

_DASHED = re.compile(r"[–—•·▪●○‣-]\s+")


class Kind(IntEnum):
    """What a line is on the page."""

    TEXT = 0
    ITEM = 1
    HEADING = 2


class Link(Struct, frozen=True):
    """Where the characters `start` to `end` of a line lead."""

    start: int
    end: int
    target: str


class Line(Struct, frozen=True, kw_only=True):
    """One line of text.

    `number` is its line in the file, None where the parser does not say.
    `level` is that of a heading (1 the highest) or the depth of an item.
    Lines of one paragraph or item share `block`. `bold` is true when the whole
    line is. `codes` are the texts between backquotes, each standing as `CODE`
    in `text`: literal, never read as days or prices.
    """

    text: str
    number: int | None = None
    kind: Kind = Kind.TEXT
    level: int = 0
    block: int = 0
    bold: bool = False
    links: list[Link] = []
    codes: list[str] = []


CODE = "\ue0c0"
"""What stands for a code span inside a line."""


class Page(Struct, frozen=True, kw_only=True):
    """A page in lines, with the titles that its head gives (the surest first) and the address it was published at."""

    lines: list[Line]
    titles: list[str] = []
    address: str | None = None


def dash_before(text: str) -> int:
    """How many characters of a dash or bullet open the line: one that is no list still lists, each line an item."""
    dashed = _DASHED.match(text)
    return dashed.end() if dashed else 0
