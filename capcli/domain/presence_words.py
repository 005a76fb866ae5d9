"""What a cell says of a presence: yes or no in any spelling, excused."""

import re

from capcli.domain.folding import fold
from capcli.domain.records import PresenceState

_WORDS: dict[PresenceState, frozenset[str]] = {
    "present": frozenset(
        str.split(
            "present presente presents presentes oui yes y o x 1 true vrai ok p la here attended venu venue v emarge "
            "emargee signe signee"
        )
    ),
    "absent": frozenset(str.split("absent absente absents non no n 0 false faux a abs missing")),
    "excused": frozenset({"excuse", "excusee", "excused", "exc", "e", "abs exc"}),
}
_EXCUSED = re.compile(r"\bexcus")


def state_in(cell: str) -> PresenceState | None:
    """What a cell says: yes or no in any spelling, excused; None for nothing."""
    word = fold(cell)
    if cell.strip() in ("✓", "✔", "☑", "✅"):
        return "present"
    if cell.strip() in ("✗", "✘", "❌"):
        return "absent"
    if _EXCUSED.search(word):
        return "excused"
    return next((state for state, words in _WORDS.items() if word in words), None)
