"""The days after the last one covered that still count: so many days of grace, or last year's payers until a day.

Grace runs from the day after the last one covered. In calendar mode, whoever
was covered on the eve of a dues year is tolerated until a day `MM-DD` of it.
Both ends are included; the longer of the two counts.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

from capcli.domain.affiliations import END
from capcli.domain.policies import DuesPolicy, dated

_DAY = dt.timedelta(days=1)


class Grace(Struct, frozen=True, kw_only=True):
    """The days that count after a cover, both included, and by which setting; `after` is the last day covered."""

    since: dt.date
    until: dt.date
    after: dt.date
    rule: Literal["days", "tolerance"]


def grace_after(since: dt.date, until: dt.date, policy: DuesPolicy) -> Grace | None:
    """What counts after a cover from `since` to `until`; None when nothing does."""
    if until == END:
        return None
    days = min(policy.grace_days, (END - until).days)
    ends = [(until + dt.timedelta(days=days), "days"), (_tolerated(since, until, policy) or until, "tolerance")]
    last, rule = max(ends, key=lambda end: end[0])
    if last <= until:
        return None
    return Grace(since=until + _DAY, until=last, after=until, rule="days" if rule == "days" else "tolerance")


def _tolerated(since: dt.date, until: dt.date, policy: DuesPolicy) -> dt.date | None:
    """The last day of the tolerance in the dues year of the day after `until`; None unless its eve was covered."""
    if policy.period != "calendar" or not policy.tolerance_until or until.year >= dt.MAXYEAR - 1:
        return None
    day = until + _DAY
    begins = dated(policy.year_start, day.year)
    if begins > day:
        begins = dated(policy.year_start, max(day.year - 1, dt.MINYEAR))
    if not (since < begins <= day):  # the eve, the day before `begins`, is in the cover
        return None
    last = dated(policy.tolerance_until, begins.year)
    return last if last >= begins else dated(policy.tolerance_until, begins.year + 1)
