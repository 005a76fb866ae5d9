"""What the settings say of dues and of places, as the rules take it: days, numbers and hours instead of texts."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:  # whoever asks about dues only needs neither
    from capcli.domain.office_hours import OfficeHours
    from capcli.domain.waitlist_stops import Stop


class DuesPolicy(Struct, frozen=True, kw_only=True):
    """How long dues last and what counts besides.

    `year_start`, `carry_over_from` and `tolerance_until` are `MM-DD`, the last
    two empty when there is none; that day itself is included. `reminders` are
    days from the last day covered, below 0 before it. `exempt_votes`: members
    exempt from dues count at a general meeting.
    """

    period: Literal["calendar", "rolling"] = "calendar"
    year_start: str = "01-01"
    length_months: int = 12
    carry_over_from: str = ""
    offered_months: int = 0
    grace_days: int = 0
    tolerance_until: str = ""
    promise_counts: Literal["nothing", "registration"] = "nothing"
    reminders: tuple[int, ...] = (-30, -7, 30, 60)
    exempt_votes: bool = True


class PlacesPolicy(Struct, frozen=True, kw_only=True):
    """How long a place is kept for somebody: `pending_days` None is for ever."""

    pending_days: int | None = None
    offer_hours: int = 48
    office_hours: "OfficeHours"
    stops: "Stop | None"


class VotersPolicy(Struct, frozen=True, kw_only=True):
    """How a general meeting counts: `quorum` is a percentage of the votes, None when the statutes ask for none.

    Whether members exempt from dues vote is judged with their dues (`DuesPolicy`).
    """

    quorum: int | None = 50


class AttendancePolicy(Struct, frozen=True, kw_only=True):
    """From which part of a slot somebody counts as present, above 0 and up to 1."""

    present_share: float = 0.5


class RetentionPolicy(Struct, frozen=True, kw_only=True):
    """How many years what is known of people is kept.

    Contact details from the last day on which they had to do with the desk,
    proofs of training from the session's last day, accounts from the end of
    their calendar year.
    """

    contacts_years: int = 3
    training_years: int = 6
    accounts_years: int = 10


def dated(month_day: str, year: int) -> dt.date:
    """The day `MM-DD` of a year; the settings never hold 29 February."""
    return dt.date.fromisoformat(f"{year:04}-{month_day}")
