"""The days that still count after the last one covered, to the day."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.graces import grace_after
from capcli.domain.policies import DuesPolicy

D = dt.date
YEAR = (D(2023, 1, 1), D(2023, 12, 31))


def last(since: D, until: D, **policy) -> D | None:
    found = grace_after(since, until, DuesPolicy(**policy))
    return found.until if found else None


def test_days_of_grace_begin_the_day_after():
    """Thirty days after 31 December, the thirtieth included."""
    found = grace_after(*YEAR, DuesPolicy(grace_days=30))
    assert found
    assert (found.after, found.since, found.until, found.rule) == (
        D(2023, 12, 31),
        D(2024, 1, 1),
        D(2024, 1, 30),
        "days",
    )


def test_nothing_follows_by_default():
    """Nor after a lifetime, nor at the end of the calendar."""
    assert last(*YEAR) is None
    assert last(D(2023, 1, 1), D.max, grace_days=30) is None
    assert last(D(2023, 1, 1), D(9999, 12, 20), grace_days=30, tolerance_until="03-31") == D.max


@pytest.mark.parametrize(
    ("since", "until", "policy", "expected"),
    [
        (*YEAR, {"tolerance_until": "03-31"}, D(2024, 3, 31)),
        # a dues year that begins in September
        (D(2022, 9, 1), D(2023, 8, 31), {"tolerance_until": "10-31", "year_start": "09-01"}, D(2023, 10, 31)),
        (D(2022, 9, 1), D(2023, 8, 31), {"tolerance_until": "01-15", "year_start": "09-01"}, D(2024, 1, 15)),
        # covered on the eve, and some days of the year itself
        (D(2023, 2, 1), D(2024, 1, 31), {"tolerance_until": "03-31"}, D(2024, 3, 31)),
        # what ended before the eve is no cover of last year's end
        (D(2023, 1, 1), D(2023, 12, 30), {"tolerance_until": "03-31"}, None),
        # what began in the year itself covered no eve
        (D(2024, 1, 1), D(2024, 1, 31), {"tolerance_until": "03-31"}, None),
        # what lasts longer than the tolerance
        (D(2023, 5, 1), D(2024, 4, 30), {"tolerance_until": "03-31"}, None),
        (*YEAR, {"tolerance_until": "03-31", "period": "rolling"}, None),
        # a leap year's last day of February
        (*YEAR, {"tolerance_until": "02-28"}, D(2024, 2, 28)),
    ],
)
def test_last_years_payers_are_tolerated_until_a_day(since, until, policy, expected):
    """Whoever was covered on the eve of the dues year, in calendar mode only."""
    assert last(since, until, **policy) == expected


def test_the_longer_of_the_two_counts():
    both = DuesPolicy(grace_days=30, tolerance_until="03-31")
    assert grace_after(*YEAR, both).rule == "tolerance"
    assert grace_after(D(2023, 4, 1), D(2024, 3, 31), both).rule == "days"


@settings(max_examples=200)
@given(
    st.dates(D(1, 1, 1), D(9999, 12, 31)),
    st.integers(0, 800),
    st.integers(0, 3660),
    st.sampled_from(["", "01-01", "02-28", "06-30", "12-31"]),
    st.sampled_from(["01-01", "03-01", "09-01", "12-31"]),
)
def test_grace_is_after_the_cover_and_within_a_year_of_the_eve(since, length, days, tolerance, start):
    """No day overflows; what follows begins the day after, and tolerance never lasts more than a year."""
    until = min(since.toordinal() + length, D.max.toordinal())
    found = grace_after(
        since, D.fromordinal(until), DuesPolicy(grace_days=days, tolerance_until=tolerance, year_start=start)
    )
    if found is not None:
        assert found.since.toordinal() == until + 1
        assert found.since <= found.until
        assert (found.until - found.after).days <= max(days, 366)
