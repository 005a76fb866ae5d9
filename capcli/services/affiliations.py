"""Who belongs to which organisation on a day; several at once are normal."""

import datetime as dt
from collections.abc import Iterable

from capcli.domain.affiliations import is_in_force, standing_order
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, Affiliation
from capcli.domain.views import Named
from capcli.store.protocol import Reader


def affiliations_on(read: Reader, people: Iterable[int], on: dt.date) -> dict[int, list[Affiliation]]:
    """The affiliations in force on a day, by person, the longest standing first; read in one pass."""
    found: dict[int, list[Affiliation]] = {}
    for affiliation in _of_people(read, people):
        if is_in_force(affiliation, on):
            found.setdefault(affiliation.person, []).append(affiliation)
    for several in found.values():
        several.sort(key=standing_order)
    return found


def main_organisations(read: Reader, people: Iterable[int], on: dt.date) -> dict[int, Named]:
    """The organisation that is named beside each person on a day: the one that stands longest."""
    first = {person: several[0].organisation for person, several in affiliations_on(read, people, on).items()}
    names = names_of(read, first.values())
    return {person: names[organisation] for person, organisation in first.items() if organisation in names}


def open_organisations(read: Reader, people: Iterable[int]) -> dict[int, str]:
    """The names of the organisations people have not left, by person, joined by commas: to tell people apart."""
    several: dict[int, list[int]] = {}
    for affiliation in sorted(_of_people(read, people), key=standing_order):
        if affiliation.until is None:
            several.setdefault(affiliation.person, []).append(affiliation.organisation)
    names = names_of(read, {number for numbers in several.values() for number in numbers})
    return {
        person: ", ".join(names[number].name for number in numbers if number in names)
        for person, numbers in several.items()
    }


def staff_of(read: Reader, organisation: int) -> list[int]:
    """The people of an organisation, past and to come, whom its dues and exemptions may cover or uncover."""
    return sorted({one.person for one in read.find(AFFILIATIONS, "organisation", organisation)})


def names_of(read: Reader, organisations: Iterable[int]) -> dict[int, Named]:
    """The organisations with these numbers, each as its reference and name."""
    found = read.get_any(ORGANISATIONS, organisations)
    return {number: Named(ref=ORGANISATIONS.ref(number), name=one.name) for number, one in found.items()}


def _of_people(read: Reader, people: Iterable[int]) -> Iterable[Affiliation]:
    return read.find_any(AFFILIATIONS, "person", frozenset(people))
