"""Headings of one question over several columns: "Nom (Prénom)" beside "Nom (Nom de famille)"."""

import re
from collections import Counter
from collections.abc import Sequence

from capcli.domain.names import fold
from capcli.imports.fields import field_of
from capcli.imports.guesses import names_others

_ENCLOSED = re.compile(r"(?P<stem>.*\S)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]\s*", re.DOTALL)
_FOLLOWED = re.compile(r"(?P<stem>.*?\S)\s*(?: - | – |\s?: ?|\. |\s?/ ?(?=[^/]*$))(?P<inner>[^:]+)", re.DOTALL)
"""A slash parts them too, unless something else does: "Address - Postal / Zip Code"."""
_NAMES = ("name", "family_name")
"""What the name of an organisation may be called: "Structure : Nom"."""
_LONGEST = 500
"""Characters; what is longer is a text that somebody asks to be read, and looking for its parts would take long."""


def inner_headings(headings: Sequence[str], kind: str) -> dict[int, str]:
    """What stands last in headings that share their beginning, by place, where it names a field of `kind`.

    What is asked about somebody else ("Responsable : Nom") is left alone; of who pays it is told of the payer.
    """
    inner: dict[int, str] = {}
    for grammar in (_ENCLOSED, _FOLLOWED):
        short = ((place, text) for place, text in enumerate(headings) if len(text) <= _LONGEST)
        found = {place: match for place, text in short if (match := grammar.fullmatch(text))}
        stems = Counter(fold(match["stem"]) for match in found.values())
        for place, match in found.items():
            if stems[fold(match["stem"])] > 1 and _is_part(match, headings[place], kind):
                inner.setdefault(place, _told(match, kind))
    return inner


def _told(match: re.Match[str], kind: str) -> str:
    """What stands last, under the name that it has of a payer where the beginning names one."""
    stem = field_of(match["stem"], kind) or ""
    if stem == "organisation":
        return match["stem"]
    return f"payer {match['inner']}" if stem.startswith("payer_") else match["inner"]


def _is_part(match: re.Match[str], heading: str, kind: str) -> bool:
    """Whether what follows names a field, and the whole heading none that would be surer."""
    stem = field_of(match["stem"], kind)
    inner = field_of(match["inner"], kind)
    if inner is None or names_others(match["stem"]) or (stem == "organisation" and inner not in _NAMES):
        return False
    return field_of(heading, kind) in (None, "name") or match.re is _ENCLOSED
