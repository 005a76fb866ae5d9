"""Tables of one sheet below one another that go on with the columns of the first, for the same people.

So are the half-days of a long session on its sign-in sheet, where paper is no wider: each table repeats the names.
"""

from collections.abc import Sequence

from capcli.domain.half_day_words import names_half_day
from capcli.domain.names import fold
from capcli.imports.headings import Header, Known, headings_at
from capcli.imports.tables import Row, Table, filled


def tables_of(table: Table, header: Header, known: Known) -> list[Header]:
    """The headings of each table, from the top: only `header` unless others repeat its names beside other half-days."""
    names = _names(header.headings)
    if not names or len(names) == len(filled(header.headings)):
        return [header]
    place, first = next(iter(names.items()))
    found = [
        header if at == header.first else headings_at(table.rows, at, known)
        for at, row in enumerate(table.rows)
        if place < len(row.cells) and row.cells[place].strip() == first and _repeats(row, names)
    ]
    return found if header in found else [header]


def joined(headers: Sequence[Header], parts: Sequence[Sequence[Row]]) -> tuple[list[str], list[Row]]:
    """The columns of all tables side by side, and their rows: somebody's are one, with the line of the first.

    Whoever bears the same names as somebody else is told apart by the order, which is the same in each table.
    """
    names = _names(headers[0].headings)
    headings: list[str] = list(headers[0].headings)
    rows: list[Row] = [Row(row.line, list(row.cells), row.beyond) for row in parts[0]]
    for header, part in zip(headers[1:], parts[1:], strict=True):
        others = [
            place
            for place, heading in enumerate(header.headings)
            if place not in names and (heading or any(row.cells[place] for row in part))
        ]
        open_rows: dict[str, list[Row]] = {}
        for row in rows:
            open_rows.setdefault(_key(row, names), []).append(row)
        for row in part:
            same = open_rows.get(_key(row, names)) if _key(row, names) else None
            if same:
                same.pop(0).cells.extend(row.cells[place] for place in others)
            else:
                named = [row.cells[place] if place in names else "" for place in range(len(headings))]
                rows.append(Row(row.line, named + [row.cells[place] for place in others], row.beyond))
        headings += [header.headings[place] for place in others]
        for row in rows:
            row.cells.extend([""] * (len(headings) - len(row.cells)))
    return headings, rows


def _names(headings: Sequence[str]) -> dict[int, str]:
    """The headings of columns that are of no half-day, by place."""
    return {place: heading for place, heading in enumerate(headings) if heading and not names_half_day(heading)}


def _repeats(row: Row, names: dict[int, str]) -> bool:
    others = [cell for place, cell in enumerate(row.cells) if cell and place not in names]
    told = all(place < len(row.cells) and row.cells[place].strip() == name for place, name in names.items())
    return told and bool(others) and all(map(names_half_day, others))


def _key(row: Row, names: dict[int, str]) -> str:
    return " ".join(fold(row.cells[place]) for place in names).strip()
