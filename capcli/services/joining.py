"""People join and leave organisations; their coming registrations follow (rule 9)."""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.affiliations import is_in_force, overlap, standing_order
from capcli.domain.effects import Effect
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    Affiliation,
    Organisation,
    Person,
)
from capcli.errors import Refused
from capcli.services.affiliations import staff_of
from capcli.services.references import known
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction


class Tied(Struct, frozen=True, kw_only=True):
    """An affiliation as it was kept, the other organisations of that day, and what it did to registrations."""

    affiliation: Affiliation
    others: list[Affiliation]
    effects: list[Effect]


def join(
    tx: Transaction,
    organisation: Organisation,
    person: Person,
    *,
    since: dt.date,
    role: str | None = None,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> Tied:
    """Affiliate a person from `since`, included; other organisations are kept, several at once are normal.

    Raises:
        Refused: `joined_already`, the person belongs there on a day from `since` on; `person_forgotten`.
    """
    refuse_forgotten(person)
    tx.hold(PEOPLE, person.id)
    touched = people_touched(tx, organisation.id, person.id)
    judged = Judged(tx, today=today, people=touched)
    kept = affiliate(tx, organisation, person, since=since, role=role, entered_on=today)
    others = _others(tx, kept, max(since, today))
    return Tied(affiliation=kept, others=others, effects=judged.again(tx, now=now, by=by))


def affiliate(
    tx: Transaction,
    organisation: Organisation,
    person: Person,
    *,
    since: dt.date | None,
    role: str | None = None,
    entered_on: dt.date,
) -> Affiliation:
    """Keep an affiliation that does not overlap another of the same two; registrations are the caller's to judge again.

    `entered_on` is the day on which it is typed, whatever day it is from.

    Raises:
        Refused: `joined_already`.
        NotFound: `no_such_ref`, one of the two was removed in the meantime.
    """
    known(tx, ORGANISATIONS, organisation.id)
    known(tx, PEOPLE, person.id)
    made = Affiliation(person=person.id, organisation=organisation.id, since=since, role=role, entered_on=entered_on)
    for held in between(tx, organisation, person):
        if overlap(held, made):
            code = "joined_already" if held.since else "joined_long_ago"
            raise Refused(code, since=held.since, **_about(organisation, person))
    return tx.put(AFFILIATIONS, made)


def leave(
    tx: Transaction,
    organisation: Organisation,
    person: Person,
    *,
    on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: str,
) -> Tied:
    """End the affiliation: `on` is its last day, included.

    Raises:
        Refused: `never_joined`; `left_already` before that day; `joins_later`, it begins after that day.
    """
    tx.hold(PEOPLE, person.id)
    held = between(tx, organisation, person)
    if not held:
        raise Refused("never_joined", **_about(organisation, person))
    current = [one for one in held if is_in_force(one, on)]
    if not current:
        ended = [one.until for one in held if one.until is not None and one.until < on]
        if ended:
            raise Refused("left_already", until=max(ended), **_about(organisation, person))
        raise Refused("joins_later", since=held[0].since, day=on, **_about(organisation, person))
    touched = people_touched(tx, organisation.id, person.id)
    judged = Judged(tx, today=today, people=touched)
    kept = tx.put(AFFILIATIONS, replace(current[-1], until=on))
    others = _others(tx, kept, max(on, today))
    return Tied(affiliation=kept, others=others, effects=judged.again(tx, now=now, by=by))


def between(read: Reader, organisation: Organisation, person: Person) -> list[Affiliation]:
    """Every affiliation of the person to the organisation, past ones included, the oldest first."""
    held = read.find(AFFILIATIONS, "person", person.id)
    return sorted((one for one in held if one.organisation == organisation.id), key=standing_order)


def people_touched(read: Reader, organisation: int, *people: int) -> list[int]:
    """Whom a change of these people's affiliation may cover or uncover: all colleagues where seats are counted."""
    if any(dues.seats is not None for dues in read.find(DUES, "organisation", organisation)):
        return sorted({*people, *staff_of(read, organisation)})
    return sorted(set(people))


def _others(read: Reader, kept: Affiliation, on: dt.date) -> list[Affiliation]:
    held = read.find(AFFILIATIONS, "person", kept.person)
    others = [one for one in held if one.organisation != kept.organisation and is_in_force(one, on)]
    return sorted(others, key=standing_order)


def _about(organisation: Organisation, person: Person) -> dict[str, str]:
    return {
        "organisation": ORGANISATIONS.ref(organisation.id),
        "organisation_name": organisation.name,
        "person": PEOPLE.ref(person.id),
        "name": f"{person.given_name} {person.family_name}".strip(),
    }
