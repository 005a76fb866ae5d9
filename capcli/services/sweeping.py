"""What time alone brings, planned and then done after a yes: deadlines that have passed, answers kept long enough.

Nothing else ever lapses anything (rule 6).
"""

import datetime as dt
from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from capcli.domain.deadlines import lapsing
from capcli.domain.effects import Effect
from capcli.domain.queue_views import SweepView
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session, State, WaitsFor
from capcli.domain.registration_views import person_name
from capcli.domain.registrations import moved
from capcli.domain.rosters import Roster
from capcli.services import purging
from capcli.services.promotions import fill
from capcli.services.purging import Purge
from capcli.store.protocol import Reader, Redact, Transaction


class Swept(Struct, frozen=True, kw_only=True):
    """What a sweep does in one session: who lapses, as they were before, and who moves up then.

    `purged` are the registrations whose sensitive answers are deleted for good.
    """

    session: int
    lapsed: list[Registration] = []
    effects: list[Effect] = []
    purged: list[int] = []


class Withdrawn(Exception):  # noqa: N818 # no error: the way out of a change
    """Leaves a change so that nothing is kept, and carries what was worked out in it."""

    def __init__(self, swept: list[Swept]) -> None:
        super().__init__()
        self.swept = swept


def due(read: Reader, *, today: dt.date, now: dt.datetime) -> list[tuple[Session, list[Registration]]]:
    """The registrations whose deadline has passed, by session, in sessions that are still to come."""
    kept: dict[int, list[Registration]] = {}
    for registration in read.find_any(REGISTRATIONS, "state", ["pending", "offered"]):
        if registration.held_until is not None:
            kept.setdefault(registration.session, []).append(registration)
    found = []
    for number, session in read.get_any(SESSIONS, kept).items():
        over = lapsing(session, kept[number], today=today, now=now)
        if over:
            found.append((session, over))
    return found


def sweep(tx: Transaction, *, today: dt.date, now: dt.datetime, by: str) -> list[Swept]:
    """Cancel what lapses, then give or offer the places to those who wait; delete the answers kept long enough.

    To be committed with `purging.redacting` over what is `purged`.
    """
    held = {session.id for session, _over in due(tx, today=today, now=now)}
    for number in sorted(held):
        tx.hold(SESSIONS, number)
    over = [one for one in due(tx, today=today, now=now) if one[0].id in held]
    swept = [_swept(tx, session, lapsed, today=today, now=now, by=by) for session, lapsed in over]
    purges = purging.purge(tx, today=today)
    return [*swept, *(Swept(session=one.session, purged=one.registrations) for one in purges)]


def redacting(swept: Iterable[Swept]) -> Redact | None:
    """What the history may keep once this is done; None where it keeps everything."""
    return purging.redacting(Purge(session=one.session, registrations=one.purged) for one in swept)


def rehearse(tx: Transaction, *, today: dt.date, now: dt.datetime, by: str) -> NoReturn:
    """Work out what a sweep does by doing it, and take it back.

    Raises:
        Withdrawn: always.
    """
    raise Withdrawn(sweep(tx, today=today, now=now, by=by))


def apply(tx: Transaction, shown: list[Swept], *, today: dt.date, now: dt.datetime, by: str) -> list[Swept]:
    """Do what was shown.

    Raises:
        Withdrawn: it would do something else by now.
    """
    swept = sweep(tx, today=today, now=now, by=by)
    if swept != shown:
        raise Withdrawn(swept)
    return swept


def views(read: Reader, swept: Swept) -> list[SweepView]:
    """What a sweep does in a session as it is shown: who lapses, then who is served, then whose answers go."""
    session = read.get(SESSIONS, swept.session)
    if session is None:
        return []
    served = [one for one in swept.effects if one.kind in ("promoted", "offered", "stopped")]
    known = read.get_any(REGISTRATIONS, [*(one.registration for one in served), *swept.purged])
    people = read.get_any(PEOPLE, [one.person for one in (*swept.lapsed, *known.values())])
    rows: list[tuple[Registration, str, State, WaitsFor | None]] = []
    rows += [(one, "lapses", "cancelled", None) for one in swept.lapsed]
    rows += [
        (known[one.registration], one.kind, one.state, one.waits_for) for one in served if one.registration in known
    ]
    purged = [known[number] for number in swept.purged if number in known]
    rows += [(one, "purged", one.state, one.waits_for) for one in purged]
    return [
        _view(session, people[one.person], one, action, state, waits_for)
        for one, action, state, waits_for in rows
        if one.person in people
    ]


def _view(
    session: Session, person: Person, registration: Registration, action: str, state: State, waits_for: WaitsFor | None
) -> SweepView:
    return SweepView(
        action=action,  # type: ignore[arg-type] # one of the kinds that are listed
        id=registration.id,
        ref=REGISTRATIONS.ref(registration.id),
        session=SESSIONS.ref(session.id),
        title=session.title,
        person=person_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        organisation=registration.organisation_name,
        was=registration.state,
        state=state,
        waits_for=waits_for,
        held_until=registration.held_until if action == "lapses" else None,
    )


def _swept(
    tx: Transaction, session: Session, over: list[Registration], *, today: dt.date, now: dt.datetime, by: str
) -> Swept:
    roster = Roster(tx.find(REGISTRATIONS, "session", session.id))
    before = roster.queue()
    for registration in over:
        roster.keep(tx.put(REGISTRATIONS, moved(registration, "cancelled", at=now, by=by, cause="lapsed")))
    effects = fill(tx, session, before, roster, today=today, now=now, by=by)
    return Swept(session=session.id, lapsed=over, effects=effects)
