"""Sign-in sheets as they are told, before they are put on paper or in a spreadsheet.

Every text is in the language of the paper already; none of it is markup. The
classes are read by `sign_in_sheets.typ` under the same names.
"""

from collections.abc import Sequence

from msgspec import Struct

MOST_COLUMNS = 10
"""Half-days beside each other on a sheet; more make several tables."""
MOST_UPRIGHT = 3
"""Half-days that fit an upright sheet."""


class Fact(Struct, frozen=True, kw_only=True):
    """Something about the session; an empty line is one to be written on."""

    label: str
    lines: list[str]


class Column(Struct, frozen=True, kw_only=True):
    """A half-day to sign."""

    part: str
    hours: str


class Day(Struct, frozen=True, kw_only=True):
    """A day above its half-days, and how many they are."""

    name: str
    span: int


class Signer(Struct, frozen=True, kw_only=True):
    """Somebody who signs: the mark beside the name, the note where the signature goes."""

    family: str
    given: str
    organisation: str
    mark: str = ""
    note: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """Half-days of some days; `struck` has a row for each signer, True where the half-day is not theirs."""

    days: list[Day]
    columns: list[Column]
    struck: list[list[bool]]


class SignInSheet(Struct, frozen=True, kw_only=True):
    """The sheet of a session; `headings` are those of family name, given name and organisation.

    `page` tells a page's number, with the fields `{page}` and `{pages}`.
    """

    name: str
    language: str
    organisation: str
    heading: str
    title: str
    footer: str
    facts: list[Fact]
    headings: list[str]
    speakers_heading: str
    speakers: list[str]
    people_heading: str
    people: list[Signer]
    tables: list[Table]
    blank: int
    notes: list[str]
    page: str
    wide: bool


def in_tables(spans: Sequence[int]) -> list[range]:
    """Days, each with its number of half-days, in as few tables as hold them, about as wide as each other.

    A table has at most `MOST_COLUMNS`, and no day is parted.
    """
    fewest = len(_filled(spans, MOST_COLUMNS))
    widths = range(1, MOST_COLUMNS + 1)
    return next(tables for widest in widths if len(tables := _filled(spans, widest)) == fewest)


def _filled(spans: Sequence[int], widest: int) -> list[range]:
    tables: list[range] = []
    start = width = 0
    for place, span in enumerate(spans):
        if width and width + span > widest:
            tables.append(range(start, place))
            start, width = place, 0
        width += span
    return [*tables, range(start, len(spans))]
