"""Hours of the day as people type them."""

import pytest

from capcli.domain.hours import typed_hour
from capcli.errors import Usage


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("10:30", "10:30"),
        ("10h30", "10:30"),
        ("10 h 30", "10:30"),
        ("10H30", "10:30"),
        ("9h", "09:00"),
        ("9 h", "09:00"),
        ("9 heures", "09:00"),
        ("9 heures 15", "09:15"),
        ("0h05", "00:05"),
        ("midi", "12:00"),
        ("minuit", "00:00"),
        ("2pm", "14:00"),
        ("12 am", "00:00"),
        ("12:15 pm", "12:15"),
        ("23:59", "23:59"),
        ("10\u00a0h\u00a030", "10:30"),
    ],
)
def test_hours(typed, hour):
    """Colon, h, spaces, words and the English half-days."""
    assert typed_hour(typed) == hour


@pytest.mark.parametrize(
    "typed", ["10", "24h", "25:00", "10:60", "10h75", "13 pm", "0 pm", "-1h", "", "h", "10:3", "1030", "dix heures"]
)
def test_what_is_no_hour(typed):
    """A bare number could be anything; an hour outside the clock is none."""
    with pytest.raises(Usage) as refused:
        typed_hour(typed)
    assert refused.value.code == "hour"
