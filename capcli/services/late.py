"""Whom to remind of their dues on a day, whom to call for them today, and who is left out and why."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from capcli.domain.coverage import is_plainly_paid
from capcli.domain.dues_views import LateView, LeftOutView
from capcli.domain.lateness import LEFT_OUT, Lateness, due_call, last_paid_year, lateness
from capcli.domain.names import sort_key
from capcli.domain.records import Money
from capcli.services.books import Books, books
from capcli.services.cards import Card, OrganisationCard, PersonCard, is_forgotten, named
from capcli.store.protocol import Reader

Judged = list[tuple[Card, Lateness]]


class Late(Struct, frozen=True, kw_only=True):
    """Those to remind and those left out, as they were judged on a day.

    `payers` says whom to remind for people whose dues somebody else pays.
    """

    remind: Judged
    left_out: Judged
    on: dt.date
    books: Books
    payers: dict[int, Card] = {}

    def counts(self) -> dict[str, int]:
        """How many are left out for each reason, in the order of `LEFT_OUT`."""
        counted = Counter(held.reason.code for _card, held in self.left_out if held.reason)
        return {code: counted[code] for code in LEFT_OUT if counted[code]}


def late(read: Reader, today: dt.date, *, last_paid: int | None = None, to_call: bool = False) -> Late:
    """The people and organisations whose own dues or exemption ended, or are paid in part only, on the day `today`.

    `last_paid` keeps those who last paid for that year; `to_call` asks the
    thresholds of the settings instead, before the last day as well.

    Raises:
        Usage: `dues_year`, no year is called so.
    """
    known = books(read)
    if last_paid is not None:
        from capcli.domain.dues_years import dues_year

        dues_year(last_paid, known.policy.year_start)
    found = Late(remind=[], left_out=[], on=today, books=known)
    alike: dict[object, Lateness | None] = {}
    for card in _to_judge(known, today, to_call=to_call):
        if is_forgotten(card, today):
            continue
        twins = known.twins(card)
        if twins is None or twins not in alike:
            alike[twins] = _judged(known, card, today, last_paid=last_paid, to_call=to_call)
        held = alike[twins]
        if held is not None:
            (found.remind if held.reason is None else found.left_out).append((card, held))
    return found


def late_views(found: Late) -> list[LateView]:
    """Those to remind: the latest to lapse first, then organisations, then people, each in the French order.

    For a session the order is that of its people.
    """
    ordered = sorted(found.remind, key=_order)
    if not found.payers:
        ordered.sort(key=lambda pair: pair[1].until or dt.date.min, reverse=True)
    return [_row(found, card, held) for card, held in ordered]


def left_out_views(found: Late) -> list[LeftOutView]:
    """Those left out, by reason, then organisations, then people, each in the French order."""
    rows = []
    for card, held in sorted(found.left_out, key=_order):
        if held.reason is not None:
            employer = found.books.employer(card, found.on)
            rows.append(LeftOutView(who=named(card), email=card.email, organisation=employer, reason=held.reason))
    return sorted(rows, key=lambda row: LEFT_OUT.index(row.reason.code))


def contact(payer: Card) -> dict[str, str | None]:
    """Where to write: of people only the postcode is known."""
    return {
        "email": payer.email,
        "phone": payer.phone,
        "address": None if isinstance(payer, PersonCard) else payer.address,
        "postcode": payer.postcode if isinstance(payer, PersonCard) else None,
    }


def _to_judge(known: Books, today: dt.date, *, to_call: bool) -> Iterator[Card]:
    """Organisations, then people, but for those of whom a few comparisons say that they are not late."""
    ahead = dt.timedelta(days=1 + max(0, -min(known.policy.reminders, default=0)) if to_call else 0)
    until = today + ahead
    covered = frozenset() if to_call else known.plainly_covered(today)
    payers: tuple[tuple[bool, Mapping[int, Card]], ...] = ((True, known.organisations), (False, known.people))
    for is_organisation, cards in payers:
        for number, card in cards.items():
            if card.exempt or card.exempted:
                yield card
            elif held := known.dues.get((is_organisation, number)):
                if not is_plainly_paid(held, today, until):
                    yield card
            elif not (is_organisation or to_call or number in covered):
                yield card


def _judged(known: Books, card: Card, today: dt.date, *, last_paid: int | None, to_call: bool) -> Lateness | None:
    """Whether somebody is late or to be called; None too for whoever last paid for another year than the one asked."""
    account = known.account_telling(card, today)
    if last_paid is not None and last_paid_year(account, known.policy) != last_paid:
        return None
    rule = due_call if to_call else lateness
    return rule(today, account, known.ties_of(card), known.policy, known.calls(card))


def _row(found: Late, card: Card, held: Lateness) -> LateView:
    paid = held.begun or held.last
    begun = held.begun
    payer = found.payers.get(card.id, card)
    who = named(card)
    return LateView(
        who=who,
        payer=who if payer is card else named(payer),
        until=held.until,
        rate=paid.rate if paid else None,
        remains=Money(cents=begun.remains_cents, currency=begun.currency) if begun else None,
        organisation=found.books.employer(card, found.on),
        called_on=held.called_on,
        threshold=held.threshold,
        **contact(payer),
    )


def _order(pair: tuple[Card, Lateness]) -> tuple[bool, object]:
    card = pair[0]
    if isinstance(card, OrganisationCard):
        return False, sort_key(card.name, "")
    return True, sort_key(card.family_name, card.given_name)
