"""People told of an entry before it is taken back: what they heard stays, and whoever undoes it is warned."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.records import LIVE, PEOPLE, REGISTRATIONS, SESSIONS, Person, Record, Registration, Session, Table
from capcli.domain.situations import news
from capcli.store.protocol import Change, Entry, Reader


class Heard(Struct, frozen=True, kw_only=True):
    """Somebody who was told, since the entry, what taking it back makes untrue."""

    person: Person
    registration: Registration


def unheard(kept: Record | None, as_left: Record | None) -> Record | None:
    """The registration `kept` as if nobody had told it since an entry left it; any other record as it is.

    Telling an offer starts its time to answer, which is not the entry's doing either.
    """
    if not isinstance(kept, Registration) or not isinstance(as_left, Registration) or kept.told == as_left.told:
        return kept
    same = replace(kept, told=as_left.told)
    return replace(same, held_until=as_left.held_until) if kept.state == "offered" else same


def still_heard(back: Record | None, as_left: Record | None, kept: Record | None) -> Record | None:
    """The record `back` that an undo puts back, with what was told since the entry left it."""
    registrations = (back, as_left, kept)
    if not all(isinstance(one, Registration) for one in registrations):
        return back
    assert isinstance(back, Registration)
    assert isinstance(as_left, Registration)
    assert isinstance(kept, Registration)
    return back if kept.told == as_left.told else replace(back, told=kept.told)


def only_told(change: Change) -> bool:
    """Whether nothing of a record changed but what somebody was told, and the time to answer that began with it."""
    if change.table != REGISTRATIONS.name or change.before is None or change.after is None:
        return False
    telling = {"told", "held_until"} if change.after.get("state") == "offered" else {"told"}
    names = (change.before.keys() | change.after.keys()) - telling
    return all(change.before.get(name) == change.after.get(name) for name in names)


def told_since(read: Reader, entry: Entry) -> list[Heard]:
    """Those who were told, once the entry was made, something that is no longer so when it is taken back.

    Compared is what they were told with the registrations and sessions as the
    entry found them; an entry that only keeps that people were told warns of nobody.
    """
    before = {(change.table, change.id): change.before for change in entry.changes}
    after = {(change.table, change.id): change.after for change in entry.changes}
    touched = {number for table, number in before if table == REGISTRATIONS.name}
    sessions = {number for table, number in before if table == SESSIONS.name}
    known = list(read.get_any(REGISTRATIONS, touched).values())
    known += [one for one in _of_sessions(read, sessions) if one.id not in touched]
    kept, people = (
        read.get_any(SESSIONS, [one.session for one in known]),
        read.get_any(PEOPLE, [o.person for o in known]),
    )
    heard = []
    for one in known:
        key = (REGISTRATIONS.name, one.id)
        left = _record(REGISTRATIONS, one.id, after.get(key))
        if one.told is None or one.told.at < entry.at or (isinstance(left, Registration) and left.told == one.told):
            continue
        back = _record(REGISTRATIONS, one.id, before[key]) if key in before else one
        session = kept.get(one.session)
        if (SESSIONS.name, one.session) in before:
            session = _record(SESSIONS, one.session, before[SESSIONS.name, one.session])
        person = people.get(one.person)
        if person is not None and _is_untrue(one, back, session):
            heard.append(Heard(person=person, registration=one))
    return heard


def _is_untrue(told: Registration, back: Registration | None, session: Session | None) -> bool:
    """Whether what was told of a registration is not how it would stand."""
    if back is None or session is None:
        return told.told is not None and told.told.state in LIVE
    until = told.held_until if back.state == "offered" else back.held_until
    return bool(news(replace(back, told=told.told, held_until=until), session))


def _of_sessions(read: Reader, sessions: set[int]) -> Sequence[Registration]:
    return read.find_any(REGISTRATIONS, "session", sessions) if sessions else []


def _record(table: Table[Any], number: int, kept: dict[str, Any] | None) -> Any:
    """The record as the history keeps it; None when there is none, or it is of another version's shape."""
    if kept is None:
        return None
    try:
        return replace(msgspec.convert(kept, table.record), id=number)
    except msgspec.ValidationError:
        return None
