"""What a registration keeps of its person as of the session's day (rule 10)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from capcli.domain.coverage import affiliated
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, PEOPLE, Affiliation, Registration
from capcli.domain.registrations import frozen
from capcli.store.protocol import Reader


def main_affiliations(read: Reader, people: Iterable[int], on: dt.date) -> dict[int, Affiliation]:
    """The affiliation that stands for each person on the day `on`: the first known of those that hold."""
    wanted = sorted(set(people))
    chosen: dict[int, Affiliation] = {}
    for affiliation in read.find_any(AFFILIATIONS, "person", wanted) if wanted else ():
        if affiliated(affiliation, on):
            chosen.setdefault(affiliation.person, affiliation)
    return chosen


def freeze(read: Reader, registrations: Sequence[Registration], on: dt.date) -> list[Registration]:
    """The registrations with organisation, function and public as they are known for the day `on`."""
    affiliations = main_affiliations(read, [registration.person for registration in registrations], on)
    kept = []
    for registration in registrations:
        person = read.get(PEOPLE, registration.person)
        affiliation = affiliations.get(registration.person)
        organisation = read.get(ORGANISATIONS, affiliation.organisation) if affiliation else None
        name = organisation.name if organisation else None
        kept.append(frozen(registration, person, affiliation, name) if person else registration)
    return kept
