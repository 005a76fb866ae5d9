"""A published page read into sessions: what it states, and None for what it does not."""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import Session, Slot
from capcli.domain.sessions import PAGE_FIELDS
from capcli.domain.views import Counts, SessionView
from capcli.pages.calendars import PageWarning
from capcli.pages.cycles import Cycle, cycle_of
from capcli.pages.facts import Given
from capcli.pages.lines import Page
from capcli.pages.sections import sections_of, topics_of
from capcli.pages.stating import session_in
from capcli.pages.titles import tidy, title_line, title_of, unnumbered

TIMEZONE = "Europe/Paris"

SHARED = tuple(name for name in PAGE_FIELDS if name not in ("title", "slots", "timezone"))
"""What a session of a cycle may have from the page as a whole."""


class Reading(Struct, frozen=True, kw_only=True):
    """The sessions of a page, and what a person should check. A session without a title has an empty one."""

    sessions: list[Session]
    warnings: list[PageWarning] = []


def read_page(
    text: str,
    *,
    is_html: bool = False,
    title: str | None = None,
    year: int | None = None,
    today: dt.date,
    timezone: str = TIMEZONE,
) -> Reading:
    """The sessions that a page announces.

    `title` stands for the page's own; `year` is that of days written without
    one; `today` decides only between years that fit a weekday.
    """
    if is_html:
        from capcli.pages.html import page_of
    else:
        from capcli.pages.markdown import page_of
    return read(page_of(text), title=title, year=year, today=today, timezone=timezone)


def read(page: Page, *, title: str | None, year: int | None, today: dt.date, timezone: str = TIMEZONE) -> Reading:
    """As `read_page`, of a page already in lines."""
    line = title_line(page)
    sections = sections_of(page.lines, line)
    given = Given(title_line=line, address=page.address, year=year, today=today, timezone=timezone)
    told = tidy(title) if title else title_of(page, line)
    cycle = cycle_of(sections)
    if cycle is not None:
        return _read_cycle(cycle, told, given)
    session, warnings = session_in(topics_of(sections), sections, given)
    if not told:
        warnings = [PageWarning("no_title"), *warnings]
    return Reading(sessions=[replace(session, title=told or "")], warnings=warnings)


def _read_cycle(cycle: Cycle, told: str | None, given: Given) -> Reading:
    """Each session of the page, with what goes for all of them where it says nothing of its own."""
    common, warnings = session_in(topics_of(cycle.shared), cycle.shared, given)
    number = cycle.parts[0].head.number
    warnings = [warning for warning in warnings if warning.code in ("cancelled", "postponed")]
    warnings = [PageWarning("several_sessions", {"count": len(cycle.parts)}, number), *warnings]
    sessions = []
    for part in cycle.parts:
        own, own_warnings = session_in(topics_of(part.sections), part.sections, replace(given, title_line=None))
        warnings += [warning for warning in own_warnings if warning not in warnings]
        sessions.append(_together(own, common, unnumbered(tidy(part.head.title)) or told or ""))
    return Reading(sessions=sessions, warnings=warnings)


def _together(own: Session, common: Session, title: str) -> Session:
    """A session of a cycle: its own facts, and the common ones for those it does not state."""
    kept = {name: getattr(own, name) for name in SHARED if getattr(own, name) not in (None, [], {})}
    return replace(common, **{**kept, "title": title, "slots": _with_hours(own.slots, common.slots)})


def _with_hours(slots: list[Slot], common: list[Slot]) -> list[Slot]:
    """Days without hours take those said once for the whole cycle."""
    hours = {(slot.start, slot.end) for slot in common if slot.start}
    if len(hours) != 1 or any(slot.start for slot in slots):
        return slots
    start, end = next(iter(hours))
    return [replace(slot, start=start, end=end) for slot in slots]


def drafted(session: Session) -> SessionView:
    """A session that is only read yet, as it is shown: without number, code, state, nor title where there is none."""
    facts = {name: getattr(session, name) for name in SHARED if name != "headings"}
    return SessionView(
        id=None,
        ref=None,
        code=None,
        state=None,
        title=session.title or None,
        slots=session.slots,
        timezone=session.timezone,
        counts=Counts(),
        **facts,
    )
