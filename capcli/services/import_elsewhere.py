"""Rows that are in another session already: the wrong session was named, or one form asks for several.

Requests that say when they were sent are known again by that moment and by
whoever sent them. Rows that do not are known again as a list: one of the same
form or headings, whose rows were imported into the other session, each alike
in every cell but sensitive answers, of which nothing is kept outside the
registration. The same people may come to the next session on a list typed
anew: one list is the other when nine tenths of the shorter one stand in both,
and these are two rows at least, and five or a third of the longer one. So a
list is known again with rows added or a few taken out; most regulars of one
session among others, or rows whose cells differ, say nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import json

from capcli.domain.applicants import Applicant
from capcli.domain.matching import agrees
from capcli.domain.names import email_key
from capcli.domain.plans import TypedRow
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.errors import Refused
from capcli.services.remembering import told_in_sessions
from capcli.store.protocol import Reader

_FEW = 100
_SHARE = 10
"""Two people who asked for two sessions in one minute happen; a tenth of a file does not."""
_FEWEST, _MANY, _THIRD = 2, 5, 3
"""Rows alike: one proves nothing, and so many of the shorter list do not come together by chance."""
_ROW = "row"
"""Under which the row itself is remembered among what it said of somebody."""

Asked = Sequence[tuple[TypedRow, Applicant]]


def told_of_row(row: TypedRow, who: Applicant) -> dict[str, str]:
    """What is remembered of a row so that its list is known again: nothing where the moment of the request tells."""
    return {} if who.requested_at is not None else {_ROW: _digest(row)}


def refuse_elsewhere(read: Reader, session: Session, asked: Asked, origin: str) -> None:
    """Stop when the rows were imported into another session; rows that are in this one too say nothing.

    `origin` names the form, or the headings of a list without one.

    Raises:
        Refused: `import_other_session`, naming the session that has most of them.
    """
    _refuse_requests(read, session, [who for _row, who in asked if who.requested_at is not None])
    _refuse_list(read, session, [_digest(row) for row, who in asked if who.requested_at is None], origin)


def _refuse_requests(read: Reader, session: Session, asking: Sequence[Applicant]) -> None:
    """Stop when the same people made the same requests, to the second; one coincidence among several is let pass."""
    by_moment: dict[object, list[Registration]] = {}
    for registration in _requested(read, {who.requested_at for who in asking}):
        by_moment.setdefault(registration.requested_at, []).append(registration)
    met: Counter[int] = Counter()
    for who in asking:
        theirs = [one for one in by_moment.get(who.requested_at, ()) if _is_theirs(who, read.get(PEOPLE, one.person))]
        if not any(one.session == session.id for one in theirs):
            met.update({one.session for one in theirs})
    for number, count in met.most_common(1):
        if _is_no_coincidence(count, len(asking)):
            _refuse(read, session, number, count, len(asking))


def _refuse_list(read: Reader, session: Session, listed: Sequence[str], origin: str) -> None:
    """Stop when the rows are the list of another session, in which those whom it brought still have a registration."""
    rows = set(listed)
    if len(rows) < _FEWEST:
        return
    told = told_in_sessions(read, origin, _ROW)
    here = told.pop(session.id, {}).keys()
    met: Counter[int] = Counter()
    for number, before in told.items():
        if len(rows & before.keys() - here) < _FEWEST:
            continue
        known = {one.person for one in read.find(REGISTRATIONS, "session", number)}
        there = {row for row, person in before.items() if person in known}
        shared = rows & there - here
        if _is_one_list(len(shared), len(rows), len(there)):
            met[number] = sum(row in shared for row in listed)
    for number, count in met.most_common(1):
        _refuse(read, session, number, count, len(listed))


def _refuse(read: Reader, session: Session, number: int, count: int, rows: int) -> None:
    other = read.get(SESSIONS, number)
    if other is not None:
        raise Refused(
            "import_other_session",
            count=count,
            rows=rows,
            other=SESSIONS.ref(other.id),
            other_title=other.title,
            session=SESSIONS.ref(session.id),
        )


def _is_one_list(shared: int, one: int, other: int) -> bool:
    """Whether two lists of so many rows, which share some, are one list."""
    shorter, longer = sorted((one, other))
    is_enough = shared >= _MANY or _THIRD * shared >= longer
    return shared >= _FEWEST and 10 * shared >= 9 * shorter and is_enough


def _digest(row: TypedRow) -> str:
    """The cells of a row as they are compared, but for sensitive answers."""
    said = json.encode((sorted(row.values.items()), sorted(row.answers.items()), row.beyond, row.remarks))
    return hashlib.sha256(said).hexdigest()[:16]


def _is_no_coincidence(count: int, rows: int) -> bool:
    return 2 * count >= rows or (count > 1 and _SHARE * count >= rows)


def _requested(read: Reader, moments: set[object]) -> Iterable[Registration]:
    """The registrations asked for at these moments; many are looked for in one pass."""
    if len(moments) <= _FEW:
        return read.find_any(REGISTRATIONS, "requested_at", moments)
    return (one for one in read.scan(REGISTRATIONS) if one.requested_at in moments)


def _is_theirs(who: Applicant, person: Person | None) -> bool:
    if person is None:
        return False
    if who.email and person.email_key:
        return email_key(who.email) == person.email_key
    return bool(who.name) and agrees(who, person)
