"""Office hours as typed, and a moment moved into them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.office_hours import typed_office_hours, within
from capcli.errors import Usage

OFFICE = typed_office_hours("mon-fri 08:00-20:00")


@pytest.mark.parametrize(
    ("moment", "moved"),
    [
        ("2015-06-17T13:00", "2015-06-17T13:00"),
        ("2015-06-17T19:59", "2015-06-17T19:59"),
        ("2015-06-17T20:00", "2015-06-17T20:00"),  # that minute included
        ("2015-06-17T20:01", "2015-06-18T08:00"),
        ("2015-06-17T07:59", "2015-06-17T08:00"),
        ("2015-06-19T20:01", "2015-06-22T08:00"),  # Friday evening
        ("2015-06-20T07:00", "2015-06-22T08:00"),  # Saturday morning
        ("2015-06-21T23:59", "2015-06-22T08:00"),  # Sunday night
        ("2015-06-22T00:00", "2015-06-22T08:00"),
    ],
)
def test_a_deadline_waits_for_the_office_to_open(moment, moved):
    assert within(dt.datetime.fromisoformat(moment), OFFICE) == dt.datetime.fromisoformat(moved)


@pytest.mark.parametrize(
    ("text", "open_on"),
    [
        ("mon-fri 08:00-20:00", {0, 1, 2, 3, 4}),
        ("Tue 09:30-12:00", {1}),
        ("fri - mon  08:00 - 20:00", {0, 4, 5, 6}),
        ("mon-sun 00:00-23:59", set(range(7))),
    ],
)
def test_office_hours_as_typed(text, open_on):
    assert typed_office_hours(text).weekdays == open_on


@pytest.mark.parametrize("text", ["", "always", "mon-fri", "mon-fri 20:00-08:00", "mon-fri 08:00-25:00", "lun 8-20"])
def test_what_are_no_office_hours_is_refused(text):
    with pytest.raises(Usage, match="office_hours"):
        typed_office_hours(text)


def test_the_zone_and_the_second_night_hour_are_kept():
    """When the clocks go back, 02:30 comes twice; the second one stays the second one."""
    always = typed_office_hours("mon-sun 00:00-23:59")
    second = dt.datetime(2023, 10, 29, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=1)
    assert within(second, always).astimezone(dt.UTC) == dt.datetime(2023, 10, 29, 1, 30, tzinfo=dt.UTC)


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)),
    st.sampled_from(["mon-fri 08:00-20:00", "sat 09:00-10:00", "fri-mon 00:00-00:01", "mon-sun 08:00-18:00"]),
)
def test_a_moment_is_never_moved_back_and_stays_where_it_is_moved(moment, typed):
    hours = typed_office_hours(typed)
    moved = within(moment, hours)
    assert moved >= moment
    assert moved.weekday() in hours.weekdays
    assert moved.time().replace(second=0, microsecond=0) <= hours.closes
    assert within(moved, hours) == moved
