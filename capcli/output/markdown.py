"""A Markdown table that any renderer shows as it was."""

import re
from collections.abc import Sequence

from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.output.words import Words, heading

SPECIAL = re.compile(r"([\\|`*_<>\[\]~&])")
BREAKS = re.compile(r"\r\n|[\r\n]")


def table(rows: Sequence[Row], columns: Sequence[Column], words: Words, footer: Sequence[str] = ()) -> str:
    """A pipe table, and the totals below it."""
    lines = [_line([escaped(heading(column)) for column in columns]), _line(["---"] * len(columns))]
    lines += [_line([escaped(words.cell(row, column)) for column in columns]) for row in rows]
    below = "".join(f"\n{escaped(line)}\n" for line in footer)
    return "".join(f"{line}\n" for line in lines) + below


def escaped(text: str) -> str:
    """`text` so that it reads the same once rendered; a line break becomes `<br>`."""
    return BREAKS.sub("<br>", SPECIAL.sub(r"\\\1", text.strip()))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
