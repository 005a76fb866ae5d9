"""The headings of a table: found wherever they are, over one line or two."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from capcli.domain.half_day_words import names_part
from capcli.domain.names import fold
from capcli.imports import tables
from capcli.imports.own_exports import own_kind
from capcli.imports.tables import Row, Table, filled

Known = Callable[[str], bool]
"""Whether a heading means something."""
ADDRESS = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+")
_PLAIN_DATA = re.compile(r"[+(]?\d[\d .()-]{7,18}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,].*)?")
"""Phones and days: no heading is one."""
_SPACES = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


class Header(Struct, frozen=True):
    """Where the headings of a table are: the number of rows down to them, their line (0: none), how many are known."""

    headings: list[str]
    below: int
    line: int
    score: int = 0
    first: int = 0
    """The place of the first row that is part of them."""


def header_of(table: Table, known: Known, *, headed: bool | None) -> Header | None:
    """The headings among the first rows of a table; None when no row has a known one.

    `headed`: the first filled row is headings, whatever it holds; False: there are none.
    """
    if table.headings is not None:
        return Header(table.headings, 0, 0, _score(table.headings, known))
    rows = table.rows[: tables.HEADINGS_WITHIN]
    start = next((place for place, row in enumerate(rows) if any(row.cells)), 0)
    if headed:
        return Header(_clean(rows[start].cells), start + 1, rows[start].line, 1, start)
    scores = [_score(row.cells, known) for row in rows]
    if headed is None and max(scores, default=0):
        return _around(table.rows, _best(table.rows, scores), known, max(scores))
    if headed is False or _is_data(rows[start : start + 1]):
        return Header([""] * max(len(row.cells) for row in table.rows), start, 0, 0, start)
    return None


def headings_at(rows: Sequence[Row], place: int, known: Known) -> Header:
    """The headings that begin at `place`, over one line or two."""
    return _around(rows, place, known, _score(rows[place].cells, known))


def is_heading_row(row: Row, known: Known) -> bool:
    """Whether a row is the headings of another section: three known ones, and most of it."""
    score = _score(row.cells, known)
    return score >= 3 and 2 * score >= len(filled(row.cells))


def _score(cells: Sequence[str], known: Known) -> int:
    """How many different known headings the cells are; none where somebody's address is among them.

    A question of ours may be anything.
    """
    if any(ADDRESS.fullmatch(cell) for cell in cells) and own_kind(cells) is None:
        return 0
    return len({cell for cell in _clean(cells) if cell and known(cell)})


def _is_data(rows: Sequence[Row]) -> bool:
    return any(ADDRESS.fullmatch(cell) or _PLAIN_DATA.fullmatch(cell) for row in rows for cell in row.cells)


def _best(rows: Sequence[Row], scores: Sequence[int]) -> int:
    """The row with the most known headings; of different ones with as many, the one with most rows below."""
    best = max(scores)
    places = [place for place, score in enumerate(scores) if score == best]
    others = [place for place in places[1:] if rows[place].cells != rows[places[0]].cells]
    return max([places[0], *others], key=lambda place: _block(rows, place))


def _block(rows: Sequence[Row], place: int) -> int:
    """How many rows stand below, up to a blank one."""
    length = 0
    for row in rows[place + 1 :]:
        if not any(row.cells):
            break
        length += 1
    return length


def _around(rows: Sequence[Row], place: int, known: Known, score: int) -> Header:
    """The headings at `place`, with those of the row above or below when they are over two lines."""
    cells = _clean(rows[place].cells)
    if place + 1 < len(rows) and _completes(rows[place + 1], cells, known):
        joined = _under(cells, _clean(rows[place + 1].cells), known)
        return Header(joined, place + 2, rows[place + 1].line, _score(joined, known), place)
    above = _clean(rows[place - 1].cells) if place else []
    if len(filled(above)) > 1 or (above and not above[0]):
        joined = _grouped(above, cells)
        return Header(joined, place + 1, rows[place].line, score, place - 1 if joined != cells else place)
    return Header(cells, place + 1, rows[place].line, score, place)


def _completes(row: Row, headings: Sequence[str], known: Known) -> bool:
    """Whether a row below headings holds headings too: known ones only, or details of those that nobody knows."""
    there = [(place, cell) for place, cell in enumerate(_clean(row.cells)) if cell]
    tops = [headings[place] if place < len(headings) else "" for place, _cell in there]
    if there and all(names_part(cell) for _place, cell in there) and not any(known(top) for top in tops):
        return True  # the half-days below their days, as on a sign-in sheet
    if not there or _is_data([row]) or any(any(char.isdigit() for char in cell) for _place, cell in there):
        return False
    if all(known(cell) for _place, cell in there):
        return True
    return len(there) > 1 and "" in tops and not any(known(top) for top in tops)


def _under(above: Sequence[str], below: Sequence[str], known: Known) -> list[str]:
    """Two lines of headings as one; details that nobody knows are told with their group: "Présence (Matin)"."""
    width = max(len(above), len(below))
    tops, lows = [*above, *[""] * (width - len(above))], [*below, *[""] * (width - len(below))]
    if all(known(low) for low in filled(lows)):
        return _grouped(tops, [low or top for top, low in zip(tops, lows, strict=True)])
    pairs = zip(tops, _groups(tops), lows, strict=True)
    return [f"{group} ({low})" if low and group else low or top for top, group, low in pairs]


def _grouped(above: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The headings, each with the title above its group where the groups have the same ones ("Nom", "Nom")."""
    tops = [*above, *[""] * (len(headings) - len(above))][: len(headings)]
    groups = _groups(tops)
    whole = [heading or top for top, heading in zip(tops, headings, strict=True)]
    counts = Counter(fold(heading) for heading in whole)
    shared = {groups[place] for place, heading in enumerate(whole) if heading and counts[fold(heading)] > 1}
    if len(shared) < 2:
        return whole
    return [
        f"{heading} {group}" if heading and group and group in shared and heading != group else heading
        for heading, group in zip(whole, groups, strict=True)
    ]


def _groups(tops: Sequence[str]) -> list[str]:
    """The title of the group of each column: it stands above the first one."""
    groups, group = [], ""
    for top in tops:
        group = top or group
        groups.append(group)
    return groups


def _clean(cells: Sequence[str]) -> list[str]:
    """Headings with plain spaces and without what is not seen."""
    return [_SPACES.sub(" ", _UNSEEN.sub("", cell)).strip() if not cell.isalnum() else cell for cell in cells]
