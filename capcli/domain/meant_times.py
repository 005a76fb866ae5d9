"""The slots that a registration is for, and their times as they are kept with what somebody was told."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from capcli.domain.records import Session, Slot

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Coming(Protocol):
    """A registration, as far as its slots go."""

    @property
    def slots(self) -> Sequence[int]:
        """The slots it is for, none for all."""


def slots_meant(registration: Coming, session: Session) -> list[Slot]:
    """The slots that the registration is for."""
    wanted = registration.slots
    return [slot for number, slot in enumerate(session.slots, start=1) if not wanted or number in wanted]


def times_meant(registration: Coming, session: Session) -> list[str]:
    """Their times, as "2023-11-28 10:30-12:00"."""
    return [_time(slot) for slot in slots_meant(registration, session)]


def without_days(times: Iterable[str]) -> list[str]:
    """The times with their days counted from the first: as they were where all of them moved together."""
    told = list(times)
    first = min((found[0] for time in told if (found := _ISO.search(time))), default="")
    return [_ISO.sub(lambda day: str(_days_between(first, day[0])), time) for time in told]


def _days_between(first: str, day: str) -> int:
    return (dt.date.fromisoformat(day) - dt.date.fromisoformat(first)).days


def _time(slot: Slot) -> str:
    last = slot.end_date if slot.end_date != slot.date else None
    days = "/".join(day.isoformat() for day in (slot.date, last) if day)
    hours = f"{slot.start or ''}-{slot.end or ''}" if slot.start or slot.end else ""
    return " ".join(filter(None, (days, hours)))
