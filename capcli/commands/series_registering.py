"""What `cap register` is for: a session, or the sessions of a series."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from capcli.commands.naming import session_meant
from capcli.desk import Desk
from capcli.domain.records import SERIES, SESSIONS, Session
from capcli.errors import Ambiguous, NotFound, Refused, Usage
from capcli.services.session_naming import described, is_reference, session_named
from capcli.store.protocol import Reader

if TYPE_CHECKING:
    from capcli.domain.records import Series


def sessions_asked(desk: Desk, text: str, only: Sequence[str]) -> list[Session]:
    """The session that `text` names, or those of the series that it names, `only` some of them.

    A name that a series shares with a session is asked for, unless `only` tells.

    Raises:
        NotFound: `session`, no series has that name either.
        Ambiguous: `series_or_session`, `session_several`, `series_several`.
        Usage: `only_series`, `only_nothing`. Refused: `series_has_not`.
    """
    if only and not any(text.replace(",", " ").strip() for text in only):
        raise Usage("only_nothing")
    read = desk.store.read()
    if not only and (is_reference(text) or not read.count(SERIES)):
        return [session_meant(desk, text)]  # nearly always: nothing of series is imported
    meant = _series(desk, read, text) if only else _meant(desk, read, text)
    if isinstance(meant, Session):
        return [meant]
    from capcli.commands.series_options import sessions_meant
    from capcli.services.series import chosen_of

    return chosen_of(read, meant, sessions_meant(desk, only))


@contextmanager
def refusing_all(text: str, sessions: Sequence[Session]) -> Iterator[None]:
    """A refusal by one of several sessions, with the command for the others.

    Raises:
        Refused: `series_refused`.
    """
    try:
        yield
    except Refused as refusal:
        refs = [SESSIONS.ref(session.id) for session in sessions]
        others = [ref for ref in refs if ref != refusal.values.get("session")]
        if not len(others) == len(refs) - 1 > 0:
            raise
        from capcli.texts.errors import explain

        raise Refused("series_refused", why=explain(refusal), series=text, only=",".join(others)) from refusal


def _series(desk: Desk, read: Reader, text: str) -> "Series":
    from capcli.commands.series_options import series_meant
    from capcli.services.series import reference

    try:
        return series_meant(desk, text)
    except NotFound:
        if reference(text) is not None:
            raise
        raise Usage("only_series", session=SESSIONS.ref(session_named(read, text, desk.today).id)) from None


def _meant(desk: Desk, read: Reader, text: str) -> "Series | Session":
    from capcli.commands.asking import chosen
    from capcli.domain.session_codes import title_key
    from capcli.services.series import reference, series_named

    if reference(text) is not None:
        return series_named(read, text)
    named = [one for one in read.scan(SERIES) if title_key(one.name) == title_key(text)]
    if not named:
        try:
            return session_meant(desk, text)
        except NotFound:
            return _by_words(desk, text)
    candidates = _sessions_so_called(desk, read, text)
    if not candidates:
        return named[0]
    both = [*((SERIES.ref(one.id), one.name) for one in named), *candidates]
    picked = chosen(desk, Ambiguous("series_or_session", text=text, candidates=both))
    return series_named(read, picked) if reference(picked) is not None else session_named(read, picked, desk.today)


def _by_words(desk: Desk, text: str) -> "Series":
    """The series of which the name has these words; that no session is called so is the error otherwise."""
    from capcli.commands.series_options import series_meant

    try:
        return series_meant(desk, text)
    except NotFound:
        raise NotFound("session", text=text.strip()) from None


def _sessions_so_called(desk: Desk, read: Reader, text: str) -> list[tuple[str, str]]:
    try:
        found = session_named(read, text, desk.today)
    except NotFound:
        return []
    except Ambiguous as several:
        candidates: list[tuple[str, str]] = list(several.values["candidates"])  # type: ignore[call-overload] # as built
        return candidates
    return [(SESSIONS.ref(found.id), described(found))]
