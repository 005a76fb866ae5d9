"""A session in sentences: its days, where it takes place, its places, the line that every write repeats."""

import datetime as dt

from msgspec import to_builtins

from capcli.domain.records import SESSIONS, Place, Session, Slot
from capcli.domain.sessions import closing_day, first_day, is_night
from capcli.domain.views import Counts, SessionView
from capcli.texts import _, day, hour, listed, ngettext
from capcli.texts.states import MODES, totals


def named(session: Session) -> str:
    """The number and the title: `S7 “Changement d’échelle”`."""
    return _("{ref} “{title}”").format(ref=SESSIONS.ref(session.id), title=session.title)


def when(session: Session) -> str:
    """Every slot in words, or that there is none yet."""
    dated = [slot_words(slot) for slot in session.slots if slot.date]
    return listed(dated) if dated else _("no day yet")


def slot_words(slot: Slot) -> str:
    """A dated slot: `Tuesday 28 November 2023, 10:30–12:00`."""
    if slot.date is None:
        return _hours(slot)
    last = slot.end_date or slot.date
    if last == slot.date:
        whole, hours = day(slot.date, weekday=True), _hours(slot)
    elif is_night(slot):
        whole, hours = day(slot.date, weekday=True), _("{hours} the next day").format(hours=_hours(slot))
    else:
        span = _("{first} to {last}")
        whole = span.format(first=day(slot.date, weekday=True), last=day(last, weekday=True))
        hours = _hours(slot)
    return _("{day}, {hours}").format(day=whole, hours=hours) if hours else whole


def where(session: Session) -> str:
    """How and where people take part, as far as it is known."""
    mode = _(MODES[session.mode]) if session.mode else ""
    place = place_words(session.place) if session.place else ""
    return _("{mode}: {place}").format(mode=mode, place=place) if mode and place else mode or place


def place_words(place: Place) -> str:
    """A place in one line."""
    town = " ".join(filter(None, (place.postcode, place.city)))
    return ", ".join(filter(None, (place.name, place.address, town)))


def places(counts: Counts, capacity: int | None) -> str:
    """The places in short: `21/25, 3 waiting`; `21` where they are not limited."""
    held = str(counts.held) if capacity is None else f"{counts.held}/{capacity}"
    if not counts.waiting:
        return held
    waiting = ngettext("{places}, {count} waiting", "{places}, {count} waiting", counts.waiting)
    return waiting.format(places=held, count=counts.waiting)


def registration_closes(session: Session, today: dt.date) -> str:
    """Until when people can register, or that they no longer can."""
    closing = closing_day(session)
    if closing is None:
        return _("No registration before the session has a day.")
    if closing < today:
        return _("Registration closed after {day}.").format(day=day(closing, weekday=True))
    return _("Registration is open through {day}.").format(day=day(closing, weekday=True))


def about(session: Session, seen: SessionView, today: dt.date) -> list[str]:
    """What a reader of a session wants told in sentences: its days, its registrations, its closing, why it is off."""
    counts, bounds = to_builtins(seen.counts), seen.bounds
    line = totals(counts, session.capacity, shown=frozenset(), bounds=bounds)
    told = [_("{day}.").format(day=when(session)), _("Registrations: {totals}.").format(totals=line)]
    if session.approval:
        told.append(_("Each request is looked at: cap confirm or cap refuse {ref} WHO.").format(ref=seen.ref))
    told += [
        _("Rule lifted: {rule} ({reason}).").format(rule=lift.rule, reason=lift.reason) for lift in session.allowed
    ]
    if session.cancelled:
        reason = session.cancelled_reason
        return [*told, _("Cancelled: {reason}.").format(reason=reason) if reason else _("Cancelled.")]
    if session.minimum is not None and seen.counts.held < session.minimum:
        short = _("Below the minimum: {held} of {minimum}.")
        told.append(short.format(held=seen.counts.held, minimum=session.minimum))
    return [*told, registration_closes(session, today)]


def warnings(session: Session, today: dt.date) -> list[str]:
    """What somebody who just wrote the session should know."""
    first, closing = first_day(session), closing_day(session)
    if first is None or closing is None:
        return [
            _("It takes no registration until it has a day: cap session edit {ref} --date DAY").format(
                ref=SESSIONS.ref(session.id)
            )
        ]
    told = []
    if first < today:
        told.append(_("Mind: {day} is past.").format(day=day(first, weekday=True)))
    elif closing < today:
        told.append(_("Mind: registration is closed already, since {day}.").format(day=day(closing, weekday=True)))
    if session.follows and session.follows[-1] > first:
        told.append(_("Mind: it follows a session of {day}, which is later.").format(day=day(session.follows[-1])))
    return told


def _hours(slot: Slot) -> str:
    if slot.start and slot.end:
        return f"{hour(slot.start)}–{hour(slot.end)}"
    if slot.start:
        return _("from {hour}").format(hour=hour(slot.start))
    return _("until {hour}").format(hour=hour(slot.end)) if slot.end else ""
