"""The people of a list as contact cards, for a phone or an address book."""

from collections.abc import Sequence
from zlib import crc32

from capcli.documents.cards import Card, cards_of
from capcli.errors import Usage
from capcli.output import values
from capcli.output.columns import Shape
from capcli.output.values import Row

PERSON = "family_name"
"""The key of the family name in the lists of people."""


def text(rows: Sequence[Row], shape: Shape, desk_name: str) -> str:
    """A card for each person of the list, in its order; nothing when there is nobody.

    `desk_name` tells the people of this desk from those of another in the same
    address book.

    Raises:
        Usage: `no_cards`, the list is not of people.
    """
    if all(column.key != PERSON for column in shape.columns):
        raise Usage("no_cards")
    return cards_of(_card(ref, row, desk_name) for ref, row in people(rows).items())


def people(rows: Sequence[Row]) -> dict[str, Row]:
    """The first row of each person, by reference; rows of organisations left out."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.get(PERSON) is not None:
            found.setdefault(values.at(row, "person.ref") or row["ref"], row)
    return found


def _card(ref: str, row: Row, desk_name: str) -> Card:
    organisation = row.get("organisation")
    return Card(
        uid=f"{ref.lower()}-{crc32(desk_name.encode()):08x}@cap",
        given_name=row["given_name"],
        family_name=row["family_name"],
        organisation=organisation if isinstance(organisation, str) else values.at(row, "organisation.name"),
        function=row.get("function"),
        email=row.get("email"),
        phone=row.get("phone"),
    )
