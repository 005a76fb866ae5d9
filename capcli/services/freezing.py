"""What a registration keeps of its person as of the session's day (rule 10)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from capcli.domain.affiliations import is_in_force, standing_order
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, PEOPLE, Affiliation, Organisation, Person
from capcli.store.protocol import Reader

Facts = tuple[Person, Affiliation | None, str | None]
"""Somebody, the affiliation that is kept of them and the name of its organisation: what `frozen` takes."""


def facts_on(read: Reader, numbers: Iterable[int], on: dt.date) -> dict[int, Facts]:
    """What is to be kept of these people on a day, by number."""
    wanted = frozenset(numbers)
    ties = read.find_any(AFFILIATIONS, "person", wanted)
    organisations = read.get_any(ORGANISATIONS, {tie.organisation for tie in ties})
    return facts_of(read.get_any(PEOPLE, wanted), ties, organisations, on)


def facts_of(
    people: Mapping[int, Person],
    affiliations: Iterable[Affiliation],
    organisations: Mapping[int, Organisation],
    on: dt.date,
) -> dict[int, Facts]:
    """As `facts_on`, of what is read already. Of several organisations, the one that stands longest is kept."""
    main: dict[int, Affiliation] = {}
    for tie in sorted(affiliations, key=standing_order):
        if is_in_force(tie, on):
            main.setdefault(tie.person, tie)
    found: dict[int, Facts] = {}
    for number, person in people.items():
        tie_kept = main.get(number)
        organisation = organisations.get(tie_kept.organisation) if tie_kept else None
        found[number] = person, tie_kept, organisation.name if organisation else None
    return found
