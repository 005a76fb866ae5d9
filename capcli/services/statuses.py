"""Statuses as they are shown: one person or organisation, or everybody on a day."""

import datetime as dt

from capcli.domain.membership import Standing
from capcli.domain.names import full_name, sort_key
from capcli.domain.records import ORGANISATIONS, PEOPLE, Organisation, Person
from capcli.domain.views import Named, StatusView
from capcli.services.standings import for_everybody, organisation_standing, standing_of
from capcli.store.protocol import Reader


def status_of(read: Reader, who: Person | Organisation, on: dt.date) -> StatusView:
    """The status of one on the day `on`; the reasons have no sentence yet."""
    if isinstance(who, Person):
        return view(who, standing_of(read, who.id, on), on)
    return view(who, organisation_standing(read, who.id, on), on)


def board(read: Reader, on: dt.date) -> list[StatusView]:
    """The statuses of everybody on the day `on`: organisations, then people, in the French order of names."""
    known = for_everybody(read)
    organisations = sorted(known.organisations.values(), key=lambda one: sort_key(one.name, ""))
    people = sorted(known.people.values(), key=lambda one: sort_key(one.family_name, one.given_name))
    rows = [view(one, known.of_organisation(one.id, on), on) for one in organisations]
    return rows + [view(one, known.of_person(one.id, on), on) for one in people]


def view(who: Person | Organisation, standing: Standing, on: dt.date) -> StatusView:
    """A standing in the shape of the contract."""
    through = None
    if standing.through is not None:
        through = Named(ref=ORGANISATIONS.ref(standing.through), name=standing.through_name or "")
    return StatusView(
        who=named(who),
        on=on,
        status=standing.status,
        up_to_date=standing.up_to_date,
        counts_for={"registration": standing.up_to_date, "vote": standing.votes},
        from_=standing.since,
        until=standing.until,
        through=through,
        reasons=standing.reasons,
    )


def named(who: Person | Organisation) -> Named:
    """The reference and the full name."""
    if isinstance(who, Person):
        return Named(ref=PEOPLE.ref(who.id), name=full_name(who.given_name, who.family_name))
    return Named(ref=ORGANISATIONS.ref(who.id), name=who.name)
