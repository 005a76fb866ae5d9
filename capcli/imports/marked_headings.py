"""Columns in which a program marks the answers of another: "Points - Courriel" of a quiz, "Courriel [Score]"."""

import re
from collections.abc import Sequence

from capcli.domain.names import fold

_BEFORE = re.compile(r"(?:points?|commentaires?|feedback|comments?)\s[-–]\s(?P<question>.+)", re.IGNORECASE | re.DOTALL)
_BEHIND = re.compile(r"(?P<question>.+?)\s*\[(?:score|note|feedback|commentaires?)\]", re.IGNORECASE | re.DOTALL)
_LONGEST = 4000
"""Characters of a heading that is looked at."""


def marking(headings: Sequence[str]) -> frozenset[int]:
    """The places of headings that mark the answers below another heading of the file."""
    asked = {fold(heading) for heading in headings if heading}
    return frozenset(place for place, heading in enumerate(headings) if _question(heading[:_LONGEST]) in asked)


def _question(heading: str) -> str | None:
    """The question whose answers a heading marks, folded; None for a question of its own."""
    found = _BEFORE.fullmatch(heading.strip()) or _BEHIND.fullmatch(heading.strip())
    return fold(found["question"]) or None if found else None
