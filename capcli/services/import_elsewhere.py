"""Rows that are in another session already: the wrong session was named, or one form asks for several."""

from collections import Counter
from collections.abc import Iterable

from capcli.domain.applicants import Applicant
from capcli.domain.matching import agrees
from capcli.domain.names import email_key
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.errors import Refused
from capcli.store.protocol import Reader

_FEW = 100
_SHARE = 10
"""Two people who asked for two sessions in one minute happen; a tenth of a file does not."""


def refuse_elsewhere(read: Reader, session: Session, applicants: Iterable[Applicant]) -> None:
    """Stop when the same people made the same requests, to the second, for another session.

    One coincidence among several rows is let pass; requests that are in this session too say nothing.

    Raises:
        Refused: `import_other_session`, naming the session that has most of them.
    """
    asking = [who for who in applicants if who.requested_at is not None]
    by_moment: dict[object, list[Registration]] = {}
    for registration in _requested(read, {who.requested_at for who in asking}):
        by_moment.setdefault(registration.requested_at, []).append(registration)
    met: Counter[int] = Counter()
    for who in asking:
        theirs = [one for one in by_moment.get(who.requested_at, ()) if _is_theirs(who, read.get(PEOPLE, one.person))]
        if not any(one.session == session.id for one in theirs):
            met.update({one.session for one in theirs})
    for number, count in met.most_common(1):
        other = read.get(SESSIONS, number)
        if other is not None and _is_no_coincidence(count, len(asking)):
            raise Refused(
                "import_other_session",
                count=count,
                rows=len(asking),
                other=SESSIONS.ref(other.id),
                other_title=other.title,
                session=SESSIONS.ref(session.id),
            )


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
