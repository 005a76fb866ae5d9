"""Everybody's dues at once: each table read once, and as little worked out of it as a list asks for."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.affiliations import is_in_force, standing_order
from capcli.domain.coverage import Account, Tie, account_of, own_covers
from capcli.domain.payments import Ledger
from capcli.domain.policies import DuesPolicy
from capcli.domain.records import AFFILIATIONS, DUES, Affiliation, Dues
from capcli.domain.reminders import Call
from capcli.services.cards import (
    Card,
    OrganisationCard,
    PayerKey,
    PersonCard,
    dues_by_payer,
    exemptions_of,
    organisation_cards,
    people_cards,
)
from capcli.services.policies import dues_policy
from capcli.store.protocol import Reader

_NOTHING = Account()


class Books(Struct, frozen=True, kw_only=True):
    """What the file holds of everybody's dues."""

    policy: DuesPolicy
    people: dict[int, PersonCard]
    organisations: dict[int, OrganisationCard]
    dues: dict[PayerKey, list[Dues]]
    ties: dict[int, list[Affiliation]]
    staff: dict[int, list[Affiliation]]
    accounts: dict[int, Account] = {}
    covering: dict[int, bool] = {}

    def dues_of(self, card: Card) -> list[Dues]:
        """The payer's own records of dues."""
        return self.dues.get((isinstance(card, OrganisationCard), card.id), [])

    def account(self, card: Card) -> Account:
        """What a payer paid or is exempt from; worked out once for an organisation, since many people may ask."""
        if isinstance(card, PersonCard):
            dues, exemptions = self.dues_of(card), exemptions_of(card)
            return account_of(dues, exemptions) if dues or exemptions else _NOTHING
        if card.id not in self.accounts:
            self.accounts[card.id] = account_of(self.dues_of(card), exemptions_of(card))
        return self.accounts[card.id]

    def calls(self, card: Card) -> list[Call]:
        """The calls for dues sent to a payer."""
        held = self.dues_of(card)
        if not any(one.kind == "call" for one in held):
            return []
        return [Call(on=one.paid_on, since=one.since) for one in Ledger(held).of_kind("call")]

    def ties_of(self, card: Card) -> list[Tie]:
        """The organisations a person belongs or belonged to; none for an organisation."""
        return [
            Tie(
                affiliation=one,
                name=self.organisations[one.organisation].name,
                account=self.account(self.organisations[one.organisation]),
                colleagues=self.staff[one.organisation],
            )
            for one in self._affiliations(card)
            if one.organisation in self.organisations
        ]

    def employers(self, card: Card, on: dt.date) -> list[OrganisationCard]:
        """The organisations a person belongs to on a day, the one that stands longest first."""
        held = sorted((one for one in self._affiliations(card) if is_in_force(one, on)), key=standing_order)
        return [self.organisations[one.organisation] for one in held if one.organisation in self.organisations]

    def employer(self, card: Card, on: dt.date) -> str | None:
        """The name of the organisation that is named beside a person on a day."""
        return next((one.name for one in self.employers(card, on)), None)

    def twins(self, card: Card) -> object:
        """What somebody shares with all who are judged alike: colleagues who never had dues or an exemption.

        None for everybody else, and where seats tell colleagues apart.
        """
        held = self._affiliations(card)
        if len(held) != 1 or card.exempt or card.exempted or self.dues_of(card):
            return None
        only = held[0]
        if any(one.seats is not None for one in self.dues.get((True, only.organisation), ())):
            return None
        return only.organisation, only.since, only.until

    def is_plainly_covered(self, card: Card, on: dt.date) -> bool:
        """Whether an organisation covers all of its people on the day, this one among them: no judging is needed."""
        return any(is_in_force(one, on) and self._covers_all(one.organisation, on) for one in self._affiliations(card))

    def _affiliations(self, card: Card) -> list[Affiliation]:
        return self.ties.get(card.id, []) if isinstance(card, PersonCard) else []

    def _covers_all(self, number: int, on: dt.date) -> bool:
        if number not in self.covering:
            card = self.organisations.get(number)
            paid = self.dues.get((True, number), [])
            self.covering[number] = is_plainly_paid(paid, on, on, seats=False) or any(
                cover.includes(on) and cover.seats is None for cover in (own_covers(self.account(card)) if card else ())
            )
        return self.covering[number]


def is_plainly_paid(dues: Sequence[Dues], since: dt.date, until: dt.date, *, seats: bool = True) -> bool:
    """Whether one payment covers these days in full, nothing being taken back: no judging is needed.

    Without `seats`, only a payment that covers all the people of an organisation counts.
    """
    for one in reversed(dues):
        if (
            (one.until is None or one.until >= until)
            and (one.since is None or one.since <= since)
            and one.kind == "payment"
            and one.cents >= one.due_cents
            and (seats or one.seats is None)
        ):
            return all(other.of is None for other in dues)
    return False


def books(read: Reader) -> Books:
    """Everybody's dues."""
    ties: dict[int, list[Affiliation]] = {}
    staff: dict[int, list[Affiliation]] = {}
    for one in read.scan(AFFILIATIONS):
        ties.setdefault(one.person, []).append(one)
        staff.setdefault(one.organisation, []).append(one)
    return Books(
        policy=dues_policy(read),
        people=people_cards(read),
        organisations=organisation_cards(read),
        dues=dues_by_payer(read.scan(DUES)),
        ties=ties,
        staff=staff,
    )
