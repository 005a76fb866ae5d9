"""Older files brought to today's format, by numbered functions on plain dictionaries.

`STEPS[0]` takes a file of format 1 to format 2, and so on. A step changes the
documents `{table: {number: document}}` in place and knows no record class, since
those change after it was written. A published step is never edited.
"""

from collections.abc import Callable, Sequence
from typing import Any

Plain = dict[str, dict[str, dict[str, Any]]]
Step = Callable[[Plain], None]

STEPS: tuple[Step, ...] = ()

FORMAT = len(STEPS) + 1
"""The format this program writes."""


def migrate(tables: Plain, form: int, steps: Sequence[Step] = STEPS) -> None:
    """Bring `tables`, a file of format `form`, to the newest format in place."""
    for step in steps[form - 1 :]:
        step(tables)
