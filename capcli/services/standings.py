"""Standings: the membership status of people and organisations, read from the store.

What is needed is loaded once, however many people and days are asked about.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from capcli.domain.coverage import Account, Tie, account_of
from capcli.domain.exemptions import exemptions_of
from capcli.domain.membership import Standing, standing
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    Affiliation,
    Dues,
    Organisation,
    Person,
    Record,
)
from capcli.services.policies import dues_policy
from capcli.store.protocol import Reader

R = TypeVar("R", bound=Record)


class Standings:
    """What the store knows of some payers, ready to be asked about any day."""

    def __init__(
        self,
        *,
        policy: DuesPolicy,
        people: Iterable[Person] = (),
        organisations: Iterable[Organisation] = (),
        dues: Iterable[Dues] = (),
        affiliations: Iterable[Affiliation] = (),
    ) -> None:
        self.policy = policy
        self.people = {person.id: person for person in people}
        self.organisations = {organisation.id: organisation for organisation in organisations}
        all_dues, self.affiliations = list(dues), list(affiliations)
        self._dues_of_person = _grouped(all_dues, lambda one: one.person)
        self._dues_of_organisation = _grouped(all_dues, lambda one: one.organisation)
        self._ties_of = _grouped(self.affiliations, lambda one: one.person)
        self._staff_of = _grouped(self.affiliations, lambda one: one.organisation)
        self._accounts: dict[int, Account] = {}

    def of_person(self, number: int, on: dt.date) -> Standing:
        """The standing of a person on the day `on`; somebody unknown has never paid."""
        ties = [self._tie(one) for one in self._ties_of.get(number, [])]
        return standing(on, self.account_of_person(number), ties, self.policy)

    def of_organisation(self, number: int, on: dt.date) -> Standing:
        """The standing of an organisation on the day `on`."""
        return standing(on, self.account_of_organisation(number), (), self.policy)

    def account_of_person(self, number: int) -> Account:
        """What the person paid or is exempt from, affiliations aside."""
        person = self.people.get(number)
        return account_of(self._dues_of_person.get(number, []), exemptions_of(person))

    def account_of_organisation(self, number: int) -> Account:
        """What the organisation paid or is exempt from; worked out once, since many people may ask."""
        if number not in self._accounts:
            organisation = self.organisations.get(number)
            dues = self._dues_of_organisation.get(number, [])
            self._accounts[number] = account_of(dues, exemptions_of(organisation))
        return self._accounts[number]

    def _tie(self, affiliation: Affiliation) -> Tie:
        organisation = self.organisations.get(affiliation.organisation)
        return Tie(
            affiliation=affiliation,
            name=organisation.name if organisation else "",
            account=self.account_of_organisation(affiliation.organisation),
            colleagues=self._staff_of.get(affiliation.organisation, []),
        )


def for_people(read: Reader, person_ids: Iterable[int]) -> Standings:
    """What is needed to judge these people on any day: a query a table, whatever their number."""
    wanted = sorted(set(person_ids))
    ties = read.find_any(AFFILIATIONS, "person", wanted) if wanted else []
    employers = sorted({tie.organisation for tie in ties})
    dues = read.find_any(DUES, "person", wanted) if wanted else []
    paid = read.find_any(DUES, "organisation", employers) if employers else []
    bounded = sorted({one.organisation for one in paid if one.organisation is not None and one.seats is not None})
    staff = {one.id: one for one in ties}
    if bounded:
        staff |= {one.id: one for one in read.find_any(AFFILIATIONS, "organisation", bounded)}
    return Standings(
        policy=dues_policy(read),
        people=read.get_any(PEOPLE, wanted).values(),
        organisations=read.get_any(ORGANISATIONS, employers).values(),
        dues=[*dues, *paid],
        affiliations=staff.values(),
    )


def for_everybody(read: Reader) -> Standings:
    """What is needed to judge everybody and every organisation: each table is read once."""
    return Standings(
        policy=dues_policy(read),
        people=read.scan(PEOPLE),
        organisations=read.scan(ORGANISATIONS),
        dues=read.scan(DUES),
        affiliations=read.scan(AFFILIATIONS),
    )


def standing_of(read: Reader, person_id: int, on: dt.date) -> Standing:
    """The standing of a person on the day `on`."""
    return for_people(read, [person_id]).of_person(person_id, on)


def standings_of(read: Reader, person_ids: Iterable[int], on: dt.date) -> dict[int, Standing]:
    """The standings of several people on the day `on`, in one pass."""
    wanted = list(person_ids)
    known = for_people(read, wanted)
    return {number: known.of_person(number, on) for number in wanted}


def organisation_standing(read: Reader, organisation_id: int, on: dt.date) -> Standing:
    """The standing of an organisation on the day `on`."""
    return for_organisations(read, [organisation_id]).of_organisation(organisation_id, on)


def for_organisations(read: Reader, organisation_ids: Iterable[int]) -> Standings:
    """What is needed to judge these organisations, their people left out."""
    wanted = sorted(set(organisation_ids))
    return Standings(
        policy=dues_policy(read),
        organisations=read.get_any(ORGANISATIONS, wanted).values(),
        dues=read.find_any(DUES, "organisation", wanted) if wanted else [],
    )


def _grouped(records: Iterable[R], key: Callable[[R], int | None]) -> dict[int, list[R]]:
    groups: dict[int, list[R]] = {}
    for record in records:
        number = key(record)
        if number is not None:
            groups.setdefault(number, []).append(record)
    return groups
