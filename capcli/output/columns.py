"""What a column is, and a kind of record's columns together.

A row is the JSON object of the contract. A column's `key` is the path of the
value in it (`place.city`), or the name of a value made for people out of
several (`name`, `places`): those are on the screen and in spreadsheets only.
"""

from msgspec import Struct

UNCUT = 1_000
"""For what is of no use when it is cut: an e-mail goes whole or with its column."""


class Column(Struct, frozen=True):
    """One column.

    `rank` says what a narrow table gives up first: the highest goes first, 0
    never goes, -1 only when all its cells are empty, None is shown only when asked for. A table cuts its cells to
    `widest` characters before it gives up another column. `people`: part of the spreadsheets
    and of one thing's page. `machine`: part of the CSV for programs.
    """

    key: str
    heading: str
    kind: str = "text"
    rank: int | None = None
    widest: int = 30
    people: bool = True
    machine: bool = True


class Shape(Struct, frozen=True):
    """The columns of one kind of record, its name as a sheet's title, and what an empty list says."""

    columns: tuple[Column, ...]
    title: str
    nothing: str


def made(key: str, heading: str, kind: str, rank: int, widest: int = 30, *, people: bool = False) -> Column:
    """A column made out of several values, which programs read apart."""
    return Column(key, heading, kind, rank, widest, people=people, machine=False)


def raw(key: str, heading: str, kind: str = "text") -> Column:
    """A column that programs need and people read elsewhere in the row."""
    return Column(key, heading, kind, people=False)
