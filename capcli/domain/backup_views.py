"""What is shown of backups, and of what putting one back changes."""

import datetime as dt
from typing import Literal

from capcli.domain.views import View

Wholeness = Literal["whole", "edited", "damaged"]
"""Whether a copy is as `cap` wrote it, was changed outside since, or cannot be read."""


class BackupView(View, frozen=True, kw_only=True):
    """A backup: `number` 1 is the newest, `at` when what it holds was written, `size` in bytes.

    `command` made its last entry, `replaced_by` the one after it; None where
    the history does not tell. `state` is None unless it was looked at.
    """

    number: int
    at: dt.datetime
    entry: int
    command: str | None
    replaced_by: str | None
    size: int
    state: Wholeness | None
    path: str


class DifferenceView(View, frozen=True, kw_only=True):
    """How many records of a table come back with a backup, are changed to what they were, and go."""

    table: str
    back: int
    changed: int
    gone: int
