"""What a registration keeps of its person as of the session's day (rule 10)."""

import datetime as dt
from collections.abc import Sequence

from capcli.domain.records import ORGANISATIONS, PEOPLE, Registration
from capcli.domain.registrations import frozen
from capcli.services.affiliations import affiliations_on
from capcli.store.protocol import Reader


def freeze(read: Reader, registrations: Sequence[Registration], on: dt.date) -> list[Registration]:
    """The registrations with organisation, function and public as they are known for the day `on`.

    Of several organisations, the one that stands longest is kept.
    """
    affiliations = affiliations_on(read, {registration.person for registration in registrations}, on)
    kept = []
    for registration in registrations:
        person = read.get(PEOPLE, registration.person)
        affiliation = next(iter(affiliations.get(registration.person, ())), None)
        organisation = read.get(ORGANISATIONS, affiliation.organisation) if affiliation else None
        name = organisation.name if organisation else None
        kept.append(frozen(registration, person, affiliation, name) if person else registration)
    return kept
