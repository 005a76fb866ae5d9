"""Which session somebody means."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from capcli.domain.names import closeness
from capcli.domain.records import SERIES, SESSIONS, Session
from capcli.domain.sessions import first_day, in_order, takes_place_on
from capcli.errors import Ambiguous, NotFound, Usage
from capcli.store.protocol import Reader

_REFERENCE = re.compile(r"[Ss]?(\d{1,15})")
_SERIES = re.compile(r"[Cc](\d{1,15})")


def session_named(read: Reader, text: str, today: dt.date) -> Session:
    """The session that `text` names: `S7`, `7`, its code or a prefix of it, one of its days, or words of its title.

    Digits only are always a number. A day without its year is the one nearest
    `today`; a session that begins that day comes before one that goes on, whole
    words of a title before beginnings of words.

    Raises:
        NotFound: `session`.
        Ambiguous: `session_several`.
        Usage: `session_is_series`.
    """
    text = text.strip()
    reference = _REFERENCE.fullmatch(text)
    if reference:
        found = read.get(SESSIONS, int(reference[1]))
        if found is None:
            raise NotFound("session", text=text)
        return found
    sessions = sorted(read.scan(SESSIONS), key=in_order)
    for fits in _readings(text, today):
        fitting = [session for session in sessions if fits(session)]
        if fitting:
            return _only(fitting, text)
    _refuse_series(read, text)
    raise NotFound("session", text=text)


def is_reference(text: str) -> bool:
    """Whether `text` names a session by its number, `S7` or `7`, and nothing else."""
    return _REFERENCE.fullmatch(text.strip()) is not None


def _refuse_series(read: Reader, text: str) -> None:
    typed = _SERIES.fullmatch(text)
    found = read.get(SERIES, int(typed[1])) if typed else None
    if found is not None:
        refs = [SESSIONS.ref(number) for number in found.sessions]
        raise Usage("session_is_series", series=SERIES.ref(found.id), title=found.name, sessions=refs)


def _readings(text: str, today: dt.date) -> Iterable[Callable[[Session], bool]]:
    """The meanings `text` can have, the surest first."""
    code = text.lower()
    yield lambda session: session.code == code
    day = _day(text, today)
    if day is not None:
        yield lambda session: first_day(session) == day
        yield lambda session: takes_place_on(session, day)
    if code:
        yield lambda session: session.code.startswith(code)
    for enough in (3, 2, 1):
        yield lambda session, enough=enough: closeness(text, session.title) >= enough  # type: ignore[misc]


def _day(text: str, today: dt.date) -> dt.date | None:
    from capcli.domain.dates import typed_day

    try:
        return typed_day(text, today)
    except Usage:
        return None


def _only(fitting: list[Session], text: str) -> Session:
    if len(fitting) > 1:
        candidates = [(SESSIONS.ref(session.id), described(session)) for session in fitting]
        raise Ambiguous("session_several", text=text, candidates=candidates)
    return fitting[0]


def described(session: Session) -> str:
    """A session in a list of candidates: its day in digits, readable in both languages, and its title."""
    day = first_day(session)
    return f"{day:%d/%m/%Y}  {session.title}" if day else session.title
