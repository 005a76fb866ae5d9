"""Long lines on a terminal: broken between words, and not inside a command that somebody copies.

On their way elsewhere lines stay whole: they are searched, pasted, or wrapped again.
"""

import re

_COMMAND = r"\bcap [a-z](?:[^.;,:\s]|[.;,:](?=\S)|\s(?![–—]\s))*"  # compiled by `re` when a line is too long
"""A command in a sentence, up to the stop, comma or dash behind it."""
_JOINED = "\0"
"""Stands for a space at which no line is broken."""
_DEEPER = "  "
_NARROWEST = 20
"""Signs: a line no longer than this is not looked at, nor is a narrower terminal served."""


def fitted(text: str) -> str:
    """`text` with the lines that are too long for the terminal broken."""
    if len(text) <= _NARROWEST:
        return text
    from shutil import get_terminal_size

    width = max(get_terminal_size((80, 24)).columns, _NARROWEST)
    return "\n".join(line if len(line) <= width else wrapped(line, width) for line in text.split("\n"))


def wrapped(line: str, width: int) -> str:
    """A line of text over several of at most `width` signs, those below the first a little deeper.

    Words that are longer than a line stay whole, and so do commands that fit on one.
    """
    from textwrap import fill

    def whole(command: re.Match[str]) -> str:
        return command[0].replace(" ", _JOINED) if len(command[0]) < room else command[0]

    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)]
    room = width - len(indent) - len(_DEEPER)
    told = fill(
        re.sub(_COMMAND, whole, body),
        width,
        initial_indent=indent,
        subsequent_indent=indent + _DEEPER,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return told.replace(_JOINED, " ")
