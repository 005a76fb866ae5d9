"""Which language to speak: decided from the bare arguments, before anything is read or shown."""

import os
from collections.abc import Sequence

from capcli import home, texts
from capcli.errors import Usage

TAKE_A_VALUE = ("--data", "--lang", "--today")
"""The root's options whose next word is their value."""


def settle(args: Sequence[str]) -> None:
    """Speak the language of `--lang`, else `CAP_LANG`, else the one remembered, else the locale's, else English.

    Raises:
        Usage: `lang`, an option or a variable names another; it is said in the language without it.
    """
    typed, source = typed_in(args), "--lang"
    if typed is None:
        typed, source = os.environ.get("CAP_LANG") or None, "CAP_LANG"
    if typed in texts.LANGUAGES:
        texts.use(typed)
        return
    remembered = home.recall().language
    texts.use(remembered if remembered in texts.LANGUAGES else of_locale())
    if typed is not None:
        raise Usage("lang", source=source, value=typed, languages=list(texts.LANGUAGES))


def typed_in(args: Sequence[str]) -> str | None:
    """The last `--lang` before the command, not yet checked."""
    found, words = None, iter(args)
    for word in words:
        if not word.startswith("-") or word == "--":
            break
        name, joined, value = word.partition("=")
        if name in TAKE_A_VALUE and not joined:
            value = next(words, "")
        if name == "--lang":
            found = value
    return found


def of_locale() -> str:
    """The language of the system's locale, when cap speaks it."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    word = chosen.lower().partition(".")[0].partition("_")[0].partition("-")[0]
    return word if word in texts.LANGUAGES else "en"
