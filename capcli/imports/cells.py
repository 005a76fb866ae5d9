"""The text of a cell: without what nobody types, and with numbers as people write them."""

import re

_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What nobody types into a form, and a terminal would obey."""
_EXACT = 15
"""Digits of a number that spreadsheets keep; the others are noise of its binary form."""


def clean_cell(text: str) -> str:
    """`text` without spaces around it and without what nobody types."""
    return text.strip() if text.isprintable() else _UNTYPED.sub("", text).strip()


def number_text(value: float) -> str:
    """A number as it is typed: 1120 for 1120.0, 0.3 for what is nearly that."""
    if value.is_integer() and abs(value) < 10**_EXACT:
        return str(int(value))
    return f"{value:.{_EXACT}g}"
