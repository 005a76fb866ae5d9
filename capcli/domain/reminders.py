"""When to call for dues again: so many days before or after the last day covered."""

import re

from capcli.errors import Usage


def typed_thresholds(text: str) -> tuple[int, ...]:
    """Days from the last day covered, below 0 before it, in order: "-30 -7 30 60"; empty is none.

    Raises:
        Usage: `reminder_days`.
    """
    words = text.replace(",", " ").split()
    if not all(re.fullmatch(r"[+-]?[0-9]{1,4}", word) for word in words):
        raise Usage("reminder_days", text=text)
    return tuple(sorted({int(word) for word in words}))
