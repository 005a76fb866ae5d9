"""The rows of a plan of attendance: whom each is about, as the meeting showed them, and what it makes of each slot."""

import datetime as dt

from capcli.domain.attendances import minutes_of
from capcli.domain.names import split_name
from capcli.domain.plans import PlanPerson, PlanRow
from capcli.domain.records import PEOPLE, Person
from capcli.services.affiliations import main_organisations
from capcli.services.attendance_marks import Says, states_of
from capcli.services.attendance_witnesses import Witness
from capcli.store.protocol import Reader


def planned(
    read: Reader, witness: Witness, person: Person | None, slots: list[dict[str, object]], today: dt.date
) -> PlanRow:
    """The row of somebody; the action is still to be said."""
    known = [minutes for slot in slots if isinstance(minutes := slot["minutes"], int)]
    values = {"shown": witness.seen.name, "slots": slots, "minutes": sum(known) if known else None}
    whom = _shown(witness) if person is None else _known(read, person, today)
    return PlanRow(line=witness.line, action="skip", person=whom, values=values)


def slots_told(says: list[Says], share: float) -> list[dict[str, object]]:
    """What a file alone makes of each slot."""
    states = states_of(says, share)
    return [
        {"slot": one.told.slot, "minutes": minutes_of(one.spans, one.told.hours), "state": state}
        for one, state in zip(says, states, strict=True)
    ]


def name_of(witness: Witness) -> tuple[str, str]:
    """The given and the family name, as the file tells them apart, else as the likeliest name reads; two empty ones."""
    if witness.given_name and witness.family_name:
        return witness.given_name, witness.family_name
    shown = witness.seen.shown
    if shown.nature != "person" or not shown.names:
        return "", ""
    return split_name(shown.names[0])


def _shown(witness: Witness) -> PlanPerson:
    given, family = name_of(witness)
    return PlanPerson(
        ref=None,
        given_name=given,
        family_name=family or witness.seen.name,
        email=witness.seen.email,
        phone=None,
        organisation=None,
    )


def _known(read: Reader, person: Person, today: dt.date) -> PlanPerson:
    home = main_organisations(read, [person.id], today).get(person.id)
    return PlanPerson(
        ref=PEOPLE.ref(person.id),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        organisation=home.name if home else None,
    )
