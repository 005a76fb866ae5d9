"""What is left of a text once a spreadsheet took it for a number, a day, an hour or a yes, and was saved."""

import datetime as dt
import re
from decimal import Decimal

from capcli.domain.guards import unguard
from capcli.domain.moments import moment_in
from capcli.domain.names import clean

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_EXPONENT = re.compile(r"([0-9](?:[.,]([0-9]+))?)[eE]\+?[0-9]{1,2}")
_SPACES = re.compile(r"\s")
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*%")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?(?:\s*([AP])M)?", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})")
_TRUTHS = ({"true", "vrai", "1"}, {"false", "faux", "0"})
_EPOCH = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)


def is_worn(held: str, told: str) -> bool:
    """Whether a spreadsheet may have made `told` of `held`: the same number, day, hour or truth, or its guard kept."""
    one = clean(held)
    return any(_is_worn(one, clean(text)) for text in (told, unguard(told)))


def _is_worn(one: str, other: str) -> bool:
    return (
        one.casefold() == other.casefold()
        or _is_same_number(one, other)
        or any(one.casefold() in truth and other.casefold() in truth for truth in _TRUTHS)
        or (_hour(one) is not None and _hour(one) == _hour(other))
        or _is_same_day(one, other)
    )


def _is_same_number(held: str, told: str) -> bool:
    one, other = _number(held), _number(told)
    if one is None or other is None:
        return False
    rounded = _EXPONENT.fullmatch(told)
    if rounded is None:
        return one == other
    places = len(rounded[2] or "")
    return f"{one:.{places}E}" == f"{other:.{places}E}"


def _number(text: str) -> Decimal | None:
    bare = _SPACES.sub("", text)
    if share := _PERCENT.fullmatch(bare):
        return Decimal(share[1].replace(",", ".")) / 100
    is_number = _NUMBER.fullmatch(bare) or _EXPONENT.fullmatch(bare) or re.fullmatch(r"[0-9]+[eE][0-9]{1,2}", bare)
    return Decimal(bare.replace(",", ".")) if is_number else None


def _hour(text: str) -> tuple[int, int] | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hours = int(found[1])
    return (hours % 12 + (12 if found[3].upper() == "P" else 0) if found[3] else hours), int(found[2])


def _is_same_day(held: str, told: str) -> bool:
    """Whether both are one day, written in any order; a spreadsheet gives one without a year that of its own clock."""
    told_as = {moment_in(told, "UTC", american=american) for american in (False, True)} - {None}
    if number := re.fullmatch(r"[2-6][0-9]{4}", told):
        told_as.add(_EPOCH + dt.timedelta(days=int(number[0])))
    if short := _DAY_OF_YEAR.fullmatch(held):
        return any(day and (day.day, day.month) == (int(short[1]), int(short[2])) for day in told_as)
    return moment_in(held, "UTC") in told_as
