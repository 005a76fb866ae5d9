"""Phone numbers as people write them in France, kept as E.164."""

import re

from capcli.errors import Usage

_NOISE = re.compile(r"[\s.\-/()_\u00b7\u2010-\u2015]+")
_BETWEEN = re.compile(r"\s*[;,/|\n]\s*|\s+(?:et|ou|and|or|puis)\s+", re.IGNORECASE)
_LONGEST = 200
"""Characters of a cell with several numbers; what is longer is a text."""
_FRENCH = re.compile(r"(?:0|(?:\+|00)330?)([1-9]\d{8})")
_OVERSEAS = {
    "262": "+262",
    "263": "+262",
    "269": "+262",
    "639": "+262",
    "692": "+262",
    "693": "+262",
    "590": "+590",
    "690": "+590",
    "691": "+590",
    "594": "+594",
    "694": "+594",
    "596": "+596",
    "696": "+596",
    "697": "+596",
}
"""The first three digits of numbers dialled as French ones, and the country code they have abroad."""


def typed_phone(text: str) -> str:
    """The number in E.164: `04.75.78.17.15`, `+33 (0)4…` and `0033 4…` are one; foreign ones start with + or 00.

    Raises:
        Usage: `phone`, the text is not a phone number.
    """
    digits = _NOISE.sub("", text.strip().removeprefix("tel:").removeprefix("'"))  # by which Excel keeps the zero
    french = _FRENCH.fullmatch(digits) if digits.isascii() else None
    if french:
        return _at_home(french[1])
    abroad = digits if digits.startswith("+") else f"+{digits[2:]}" if digits.startswith("00") else ""
    if not abroad or not _is_valid(abroad):
        raise Usage("phone", value=text.strip()[:40])
    return abroad


def first_phone(text: str) -> str | None:
    """The first number of a cell that holds several and nothing else; None of any other cell."""
    parts = [part for part in _BETWEEN.split(text[:_LONGEST].strip()) if part]
    if len(parts) < 2 or len(text) > _LONGEST:
        return None
    try:
        first, *_others = [typed_phone(part) for part in parts]
    except Usage:
        return None
    return first


def _at_home(nine: str) -> str:
    """A French number from its nine digits: overseas departments have country codes of their own."""
    code = _OVERSEAS.get(nine[:3])
    return f"{code}{nine}" if code and _is_valid(f"{code}{nine}") else f"+33{nine}"


def _is_valid(number: str) -> bool:
    import phonenumbers

    if not re.fullmatch(r"\+[1-9][0-9]{5,14}", number):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
