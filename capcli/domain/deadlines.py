"""Until when a place is kept for somebody who has not paid or answered yet. Only a sweep lets it go."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from capcli.domain.office_hours import within
from capcli.domain.places import is_coming
from capcli.domain.policies import PlacesPolicy
from capcli.domain.records import Registration, Session
from capcli.domain.sessions import first_day, last_day
from capcli.domain.waitlist_stops import Stop, stops_at

_START = Stop()


def pending_deadline(now: dt.datetime, days: int | None, timezone: str) -> dt.datetime | None:
    """The UTC instant from which a place that waits for dues may lapse; None: never.

    The day of `now` in `timezone` does not count and the last of the `days`
    does, until midnight.
    """
    if days is None:
        return None
    zone = ZoneInfo(timezone)
    after = now.astimezone(zone).date() + dt.timedelta(days=days + 1)
    return dt.datetime.combine(after, dt.time(), zone).astimezone(dt.UTC)


def offer_deadline(told_at: dt.datetime, session: Session, policy: PlacesPolicy) -> dt.datetime:
    """The UTC instant until which somebody told of an offer at `told_at` may take it.

    So many hours later, moved to the next opening of the office; but not past
    the stop of the waiting list, when they were told before it, nor past the
    start of the session.
    """
    zone = ZoneInfo(session.timezone)
    local = (told_at.astimezone(dt.UTC) + dt.timedelta(hours=policy.offer_hours)).astimezone(zone)
    until = within(local, policy.office_hours).astimezone(dt.UTC)
    ends = (stops_at(session, policy.stops), _starts_at(session))
    return min([until, *(end for end in ends if end is not None and end > told_at)])


def has_passed(registration: Registration, now: dt.datetime) -> bool:
    """Whether the place was kept until a moment that has come: from that instant on, not before.

    Never that of somebody who was there, at one slot at least: neither a sweep
    nor a count of passed deadlines asks anywhere else.
    """
    kept = registration.state in ("pending", "offered") and registration.held_until is not None
    if not kept or registration.held_until > now:  # type: ignore[operator] # held_until is set, by `kept`
        return False
    return not was_there(registration)


def was_there(registration: Registration) -> bool:
    """Whether somebody came, to one slot at least: no deadline takes the place back."""
    return any(mark.state == "present" for mark in registration.presence)


def ends_in_time(until: dt.datetime | None, session: Session) -> bool:
    """Whether a place is kept until a moment that comes before the session is over, when it still counts."""
    last = last_day(session)
    if until is None or last is None:
        return until is not None
    return until.astimezone(ZoneInfo(session.timezone)).date() <= last


def passed(registrations: Iterable[Registration], now: dt.datetime) -> list[Registration]:
    """Those of which the deadline has passed, the oldest deadline first."""
    due = [registration for registration in registrations if has_passed(registration, now)]
    return sorted(due, key=lambda one: (one.held_until, one.id))


def lapsing(
    session: Session, registrations: Iterable[Registration], *, today: dt.date, now: dt.datetime
) -> list[Registration]:
    """Those of a session that a sweep lets go; none once it is over or cancelled, when nobody would gain by it."""
    return passed(registrations, now) if is_coming(session, today) else []


def _starts_at(session: Session) -> dt.datetime | None:
    """The UTC instant of the first slot's start; a first slot without an hour lasts through its day."""
    first = first_day(session)
    if first is not None and not any(slot.start for slot in session.slots if slot.date == first):
        after = first + dt.timedelta(days=1)
        return dt.datetime.combine(after, dt.time(), ZoneInfo(session.timezone)).astimezone(dt.UTC)
    return stops_at(session, _START)
