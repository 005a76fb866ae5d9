"""What cannot be, whoever wrote it: days that run backwards, years that no desk lives in, records that contradict.

Each rule looks at one record, or at the records of one person or session, and
returns what it finds; commands never leave such a state, edits from outside can.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from capcli.domain.bounds import RULES, spelled
from capcli.domain.nuls import fields_with_nul
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Affiliation,
    Dues,
    Exemption,
    Organisation,
    Person,
    Record,
    Registration,
    Session,
    Slot,
    Table,
)
from capcli.domain.sessions import check
from capcli.domain.undos import live_twice, places_over
from capcli.errors import Usage

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which a record of a desk can lie, both included."""

_SESSION_FIELDS = {
    "session_title": "title",
    "capacity": "capacity",
    "minimum": "minimum",
    "minimum_above_capacity": "minimum",
    "last_day_after_start": "last_day_to_register",
}


_YEARS_TOLD = frozenset(
    {("sessions", "slots"), ("people", "exempt"), ("people", "exempted")}
    | {("organisations", "exempt"), ("organisations", "exempted"), ("affiliations", "since"), ("affiliations", "until")}
    | {("dues", "since"), ("dues", "until"), ("dues", "paid_on")}
)
"""Fields whose years a rule of their own looks at."""


class Checkup(Struct, frozen=True):
    """One thing that cannot be: its code, the record it is told of, and what its sentence needs."""

    code: str
    record: str
    values: dict[str, Any] = {}


def of_texts(table: Table[Any], record: Record) -> Iterator[Checkup]:
    """Of any record: its texts hold no letter that not every store keeps."""
    for field in fields_with_nul(record):
        yield Checkup("nul", table.ref(record.id) if table.letter else f"{table.name} {record.id}", {"field": field})


def of_session(session: Session, registrations: Iterable[Registration]) -> Iterator[Checkup]:
    """Of a session and all of its registrations: rules 1 and 2, its slots, and what each registration says of them."""
    there = list(registrations)
    ref = SESSIONS.ref(session.id)
    yield from _refused(ref, session)
    for number, slot in enumerate(session.slots, 1):
        for code in _of_slot(slot):
            yield Checkup(code, ref, {"field": f"slots[{number}]"})
    lifted = {lift.rule for lift in session.allowed}
    for over in places_over(session, there).values():
        kind = over.bound.kind
        if RULES[kind] in lifted:
            continue
        about = {"session": ref, "held": over.held, "places": over.bound.places}
        code, bound = ("places_over", {}) if kind == "session" else ("bound_over", {"bound": spelled(over.bound)})
        yield Checkup(code, ref, about | bound)
    yield from _twice(ref, there)
    for one in there:
        if any(not 1 <= number <= len(session.slots) for number in [*one.slots, *(p.slot for p in one.presence)]):
            yield Checkup("no_such_slot", REGISTRATIONS.ref(one.id), {"session": ref})


def _refused(ref: str, session: Session) -> Iterator[Checkup]:
    """What no command would keep of the session on its own."""
    try:
        check(session)
    except Usage as error:
        if error.code in _SESSION_FIELDS:
            yield Checkup(error.code, ref, {"field": _SESSION_FIELDS[error.code], **error.values})


def _twice(session: str, registrations: list[Registration]) -> Iterator[Checkup]:
    """Each person who is registered more than once, told once."""
    left = registrations
    while (twice := live_twice(left)) is not None:
        one, other = twice
        about = {"session": session, "person": PEOPLE.ref(one.person), "one": REGISTRATIONS.ref(one.id)}
        yield Checkup("live_twice", REGISTRATIONS.ref(other.id), {**about, "other": REGISTRATIONS.ref(other.id)})
        left = [registration for registration in left if registration.person != one.person]


def _of_slot(slot: Slot) -> Iterator[str]:
    same_day = slot.end_date in (None, slot.date)
    hours = bool(slot.start and slot.end and slot.end < slot.start)
    days = bool(slot.date and slot.end_date and slot.end_date < slot.date)
    if days or (same_day and hours):
        yield "backwards"
    if _is_odd(slot.date) or _is_odd(slot.end_date):
        yield "year"


def of_registration(registration: Registration, today: dt.date) -> Iterator[Checkup]:
    """Of a registration on its own: its state is the last one that it entered, its request no later than today.

    The moment of a request is in UTC, where tomorrow may have begun.
    """
    asked = registration.requested_at.date()
    if asked > today + dt.timedelta(days=1):
        yield Checkup("request_ahead", REGISTRATIONS.ref(registration.id), {"day": asked})
    last = registration.history[-1].state if registration.history else registration.state
    if last != registration.state:
        about = {"session": SESSIONS.ref(registration.session), "person": PEOPLE.ref(registration.person)}
        yield Checkup("other_state", REGISTRATIONS.ref(registration.id), about)


def of_affiliation(one: Affiliation) -> Iterator[Checkup]:
    """Of an affiliation: its days."""
    about = {"person": PEOPLE.ref(one.person), "organisation": ORGANISATIONS.ref(one.organisation)}
    yield from _of_days("affiliation", AFFILIATIONS.ref(one.id), one.since, one.until, **about)


def of_dues(one: Dues, today: dt.date) -> Iterator[Checkup]:
    """Of a record of dues: its days, none of them still to come, its payer, and an amount that goes the right way.

    A cancellation repeats what it takes back, which may be as wrong as it was.
    """
    ref = DUES.ref(one.id)
    if (one.of is None) == (one.kind in ("refund", "cancellation")):
        yield Checkup("dues_of", ref)
    if one.kind == "cancellation":
        return
    yield from _of_days("dues", ref, one.since, one.until)
    if _is_odd(one.paid_on):
        yield Checkup("dues_year", ref, {"field": "paid_on", "year": one.paid_on.year})
    elif one.paid_on > today:
        yield Checkup("dues_ahead", ref, {"day": one.paid_on})
    if (one.person is None) == (one.organisation is None):
        yield Checkup("dues_payer", ref)
    if one.cents < 0 and one.kind != "refund":
        yield Checkup("dues_below", ref)


def of_payer(who: Person | Organisation) -> Iterator[Checkup]:
    """Of a person or an organisation: the days of their exemptions."""
    ref = (PEOPLE if isinstance(who, Person) else ORGANISATIONS).ref(who.id)
    for exemption in _exemptions(who):
        yield from _of_days("exempt", ref, exemption.since, exemption.until)


def _exemptions(who: Person | Organisation) -> list[Exemption]:
    return [*who.exempted, *([who.exempt] if who.exempt else [])]


def _of_days(what: str, ref: str, since: dt.date | None, until: dt.date | None, **about: str) -> Iterator[Checkup]:
    if since and until and until < since:
        yield Checkup(f"{what}_backwards", ref, about)
    for field, day in (("since", since), ("until", until)):
        if day is not None and _is_odd(day):
            yield Checkup(f"{what}_year", ref, {"field": field, "year": day.year, **about})


def of_years(table: Table[Any], record: Record) -> Iterator[Checkup]:
    """Of any record: the years of its other days and moments, a field that holds several told once."""
    if isinstance(record, Dues) and record.kind == "cancellation":
        return
    for field in record.__struct_fields__:
        days = () if (table.name, field) in _YEARS_TOLD else _days(getattr(record, field))
        odd = next(filter(_is_odd, days), None)
        if odd is not None:
            yield Checkup("other_year", table.ref(record.id), {"field": field, "year": odd.year})


def _days(value: object) -> Iterator[dt.date]:
    """The days and moments in a value or its parts."""
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _days(one)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _days(getattr(value, field))


def _is_odd(day: dt.date | None) -> bool:
    return day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR
