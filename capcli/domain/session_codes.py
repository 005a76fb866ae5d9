"""The codes of sessions, made from a day and a title or typed; lists of sessions need none of it."""

import datetime as dt
import re
from collections.abc import Collection

from capcli.domain.names import fold, title_words
from capcli.errors import Usage

CODE_LENGTH = 40
LONGEST_CODE = 200
"""Of one that is typed; no database has an index of names of any length."""


def title_key(title: str) -> str:
    """What two titles have in common when they are the same to a reader."""
    return fold(title)


def code_for(title: str, first_day: dt.date | None, taken: Collection[str]) -> str:
    """The code of a session: its day or `undated`, then words of its title, 40 characters at most.

    A code already `taken` is followed by `-2`, `-3` and so on, beyond the 40.
    """
    day = first_day.isoformat() if first_day else "undated"
    words = [re.sub(r"[^a-z0-9]", "", word) for word in title_words(title)]
    code = "-".join([day, *filter(None, words)])
    if len(code) > CODE_LENGTH:
        cut = code[: CODE_LENGTH + 1].rpartition("-")[0]
        code = cut if len(cut) > len(day) else code[:CODE_LENGTH]
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    return free


def typed_code(text: str) -> str:
    """A code that a person chose: small letters, digits and hyphens, with one letter at least.

    Without a letter it would be taken for a number or a day; `s7` for a reference.

    Raises:
        Usage: `code`, `name_long`.
    """
    code = text.strip().lower()
    if len(code) > LONGEST_CODE:
        raise Usage("name_long", name=f"{code[:40]}…", most=LONGEST_CODE)
    if not re.fullmatch(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*", code) or re.fullmatch(r"[a-z]\d+", code):
        raise Usage("code", text=text)
    return code
