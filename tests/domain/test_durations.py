"""Durations as tools write them, in seconds."""

import pytest

from capcli.domain.durations import is_minutes_first, seconds_in


@pytest.mark.parametrize(
    ("text", "heading", "seconds"),
    [
        ("1h 38m 14s", "", 5894),
        ("1h 27min 51s", "Durée", 5271),
        ("40s", "", 40),
        ("45m", "", 2700),
        ("1 h 16 min", "Duration", 4560),
        ("1 h 30 min", "", 5400),
        ("1 hr 5 min", "", 3900),
        ("1 heure et 5 minutes", "", 3900),
        ("1h30", "", 5400),
        ("1 h 30 min 5 s", "", 5405),
        ("01:42:33", "", 6153),
        ("1:16:08", "", 4568),
        ("00:45", "", 2700),
        ("103", "Duration (Minutes)", 6180),
        ("7,5", "Durée (minutes)", 450),
        ("90", "Duration (seconds)", 90),
        ("1.5", "Hours", 5400),
        ("PT1H16M8S", "", 4568),
        ("-", "", None),
        ("", "", None),
        ("abc", "", None),
        ("2 jours de terrain", "", None),
        ("salade", "", None),
    ],
)
def test_a_length_in_seconds(text, heading, seconds):
    assert seconds_in(text, heading) == seconds


@pytest.mark.parametrize(
    ("cells", "is_so"),
    [
        (["1:40:12", "28:05", "5:12"], True),
        (["59:01", "28:05"], True),
        (["1:40", "0:59"], False),
        (["01:40:12", "00:28:05"], False),
        (["28 min", ""], False),
    ],
)
def test_two_numbers_are_minutes_where_the_column_writes_hours_before_them(cells, is_so):
    assert is_minutes_first(cells) is is_so


def test_minutes_and_seconds():
    assert seconds_in("28:05", minutes_first=True) == 1685
    assert seconds_in("1:40:12", minutes_first=True) == 6012
    assert seconds_in("103", minutes_first=True) == 6180
