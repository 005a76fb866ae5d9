"""A little town to test people and organisations in: everything goes through the services."""

import datetime as dt

from desk_making import TODAY, Bench, at
from msgspec.structs import replace

from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Organisation, Person
from capcli.services import joining, merging, organisations, people


class Town(Bench):
    """A bench whose people and organisations are added as the commands add them."""

    def add(self, given: str, family: str, *, allowed=None, **facts) -> Person:
        details = people.Details(given_name=given, family_name=family, **facts)
        return self.change(lambda tx: people.add(tx, details, today=TODAY, now=at(), allowed=allowed))

    def edit(self, person: Person, *, organisation=None, allowed=None, **changes) -> people.Edited:
        return self.change(
            lambda tx: people.edit(
                tx, person.id, changes, organisation=organisation, today=TODAY, now=at(), by="camille", allowed=allowed
            )
        )

    def remove(self, person: Person) -> people.Edited:
        return self.change(lambda tx: people.remove(tx, person.id, today=TODAY, now=at(), by="camille"))

    def found(self, name: str, **facts) -> Organisation:
        return self.change(lambda tx: organisations.add(tx, organisations.Facts(name=name, **facts), now=at()))

    def joined(self, organisation, person, since: dt.date = TODAY, role=None) -> joining.Tied:
        return self.change(
            lambda tx: joining.join(
                tx, organisation, person, since=since, role=role, today=TODAY, now=at(), by="camille"
            )
        )

    def left(self, organisation, person, on: dt.date = TODAY) -> joining.Tied:
        return self.change(
            lambda tx: joining.leave(tx, organisation, person, on=on, today=TODAY, now=at(), by="camille")
        )

    def merge_people(self, kept: Person, gone: Person):
        return self.change(lambda tx: merging.merge_people(tx, kept.id, gone.id, today=TODAY, now=at(), by="camille"))

    def merge_organisations(self, kept: Organisation, gone: Organisation):
        return self.change(
            lambda tx: merging.merge_organisations(tx, kept.id, gone.id, today=TODAY, now=at(), by="camille")
        )

    def paid(self, who: Person | Organisation, year: int = 2023, seats: int | None = None, cents: int = 2000) -> Dues:
        payer = "person" if isinstance(who, Person) else "organisation"
        since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
        made = Dues(since=since, until=until, paid_on=TODAY, rate="base", cents=cents, due_cents=2000, seats=seats)
        return self.put(DUES, replace(made, part=cents < 2000, **{payer: who.id}))

    def now_is(self, one):
        """The record as it is kept now; None when it is gone."""
        table = PEOPLE if isinstance(one, Person) else ORGANISATIONS
        return self.store.read().get(table, one.id)
