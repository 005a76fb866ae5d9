"""When dues are called for again (the rule of Galette and its cases)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.reminders import Call, last_call, threshold_due, typed_thresholds
from capcli.errors import Usage

TODAY = dt.date(2024, 3, 1)
USUAL = (-30, -7, 30, 60)


def due(days_to_end: int, *sent: int, thresholds=USUAL) -> int | None:
    """The threshold due today, the last day covered being so many days ahead and calls sent so many days ago."""
    calls = [Call(on=TODAY - dt.timedelta(days=ago)) for ago in sent]
    return threshold_due(TODAY + dt.timedelta(days=days_to_end), TODAY, thresholds, calls)


@pytest.mark.parametrize(
    ("days_to_end", "sent", "expected"),
    [
        (31, (), None),
        (30, (), -30),  # GAL-REM-02
        (7, (), -7),  # GAL-REM-03
        (0, (), -7),  # GAL-REM-04
        (0, (30,), -7),  # GAL-REM-05
        (0, (30, 1), None),  # GAL-REM-06
        (-1, (), None),  # GAL-REM-07
        (-29, (), None),  # GAL-REM-08
        (-30, (), 30),
        (-30, (0,), None),
        (-59, (29,), None),
        (-60, (30,), 60),
        (-400, (), 60),
        (-400, (340,), None),
    ],
)
def test_a_threshold_asks_for_one_call(days_to_end, sent, expected):
    """The latest threshold reached on this side of the last day, unless a call was sent since."""
    assert due(days_to_end, *sent) == expected


def test_a_threshold_on_the_last_day_is_for_that_day_and_no_other():
    assert (due(0, thresholds=(0,)), due(-1, thresholds=(0,))) == (0, None)


def test_thresholds_count_in_any_order():
    assert due(5, thresholds=(60, -7, 30, -30)) == -7


def test_a_call_for_an_earlier_period_answers_nothing():
    """Short periods: the call for the one that has just been paid is younger than the threshold of the next."""
    until = TODAY + dt.timedelta(days=2)
    earlier = Call(on=TODAY - dt.timedelta(days=3), since=TODAY - dt.timedelta(days=8))
    assert threshold_due(until, TODAY, USUAL, [earlier]) == -7
    assert last_call(until, [earlier]) is None
    for_the_next = Call(on=TODAY, since=until + dt.timedelta(days=1))
    assert threshold_due(until, TODAY, USUAL, [earlier, for_the_next]) is None
    assert last_call(until, [earlier, for_the_next]) == TODAY


def test_every_call_counts_for_somebody_never_covered():
    assert last_call(None, [Call(on=TODAY, since=TODAY)]) == TODAY


@given(
    st.integers(-500, 500),
    st.lists(st.integers(-400, 400), unique=True, max_size=6),
    st.lists(st.integers(0, 900), max_size=5),
)
def test_once_called_nobody_is_called_again_the_same_day(days_to_end, thresholds, sent):
    """A call of today answers every threshold reached; a threshold that is due is reached and on this side."""
    found = due(days_to_end, *sent, thresholds=thresholds)
    assert due(days_to_end, *sent, 0, thresholds=thresholds) is None
    if found is not None:
        assert found in thresholds
        assert found <= -days_to_end
        assert (found > 0) == (days_to_end < 0)
        assert all(-days_to_end - ago < found for ago in sent)


@pytest.mark.parametrize(("text", "days"), [("-30 -7 30 60", USUAL), ("60,+30, -7,-30", USUAL), ("", ()), ("0", (0,))])
def test_thresholds_as_they_are_typed(text, days):
    assert typed_thresholds(text) == days


@pytest.mark.parametrize("text", ["soon", "7 days", "--7", "99999", "1.5"])
def test_what_is_no_threshold(text):
    with pytest.raises(Usage, match="reminder_days"):
        typed_thresholds(text)
