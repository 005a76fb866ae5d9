"""When a waiting list stops before its session: from then on nobody is moved up without a person saying so."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from msgspec import Struct

from capcli.domain.records import Session
from capcli.domain.sessions import first_day
from capcli.errors import Usage

NEVER = frozenset({"", "never", "jamais"})
_DAYS = r"(\d{1,3})\s*(?:days?|jours?|j)\s+(\d\d:\d\d)"
_BEFORE = r"(\d{1,4})\s*(h|hours?|heures?|min|minutes?)"
"""Compiled when a stop is read."""


class Stop(Struct, frozen=True, kw_only=True):
    """So many days before the first slot's day at an hour, or so many minutes before its start."""

    days: int = 0
    hour: dt.time | None = None
    minutes: int = 0


def typed_stop(text: str) -> Stop | None:
    """When the list stops, as typed: "1 day 12:00", "2 h", "20 min"; None for "never".

    Raises:
        Usage: `waitlist_stop`.
    """
    typed = text.strip().lower()
    if typed in NEVER:
        return None
    if found := re.fullmatch(_DAYS, typed):
        try:
            return Stop(days=int(found[1]), hour=dt.time.fromisoformat(found[2]))
        except ValueError:
            raise Usage("waitlist_stop", text=text) from None
    if found := re.fullmatch(_BEFORE, typed):
        return Stop(minutes=int(found[1]) * (60 if found[2].startswith("h") else 1))
    raise Usage("waitlist_stop", text=text)


def stops_at(session: Session, stop: Stop | None) -> dt.datetime | None:
    """The UTC instant from which the session's waiting list stands still; None: never, or no slot has a day.

    A first slot without an hour starts at midnight.
    """
    first = first_day(session)
    if stop is None or first is None:
        return None
    zone = ZoneInfo(session.timezone)
    if stop.hour is not None:
        return dt.datetime.combine(first - dt.timedelta(days=stop.days), stop.hour, zone).astimezone(dt.UTC)
    starts = min((slot.start for slot in session.slots if slot.date == first and slot.start), default="00:00")
    begins = dt.datetime.combine(first, dt.time.fromisoformat(starts), zone).astimezone(dt.UTC)
    return begins - dt.timedelta(minutes=stop.minutes)
