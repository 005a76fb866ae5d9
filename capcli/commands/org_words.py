"""An organisation in sentences: its people of a day, its dues."""

import datetime as dt

from capcli.commands.dues_lines import dues_lines, exempt_days
from capcli.commands.person_words import span_words
from capcli.domain.affiliations import is_in_force
from capcli.domain.exemptions import exemptions_of
from capcli.domain.names import full_name, sort_key
from capcli.domain.records import AFFILIATIONS, DUES, PEOPLE, Affiliation, Organisation, Person
from capcli.store.protocol import Reader
from capcli.texts import _, day, ngettext


def about(read: Reader, organisation: Organisation, on: dt.date) -> list[str]:
    """The people who belong there on the day `on`, in the French order, and the dues paid."""
    ties = [tie for tie in read.find(AFFILIATIONS, "organisation", organisation.id) if is_in_force(tie, on)]
    people = read.get_any(PEOPLE, [tie.person for tie in ties])
    present = [(people[tie.person], tie) for tie in ties if tie.person in people]
    present.sort(key=lambda pair: (sort_key(pair[0].family_name, pair[0].given_name), pair[0].id))
    counted = ngettext("{count} person on {day}:", "{count} people on {day}:", len(present))
    lines = [counted.format(count=len(present), day=day(on))] if present else [_("Nobody belongs there now.")]
    lines += [f"  {_person(person, tie)}" for person, tie in present]
    lines += [exempt_days(one) for one in exemptions_of(organisation)]
    return lines + dues_lines(read.find(DUES, "organisation", organisation.id))


def _person(person: Person, tie: Affiliation) -> str:
    said = span_words(tie, full_name(person.given_name, person.family_name))
    if tie.role:
        return _("{ref}  {person} ({role})").format(ref=PEOPLE.ref(person.id), person=said, role=tie.role)
    return f"{PEOPLE.ref(person.id)}  {said}"
