"""Which half-days the heading of a column is of."""

import datetime as dt

import pytest

from capcli.domain.half_day_words import meant, names_part
from capcli.domain.half_days import HalfDay

FIRST, SECOND = dt.date(2026, 6, 18), dt.date(2026, 6, 19)
HALVES = [
    HalfDay(day=FIRST, part="morning", slots=(1,)),
    HalfDay(day=FIRST, part="afternoon", slots=(2,)),
    HalfDay(day=SECOND, part="morning", slots=(3,)),
    HalfDay(day=SECOND, part="evening", slots=(4,)),
]


@pytest.mark.parametrize(
    ("heading", "places"),
    [
        ("Matin", [0, 2]),
        ("Après-midi", [1]),
        ("Soirée du 19/06", [3]),
        ("18/06", [0, 1]),
        ("18.06.26 - Matinée", [0]),
        ("2026-06-19 00:00:00", [2, 3]),
        ("06/19 evening", [3]),
        ("vendredi 19 juin 2026", [2, 3]),
        ("1er juin", []),
        ("Émargement jeudi matin", [0]),
        ("jeudi 18/06 (matin 9 h–12 h 30)", [0]),
        ("Thursday 18/06 (afternoon\n14:00–17:00)", [1]),
        ("Matin et après-midi du 18/06", [0, 1]),
        ("18/06/2025", []),
        ("99/99", []),
    ],
)
def test_a_day_a_part_or_both(heading, places):
    """The hours do not matter; a day of another year is none of the session's."""
    assert meant(heading, HALVES) == [HALVES[place] for place in places]


@pytest.mark.parametrize("heading", ["", "Repas 18/06", "Présent", "Atelier du matin", "AM", "Jour 1", "9 h–12 h 30"])
def test_anything_else_is_no_half_day(heading):
    assert meant(heading, HALVES) is None


def test_a_part_alone_stands_below_its_day():
    told = ("matin\n9 h–12 h", "Evening", "18/06 matin", "18/06", "Martin")
    assert [names_part(text) for text in told] == [True, True, False, False, False]
