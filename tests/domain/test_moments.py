"""Moments of forms, day first, local where they stand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.moments import moment_in

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    "text",
    [
        "12/02/2024 09:02:11",
        "12/02/2024  9:02:11",
        "12/02/2024 - 09:02:11",
        "12.02.2024 09:02:11",
        "12/02/24 9:02:11",
        "2024-02-12 09:02:11",
        "2024-02-12T08:02:11Z",
        "2024-02-12T08:02:11.500Z",
        "2024-02-12 08:02:11 UTC",
        "2024-02-12T09:02:11+01:00",
        "12/02/2024 9:02:11 AM",
        "12/02/2024 9h02m11s",
        "2024/02/12 9:02:11",
        "2024/02/12 10:02:11 AM UTC+2",
        "2024/02/12 9:02:11 AM GMT+01:00",
        "lun, 12/02/2024 - 09:02:11",
        "lundi 12 février 2024 à 09:02:11",
        "le 12 févr. 2024, 09:02:11",
        "12 Feb 2024 09:02:11",
        "12-févr.-2024 09:02:11",
        "Feb 12, 2024 09:02:11",
        "Mon, February 12, 2024 at 9:02:11 AM",
        "12/02/2024 09:02:11 CET",
    ],
)
def test_one_moment_in_many_hands(text):
    assert moment_in(text, PARIS) == dt.datetime(2024, 2, 12, 8, 2, 11, tzinfo=dt.UTC)


def test_a_day_alone_is_its_first_minute():
    assert moment_in("12/07/2024", PARIS) == dt.datetime(2024, 7, 11, 22, 0, tzinfo=dt.UTC)
    assert moment_in("2024-07-12", "UTC") == dt.datetime(2024, 7, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "31/02/2024",
        "12/02/2024 25:00",
        "12/2024",
        "45334",
        "0001-01-01T00:00",
        "mars 2024",
        "30 février 2024",
        "2024/13/01",
        "12/02/2024 09:02 UTC+99",
    ],
)
def test_what_is_no_moment(text):
    assert moment_in(text, PARIS) is None


def test_the_month_may_come_first():
    assert moment_in("2/13/2024 1:05 PM", "UTC", american=True) == dt.datetime(2024, 2, 13, 13, 5, tzinfo=dt.UTC)


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)))
def test_what_is_written_is_read(moment):
    whole = moment.replace(microsecond=0)
    assert moment_in(f"{whole:%d/%m/%Y %H:%M:%S}", "UTC") == whole.replace(tzinfo=dt.UTC)


@given(st.text(max_size=30))
def test_no_text_is_an_accident(text):
    moment_in(text, PARIS)


def test_mar_is_march_and_mardi():
    in_march = dt.datetime(2024, 3, 5, 9, 25, tzinfo=dt.UTC)
    assert moment_in("Mar 5, 2024 10:25:00 AM", "Europe/Paris") == in_march
    assert moment_in("mar 5 mars 2024 10:25", "Europe/Paris") == in_march
