"""Forms that ask for several people on one row: "Participant 1 - Nom", "Participant 2 - Nom"; "Nom", "Nom 2"."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.imports.fields import field_of

_NUMBER = re.compile(r"(?<![\w/.:-])(?:n[°º]\s?)?(\d{1,2})(?![\w/.:])")
_LAST = re.compile(r".*\S\s*(?: - | – |: ?|\. |[(\[])(?P<inner>[^:()\[\]]+)[)\]]?\s*", re.DOTALL)
_NAMES = ("name", "given_name", "family_name")
_LONGEST = 500
"""Characters of a heading that is looked at."""


class People(Struct, frozen=True):
    """The places of columns about others than the first, and of those about whoever fills in the form for them.

    The latter are an address or a phone beside that which the form asks of the first; `first`: what is asked of the
    first, without the number.
    """

    others: frozenset[int] = frozenset()
    sender: frozenset[int] = frozenset()
    first: dict[int, str] = {}


class _Asked(Struct, frozen=True):
    """A heading without its number, 1 unless it says another (`told`), and the field that it means."""

    bare: str
    text: str
    number: int
    field: str | None
    told: bool


def people_of(headings: Sequence[str], kind: str) -> People:
    """Whom the columns are about, where names are asked for again under another number."""
    asked = _counted([_asked(heading, kind) for heading in headings])
    numbers: dict[str, set[int]] = {}
    for one in asked:
        if one.field in _NAMES:
            numbers.setdefault(one.bare, set()).add(one.number)
    others = {number for several in numbers.values() for number in several - {min(several)}}
    if not others:
        return People()
    of_first = {one.field for one in asked if one.told and one.number not in others}
    return People(
        first={p: one.text for p, one in enumerate(asked) if one.told and one.number not in others and one.field},
        others=frozenset(p for p, one in enumerate(asked) if one.number in others and one.field is not None),
        sender=frozenset(
            p for p, one in enumerate(asked) if not one.told and one.number == 1 and one.field in of_first
        ),
    )


def _counted(asked: Sequence[_Asked]) -> list[_Asked]:
    """The headings, those that come again without a number counted where given and family names both do."""
    met = Counter((one.bare, one.field) for one in asked if not one.told)
    if not {"given_name", "family_name"} <= {field for (_bare, field), times in met.items() if times > 1}:
        return list(asked)
    seen: Counter[str] = Counter()
    counted = []
    for one in asked:
        seen[one.bare] += not one.told
        counted.append(one if one.told else replace(one, number=seen[one.bare]))
    return counted


def _asked(heading: str, kind: str) -> _Asked:
    text = heading[:_LONGEST]
    numbers = list(_NUMBER.finditer(text))
    number = int(numbers[0][1]) if len(numbers) == 1 else 0
    bare = " ".join(_NUMBER.sub(" ", text, count=1).split()) if number else text
    inner = _LAST.fullmatch(bare)
    field = field_of(bare, kind) or (field_of(inner["inner"], kind) if inner else None)
    return _Asked(fold(bare), inner["inner"] if inner and field_of(bare, kind) is None else bare, number or 1, field,
                  told=bool(number))  # fmt: skip
