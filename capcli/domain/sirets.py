"""SIRET numbers: the fourteen digits of an establishment in the French register."""

import re

from capcli.errors import Usage

_SEPARATORS = re.compile(r"[\s.\-]+")
_LA_POSTE = "356000000"
"""The one company whose establishments are numbered past the check digit: their digits add up to a multiple of 5."""


def typed_siret(text: str) -> str:
    """The fourteen digits, without the spaces people put between them.

    Raises:
        Usage: `siret`, there are not fourteen digits; `siret_check`, one of them is mistyped (Luhn's formula).
    """
    digits = _SEPARATORS.sub("", text.strip())
    if not re.fullmatch(r"[0-9]{14}", digits):
        raise Usage("siret", value=text.strip()[:40])
    if luhn(digits) % 10 and not (digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0):
        raise Usage("siret_check", value=text.strip()[:40])
    return digits


def luhn(digits: str) -> int:
    """The sum of Luhn's formula: every other digit doubled, from the last but one; a multiple of 10 when right."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled)
