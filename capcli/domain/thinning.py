"""Which backups are kept: the newest ones, and beyond them the newest of each day, week and month."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from msgspec import Struct

Made = tuple[dt.datetime, int, int]
"""By which backups are put in order: the moment of what they hold (UTC), its entry, a number among namesakes."""


class Keeping(Struct, frozen=True, kw_only=True):
    """How many backups are kept: the `last` ones, and of the last `days`, `weeks` and `months` the newest one each.

    Only days, weeks and months that have a backup count, so that a desk which
    stood still for a year loses none by the first write after it. The last ones
    are those by moment and those by entry, which are the same unless a clock
    was wrong or an older file was put back.
    """

    last: int = 10
    days: int = 7
    weeks: int = 4
    months: int = 12


def kept(backups: Collection[Made], keeping: Keeping) -> set[Made]:
    """Those of the backups to keep. Days are UTC's, weeks begin on Monday."""
    newest_first = sorted(backups, reverse=True)
    furthest_first = sorted(backups, key=lambda backup: (backup[1], backup[0], backup[2]), reverse=True)
    chosen = {*newest_first[: keeping.last], *furthest_first[: keeping.last]}
    for count, period in ((keeping.days, _day), (keeping.weeks, _week), (keeping.months, _month)):
        chosen.update(_newest_of_each(newest_first, count, period))
    return chosen


def _newest_of_each(newest_first: list[Made], count: int, period: Callable[[dt.datetime], object]) -> Iterator[Made]:
    seen: set[object] = set()
    for backup in newest_first:
        if len(seen) == count:
            return
        this = period(backup[0])
        if this not in seen:
            seen.add(this)
            yield backup


def _day(moment: dt.datetime) -> object:
    return moment.date()


def _week(moment: dt.datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: dt.datetime) -> object:
    return moment.year, moment.month
