"""What lists of payers need of people and organisations: the rest of each document stays undecoded."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from capcli.domain.names import full_name
from capcli.domain.records import DUES, ORGANISATIONS, PEOPLE, Dues, Exemption, Record, Table
from capcli.domain.views import Named
from capcli.store.protocol import Reader

PayerKey = tuple[bool, int]
"""Whether the payer is an organisation, and the number."""


class PersonCard(Record, frozen=True, kw_only=True):
    """How a person is called and reached, whether they owe dues, and when they were forgotten."""

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    postcode: str | None = None
    exempt: Exemption | None = None
    exempted: tuple[Exemption, ...] = ()
    forgotten_on: dt.date | None = None


class OrganisationCard(Record, frozen=True, kw_only=True):
    """How an organisation is called and reached, who votes for it, and whether it owes dues."""

    name: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    exempt: Exemption | None = None
    exempted: tuple[Exemption, ...] = ()
    representative: int | None = None


Card = PersonCard | OrganisationCard

_PEOPLE = Table(PEOPLE.name, PEOPLE.letter, PersonCard)
_ORGANISATIONS = Table(ORGANISATIONS.name, ORGANISATIONS.letter, OrganisationCard)


def people_cards(read: Reader) -> dict[int, PersonCard]:
    """Everybody, by number, in one pass."""
    return {card.id: card for card in read.scan(_PEOPLE)}


def organisation_cards(read: Reader) -> dict[int, OrganisationCard]:
    """Every organisation, by number, in one pass."""
    return {card.id: card for card in read.scan(_ORGANISATIONS)}


def dues_by_payer(every: Iterable[Dues]) -> dict[PayerKey, list[Dues]]:
    """Records of dues, apart for each payer."""
    people: dict[int, list[Dues]] = defaultdict(list)
    organisations: dict[int, list[Dues]] = defaultdict(list)
    for dues in every:
        if dues.person is not None:
            people[dues.person].append(dues)
        else:
            organisations[dues.organisation or 0].append(dues)
    held: dict[PayerKey, list[Dues]] = {(False, number): theirs for number, theirs in people.items()}
    return held | {(True, number): theirs for number, theirs in organisations.items()}


def named(card: Card) -> Named:
    """The reference and the full name."""
    if isinstance(card, PersonCard):
        return Named(ref=PEOPLE.ref(card.id), name=full_name(card.given_name, card.family_name))
    return Named(ref=ORGANISATIONS.ref(card.id), name=card.name)


def name_of_payer(dues: Dues, people: Mapping[int, Card], organisations: Mapping[int, Card]) -> Named:
    """The reference and the name of who paid; no name where the record is missing."""
    if dues.person is not None:
        card, ref = people.get(dues.person), PEOPLE.ref(dues.person)
    else:
        number = dues.organisation or 0
        card, ref = organisations.get(number), ORGANISATIONS.ref(number)
    return named(card) if card else Named(ref=ref, name="")


def exemptions_of(card: Card) -> Sequence[Exemption]:
    """Every exemption, those that ended included."""
    return card.exempted if card.exempt is None else [*card.exempted, card.exempt]


def ref_of(dues: int | None) -> str | None:
    """The reference of a record of dues."""
    return None if dues is None else DUES.ref(dues)


def is_forgotten(card: Card, on: dt.date) -> bool:
    """Whether it is somebody who was forgotten by that day: they count in what was, and are asked for nothing more."""
    return isinstance(card, PersonCard) and card.forgotten_on is not None and card.forgotten_on <= on
