"""What the cells of a column look like: shares of them that are e-mails, phones, days, amounts and the like."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from capcli.domain.phones import first_phone

SAMPLED = 300
"""Cells looked at, from all over the column."""

_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}\s+[^\W\d]{3,9}\.?\s+\d{4}|[^\W\d]{3,9}\.?\s+\d{1,2},?\s+\d{4})"
)
_HOUR = r"\d{1,2}\s*[:hH]\s*\d{2}"
_CAPITALS = r"[^\W\d_a-zà-öø-ÿ]{2,}(?:['’ -]+[^\W\d_a-zà-öø-ÿ]+)*"
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?"
_EMAIL = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[^\s@;,]{2,}")
_PHONE = re.compile(r"(?:\+|00)?\(?\d(?:[ .\-/()\u00a0\u202f]*\d){7,13}")
_DAYS = re.compile(rf"{_DAY}.*", re.DOTALL)
_AMOUNT = re.compile(
    r"[+-]?(?:EUR|€)?\s*-?\d{1,3}(?:[ \u00a0\u202f.,]?\d{3})*(?:[.,]\d{1,2})?\s*(?:€|EUR|euros?)?", re.IGNORECASE
)
_YES = frozenset(str.split("oui non yes no true false vrai faux x o n y 0 1 ✓ ✔ ok"))
TESTS: dict[str, Callable[[str], object]] = {
    "email": _EMAIL.fullmatch,
    "account": lambda text: _EMAIL.fullmatch(text) or text.casefold() in ("anonymous", "anonyme"),
    "phone": lambda text: (_PHONE.fullmatch(text) and not _DAYS.fullmatch(text)) or first_phone(text),
    "dialled": lambda text: text[:1] in "+0(" and TESTS["phone"](text),
    "postcode": re.compile(r"(?:\d{4,5}|2[AB]\d{3}|[A-Z]{1,2}-?\d{4,5})").fullmatch,
    "siret": re.compile(r"\d{3}[\s\u00a0]?\d{3}[\s\u00a0]?\d{3}[\s\u00a0]?\d{5}").fullmatch,
    "day": re.compile(rf"(?:[^\W\d]+\.?,?\s+)?{_DAY}(?:\W|T|$).*", re.DOTALL).fullmatch,
    "moment": re.compile(rf".*{_DAY}.*{_HOUR}.*", re.DOTALL).fullmatch,
    "amount": _AMOUNT.fullmatch,
    "digits": re.compile(r".*\d.*", re.DOTALL).fullmatch,
    "number": re.compile(r"[\d\s.,]+").fullmatch,
    "truth": lambda text: text.casefold() in ("true", "false", "vrai", "faux"),
    "affirmation": lambda text: text.casefold() in _YES,
    "url": re.compile(r"https?://\S+").fullmatch,
    "capitals": re.compile(rf"(?:{_CAPITALS}\s+{_WORD}(?:\s+{_WORD})?|{_WORD}(?:\s+{_WORD})?\s+{_CAPITALS})").fullmatch,
    "word": re.compile(rf"{_WORD}(?:\s+{_WORD})?").fullmatch,
    "words": re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,4}}").fullmatch,
}


_KINDS = ("email", "url", "day", "siret", "dialled", "affirmation", "amount", "postcode")
_MOST = 0.5


class Shape(Struct, frozen=True, kw_only=True):
    """How many cells of a column are filled, and those that were looked at."""

    filled: int
    sample: list[str]

    def share(self, of: str) -> float:
        """The share, 0 to 1, of the cells looked at that are of this shape; 0 of an empty column."""
        if not self.sample:
            return 0.0
        return sum(bool(TESTS[of](text)) for text in self.sample) / len(self.sample)


def shape_of(cells: Sequence[str]) -> Shape:
    """The shape of a column."""
    filled = [cell for cell in cells if cell]
    step = max(1, len(filled) // SAMPLED)
    return Shape(filled=len(filled), sample=filled[::step][: SAMPLED + 1])


def kind_of(cells: Sequence[str]) -> str:
    """What most of the cells of a column are, in a word that tells columns without headings apart; empty for none."""
    shape = shape_of(cells)
    if not shape.sample:
        return ""
    found = next((kind for kind in _KINDS if shape.share(kind) > _MOST), None)
    if found is not None:
        return found
    capitals = sum(text.isupper() for text in shape.sample) > _MOST * len(shape.sample)
    several = sum(" " in text for text in shape.sample) > _MOST * len(shape.sample)
    return ("CAPITALS" if capitals else "text") + (" of words" if several else "")
