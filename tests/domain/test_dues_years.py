"""Dues years: whole, side by side, named by the calendar year in which they start."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.dues_years import dues_year, dues_year_of, years_meant
from capcli.errors import Usage
from capcli.settings import KINDS

D = dt.date
STARTS = st.dates(D(2023, 1, 1), D(2023, 12, 31)).map(lambda day: f"{day:%m-%d}")
DAYS = st.dates(D(1950, 1, 1), D(2100, 1, 1))


def test_a_school_year_is_named_by_its_first_calendar_year():
    """With a year that starts on 1 September, 2023 is 1 September 2023 to 31 August 2024."""
    year = dues_year(2023, "09-01")
    assert (year.since, year.until) == (D(2023, 9, 1), D(2024, 8, 31))
    assert dues_year_of(D(2023, 8, 31), "09-01").name == 2022
    assert dues_year_of(D(2023, 9, 1), "09-01").name == 2023


@pytest.mark.parametrize(
    ("name", "start", "until"),
    [
        (2023, "01-01", D(2023, 12, 31)),
        (2023, "03-01", D(2024, 2, 29)),
        (2024, "03-01", D(2025, 2, 28)),
        (2023, "02-28", D(2024, 2, 27)),
        (2023, "12-31", D(2024, 12, 30)),
    ],
)
def test_the_last_day_is_the_eve_of_the_next_year(name: int, start: str, until: D):
    """28 and 29 February, 31 December: whole days, both included."""
    assert dues_year(name, start).until == until


def test_a_year_cannot_start_on_29_february():
    """Three years in four would have no first day: the setting does not take it."""
    assert not KINDS["dues.year_start"].fits("02-29")
    assert KINDS["dues.year_start"].fits("02-28")


def test_the_last_60_days_leave_two_years_possible():
    """From 2 November on, a payment may be for the next calendar year."""
    assert [year.name for year in years_meant(D(2023, 11, 1), "01-01")] == [2023]
    assert [year.name for year in years_meant(D(2023, 11, 2), "01-01")] == [2023, 2024]
    assert [year.name for year in years_meant(D(2023, 12, 31), "01-01")] == [2023, 2024]
    assert [year.name for year in years_meant(D(2024, 1, 1), "01-01")] == [2024]


@pytest.mark.parametrize("name", [0, 23, -2023, 9999, 10**9])
def test_a_year_nobody_means_is_refused(name: int):
    """`--year 23` is a slip, not the year 23."""
    with pytest.raises(Usage, match="dues_year"):
        dues_year(name, "01-01")


@given(DAYS, STARTS)
def test_every_day_is_in_exactly_one_year(day: D, start: str):
    """Years follow each other without a gap, and hold the day they were asked for."""
    year = dues_year_of(day, start)
    assert year.includes(day)
    assert dues_year(year.name + 1, start).since == year.until + dt.timedelta(days=1)
    assert not dues_year(year.name + 1, start).includes(day)
