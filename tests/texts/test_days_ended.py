"""Until when a place is kept, as people say it."""

import datetime as dt

import pytest

from capcli.texts.deadlines import day_ended


@pytest.mark.parametrize(
    ("until", "ended"),
    [
        ("2023-10-08T22:00:00Z", dt.date(2023, 10, 8)),  # midnight in Paris, in summer
        ("2023-11-08T23:00:00Z", dt.date(2023, 11, 8)),  # in winter
        ("2023-10-08T00:00:00Z", None),  # midnight elsewhere
        ("2023-10-08T10:00:00Z", None),
    ],
)
def test_a_midnight_of_the_place_ends_the_day_before(until, ended):
    assert day_ended(dt.datetime.fromisoformat(until), "Europe/Paris") == ended
