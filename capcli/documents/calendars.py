"""Calendar files (iCalendar, RFC 5545) that calendars of every make accept."""

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from capcli.domain.records import SESSIONS, Session, Slot
from capcli.domain.sessions import first_day
from capcli.errors import Refused

if TYPE_CHECKING:
    from icalendar import Event

YEAR = dt.timedelta(days=366)


def calendar_of(session: Session, *, revision: int, now: dt.datetime, location: str = "") -> bytes:
    """The calendar file of a session, an event for each dated slot, with its time zone.

    `revision` counts the session's changes: a calendar that has the event
    already takes the one with the higher number (its SEQUENCE). The UID stays
    whatever changes. Slots without a day are left out.

    Raises:
        Refused: `session_undated`.
    """
    from icalendar import Calendar

    if first_day(session) is None:
        raise Refused("session_undated", session=SESSIONS.ref(session.id), title=session.title)
    calendar = Calendar()
    calendar.add("prodid", "-//cap//cap//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.cancelled else "PUBLISH")
    dated = [slot for slot in session.slots if slot.date]
    for number, slot in enumerate(dated, start=1):
        event = _event(session, slot, now)
        event.add("uid", _uid(session, number if len(dated) > 1 else 0))
        event.add("sequence", revision)
        if location:
            event.add("location", location)
        calendar.add_component(event)
    days = [day for slot in dated for day in (slot.date, slot.end_date) if day]
    # The changes of clocks around these days, not those since 1970.
    calendar.add_missing_timezones(first_date=min(days) - YEAR, last_date=max(days) + YEAR)
    content: bytes = calendar.to_ical()
    return content


def _uid(session: Session, number: int) -> str:
    """The same for the same session and slot, and no other file's: the moment it was made is in it."""
    made = f"{session.created_at:%Y%m%dT%H%M%SZ}" if session.created_at else session.code
    return f"{SESSIONS.ref(session.id)}{f'-{number}' if number else ''}-{made}@cap".lower()


def _event(session: Session, slot: Slot, now: dt.datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("summary", session.title)
    event.add("dtstamp", now)
    _add_times(event, slot, session.timezone)
    event.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
    if session.registration_url:
        event.add("url", session.registration_url)
    if session.contact:
        event.add(
            "contact", ", ".join(filter(None, (session.contact.name, *session.contact.phones, *session.contact.emails)))
        )
    return event


def _add_times(event: "Event", slot: Slot, timezone: str) -> None:
    """Start and end: whole days without hours; the same hours each day of a span of days."""
    assert slot.date is not None
    last = slot.end_date or slot.date
    if slot.start is None:
        event.add("dtstart", slot.date)
        event.add("dtend", last + dt.timedelta(days=1))
        return
    zone = ZoneInfo(timezone)
    event.add("dtstart", dt.datetime.combine(slot.date, dt.time.fromisoformat(slot.start), zone))
    if slot.end is None:
        return
    end = dt.time.fromisoformat(slot.end)
    days = (last - slot.date).days
    if days and slot.end > slot.start:
        event.add("dtend", dt.datetime.combine(slot.date, end, zone))
        event.add("rrule", {"freq": "daily", "count": days + 1})
    else:
        event.add("dtend", dt.datetime.combine(last, end, zone))
