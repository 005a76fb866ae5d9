"""The records that an import takes out of a file: the sheet, its headings, its rows and what is set aside."""

import re

from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.errors import OtherFileError
from capcli.imports import tables
from capcli.imports.continued_tables import joined, tables_of
from capcli.imports.headings import ADDRESS, Header, Known, header_of, is_heading_row
from capcli.imports.tables import Book, Row, SetAside, Sheet, Table, filled
from capcli.imports.titles import title_of

_TOTALS = re.compile(r"(?:sous )?tota(?:l|ux|ls)\b|somme\b|sum\b|nombre\b|anonym")
_SECTION = re.compile(
    r"(?:liste|inscrits?|inscrites?|inscriptions?|participants?|participantes?|presents?|presentes?|excuses|excusees?|"
    r"absents?|absentes?|adherents?|adherentes?|membres|structures?|organismes?|collectivites|associations|"
    r"particuliers|individuels|personnes|intervenants?|animateurs|organisateurs|equipe|matin|apres midi|journee|"
    r"presentiel|distanciel|visio|ateliers?|groupes?|session|section|annexe|attente|non|members|attendees|registered|"
    r"waiting|annul(?:es?|ees?|ations?)|desist(?:es?|ees?|ements?)|cancell(?:ed|ations?)|impayes?|organisations|"
    r"organizations|individuals|speakers|group|workshop)\b"
)
"""How the title of a part of a list begins, folded; few people are called so."""


def sheet_of(book: Book, known: Known, *, sheet: str | None = None, headed: bool | None = None) -> Sheet:
    """The records of the table of `book` with the most known headings, or of the one called or numbered `sheet`.

    `known` tells the headings that mean something. `headed`: the first filled
    row is headings, whatever it holds; False: there are none.

    Raises:
        OtherFileError: `import_headings` when no row has a known heading, `import_headings_only`, `import_rows`,
            `import_sheet` when no sheet is called so.
    """
    among = [_named(book, sheet)] if sheet is not None else _shown(book)
    found = [(table, header_of(table, known, headed=headed)) for table in among if table.rows or table.headings]
    scored = [(table, header) for table, header in found if header is not None]
    if not scored:
        raise OtherFileError("import_headings", file=book.file)
    table, header = max(scored, key=lambda one: one[1].score)
    if table.headings is not None and header.score == 0 and not headed:
        raise OtherFileError("import_headings", file=book.file)
    headers = tables_of(table, header, known)
    header = headers[0]
    headings, rows, set_aside = _records(table, headers, known)
    if len(rows) > tables.MOST_ROWS:
        raise OtherFileError("import_rows", file=book.file, most=tables.MOST_ROWS)
    if not rows:
        raise OtherFileError("import_headings_only", file=book.file)
    return Sheet(
        file=book.file,
        format=book.format,
        encoding=book.encoding,
        delimiter=book.delimiter,
        repaired=book.repaired,
        header_row=header.line,
        headings=headings,
        rows=rows,
        name=table.name,
        title=title_of(table.rows[: header.first]) if header.line else None,
        set_aside=set_aside,
        others=[other.name for other, of in scored if other is not table and other.name and of.score > 1],
    )


def _shown(book: Book) -> list[Table]:
    """The tables that are not hidden; all of them when none is shown."""
    return [table for table in book.tables if not table.hidden and table.rows] or book.tables


def _named(book: Book, sheet: str) -> Table:
    names = [table.name or str(number) for number, table in enumerate(book.tables, 1)]
    for number, (name, table) in enumerate(zip(names, book.tables, strict=True), 1):
        if fold(name) == fold(sheet) or (sheet == str(number) and sheet not in names):
            return table
    raise OtherFileError("import_sheet", file=book.file, sheet=sheet, known=", ".join(names))


def _records(table: Table, headers: list[Header], known: Known) -> tuple[list[str], list[Row], list[SetAside]]:
    """The headings, the records and the rows that are none; those of tables that go on with the first beside its."""
    ends = [*(header.first for header in headers[1:]), len(table.rows)]
    parts = [
        _sorted_out(replace(table, rows=table.rows[:end]), header, known)
        for header, end in zip(headers, ends, strict=True)
    ]
    aside = [one for _rows, others in parts for one in others]
    if len(headers) == 1:
        return headers[0].headings, parts[0][0], aside
    again = [
        SetAside(row.line, "row_heading", filled(row.cells)[0])
        for header in headers[1:]
        for row in table.rows[header.first : header.below]
    ]
    headings, rows = joined(headers, [rows for rows, _others in parts])
    return headings, rows, sorted([*aside, *again], key=lambda one: one.line)


def _sorted_out(table: Table, header: Header, known: Known) -> tuple[list[Row], list[SetAside]]:
    """The records below the headings, and the rows that are none; those of a further section are not ours."""
    rows: list[Row] = []
    aside: list[SetAside] = []
    raw = table.rows[header.below - 1].cells if header.line else None
    width = len(header.headings)
    fresh = False
    section = ""
    below = table.rows[header.below :]
    for place, row in enumerate(below):
        if not any(row.cells) or _is_numbered_only(row, header, known):
            aside.append(SetAside(row.line, "row_blank"))
            fresh = True
        elif row.cells == raw:
            aside.append(SetAside(row.line, "row_heading", filled(row.cells)[0]))
        elif fresh and header.line and is_heading_row(row, known):
            others = [SetAside(other.line, "row_section", section) for other in below[place:] if any(other.cells)]
            return rows, aside + others
        elif header.line and width > 2 and _is_section(row, header, table, known):
            section = filled(row.cells)[0]
            aside.append(SetAside(row.line, "row_section", section))
            fresh = True
        else:
            rows.append(_fitted(row, width))
            fresh = False
    return rows, aside


def _is_numbered_only(row: Row, header: Header, known: Known) -> bool:
    """Whether a row holds the number of a line that nobody filled in."""
    cells = filled(row.cells)
    if len(cells) != 1 or not cells[0].isdecimal() or not header.line:
        return False
    return row.cells[0] == cells[0] and not known(header.headings[0])


def _is_section(row: Row, header: Header, table: Table, known: Known) -> bool:
    """Whether the one filled cell of a row is a title: it runs across, is under no known heading, or reads as one."""
    cells = filled(row.cells)
    if len(cells) != 1 or ADDRESS.search(cells[0]) or _TOTALS.match(fold(cells[0])):
        return False
    place = row.cells.index(cells[0])
    if row.line in table.merged:
        return True
    if place > 1 or place >= len(header.headings):
        return False
    return not known(header.headings[place]) or cells[0].endswith(":") or _SECTION.match(fold(cells[0])) is not None


def _fitted(row: Row, width: int) -> Row:
    if len(row.cells) == width:
        return row
    cells = row.cells + [""] * (width - len(row.cells))
    return Row(row.line, cells[:width], filled(cells[width:]))
