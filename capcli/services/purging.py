"""Sensitive answers, deleted for good some days after their session: from the registrations and from the history."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from capcli.domain.records import REGISTRATIONS, SESSIONS, Record, Session, Table
from capcli.domain.sessions import last_day
from capcli.services.policies import sensitive_days
from capcli.store.protocol import Change, Reader, Redact, Transaction


class Purge(Struct, frozen=True, kw_only=True):
    """The registrations of one session of which the sensitive answers go, by number."""

    session: int
    registrations: list[int]


class _Answers(Record, frozen=True, kw_only=True):
    """All that a search for sensitive answers needs of a registration."""

    session: int
    sensitive: dict[str, str] = field(default_factory=dict)


_ANSWERS = Table(REGISTRATIONS.name, REGISTRATIONS.letter, _Answers)


def due(read: Reader, *, today: dt.date, sessions: Iterable[int] | None = None) -> list[Purge]:
    """What is to be deleted by now, by session; of all sessions unless some are named.

    The answers are kept for the days of the setting after the session's last
    day, the last of them included; for ever while a session has no day.
    """
    if sessions is None:
        every = read.find_filled(_ANSWERS, "sensitive")
    else:
        every = read.find_any(_ANSWERS, "session", sessions)
    held: dict[int, list[int]] = {}
    for one in every:
        if one.sensitive:
            held.setdefault(one.session, []).append(one.id)
    days = sensitive_days(read) if held else 0
    return [
        Purge(session=number, registrations=sorted(held[number]))
        for number, session in read.get_any(SESSIONS, held).items()
        if _passed(session, days, today)
    ]


def is_past_keeping(read: Reader, session: Session, today: dt.date) -> bool:
    """Whether sensitive answers to this session are deleted by now, so that none is taken in again."""
    return _passed(session, sensitive_days(read), today)


def purge(tx: Transaction, *, today: dt.date) -> list[Purge]:
    """Delete what is due; to be committed with `redacting`, which takes it out of the history too."""
    purges = due(tx, today=today)
    numbers = [number for one in purges for number in one.registrations]
    for registration in tx.get_any(REGISTRATIONS, numbers).values():
        tx.put(REGISTRATIONS, replace(registration, sensitive={}))
    return purges


def redacting(purges: Iterable[Purge]) -> Redact | None:
    """What the history may keep of these registrations; None where nothing is to be taken out of it."""
    numbers = {number for one in purges for number in one.registrations}
    if not numbers:
        return None

    return lambda change: without_answers(change) if change.id in numbers else change


def without_answers(change: Change) -> Change:
    """The change of a registration without its sensitive answers; any other as it is."""
    if change.table != REGISTRATIONS.name:
        return change
    return replace(change, before=_without(change.before), after=_without(change.after))


def _without(document: dict[str, Any] | None) -> dict[str, Any] | None:
    return document and {key: value for key, value in document.items() if key != "sensitive"}


def _passed(session: Session, days: int, today: dt.date) -> bool:
    last = last_day(session)
    return last is not None and (today - last).days > days
