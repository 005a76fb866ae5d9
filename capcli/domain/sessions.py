"""What is true of a session: its days, its state on a day, and what it may not hold."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from capcli.domain.bounds import check_bounds
from capcli.domain.records import Mode, Place, Session, Slot
from capcli.errors import Usage

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

PAGE_FIELDS = (
    "title",
    "why",
    "slots",
    "timezone",
    "mode",
    "place",
    "capacity",
    "minimum",
    "last_day_to_register",
    "requires_dues",
    "registration_required",
    "registration_url",
    "price",
    "speakers",
    "contact",
    "audience",
    "objectives",
    "programme",
    "follows",
    "headings",
)
"""The fields of a session that a published page may state."""


def first_day(session: Session) -> dt.date | None:
    """The first day of the first dated slot, on which membership is judged; None when no slot has a day."""
    return min((slot.date for slot in session.slots if slot.date), default=None)


def last_day(session: Session) -> dt.date | None:
    """The last day of the last slot, included; None when no slot has a day."""
    return max((slot.end_date or slot.date for slot in session.slots if slot.date), default=None)


def closing_day(session: Session) -> dt.date | None:
    """The last day on which registrations are open, included; None when no slot has a day."""
    first = first_day(session)
    if first is None:
        return None
    return session.last_day_to_register or first


def state_on(session: Session, today: dt.date) -> str:
    """`open`, `closed`, `past` or `cancelled` on the day `today`.

    Days are whole: the closing day is still open, and the last day is not yet
    past. A session without a day is closed, since it takes no registration.
    """
    if session.cancelled:
        return "cancelled"
    last, closing = last_day(session), closing_day(session)
    if last is None or closing is None:
        return "closed"
    if today > last:
        return "past"
    return "open" if today <= closing else "closed"


def takes_place_on(session: Session, day: dt.date) -> bool:
    """Whether a slot holds `day`, both ends included."""
    return any(slot.date and slot.date <= day <= (slot.end_date or slot.date) for slot in session.slots)


def in_order(session: Session) -> tuple[dt.date, str, int]:
    """A key that sorts sessions by first day and hour, undated ones last, then by number."""
    day = first_day(session)
    starts = [slot.start or "" for slot in session.slots if slot.date == day]
    return day or dt.date.max, min(starts, default=""), session.id


def one_line(title: str) -> str:
    """A title as it is kept: on one line, single spaces, nothing that no reader sees; no-break spaces stay."""
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", title).strip()


def mode_of(place: Place | None, *, online: bool) -> Mode | None:
    """How people take part, as far as it is known."""
    if online:
        return "hybrid" if place else "online"
    return "onsite" if place else None


def is_night(slot: Slot) -> bool:
    """Whether the slot ends in the small hours of the day after its own."""
    if slot.date is None or slot.end_date is None or not slot.start or not slot.end:
        return False
    return slot.end_date - slot.date == dt.timedelta(days=1) and slot.end <= slot.start


def in_day_order(slots: Iterable[Slot]) -> list[Slot]:
    """Slots as they are kept: in order, each with its last day, none twice.

    Raises:
        Usage: `slot_twice`, `slot_days`.
    """
    kept: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: (slot.date or dt.date.max, slot.start or "")):
        whole = replace(slot, end_date=slot.end_date or slot.date)
        if slot.date and whole.end_date and whole.end_date < slot.date:
            raise Usage("slot_days", day=slot.date, end_day=whole.end_date)
        if slot.date and whole in kept:
            raise Usage("slot_twice", day=slot.date)
        kept.append(whole)
    return kept


def check(session: Session) -> None:
    """Hold a session to what must be true of it before it is kept.

    Raises:
        Usage: `session_title`, `capacity`, `minimum`, `minimum_above_capacity`, `last_day_after_start`,
            `session_timezone`, `hour_skipped`; what `check_bounds` refuses.
    """
    if not session.title.strip():
        raise Usage("session_title")
    if session.capacity is not None and session.capacity < 1:
        raise Usage("capacity", capacity=session.capacity)
    if session.minimum is not None and session.minimum < 1:
        raise Usage("minimum", minimum=session.minimum)
    if session.capacity and session.minimum and session.minimum > session.capacity:
        raise Usage("minimum_above_capacity", minimum=session.minimum, capacity=session.capacity)
    first = first_day(session)
    if first and session.last_day_to_register and session.last_day_to_register > first:
        raise Usage("last_day_after_start", last_day=session.last_day_to_register, day=first)
    check_bounds(session)
    _check_hours(session)


def moved(session: Session, to: dt.date) -> Session:
    """The session with every slot, and the last day to register, moved by as many days; hours stay.

    The session must have a day.
    """
    first = first_day(session)
    assert first is not None
    by = to - first
    last = session.last_day_to_register
    slots = [
        replace(slot, date=slot.date and slot.date + by, end_date=slot.end_date and slot.end_date + by)
        for slot in session.slots
    ]
    return replace(session, slots=slots, last_day_to_register=last and last + by)


def _check_hours(session: Session) -> None:
    """Refuse a time zone that does not exist, and the hours that a clock change skips in it."""
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(session.timezone)
    except (KeyError, ValueError, OSError):
        raise Usage("session_timezone", timezone=session.timezone) from None
    for slot in session.slots:
        if slot.date is None:
            continue
        for day, hour in ((slot.date, slot.start), (slot.end_date or slot.date, slot.end)):
            if hour and _is_skipped(day, hour, zone):
                raise Usage("hour_skipped", day=day, hour=hour, timezone=session.timezone)


def _is_skipped(day: dt.date, hour: str, zone: "ZoneInfo") -> bool:
    """Whether the clocks jump over this hour; one that comes twice in autumn is meant the first time."""
    local = dt.datetime.combine(day, dt.time.fromisoformat(hour), zone)
    return local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None)
