"""E-mail addresses as people type them, checked without the network."""

import re
from functools import lru_cache

from capcli.errors import Usage

_BETWEEN = re.compile(r"\s*[;,/|]\s*|\s+(?:(?:et|ou|and|or)\s+)?", re.IGNORECASE)
_LONGEST = 1000
"""Characters of a cell with several addresses; what is longer is a text."""


@lru_cache(maxsize=1 << 17)  # an import asks of each row when it reads it, and again when it adds somebody
def typed_email(text: str) -> str:
    """The address as it is kept: the writer's case before the @, the domain in small letters and in its own script.

    Raises:
        Usage: `email`, the text is not an address.
    """
    from email_validator import EmailNotValidError, validate_email

    address = text.strip().removeprefix("mailto:")
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Usage("email", value=text.strip()[:80]) from None


def first_email(text: str) -> str | None:
    """The first address of a cell that holds several and nothing else; None of any other cell."""
    parts = [part for part in _BETWEEN.split(text[:_LONGEST].strip()) if part]
    if len(parts) < 2 or len(text) > _LONGEST or not all("@" in part for part in parts):
        return None
    try:
        first, *_others = [typed_email(part) for part in parts]
    except Usage:
        return None
    return first
