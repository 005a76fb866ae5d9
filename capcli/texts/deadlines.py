"""Until when a place is kept, as people say it: a midnight is the end of the day before."""

import datetime as dt


def day_ended(until: dt.datetime, timezone: str) -> dt.date | None:
    """The day that `until` ends, where it is a midnight in `timezone`: a place is kept through that day."""
    from zoneinfo import ZoneInfo

    local = until.astimezone(ZoneInfo(timezone))
    return local.date() - dt.timedelta(days=1) if local.time() == dt.time() else None
