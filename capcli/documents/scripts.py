"""Which texts need more fonts than those that come with typst."""

import re

_OTHER_SCRIPTS = re.compile("[\u0530-\u1dff\u2e80-\ufb12\ufb1d-\ufefe\uff01-\uffef\U00010000-\U0010ffff]")
"""Beyond Latin, Greek, Cyrillic and the signs: the fonts that come with typst have few of these letters, or none."""


def needs_other_fonts(text: str) -> bool:
    """Whether a text has letters for which the fonts of the system are to be looked at, which takes a while."""
    return _OTHER_SCRIPTS.search(text) is not None
