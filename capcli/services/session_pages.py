"""What reading a page would make of the sessions that are kept, and making it so."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import SESSIONS, Session
from capcli.domain.session_codes import title_key
from capcli.domain.sessions import PAGE_FIELDS, first_day, in_day_order
from capcli.errors import Refused, Usage
from capcli.services.sessions import Changed, session_like, upsert_page
from capcli.store.protocol import Reader, Transaction


class Planned(Struct, frozen=True, kw_only=True):
    """A session of a page (`session`) beside the one that is kept.

    `before` is None for a new one, `after` what would be kept; they are equal
    when nothing changes. `namesake` is a session of the same title on other
    days, when a new one would be made beside it.
    """

    session: Session
    before: Session | None
    after: Session
    namesake: Session | None = None

    @property
    def is_same(self) -> bool:
        """Whether the page says nothing new."""
        return self.before == self.after


def planned(read: Reader, sessions: Sequence[Session], *, known: int | None = None) -> list[Planned]:
    """What each session of a page would become; `known` is the number of the one that the page is of.

    Raises:
        Usage: `page_several`, a page of several sessions cannot be one session; what `in_day_order` refuses.
        Refused: `page_twice`, two sessions of the page could not be told apart.
    """
    if known is not None and len(sessions) != 1:
        raise Usage("page_several", count=len(sessions))
    seen: set[tuple[str, dt.date | None]] = set()
    for session in sessions:
        key = title_key(session.title), first_day(session)
        if key in seen:
            raise Refused("page_twice", title=session.title)
        seen.add(key)
    return [_planned(read, session, known) for session in sessions]


def _planned(read: Reader, session: Session, known: int | None) -> Planned:
    session = replace(session, title=" ".join(session.title.split()), slots=in_day_order(session.slots))
    day = first_day(session)
    before = read.get(SESSIONS, known) if known is not None else session_like(read, session.title, day)
    if before is None:
        same = [s for s in read.scan(SESSIONS) if title_key(s.title) == title_key(session.title) and not s.cancelled]
        return Planned(session=session, before=None, after=session, namesake=same[-1] if same else None)
    stated = {name: getattr(session, name) for name in PAGE_FIELDS if getattr(session, name) not in (None, [], {})}
    # A page does not say its time zone, and other headings alone are not worth an entry of the history.
    after = replace(before, **{**stated, "timezone": before.timezone, "headings": before.headings})
    if after != before and session.headings:
        after = replace(after, headings=session.headings)
    return Planned(session=session, before=before, after=after)


def keep(
    tx: Transaction, agreed: Sequence[Planned], *, known: int | None, today: dt.date, now: dt.datetime, by: str
) -> list[Changed] | None:
    """Make and change what was agreed to, all of it or nothing; None when the sessions changed since it was shown.

    Raises:
        Usage, Refused: as `planned` and `upsert_page`.
    """
    if planned(tx, [plan.session for plan in agreed], known=known) != list(agreed):
        return None
    done = []
    for plan in agreed:
        if not plan.is_same:
            number = plan.before.id if plan.before else None
            done.append(upsert_page(tx, plan.after, known=number, today=today, now=now, by=by))
    return done
