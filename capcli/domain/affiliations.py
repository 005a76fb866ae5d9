"""What is true of an affiliation; its days are whole and both ends are included."""

import datetime as dt

from capcli.domain.records import Affiliation

BEGINNING, END = dt.date.min, dt.date.max


def is_in_force(affiliation: Affiliation, on: dt.date) -> bool:
    """Whether the person belongs there on that day."""
    return (affiliation.since or BEGINNING) <= on <= (affiliation.until or END)


def standing_order(affiliation: Affiliation) -> tuple[dt.date, int]:
    """The order in which organisations are named: the oldest affiliation first."""
    return affiliation.since or BEGINNING, affiliation.id


def seating_order(affiliation: Affiliation) -> tuple[dt.date, int]:
    """The order in which an organisation's seats are taken: whoever was there, and typed, the earliest comes first.

    Of those of one day the number decides, not since when they are said to be
    there: what is typed in the evening takes no seat from somebody of the morning.
    """
    return max(affiliation.since or BEGINNING, affiliation.entered_on or BEGINNING), affiliation.id


def overlap(one: Affiliation, other: Affiliation) -> bool:
    """Whether two affiliations share a day."""
    starts = max(one.since or BEGINNING, other.since or BEGINNING)
    return starts <= min(one.until or END, other.until or END)
