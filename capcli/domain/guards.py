"""The formula guard: how a cell that a spreadsheet would compute is kept as the text it is."""

import re

_COMPUTED = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def guard(text: str) -> str:
    """`text` with one leading `'` when a spreadsheet would take it for a formula; `unguard` takes it back."""
    return f"'{text}" if _COMPUTED.match(text) else text


def guard_for_programs(text: str) -> str:
    """As `guard`, but what is wholly a number or an E.164 phone stays: it computes to itself."""
    return text if _NUMBER.fullmatch(text) or _PHONE.fullmatch(text) else guard(text)


def unguard(text: str) -> str:
    """`text` without the `'` that `guard` put before it."""
    return text[1:] if _GUARDED.match(text) else text
