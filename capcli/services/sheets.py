"""Who signs for a session, and for which half-days."""

from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.half_days import HalfDay, half_days
from capcli.domain.names import sort_key
from capcli.domain.records import HELD, PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.sessions import first_day
from capcli.errors import Refused
from capcli.store.protocol import Reader


class Signatory(Struct, frozen=True, kw_only=True):
    """Somebody who holds a place; `signs` says of each half-day whether it is theirs."""

    person: Person
    registration: Registration
    signs: list[bool]


class Signing(Struct, frozen=True, kw_only=True):
    """A session with its half-days and the people who sign, in the French order of the family names."""

    session: Session
    half_days: list[HalfDay]
    people: list[Signatory]


def signing_of(read: Reader, session: Session) -> Signing:
    """Who signs for which half-days of a session: those who hold a place, whatever it waits for.

    Raises:
        Refused: `session_cancelled`, `session_undated`.
    """
    if session.cancelled or first_day(session) is None:
        code = "session_cancelled" if session.cancelled else "session_undated"
        raise Refused(code, session=SESSIONS.ref(session.id), title=session.title)
    halves = half_days(session)
    held = [one for one in read.find(REGISTRATIONS, "session", session.id) if one.state in HELD]
    known = read.get_any(PEOPLE, [one.person for one in held])
    pairs = [(one, known[one.person]) for one in held if one.person in known]
    pairs.sort(key=lambda pair: (sort_key(pair[1].family_name, pair[1].given_name), pair[0].id))
    people = [Signatory(person=person, registration=one, signs=_signs(one, halves)) for one, person in pairs]
    return Signing(session=session, half_days=halves, people=people)


def _signs(registration: Registration, halves: Sequence[HalfDay]) -> list[bool]:
    chosen = set(registration.slots)
    return [not chosen or not chosen.isdisjoint(half.slots) for half in halves]
