"""Who was there: the connections that a meeting's report tells."""

import datetime as dt

from msgspec import Struct


class Connection(Struct, frozen=True, kw_only=True):
    """One line of a report: `name` as the meeting showed it, from one UTC instant to another.

    Reports without the day or the hour of leaving give `minutes` only; then both
    instants may be None. `host` marks who ran the meeting, a room or a device that is nobody.
    """

    line: int
    name: str
    email: str | None = None
    joined: dt.datetime | None = None
    left: dt.datetime | None = None
    minutes: int | None = None
    host: bool = False
