"""Yes and no as people tick them in lists."""

from capcli.domain.names import fold

_YES = frozenset(str.split("1 oui yes true vrai x o y ok v coche checked on si ja sim"))
_YES_SIGNS = frozenset("✓✔☑✅☒×")
_NO = frozenset(str.split("0 non no n false faux off nan nein"))


def is_yes(text: str) -> bool:
    """Whether the cell says yes, by a word or a tick."""
    return fold(text) in _YES or text.strip() in _YES_SIGNS


def is_no(text: str) -> bool:
    """Whether the cell says no, by a word; an empty one says nothing."""
    return fold(text) in _NO
