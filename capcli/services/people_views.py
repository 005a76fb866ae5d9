"""People as they are shown and listed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from capcli.domain.exemptions import exempt_view
from capcli.domain.names import sort_key
from capcli.domain.records import PEOPLE, Person
from capcli.domain.views import PersonView
from capcli.services.affiliations import main_organisations
from capcli.store.protocol import Reader


def view(read: Reader, person: Person, on: dt.date) -> PersonView:
    """The person as shown, with the organisation of the day `on`."""
    return views(read, [person], on)[0]


def views(read: Reader, people: Sequence[Person], on: dt.date) -> list[PersonView]:
    """Several people as shown, with their organisation of the day `on`, in one pass and in the order given."""
    organisations = main_organisations(read, [person.id for person in people], on)
    return [
        PersonView(
            id=person.id,
            ref=PEOPLE.ref(person.id),
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.email,
            phone=person.phone,
            organisation=organisations.get(person.id),
            function=person.function,
            public=person.public,
            postcode=person.postcode,
            exempt=exempt_view(person.exempt),
            created_at=person.created_at,
        )
        for person in people
    ]


def in_order(people: Iterable[Person]) -> list[Person]:
    """The people in the French order of their names."""
    return sorted(people, key=lambda person: (sort_key(person.family_name, person.given_name), person.id))


def listed(read: Reader, status: str | None = None, on: dt.date | None = None) -> list[Person]:
    """Everybody in the French order; with `status`, those who have it on the day `on`."""
    people = list(read.scan(PEOPLE))
    if status is not None and on is not None:
        from capcli.services.standings import for_everybody

        known = for_everybody(read)
        people = [person for person in people if known.of_person(person.id, on).status == status]
    return in_order(people)
