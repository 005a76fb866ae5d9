"""The parts of a meeting's report: lists of participants, each under its headings, and what is told above them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.durations import NOTHING
from capcli.domain.names import fold
from capcli.imports.headings import ADDRESS
from capcli.imports.meeting_headings import field_of, fields_of, is_heading_row, is_summary, summary_field
from capcli.imports.meeting_values import is_moment
from capcli.imports.tables import Book, Row, filled

HOSTING = frozenset({"host details", "panelist details", "details de lhote", "details des panelistes", "panelistes"})
"""The titles of lists of those who ran the meeting."""

_NUMBERED = re.compile(r"\d\s?[.)]\s")
"""The titles of Teams: "2. Participants"; below one stands a list, whatever the language of its headings."""
_ALIKE = {field: {"joined", "first"} for field in ("joined", "first")} | {
    field: {"left", "last"} for field in ("left", "last")
}


class Section(Struct, frozen=True, kw_only=True):
    """A list of participants: its title, its headings with the places of the known ones, and its rows."""

    title: str
    line: int
    headings: list[str]
    places: dict[str, int]
    rows: list[Row]

    def cell(self, row: Row, field: str) -> str:
        """The cell of a field; nothing where there is none."""
        place = self.places.get(field)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    @property
    def is_detailed(self) -> bool:
        """Whether each row is a connection, not somebody's first and last moments."""
        return "joined" in self.places or "stamp" in self.places

    @property
    def is_numbered(self) -> bool:
        """Whether it stands below a title such as "2. Participants"."""
        return _NUMBERED.match(self.title) is not None

    @property
    def is_of_hosts(self) -> bool:
        """Whether everybody of the list ran the meeting."""
        return fold(self.title) in HOSTING


class Parts(Struct, frozen=True, kw_only=True):
    """A report taken apart: the lists, and the facts of the summary by field."""

    sections: list[Section]
    facts: dict[str, str]
    texts: list[str]


def parts_of(book: Book) -> Parts:
    """The lists of participants of every table of a file, with what stands outside of them."""
    sections: list[Section] = []
    facts: dict[str, str] = {}
    texts: list[str] = []
    for table in book.tables:
        rows = table.rows if table.headings is None else [Row(0, table.headings), *table.rows]
        found, loose = _apart(rows)
        sections += found
        facts = dict(_facts(loose)) | facts
        texts += [cell for row in loose for cell in row.cells if cell]
    texts += [heading for section in sections for heading in section.headings if heading]
    return Parts(sections=sections, facts=facts, texts=texts)


def _apart(rows: Sequence[Row]) -> tuple[list[Section], list[Row]]:
    """The lists, and the rows that are of none: above them, between them and titles."""
    sections: list[Section] = []
    loose: list[Row] = []
    title, current = "", None
    for row in rows:
        cells = filled(row.cells)
        fields = fields_of(row.cells)
        is_numbered = _NUMBERED.match(title) is not None and current is None
        is_summed_up = is_summary(row.cells) and not {"joined", "left"} <= fields.keys()
        if not is_summed_up and (is_heading_row(fields) or (is_numbered and "name" in fields)):
            current = Section(title=title, line=row.line, headings=row.cells, places=fields, rows=[])
            sections.append(current)
        elif len(cells) == 1 and (current is None or _is_title(row, current)):
            title, current = cells[0].rstrip(" :,"), None
            loose.append(row)
        elif current is not None and cells:
            current.rows.append(row)
        elif cells:
            loose.append(row)
    return [_completed(section) for section in sections], loose


def _completed(section: Section) -> Section:
    """The list with its unknown columns told by their cells: addresses, and the moments of coming and of leaving."""
    places = dict(section.places)
    columns = {
        place: cells
        for place, heading in enumerate(section.headings)
        if heading and place not in places.values() and (cells := _cells(section, place))
    }
    wanted = ("first", "last") if section.title.startswith("2.") else ("joined", "left")
    missing = [field for field in wanted if not _ALIKE[field] & places.keys()]
    for place, cells in columns.items():
        if "email" not in places and all(ADDRESS.fullmatch(cell) for cell in cells):
            places["email"] = place
        elif missing and section.is_numbered and all(map(is_moment, cells)):
            places[missing.pop(0)] = place
    return replace(section, places=places)


def _cells(section: Section, place: int) -> list[str]:
    """The cells of a column that say something."""
    cells = (row.cells[place].strip() for row in section.rows if place < len(row.cells))
    return [cell for cell in cells if cell.lower() not in NOTHING]


def _is_title(row: Row, section: Section) -> bool:
    """Whether a cell alone opens something else: it stands first, in a list whose rows say more."""
    return bool(row.cells[0]) and len(filled(section.headings)) > 1


def _facts(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """What the summary tells: a value beside each name, or a row of values under a row of names."""
    for place, row in enumerate(rows):
        names = {n: field for n, cell in enumerate(row.cells) if cell and (field := summary_field(cell))}
        values: Mapping[int, str] = dict(enumerate(rows[place + 1].cells)) if place + 1 < len(rows) else {}
        if is_summary(row.cells):
            yield from ((field, values[n].strip()) for n, field in names.items() if values.get(n))
        elif names.get(0) and len(row.cells) > 1 and row.cells[1]:
            yield names[0], row.cells[1].strip()


def unknown_headings(section: Section) -> int:
    """How many headings of a list no report has."""
    return sum(1 for heading in section.headings if heading and field_of(heading) is None)
