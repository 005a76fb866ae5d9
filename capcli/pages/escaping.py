"""Texts put into Markdown so that it shows them as they are."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_OPENING = re.compile(r"^(?:(\d{1,9})([.)])|([#+=-]))")


def escaped(text: str) -> str:
    """`text`, on one line, without anything that Markdown would act upon."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)


def code(text: str) -> str:
    """`text` as a code span, whatever it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {text} " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else text
    return f"{fence}{padded}{fence}"
