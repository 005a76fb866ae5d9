"""Everybody's dues at once: each table read once, and as little worked out of it as a list asks for."""

import datetime as dt

from msgspec import Struct

from capcli.domain.affiliations import is_in_force, standing_order
from capcli.domain.coverage import Account, Tie, account_of, covers_all, is_plainly_paid
from capcli.domain.lateness import telling
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
    covering: dict[dt.date, frozenset[int]] = {}

    def dues_of(self, card: Card) -> list[Dues]:
        """The payer's own records of dues."""
        return self.dues.get((isinstance(card, OrganisationCard), card.id)) or []

    def account(self, card: Card) -> Account:
        """What a payer paid or is exempt from; worked out once for an organisation, since many people may ask."""
        if isinstance(card, PersonCard):
            dues, exemptions = self.dues_of(card), exemptions_of(card)
            return account_of(dues, exemptions) if dues or exemptions else _NOTHING
        if card.id not in self.accounts:
            self.accounts[card.id] = account_of(self.dues_of(card), exemptions_of(card))
        return self.accounts[card.id]

    def account_telling(self, card: Card, today: dt.date) -> Account:
        """The account as far as it says whether a payer is late on the day `today`."""
        if isinstance(card, OrganisationCard) or card.exempt or card.exempted:
            return self.account(card)
        dues = self.dues_of(card)
        return account_of(telling(today, dues, self.policy)) if dues else _NOTHING

    def calls(self, card: Card) -> list[Call]:
        """The calls for dues sent to a payer."""
        held = self.dues_of(card)
        if "call" not in [one.kind for one in held]:  # nearly always
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
        held = [one for one in self._affiliations(card) if is_in_force(one, on)]
        held.sort(key=standing_order)
        return [self.organisations[one.organisation] for one in held if one.organisation in self.organisations]

    def employer(self, card: Card, on: dt.date) -> str | None:
        """The name of the organisation that is named beside a person on a day."""
        return next((one.name for one in self.employers(card, on)), None)

    def twins(self, card: Card) -> object:
        """What somebody shares with all who are judged alike: colleagues who never had dues or an exemption.

        None for everybody else, and where seats tell colleagues apart.
        """
        if self.dues_of(card) or card.exempt or card.exempted:
            return None
        held = self._affiliations(card)
        if len(held) != 1:
            return None
        only = held[0]
        if any(one.seats is not None for one in self.dues.get((True, only.organisation), ())):
            return None
        return only.organisation, only.since, only.until

    def plainly_covered(self, on: dt.date) -> frozenset[int]:
        """The people of the organisations that cover all of theirs on the day: they need no judging."""
        if on not in self.covering:
            ties = [tie for number, held in self.staff.items() if self._covers_all(number, on) for tie in held]
            self.covering[on] = frozenset(tie.person for tie in ties if is_in_force(tie, on))
        return self.covering[on]

    def _affiliations(self, card: Card) -> list[Affiliation]:
        return self.ties.get(card.id, []) if isinstance(card, PersonCard) else []

    def _covers_all(self, number: int, on: dt.date) -> bool:
        card = self.organisations.get(number)
        paid = self.dues.get((True, number), [])
        return is_plainly_paid(paid, on, on, seats=False) or (card is not None and covers_all(self.account(card), on))


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
