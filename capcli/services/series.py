"""Series: sessions that follow one another under one name, for which people register once."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.names import closeness
from capcli.domain.records import SERIES, SESSIONS, Series, Session
from capcli.domain.session_codes import title_key
from capcli.domain.sessions import first_day, last_day, one_line, state_on
from capcli.domain.telling_views import SeriesSession, SeriesView
from capcli.errors import Ambiguous, NotFound, Refused, Usage
from capcli.services.references import all_known, known
from capcli.services.session_views import counts_of
from capcli.store.protocol import Reader, Transaction

_REFERENCE = re.compile(r"[Cc](\d{1,15})")


class Edited(Struct, frozen=True, kw_only=True):
    """A series before and after a change."""

    before: Series
    series: Series


def reference(text: str) -> int | None:
    """The number in a reference like `C1`; None when `text` is something else."""
    typed = _REFERENCE.fullmatch(text.strip())
    return int(typed[1]) if typed else None


def series_named(read: Reader, text: str) -> Series:
    """The series that `text` names: `C1`, its name or words of it, the whole name first.

    Raises:
        NotFound: `series`.
        Ambiguous: `series_several`.
    """
    number = reference(text)
    if number is not None:
        found = read.get(SERIES, number)
        if found is None:
            raise NotFound("series", text=text.strip())
        return found
    every = list(read.scan(SERIES))
    fitting = [one for one in every if title_key(one.name) == title_key(text)]
    for enough in (3, 2, 1):
        fitting = fitting or [one for one in every if closeness(text, one.name) >= enough]
    if not fitting:
        raise NotFound("series", text=text.strip())
    if len(fitting) > 1:
        candidates = [(SERIES.ref(one.id), one.name) for one in fitting]
        raise Ambiguous("series_several", text=text.strip(), candidates=candidates)
    return fitting[0]


def same_name(read: Reader, series: Series) -> Series | None:
    """Another series of the same name, accents, case and articles aside."""
    key = title_key(series.name)
    return next((one for one in read.scan(SERIES) if one.id != series.id and title_key(one.name) == key), None)


def create(tx: Transaction, name: str, sessions: Iterable[int]) -> Series:
    """Keep a new series of `sessions`, in this order.

    Raises:
        Usage: `series_name`, `series_empty`.
        Refused: `series_twice`, another one has the name.
        NotFound: `no_such_ref`.
    """
    return _kept(tx, Series(name=name, sessions=list(dict.fromkeys(sessions))))


def edit(
    tx: Transaction, number: int, *, name: str | None = None, add: Iterable[int] = (), leave: Iterable[int] = ()
) -> Edited:
    """Give a series another name, add sessions at its end, take others out; registrations stay as they are.

    Raises:
        Refused: `series_has_not`, a session to take out is not in it; `series_twice`.
        Usage: `series_name`, `series_empty`, none would be left.
        NotFound: `no_such_ref`.
    """
    before = known(tx, SERIES, number)
    sessions = list(before.sessions)
    for session in leave:
        if session not in sessions:
            raise Refused("series_has_not", series=SERIES.ref(number), name=before.name, session=SESSIONS.ref(session))
        sessions.remove(session)
    sessions = list(dict.fromkeys([*sessions, *add]))
    after = replace(before, name=before.name if name is None else name, sessions=sessions)
    return Edited(before=before, series=_kept(tx, after))


def remove(tx: Transaction, number: int) -> Series:
    """Remove a series; its sessions and their registrations stay.

    Raises:
        NotFound: `no_such_ref`.
    """
    gone = known(tx, SERIES, number)
    tx.remove(SERIES, number)
    return gone


def sessions_of(read: Reader, series: Series) -> list[Session]:
    """The sessions of a series, in its order."""
    return all_known(read, SESSIONS, series.sessions)


def chosen_of(read: Reader, series: Series, only: Sequence[int]) -> list[Session]:
    """Those of `only` in the order of the series; all of its sessions when none is named.

    Raises:
        Refused: `series_has_not`.
    """
    for number in only:
        if number not in series.sessions:
            raise Refused(
                "series_has_not", series=SERIES.ref(series.id), name=series.name, session=SESSIONS.ref(number)
            )
    return [session for session in sessions_of(read, series) if not only or session.id in only]


def views(read: Reader, series: Iterable[Series], today: dt.date) -> list[SeriesView]:
    """Series as they are shown on `today`, in the order given."""
    series = list(series)
    known_sessions = {one.id: one for one in all_known(read, SESSIONS, (n for one in series for n in one.sessions))}
    counts = counts_of(read, known_sessions)
    shown = []
    for one in series:
        sessions = [known_sessions[number] for number in one.sessions]
        firsts = [day for session in sessions if (day := first_day(session))]
        lasts = [day for session in sessions if (day := last_day(session))]
        parts = [
            SeriesSession(
                ref=SESSIONS.ref(session.id),
                title=session.title,
                day=first_day(session),
                state=state_on(session, today),
                capacity=session.capacity,
                held=counts[session.id].held,
                waiting=counts[session.id].waiting,
            )
            for session in sessions
        ]
        shown.append(
            SeriesView(
                id=one.id,
                ref=SERIES.ref(one.id),
                name=one.name,
                from_=min(firsts, default=None),
                until=max(lasts, default=None),
                sessions=parts,
            )
        )
    return shown


def _kept(tx: Transaction, series: Series) -> Series:
    series = replace(series, name=one_line(series.name))
    if not series.name:
        raise Usage("series_name")
    if not series.sessions:
        raise Usage("series_empty", name=series.name)
    all_known(tx, SESSIONS, series.sessions)
    twin = same_name(tx, series)
    if twin is not None:
        raise Refused("series_twice", series=SERIES.ref(twin.id), name=twin.name)
    return tx.put(SERIES, series)
