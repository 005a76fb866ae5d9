"""What covers somebody: paid periods and exemptions, one's own or those of an organisation one belongs to.

All days are whole and both ends of a period, an affiliation or an exemption
are included.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from capcli.domain.affiliations import BEGINNING, END, is_in_force, seating_order
from capcli.domain.graces import Grace, grace_after
from capcli.domain.payments import Ledger, Paid, paid_periods, span_of
from capcli.domain.policies import DuesPolicy
from capcli.domain.promises import open_promises
from capcli.domain.records import ORGANISATIONS, Affiliation, Dues, Exemption


class TakenBack(Struct, frozen=True, kw_only=True):
    """A payment or a promise, and the record that cancelled it or gave it back."""

    dues: Dues
    by: Dues


class Account(Struct, frozen=True, kw_only=True, dict=True):
    """What is known of one payer's dues: exemptions, paid periods, promises, and what was taken back of these.

    `promises` are those that are neither cancelled nor kept.
    """

    exemptions: Sequence[Exemption] = ()
    periods: Sequence[Paid] = ()
    promises: Sequence[Dues] = ()
    taken_back: Sequence[TakenBack] = ()

    def begun_on(self, day: dt.date) -> Paid | None:
        """The period of the day that is paid in part only."""
        return next((paid for paid in self.periods if paid.includes(day) and not paid.counts), None)

    @cached_property
    def paid(self) -> list[Paid]:
        """The periods that are paid in full."""
        return [paid for paid in self.periods if paid.counts]

    @cached_property
    def covers(self) -> list["Cover"]:
        """What `own_covers` says; an organisation's is asked for once for each of its people."""
        spans = [Cover(since=paid.since, until=paid.until, paid=paid) for paid in self.paid]
        for exempt in self.exemptions:
            spans.append(Cover(since=exempt.since or BEGINNING, until=exempt.until or END, exempt=exempt))
        return spans


def account_of(dues: Iterable[Dues], exemptions: Sequence[Exemption] = ()) -> Account:
    """The account of ONE payer, from all its records of dues."""
    ledger = Ledger(dues)
    periods = paid_periods(ledger)
    return Account(
        exemptions=exemptions,
        periods=periods,
        promises=open_promises(ledger, periods),
        taken_back=_taken_back(ledger),
    )


class Tie(Struct, frozen=True, kw_only=True):
    """An affiliation of the person asked about, with what the organisation paid.

    `colleagues` are all the affiliations to the organisation, whatever their
    days; they are read only where a payment or a promise bounds its seats.
    """

    affiliation: Affiliation
    name: str
    account: Account
    colleagues: Sequence[Affiliation] = ()

    @property
    def organisation(self) -> int:
        """The organisation's number."""
        return self.affiliation.organisation

    @property
    def ref(self) -> str:
        """The organisation's reference."""
        return ORGANISATIONS.ref(self.affiliation.organisation)


class Cover(Struct, frozen=True, kw_only=True):
    """Days covered, by a paid period or by an exemption, or that stand for cover: a promise, a time of grace.

    `paid`, `exempt` and `promise` say by what; `grace` that these are days after
    it. `tie` is None for one's own.
    """

    since: dt.date
    until: dt.date
    paid: Paid | None = None
    exempt: Exemption | None = None
    promise: Dues | None = None
    grace: Grace | None = None
    tie: Tie | None = None

    @property
    def organisation(self) -> int | None:
        """The number of the organisation it comes through; None for one's own."""
        return self.tie.organisation if self.tie else None

    @property
    def seats(self) -> int | None:
        """How many people of an organisation it reaches; None is all."""
        if self.promise is not None:
            return self.promise.seats
        return self.paid.seats if self.paid is not None else None

    def includes(self, day: dt.date) -> bool:
        """Whether `day` is covered, seats aside."""
        return self.since <= day <= self.until


def own_covers(account: Account) -> Sequence[Cover]:
    """What the payer's own exemptions and paid periods cover; a period paid in part does not count yet."""
    return account.covers


def is_plainly_paid(dues: Iterable[Dues], since: dt.date, until: dt.date, *, seats: bool = True) -> bool:
    """Whether one payment covers these days in full, nothing being taken back: `own_covers` need not be asked then.

    Without `seats`, only a payment that covers all the people of an organisation counts.
    """
    paid = False
    for one in dues:
        if one.of is not None:
            return False
        if (
            (one.until is None or one.until >= until)
            and (one.since is None or one.since <= since)
            and one.kind == "payment"
            and one.cents >= one.due_cents
            and (seats or one.seats is None)
        ):
            paid = True
    return paid


def covers_all(account: Account, on: dt.date) -> bool:
    """Whether an organisation's own covers reach all of its people on the day: no seat bounds them."""
    return any(cover.includes(on) and cover.seats is None for cover in own_covers(account))


def promised_covers(account: Account) -> list[Cover]:
    """The periods for which a payment is promised and awaited."""
    spans = ((*span_of(promise), promise) for promise in account.promises)
    return [Cover(since=since, until=until, promise=promise) for since, until, promise in spans]


def grace_covers(account: Account, policy: DuesPolicy) -> list[Cover]:
    """The days after its own covers that still count for the payer."""
    if not policy.grace_days and not policy.tolerance_until:
        return []
    covers = []
    for cover in own_covers(account):
        grace = grace_after(cover.since, cover.until, policy)
        if grace is not None:
            covers.append(
                Cover(since=grace.since, until=grace.until, paid=cover.paid, exempt=cover.exempt, grace=grace)
            )
    return covers


def through(tie: Tie, covers: Iterable[Cover]) -> list[Cover]:
    """What an organisation's covers leave within the affiliation."""
    begins, ends = tie.affiliation.since or BEGINNING, tie.affiliation.until or END
    clipped = (
        Cover(
            since=max(own.since, begins),
            until=min(own.until, ends),
            paid=own.paid,
            exempt=own.exempt,
            promise=own.promise,
            grace=own.grace,
            tie=tie,
        )
        for own in covers
    )
    return [cover for cover in clipped if cover.since <= cover.until]


def seat_order(colleagues: Sequence[Affiliation], on: dt.date) -> list[int]:
    """The people affiliated on the day, in the order in which they take an organisation's seats.

    Who was there, and typed, the earliest comes first, then the number of the
    affiliation, so that somebody covered is never displaced by somebody typed
    later and a leaver frees a seat. Somebody affiliated twice takes one seat.
    """
    present = sorted((one for one in colleagues if is_in_force(one, on)), key=seating_order)
    return list(dict.fromkeys(affiliation.person for affiliation in present))


def has_seat(cover: Cover, on: dt.date) -> bool:
    """Whether the organisation's seats reach this person on the day; one's own cover and an exemption have no seats."""
    if cover.tie is None or cover.seats is None:
        return True
    return cover.tie.affiliation.person in seat_order(cover.tie.colleagues, on)[: cover.seats]


def _taken_back(ledger: Ledger) -> list[TakenBack]:
    made: list[TakenBack] = []
    for one in ledger.dues if ledger.takes_back else ():
        cancellation = ledger.cancellation(one) if one.kind in ("payment", "promise") else None
        if cancellation is not None:
            made.append(TakenBack(dues=one, by=cancellation))
        elif one.kind == "payment":
            made += [TakenBack(dues=one, by=refund) for refund in ledger.refunds(one)]
    return made
