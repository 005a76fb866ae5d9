"""Who pays, where a list of payments has a name in one cell: surely somebody, or maybe an organisation."""

import re
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.name_orders import family_first, row_order, shows_somebody, split_in_order
from capcli.domain.names import fold, untitled
from capcli.domain.organisation_names import names_a_kind

_WORDS = re.compile(r"[^\W\d_]+(?:[\s'’.-]+[^\W\d_]+){1,4}\.?")
"""Two words and more: no numbers, no signs that join several."""
_JOINING = frozenset(str.split("et en au aux pour sur les un une and of for the"))
"""Small words of titles, and of no name."""


class PayerNames(Struct, frozen=True, kw_only=True):
    """What a column of payers tells of each: whether it is of people, and whether the family name comes first."""

    of_people: bool = False
    family_first: bool = False

    def person(self, text: str) -> tuple[str, str] | None:
        """The given and the family name of a text that is surely somebody's; None when it may be an organisation's."""
        name = untitled(text)
        shows = may_be_somebodys(name) and shows_somebody(name)
        if not shows and not (self.of_people and may_be_somebodys(name)):
            return None
        order = row_order(name)
        return split_in_order(name, first=self.family_first if order is None else order)


def payer_names(texts: Sequence[str]) -> PayerNames:
    """What the names of a list tell together; most that show somebody make a list of people."""
    names = [name for name in map(untitled, texts) if len(name.split()) > 1]
    shown = [name for name in names if may_be_somebodys(name) and shows_somebody(name)]
    first = family_first([row_order(name) for name in shown])
    return PayerNames(of_people=2 * len(shown) > len(names) and len(shown) > 1, family_first=first)


def may_be_somebodys(name: str) -> bool:
    """Whether the words of a name in one cell can be a person's: two and more, and none of an organisation's."""
    words = set(fold(name).split())
    return _WORDS.fullmatch(name) is not None and not words & _JOINING and not names_a_kind(name)
