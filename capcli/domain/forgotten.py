"""Somebody who was forgotten: known by a number only, of whom nothing more is written."""

from capcli.domain.records import PEOPLE, Person
from capcli.errors import Refused

FORGET = "person forget"
"""The command that forgets: its entries of the history are never taken back."""


def refuse_forgotten(person: Person) -> None:
    """Refuse to write anything of somebody who was forgotten.

    Raises:
        Refused: `person_forgotten`.
    """
    if person.forgotten_on is not None:
        raise Refused("person_forgotten", ref=PEOPLE.ref(person.id), day=person.forgotten_on)
