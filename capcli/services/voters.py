"""The voting list of a general meeting: who votes, and who does not and why."""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.dues_views import LeftOutView, VoterView
from capcli.domain.membership import Standing, standing
from capcli.domain.names import sort_key
from capcli.domain.views import Named
from capcli.domain.voters import paid_by_then, quorum_votes, voting_representative, without_vote
from capcli.errors import Usage
from capcli.services.books import Books, books
from capcli.services.cards import Card, OrganisationCard, is_forgotten, named
from capcli.services.policies import voters_policy
from capcli.store.protocol import Reader


class Electorate(Struct, frozen=True, kw_only=True):
    """Those who vote and those who do not, in the French order, organisations first.

    `quorum` is a percentage and the votes that make it; None when there is none.
    """

    voters: list[VoterView]
    others: list[LeftOutView]
    quorum: tuple[int, int] | None

    @property
    def to_be_named(self) -> list[VoterView]:
        """The organisations that vote and whose representative is to be named."""
        return [one for one in self.voters if one.kind == "organisation" and one.representative is None]


def electorate(read: Reader, on: dt.date, *, paid_by: dt.date | None = None) -> Electorate:
    """Who votes on the day `on`, dues being paid by `paid_by`, that day included; by default the day itself.

    Raises:
        Usage: `paid_by_late`, the cut-off is after the meeting.
    """
    cut_off = on if paid_by is None else paid_by
    if cut_off > on:
        raise Usage("paid_by_late", paid_by=cut_off, on=on)
    whole = books(read)
    paid = {key: paid_by_then(several, cut_off) for key, several in whole.dues.items()}
    held = replace(whole, dues=paid, accounts={}, covering={})
    voters: list[VoterView] = []
    others: list[LeftOutView] = []
    for card in _in_order(whole):
        if is_forgotten(card, on):
            continue
        status = _status(held, card, on)
        if status.votes:
            voters.append(_voter(held, card, status, on))
        else:
            later = _status(whole, card, on)
            why = without_vote(on, status, later, held.account(card), whole.account(card), cut_off)
            organisation = whole.employer(card, on)
            others.append(LeftOutView(who=named(card), email=card.email, organisation=organisation, reason=why))
    percentage = voters_policy(read).quorum
    quorum = None if percentage is None else (percentage, quorum_votes(len(voters), percentage))
    return Electorate(voters=voters, others=others, quorum=quorum)


def _status(known: Books, card: Card, on: dt.date) -> Standing:
    return standing(on, known.account(card), known.ties_of(card), known.policy)


def _in_order(known: Books) -> list[Card]:
    organisations = sorted(known.organisations.values(), key=lambda card: (sort_key(card.name, ""), card.id))
    people = sorted(known.people.values(), key=lambda card: (sort_key(card.family_name, card.given_name), card.id))
    return [*organisations, *people]


def _voter(known: Books, card: Card, status: Standing, on: dt.date) -> VoterView:
    return VoterView(
        who=named(card),
        kind="organisation" if isinstance(card, OrganisationCard) else "person",
        representative=_representative(known, card, on),
        status=status.status,
        until=status.until,
        email=card.email,
        phone=card.phone,
        organisation=known.employer(card, on),
    )


def _representative(known: Books, card: Card, on: dt.date) -> Named | None:
    """Who casts the vote of an organisation, as far as it is known."""
    if not isinstance(card, OrganisationCard):
        return None
    number = voting_representative(card.representative, known.staff.get(card.id, ()), on)
    person = known.people.get(number) if number is not None else None
    return named(person) if person else None
