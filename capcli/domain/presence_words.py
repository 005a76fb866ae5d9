"""What a cell says of a presence: yes or no in any spelling, excused."""

import re

from capcli.domain.affirmations import is_yes
from capcli.domain.folding import fold
from capcli.domain.records import PresenceState

_WORDS: dict[PresenceState, frozenset[str]] = {
    "present": frozenset(
        str.split("presente presents presentes p la here attended venu venue emarge emargee signe signee")
    ),
    "absent": frozenset(str.split("absents a abs missing")),
    "excused": frozenset({"excuse", "excusee", "excused", "exc", "e", "abs exc"}),
}
"""What is said of a presence beside yes and no."""
_EXCUSED = re.compile(r"\bexcus")


def state_in(cell: str) -> PresenceState | None:
    """What a cell says: yes or no in any spelling, excused; None for nothing."""
    word = fold(cell)
    if _EXCUSED.search(word):
        return "excused"
    state = next((state for state, words in _WORDS.items() if word in words), None)
    is_there = is_yes(cell)
    return state or (None if is_there is None else "present" if is_there else "absent")
