"""When to call for dues again: so many days before or after the last day covered.

The rule is the one of Galette: a threshold asks for one call; those before the
last day are for the time before it, those after it for the time after; a call
made since the threshold answers it, and a call for an earlier period answers
nothing.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.errors import Usage


class Call(Struct, frozen=True, kw_only=True):
    """A call for dues: the day it was sent, and the first day of the period it asked for, when it named one."""

    on: dt.date
    since: dt.date | None = None


def typed_thresholds(text: str) -> tuple[int, ...]:
    """Days from the last day covered, below 0 before it, in order: "-30 -7 30 60"; empty is none.

    Raises:
        Usage: `reminder_days`.
    """
    words = text.replace(",", " ").split()
    if not all(re.fullmatch(r"[+-]?[0-9]{1,4}", word) for word in words):
        raise Usage("reminder_days", text=text)
    return tuple(sorted({int(word) for word in words}))


def threshold_due(until: dt.date, today: dt.date, thresholds: Sequence[int], calls: Iterable[Call] = ()) -> int | None:
    """The threshold that asks for a call on the day `today`; None when none does.

    `until` is the last day covered, included: on that day itself the payer is
    still called before the end. Thresholds are in days from it.
    """
    passed = (today - until).days
    reached = [days for days in sorted(thresholds) if days <= passed and (days > 0) == (passed > 0)]
    if not reached:
        return None
    answered = last_call(until, calls)
    return None if answered is not None and (answered - until).days >= reached[-1] else reached[-1]


def last_call(until: dt.date | None, calls: Iterable[Call]) -> dt.date | None:
    """The day of the last call for what comes after `until`; every call counts for somebody never covered."""
    asked = (call.on for call in calls if until is None or call.since is None or call.since > until)
    return max(asked, default=None)
