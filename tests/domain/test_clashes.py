"""Sessions at the same time: local hours, days without hours, nights, spans of days, zones."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.clashes import overlap
from capcli.domain.records import Session, Slot


def slot(text):
    """As people type one: `2023-11-28/2023-11-29 10:30-12:00`."""
    days, _, hours = text.partition(" ")
    first, _, last = days.partition("/")
    start, _, end = hours.partition("-")
    date = dt.date.fromisoformat(first)
    return Slot(date=date, end_date=dt.date.fromisoformat(last or first), start=start or None, end=end or None)


def session(*slots, timezone="Europe/Paris", **fields):
    return Session(code="one", title="One", slots=[slot(one) for one in slots], timezone=timezone, **fields)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("2023-11-28 10:30-12:00", "2023-11-28 11:00-13:00", True),
        ("2023-11-28 10:30-12:00", "2023-11-28 12:00-13:00", False),
        ("2023-11-28 10:30-12:00", "2023-11-29 10:30-12:00", False),
        ("2023-11-28 10:30-12:00", "2023-11-28", True),
        ("2023-11-28", "2023-11-29", False),
        ("2023-11-28/2023-11-30", "2023-11-29 14:00-15:00", True),
        ("2023-11-28/2023-11-30 09:00-12:00", "2023-11-29 14:00-15:00", False),
        ("2023-11-28/2023-11-30 09:00-12:00", "2023-11-29 11:00-15:00", True),
        ("2023-11-28/2023-11-29 22:00-02:00", "2023-11-29 01:00-03:00", True),
        ("2023-11-28/2023-11-29 22:00-02:00", "2023-11-29 02:00-03:00", False),
        ("2023-11-28 10:30", "2023-11-28 10:00-12:00", True),
        ("2023-11-28 10:30", "2023-11-28 11:00-12:00", False),
        ("2023-11-28 10:30", "2023-11-28 10:30", True),
        ("2023-11-28 -12:00", "2023-11-28 11:00-13:00", True),
    ],
)
def test_two_sessions_on_paper(one, other, clash):
    """Ends are not included; a start without an end is one moment."""
    assert (overlap(session(one), session(other)) is not None) is clash
    assert (overlap(session(other), session(one)) is not None) is clash


def test_zones_and_the_change_of_clocks():
    """10:30 in Paris is 05:30 in Martinique; on 29 October an hour comes twice."""
    paris = session("2023-11-28 10:30-12:00")
    assert overlap(paris, session("2023-11-28 10:30-12:00", timezone="America/Martinique")) is None
    assert overlap(paris, session("2023-11-28 06:00-06:30", timezone="America/Martinique")) is not None
    night = session("2023-10-29 00:30-04:00")
    assert overlap(night, session("2023-10-29 02:30-02:45", timezone="UTC")) is not None
    assert overlap(night, session("2023-10-29 03:00-03:30", timezone="UTC")) is None


def test_slots_that_somebody_does_not_come_to():
    two = session("2023-11-28 10:30-12:00", "2023-12-05 10:30-12:00")
    other = session("2023-12-05 11:00-13:00")
    found = overlap(two, other)
    assert found is not None
    assert found.one.date == dt.date(2023, 12, 5)
    assert overlap(two, other, mine=[1]) is None
    assert overlap(other, two, theirs=[1]) is None


def test_what_takes_no_time():
    """A cancelled session, a session without a day."""
    one = session("2023-11-28")
    assert overlap(one, session("2023-11-28", cancelled=True)) is None
    assert overlap(one, Session(code="one", title="One")) is None


hours = st.integers(0, 23).map("{:02}:00".format)
slots = st.builds(
    lambda day, start, end: Slot(
        date=dt.date(2023, 10, 27) + dt.timedelta(days=day),
        end_date=dt.date(2023, 10, 27) + dt.timedelta(days=day + (end <= start)),
        start=start,
        end=end,
    ),
    st.integers(0, 4),
    hours,
    hours,
)
zones = st.sampled_from(["Europe/Paris", "UTC", "Pacific/Noumea"])
made = st.builds(
    lambda slots, zone: Session(code="one", title="One", slots=slots, timezone=zone), st.lists(slots, max_size=3), zones
)


@given(made, made)
def test_a_clash_is_mutual(one, other):
    assert (overlap(one, other) is None) == (overlap(other, one) is None)
    assert (overlap(one, one) is None) == (one.slots == [])
