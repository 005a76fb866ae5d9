"""What explanations say of a bench, with their sentences; and what is done to a session by hand."""

import datetime as dt

from desk_making import TODAY, Bench, at

from capcli.domain.records import PEOPLE, SESSIONS
from capcli.services.explaining import why_place
from capcli.services.explaining_sessions import why_session
from capcli.texts.places_reasons import with_messages

EVE = dt.date(2023, 11, 27)


def place(bench: Bench, session: int, person: int, *, today: dt.date = TODAY):
    """The explanation of a person's place, with its sentences."""
    read = bench.store.read()
    known, somebody = read.get(SESSIONS, session), read.get(PEOPLE, person)
    assert known
    assert somebody
    return with_messages(why_place(read, known, somebody, today=today, now=at(today, 12)).view, known)


def about(bench: Bench, session: int, *, today: dt.date = TODAY):
    """The explanation of a session, with its sentences."""
    read = bench.store.read()
    known = read.get(SESSIONS, session)
    assert known
    return with_messages(why_session(read, known, today=today, now=at(today, 12)).view, known)


def codes(view) -> list[str]:
    return [reason.code for reason in view.reasons]


def told(view) -> list[str]:
    return [reason.message for reason in view.reasons]


def by_hand(bench: Bench, service, session: int, *people: int, **more):
    now = bench.now
    return bench.change(lambda tx: service(tx, session, *people, today=TODAY, now=now, by="camille", **more))
