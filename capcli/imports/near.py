"""Headings that are nearly known: with a remark in brackets, in two words for one thing, with a slip."""

import re
from collections.abc import Iterator
from functools import lru_cache

from capcli.domain.names import fold
from capcli.imports.fields import field_of, headings_of
from capcli.imports.guesses import names_others
from capcli.imports.heading_forms import forms

_WORDED = 82
"""How sure a heading is of which only the words around the known one are new."""
_CLOSE = 88.0
"""Of 100; below it a heading is a question of its own."""
_SLIPPED = 20
"""How much less sure than close a heading with a slip is."""
_SHORTEST = 5
"""Letters; shorter words are near too many others ("nom", "non", "mot")."""
_REMARK = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]\s*|\s+(?:-|–|:)\s+(?:si|if|pour|for|merci|please|obligatoire|"
    r"facultatif)\b.*"
)
_BETWEEN = re.compile(
    r"\s*(?:/|\||,|&|\bou\b|\bet/ou\b|\bor\b|\bde la\b|\bde l['’]|\bde\b|\bdu\b|"
    r"\bd['’])\s*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:dans|pour|au sein|par|which|do|you|are|représent\w*|represent\w*|travaill\w+|work\w*|exerc\w+|occup\w+|"
    r"appart\w+|rattach\w+|employ(?:ez|ant)|vous|que|qui|nous|actuel\w*|complet\w*|principal\w*|main|current|in|for|from|"
    r"with)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def near_field(heading: str, kind: str) -> tuple[str, int] | None:
    """The field that `heading` nearly means, and how surely (68 to 82); None for a question of its own.

    What is about somebody else beside the person of the row is never near.
    """
    if names_others(heading):
        return None
    return _worded(heading, kind) or _slipped(heading, kind)


def _worded(heading: str, kind: str) -> tuple[str, int] | None:
    """The field of the heading without remarks and asking words, or the one that each of its words means."""
    plain = _REMARK.sub(" ", heading).strip(" ?:*")
    for text in (plain, _ASKING.sub(" ", plain).replace(" -", " ").strip()):
        field = field_of(text, kind) if text else None
        if field is not None:
            return field, _WORDED
    parts = [part for part in _BETWEEN.split(plain) if part.strip()]
    parts = parts[1:] if parts and fold(parts[0]) in ("nom", "name") else parts
    fields = {field_of(part, kind) for part in parts}
    if len(parts) > 1 and len(fields) == 1 and None not in fields:
        return str(fields.pop()), _WORDED
    return None


def _slipped(heading: str, kind: str) -> tuple[str, int] | None:
    best: tuple[str, int] | None = None
    for field, closeness in _close(heading, kind):
        if best is None or closeness - _SLIPPED > best[1]:
            best = (field, closeness - _SLIPPED)
    return best


def _close(heading: str, kind: str) -> Iterator[tuple[str, int]]:
    from rapidfuzz import fuzz, process

    known = {text: field for text, field in headings_of(kind).items() if len(text) >= _SHORTEST}
    for form in forms(heading):
        if len(form) < _SHORTEST:
            continue
        found = process.extractOne(form, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if found and form[:1] == found[0][:1]:
            yield known[found[0]], int(found[1])
