"""What a file says of itself above its headings: the title of the form or of the meeting."""

from collections.abc import Sequence
from itertools import pairwise

from capcli.domain.names import fold
from capcli.imports.tables import Row, filled

_LABELS = frozenset(
    {
        "topic", "meeting title", "meeting topic", "title", "webinar", "webinar topic", "subject", "event",
        "event name", "form", "form name", "titre", "titre de la reunion", "titre reunion", "sujet",
        "sujet de la reunion", "objet", "evenement", "nom de levenement", "formulaire", "nom du formulaire",
        "formation", "session", "intitule", "nom de la reunion", "reunion", "webinaire",
    }
)  # fmt: skip
"""Beside or above a title, folded."""
_SECTIONS = frozenset({"summary", "1 summary", "resume", "1 resume", "synthese", "participants", "2 participants"})


def title_of(rows: Sequence[Row]) -> str | None:
    """The title in the rows above the headings: what stands beside or under such a word, else the first text."""
    for row, below in pairwise([*rows, Row(0, [])]):
        for place, cell in enumerate(row.cells):
            if fold(cell.rstrip(" :")) not in _LABELS:
                continue
            beside = row.cells[place + 1 : place + 2]
            under = below.cells[place : place + 1]
            found = beside if len(filled(row.cells)) == 2 else under
            if any(found):
                return _line(found[0])
    for row in rows:
        texts = filled(row.cells)
        if 0 < len(texts) <= 2 and fold(texts[0]) not in _SECTIONS:
            return _line(" ".join(texts))
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
