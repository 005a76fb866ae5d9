"""Headings of one question over several columns: "Nom (Prénom)" beside "Nom (Nom de famille)"."""

import re
from collections import Counter
from collections.abc import Sequence

from capcli.domain.names import fold
from capcli.imports.fields import field_of
from capcli.imports.guesses import names_others

_ENCLOSED = re.compile(r"(?P<stem>.*\S)\s*\((?P<inner>[^()]+)\)\s*", re.DOTALL)
_FOLLOWED = re.compile(r"(?P<stem>.*?\S)\s*(?: - | – |\s?: ?|\s?/ ?|\. )(?P<inner>[^:/]+)", re.DOTALL)


def inner_headings(headings: Sequence[str], kind: str) -> dict[int, str]:
    """What stands last in headings that share their beginning, by place, where it names a field of `kind`.

    What is asked about somebody else ("Responsable : Nom") is left alone.
    """
    inner: dict[int, str] = {}
    for grammar, overrides in ((_ENCLOSED, True), (_FOLLOWED, False)):
        found = {place: match for place, text in enumerate(headings) if (match := grammar.fullmatch(text))}
        stems = Counter(fold(match["stem"]) for match in found.values())
        for place, match in found.items():
            known = field_of(match["inner"], kind) is not None and not names_others(match["stem"])
            if stems[fold(match["stem"])] > 1 and known and (overrides or field_of(headings[place], kind) is None):
                inner.setdefault(place, match["inner"])
    return inner
