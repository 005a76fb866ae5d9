"""Lengths of dues as people type them."""

import pytest

from capcli.domain.lengths import Length, own_length, typed_length
from capcli.domain.records import Rate
from capcli.errors import Usage


@pytest.mark.parametrize(
    ("typed", "months", "days"),
    [
        ("6 months", 6, 0),
        ("1 month", 1, 0),
        ("2 years", 24, 0),
        ("2 ans", 24, 0),
        ("un an", 12, 0),
        ("1 an", 12, 0),
        ("une année", 12, 0),
        ("a year", 12, 0),
        ("18 mois", 18, 0),
        ("10 days", 0, 10),
        ("10 jours", 0, 10),
        ("10j", 0, 10),
        ("1 month 2 days", 1, 2),
        ("1 mois et 2 jours", 1, 2),
        ("1 an, 6 mois", 18, 0),
        ("2 semaines", 0, 14),
        ("  3 MOIS ", 3, 0),
        ("1 mois 2 jours", 1, 2),
    ],
)
def test_months_and_days(typed: str, months: int, days: int):
    """In either language, with accents or without."""
    assert typed_length(typed) == Length(months=months, days=days)


@pytest.mark.parametrize("typed", ["lifetime", "à vie", "A VIE", "for life", "illimitée"])
def test_a_lifetime(typed: str):
    """Has no end."""
    assert typed_length(typed) == Length(lifetime=True)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "12", "months", "0 months", "-1 year", "1.5 years", "6 moons", "101 years", "6 months x", "9" * 99],
)
def test_what_is_no_length(typed: str):
    """A number alone says no unit, nothing lasts no time or longer than a century."""
    with pytest.raises(Usage, match="length"):
        typed_length(typed)


def test_whole_years():
    """Twelve months and their multiples, with no day more."""
    lengths = [Length(months=12), Length(months=24), Length(months=6), Length(months=12, days=1), Length(lifetime=True)]
    assert [length.whole_years for length in lengths] == [1, 2, None, None, None]


def test_a_rate_without_a_length_takes_that_of_the_settings():
    """None, not zero."""
    assert own_length(Rate(name="a", cents=1, payer="person")) is None
    assert own_length(Rate(name="a", cents=1, payer="person", days=10)) == Length(days=10)
