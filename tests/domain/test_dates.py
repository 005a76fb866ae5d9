"""Days, slots and moments as people type them."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.calendar_words import MONTH_NAMES, WEEKDAY_NAMES
from capcli.domain.dates import nearest, typed_day, typed_moment, typed_slot
from capcli.domain.records import Slot
from capcli.errors import Usage

TODAY = dt.date(2023, 11, 2)
TUESDAY = dt.date(2023, 11, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "2023-11-28",
        "20231128",
        "28/11/2023",
        "28/11/23",
        "28.11.2023",
        "28-11-2023",
        "28/11",
        "28 novembre 2023",
        "28 Novembre",
        "28 nov",
        "28 nov.",
        "28 nov. 2023",
        "28 nov '23",
        "mardi 28 novembre 2023",
        "mar. 28 nov.",
        "le 28 novembre",
        "mardi 28/11",
        "le mardi 28/11/2023",
        "28 November 2023",
        "28th of November 2023",
        "November 28, 2023",
        "Tuesday 28 November 2023",
        "Tuesday, November 28",
        "  28   NOVEMBRE  2023 ",
        "28 / 11 / 2023",
    ],
)
def test_every_way_of_writing_one_day(typed):
    """ISO, digits and words of both languages all mean the same day."""
    assert typed_day(typed, TODAY) == TUESDAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1er mars 2024", dt.date(2024, 3, 1)),
        ("03/04/2026", dt.date(2026, 4, 3)),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("août 2024", None),
        ("15 aout", dt.date(2023, 8, 15)),
        ("2/1", dt.date(2024, 1, 2)),
        ("31/12", dt.date(2023, 12, 31)),
        ("29/2", dt.date(2024, 2, 29)),
    ],
)
def test_the_day_comes_first_and_the_year_is_the_nearest(typed, day):
    """3/4 is the third of April; a day without a year is the one nearest today, over the new year too."""
    if day is None:
        with pytest.raises(Usage):
            typed_day(typed, TODAY)
    else:
        assert typed_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12", "bare_day"),
        ("2023", "bare_day"),
        ("", "day"),
        ("demain", "day"),
        ("mai", "day"),
        ("28 brumaire 2023", "day"),
        ("foo 28 novembre 2023", "day"),
        ("2023-11-28T10:00", "day"),
        ("11/28/2023", "no_such_day"),
        ("31/02/2024", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("2023-13-01", "no_such_day"),
        ("30 février", "no_such_day"),
        ("0/1/2024", "no_such_day"),
        ("1/0/2024", "no_such_day"),
        ("99/99/9999", "no_such_day"),
        ("lundi 28/11/2023", "weekday"),
        ("lundi 28/11", "weekday"),
    ],
)
def test_what_is_no_day_says_why(typed, code):
    """A bare number, a word, an impossible day and a wrong weekday are told apart."""
    with pytest.raises(Usage) as refused:
        typed_day(typed, TODAY)
    assert refused.value.code == code


@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), data=st.data())
def test_a_complete_day_reads_back_whatever_today(day, data):
    """With its year a day means itself, however its month and weekday are written."""
    month = data.draw(st.sampled_from(MONTH_NAMES[day.month - 1]))
    weekday = data.draw(st.sampled_from(WEEKDAY_NAMES[day.weekday()]))
    today = data.draw(st.dates())
    for typed in (f"{weekday} {day.day} {month} {day.year}", f"{day:%d/%m/%Y}", day.isoformat()):
        assert typed_day(typed, today) == day


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), today=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)))
def test_the_nearest_day_is_within_half_a_year(day, today):
    """No other year's day is nearer, except that 29 February waits for its year."""
    found = nearest(day.day, day.month, today)
    assert found is not None
    assert (found.day, found.month) == (day.day, day.month)
    assert abs(found - today).days <= (183 if (day.day, day.month) != (29, 2) else 366 * 4)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_usage_error(text):
    """Nothing that can be typed ends in a traceback."""
    for read in (typed_day, typed_slot, lambda typed, today: typed_moment(typed, today, "Europe/Paris")):
        with suppress(Usage):
            read(text, TODAY)


def slot(day, end_day, start, end):
    return Slot(date=dt.date.fromisoformat(day), end_date=dt.date.fromisoformat(end_day), start=start, end=end)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2023-12-05 10:00-12:00", slot("2023-12-05", "2023-12-05", "10:00", "12:00")),
        ("28/11 10h30-12h", slot("2023-11-28", "2023-11-28", "10:30", "12:00")),
        ("28/11 de 10 h 30 à 12 h", slot("2023-11-28", "2023-11-28", "10:30", "12:00")),
        ("28/11 à 9h", slot("2023-11-28", "2023-11-28", "09:00", None)),
        ("28/11", slot("2023-11-28", "2023-11-28", None, None)),
        ("mardi 28 novembre 2023, 18h-minuit", slot("2023-11-28", "2023-11-29", "18:00", "00:00")),
        ("2024-06-03..2024-06-05", slot("2024-06-03", "2024-06-05", None, None)),
        ("du 3 juin 2024 au 5 juin 2024 9h-17h", slot("2024-06-03", "2024-06-05", "09:00", "17:00")),
        ("3 juin au 5 juin 2024", slot("2024-06-03", "2024-06-05", None, None)),
        ("28 November 2023 from 2pm to 4:30 pm", slot("2023-11-28", "2023-11-28", "14:00", "16:30")),
    ],
)
def test_slots(typed, expected):
    """A day or a span, then hours or none; midnight ends the next day."""
    assert typed_slot(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("28/11 14h-12h", "slot_order"),
        ("28/11 10h-10h", "slot_order"),
        ("2024-06-05..2024-06-03", "slot_order"),
        ("28/11 25h-26h", "hour"),
        ("10h-12h", "day"),
        ("", "slot"),
    ],
)
def test_slots_refused(typed, code):
    """Out of order, out of the clock, or without a day."""
    with pytest.raises(Usage) as refused:
        typed_slot(typed, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("20/11", "2023-11-19T23:00:00+00:00"),
        ("20/11 10h30", "2023-11-20T09:30:00+00:00"),
        ("2023-11-20T10:30", "2023-11-20T09:30:00+00:00"),
        ("2023-11-20T10:30:00Z", "2023-11-20T10:30:00+00:00"),
        ("2023-11-20T10:30+05:00", "2023-11-20T05:30:00+00:00"),
        ("9:15", "2023-11-02T08:15:00+00:00"),
        ("2024-03-31 02:30", "2024-03-31T01:30:00+00:00"),
        ("2023-10-29 02:30", "2023-10-29T00:30:00+00:00"),
    ],
)
def test_moments(typed, utc):
    """Local hours become UTC; in March the hour that is skipped is read an hour later, in October the first of two."""
    assert typed_moment(typed, TODAY, "Europe/Paris") == dt.datetime.fromisoformat(utc)


def test_a_moment_is_not_a_slot():
    """Two hours are no moment."""
    with pytest.raises(Usage):
        typed_moment("20/11 10h-12h", TODAY, "Europe/Paris")


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31", "1 janvier 1789"])
def test_a_day_that_nobody_means_is_refused(typed):
    """The calendar ends there, and sums of days with it."""
    for reads in (lambda: typed_day(typed, TODAY), lambda: typed_moment(f"{typed} 10:00", TODAY, "Europe/Paris")):
        with pytest.raises(Usage) as caught:
            reads()
        assert caught.value.code == "far_day"
    assert typed_day("1900-01-01", TODAY) == dt.date(1900, 1, 1)
    assert typed_day("2999-12-31", TODAY) == dt.date(2999, 12, 31)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00"])
def test_an_instant_that_has_no_utc_is_refused(typed):
    with pytest.raises(Usage) as caught:
        typed_moment(typed, TODAY, "Europe/Paris")
    assert caught.value.code == "far_day"
