"""One thing on the screen: a line for each fact that is known."""

import re
from collections.abc import Sequence

from capcli.output.columns import Column
from capcli.output.values import Row
from capcli.output.words import Words, heading
from capcli.texts import _

UNREADABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]+")


def lines(row: Row, columns: Sequence[Column], words: Words) -> str:
    """`Heading: value` lines; several values go below their heading, one a line."""
    told = []
    for column in columns:
        values = [UNREADABLE.sub(" ", text) for text in words.lines(row, column)]
        if len(values) == 1 and "\n" not in values[0]:
            told.append(_("{heading}: {value}").format(heading=heading(column), value=values[0]))
        elif values:
            told.append(_("{heading}:").format(heading=heading(column)))
            told += [f"  {line}" for text in values for line in text.splitlines()]
    return "".join(f"{line}\n" for line in told)
