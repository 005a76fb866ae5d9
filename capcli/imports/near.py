"""Headings that are nearly known: a slip of the keyboard, a plural, a word more."""

from functools import lru_cache

from capcli.imports.fields import headings_of
from capcli.imports.heading_forms import forms

_CLOSE = 88.0
"""Of 100; below it a heading is a question of its own."""
_SHORTEST = 5
"""Letters; shorter words are near too many others ("nom", "non", "mot")."""


@lru_cache(maxsize=1024)
def near_field(heading: str, kind: str) -> tuple[str, int] | None:
    """The field whose heading is nearly `heading`, and how near it is (88 to 99); None when none is."""
    from rapidfuzz import fuzz, process

    known = {text: field for text, field in headings_of(kind).items() if len(text) >= _SHORTEST}
    best: tuple[str, int] | None = None
    for form in forms(heading):
        if len(form) < _SHORTEST:
            continue
        found = process.extractOne(form, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if found and (best is None or found[1] > best[1]) and form.split()[0][:1] == found[0][:1]:
            best = (known[found[0]], min(99, int(found[1])))
    return best
