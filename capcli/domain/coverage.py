"""What covers somebody: paid periods and exemptions, one's own or those of an organisation one belongs to.

All days are whole and both ends of a period, an affiliation or an exemption
are included.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from capcli.domain.affiliations import BEGINNING, END, is_in_force, standing_order
from capcli.domain.payments import Paid
from capcli.domain.records import ORGANISATIONS, Affiliation, Dues, Exemption


class Account(Struct, frozen=True, kw_only=True):
    """What is known of one payer's dues: exemption, paid periods, cancelled payments."""

    exempt: Exemption | None = None
    periods: Sequence[Paid] = ()
    cancelled: Sequence[Dues] = ()


class Tie(Struct, frozen=True, kw_only=True):
    """An affiliation of the person asked about, with what the organisation paid.

    `colleagues` are all the affiliations to the organisation, whatever their
    days; they are read only where a payment bounds its seats.
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
    """Days covered, by a paid period or by an exemption; `tie` is None for one's own."""

    since: dt.date
    until: dt.date
    paid: Paid | None = None
    exempt: Exemption | None = None
    tie: Tie | None = None

    @property
    def organisation(self) -> int | None:
        """The number of the organisation it comes through; None for one's own."""
        return self.tie.organisation if self.tie else None

    def includes(self, day: dt.date) -> bool:
        """Whether `day` is covered, seats aside."""
        return self.since <= day <= self.until


def own_covers(account: Account) -> list[Cover]:
    """What the payer's own exemption and paid periods cover; a period paid in part does not count yet."""
    spans = [Cover(since=paid.since, until=paid.until, paid=paid) for paid in account.periods if paid.counts]
    if account.exempt is not None:
        spans.append(Cover(since=BEGINNING, until=account.exempt.until or END, exempt=account.exempt))
    return spans


def covers_through(tie: Tie) -> list[Cover]:
    """What the organisation's own covers leave within the affiliation."""
    begins, ends = tie.affiliation.since or BEGINNING, tie.affiliation.until or END
    clipped = (
        Cover(since=max(own.since, begins), until=min(own.until, ends), paid=own.paid, exempt=own.exempt, tie=tie)
        for own in own_covers(tie.account)
    )
    return [cover for cover in clipped if cover.since <= cover.until]


def seat_order(colleagues: Sequence[Affiliation], on: dt.date) -> list[int]:
    """The people affiliated on the day, in the order in which they take an organisation's seats.

    The longest affiliated come first, then the number of the affiliation, so
    that somebody covered is never displaced by a newcomer and a leaver frees
    a seat. Somebody affiliated twice takes one seat.
    """
    present = sorted((one for one in colleagues if is_in_force(one, on)), key=standing_order)
    return list(dict.fromkeys(affiliation.person for affiliation in present))


def has_seat(cover: Cover, on: dt.date) -> bool:
    """Whether the organisation's seats reach this person on the day; one's own cover and an exemption have no seats."""
    if cover.tie is None or cover.paid is None or cover.paid.seats is None:
        return True
    return cover.tie.affiliation.person in seat_order(cover.tie.colleagues, on)[: cover.paid.seats]
