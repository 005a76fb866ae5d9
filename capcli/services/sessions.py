"""Sessions: made, changed, moved, cancelled, copied; found again when a page is read twice.

Whatever the way in, a session passes `_kept`: the same checks for a command
and for a published page.
"""

import datetime as dt
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.bounds import RULES
from capcli.domain.effects import Effect
from capcli.domain.records import SESSIONS, Session, Slot
from capcli.domain.session_codes import code_for, title_key, typed_code
from capcli.domain.sessions import PAGE_FIELDS, check, first_day, in_day_order, moved, one_line
from capcli.errors import NotFound, Refused
from capcli.services.rejudging import Judged
from capcli.services.session_limits import Lifting, Over, lowered
from capcli.services.session_naming import session_named as session_named  # part of this module's face
from capcli.services.session_views import counts_of as counts_of
from capcli.services.session_views import view as view
from capcli.services.session_views import views as views
from capcli.store.protocol import Reader, Transaction


class Changed(Struct, frozen=True, kw_only=True):
    """A session before and after a change, and what the change did to its registrations.

    `over` are the bounds that it put below what is held; `unused` are rules
    lifted that it did not need lifted.
    """

    before: Session | None
    session: Session
    effects: list[Effect] = []
    over: list[Over] = []
    unused: tuple[str, ...] = ()


_JUDGED_BY = ("capacity", "bounds", "mode", "requires_dues", "approval", "waitlist", "queue", "price")
"""The fields by which registrations are judged, beside the first day."""


def create(tx: Transaction, session: Session, *, now: dt.datetime, code: str | None = None) -> Session:
    """Keep a new session under a number and a code of its own.

    Raises:
        Usage: what `check` and `in_day_order` refuse; `code`.
        Refused: `session_twice`, `code_taken`.
    """
    draft = replace(session, id=0, created_at=now, cancelled=False, cancelled_reason=None, allowed=[])
    return _kept(tx, draft, code=code)


def edit(
    tx: Transaction,
    number: int,
    changes: dict[str, Any],
    *,
    today: dt.date,
    now: dt.datetime,
    by: str,
    code: str | None = None,
    lifting: Lifting | None = None,
) -> Changed:
    """Change fields of a session; its coming registrations are judged again when its days or its places change.

    Raises:
        Usage: what `check` and `in_day_order` refuse; `code`.
        Refused: `session_twice`, `code_taken`; what `lowered` refuses.
    """
    tx.hold(SESSIONS, number)
    before, lifting = _known(tx, number), lifting or Lifting()
    after = replace(before, **changes)
    over = lowered(tx, before, after, changes, lifting)
    used = [RULES[one.bound.kind] for one in over]
    judged = Judged(tx, today=today, sessions=[number])
    after = _kept(tx, replace(after, allowed=[*before.allowed, *lifting.kept(used)]), code=code)
    effects = judged.again(tx, now=now, by=by) if _changes_judgement(before, after) else []
    unused = tuple(sorted(lifting.rules - set(used)))
    return Changed(before=before, session=after, effects=effects, over=over, unused=unused)


def postpone(tx: Transaction, number: int, to: dt.date, *, today: dt.date, now: dt.datetime, by: str) -> Changed:
    """Move a session to another first day: every slot and the last day to register by as many days, hours kept.

    Raises:
        Refused: `session_cancelled`, `session_undated`, `same_day`, `session_twice`.
        Usage: `hour_skipped`.
    """
    tx.hold(SESSIONS, number)
    before = _known(tx, number)
    if before.cancelled:
        raise Refused("session_cancelled", session=SESSIONS.ref(number), title=before.title)
    first = first_day(before)
    if first is None:
        raise Refused("session_undated", session=SESSIONS.ref(number), title=before.title)
    if first == to:
        raise Refused("same_day", session=SESSIONS.ref(number), title=before.title, day=to)
    judged = Judged(tx, today=today, sessions=[number])
    after = _kept(tx, moved(before, to))
    return Changed(before=before, session=after, effects=judged.again(tx, now=now, by=by))


def cancel(tx: Transaction, number: int, reason: str | None = None) -> Changed:
    """Cancel a session; it stays, its registrations keep their states, and nobody moves up.

    Raises:
        Refused: `session_cancelled`.
    """
    tx.hold(SESSIONS, number)
    before = _known(tx, number)
    if before.cancelled:
        raise Refused("session_cancelled", session=SESSIONS.ref(number), title=before.title)
    return Changed(before=before, session=tx.put(SESSIONS, replace(before, cancelled=True, cancelled_reason=reason)))


def copy(tx: Transaction, number: int, slots: list[Slot], *, now: dt.datetime, code: str | None = None) -> Session:
    """The same session on other days: same page, a code of its own, no registrations.

    A last day to register stays as many days before the first day.

    Raises:
        Usage: what `check` and `in_day_order` refuse; `code`.
        Refused: `session_twice`, `code_taken`.
    """
    original = _known(tx, number)
    draft = replace(original, slots=slots, code="", last_day_to_register=None)
    first, to = first_day(original), first_day(draft)
    if original.last_day_to_register and first and to:
        draft = replace(draft, last_day_to_register=original.last_day_to_register + (to - first))
    return create(tx, draft, now=now, code=code)


def moved_slots(session: Session, to: dt.date) -> list[Slot]:
    """The slots that `session` would have were its first day `to`; one whole day when it has none."""
    return moved(session, to).slots if first_day(session) else [Slot(date=to)]


def session_like(read: Reader, title: str, day: dt.date | None, *, besides: int = 0) -> Session | None:
    """The session with the same folded title and first day, one that is not cancelled first."""
    key = title_key(title)
    same = [s for s in read.scan(SESSIONS) if s.id != besides and first_day(s) == day and title_key(s.title) == key]
    return min(same, key=lambda session: session.cancelled, default=None)


def upsert_page(
    tx: Transaction, session: Session, *, known: int | None, today: dt.date, now: dt.datetime, by: str
) -> Changed:
    """Keep what a published page says: a new session, or the facts of the session `known` replaced by the page's.

    What the page does not state stays as it was. The number, the code and the
    registrations stay.

    Raises:
        Usage, Refused: as `create` and `edit`.
    """
    if known is None:
        return Changed(before=None, session=create(tx, session, now=now))
    stated = {
        name: getattr(session, name)
        for name in PAGE_FIELDS
        if getattr(session, name) not in (None, [], {}) or name == "title"
    }
    return edit(tx, known, stated, today=today, now=now, by=by)


def _known(read: Reader, number: int) -> Session:
    session = read.get(SESSIONS, number)
    if session is None:
        raise NotFound("session", text=SESSIONS.ref(number))
    return session


def _kept(tx: Transaction, session: Session, *, code: str | None = None) -> Session:
    """The one way in: slots in order, checks, no second session of the same title and day, a code set once."""
    session = replace(session, title=one_line(session.title), slots=in_day_order(session.slots))
    check(session)
    day = first_day(session)
    same = session_like(tx, session.title, day, besides=session.id)
    if same and not same.cancelled and not session.cancelled:
        about = {"session": SESSIONS.ref(same.id), "title": same.title}
        raise Refused("session_twice", day=day, **about) if day else Refused("session_twice_undated", **about)
    taken = {other.code for other in tx.scan(SESSIONS) if other.id != session.id}
    if code is not None:
        code = typed_code(code)
        if code in taken:
            raise Refused("code_taken", code=code)
    code = code or session.code or code_for(session.title, day, taken)
    return tx.put(SESSIONS, replace(session, code=code))


def _changes_judgement(before: Session, after: Session) -> bool:
    return first_day(before) != first_day(after) or any(
        getattr(before, name) != getattr(after, name) for name in _JUDGED_BY
    )
