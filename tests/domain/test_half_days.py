"""What a signature stands for: the half-days of a session."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.half_days import half_days
from capcli.domain.records import Session, Slot, Step

DAY = dt.date(2023, 11, 28)


def slot(hours: str = "", day: dt.date = DAY, days: int = 1) -> Slot:
    """A slot of these hours: "9:00-12:30", "9:00-", "-12:30" or none."""
    start, _, end = hours.partition("-")
    pad = [f"{hour:0>5}" if hour else None for hour in (start, end)]
    return Slot(date=day, end_date=day + dt.timedelta(days=days - 1), start=pad[0], end=pad[1])


def session(*slots: Slot | str, programme: str = "") -> Session:
    """A session of these slots; its programme is "9:00 Welcome; 12:30 Lunch"."""
    steps = []
    for line in filter(None, programme.split("; ")):
        hour, _, title = line.partition(" ")
        steps.append(Step(time=f"{hour:0>5}", title=title))
    kept = [one if isinstance(one, Slot) else slot(one) for one in slots]
    return Session(code="c", title="Compost", slots=kept, programme=steps)


def told(*slots: Slot | str, programme: str = "") -> list[str]:
    """The half-days in short: "28 morning 09:00-12:30"."""
    return [
        f"{half.day.day} {half.part} {half.start or ''}-{half.end or ''}"
        for half in half_days(session(*slots, programme=programme))
    ]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("10:30-12:00", ["morning 10:30-12:00"]),
        ("14:00-17:00", ["afternoon 14:00-17:00"]),
        ("13:00-15:00", ["afternoon 13:00-15:00"]),
        ("09:00-13:00", ["morning 09:00-13:00"]),
        ("09:00-17:00", ["morning 09:00-13:00", "afternoon 13:00-17:00"]),
        ("10:30-13:15", ["morning 10:30-13:15"]),
        ("12:30-17:00", ["afternoon 12:30-17:00"]),
        ("12:00-14:00", ["morning 12:00-13:00", "afternoon 13:00-14:00"]),
        ("12:30-13:30", ["morning 12:30-13:30"]),
        ("12:15-13:30", ["morning 12:15-13:30"]),
        ("12:45-13:45", ["afternoon 12:45-13:45"]),
        ("18:30-20:30", ["evening 18:30-20:30"]),
        ("17:30-20:00", ["afternoon 17:30-20:00"]),
        ("", ["morning -", "afternoon -"]),
        ("09:30-", ["morning 09:30-"]),
        ("18:00-", ["evening 18:00-"]),
        ("-12:00", ["morning -12:00"]),
        ("-17:00", ["afternoon -17:00"]),
    ],
)
def test_one_slot(hours, expected):
    """Cut at 13:00 where an hour or more lies on each side; else the longer side signs for the whole."""
    assert told(hours) == [f"28 {half}" for half in expected]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        (("09:00-10:30", "11:00-12:30"), ["morning 09:00-12:30"]),
        (("09:00-12:00", "14:00-17:00"), ["morning 09:00-12:00", "afternoon 14:00-17:00"]),
        (("09:00-13:00", "13:00-13:15"), ["morning 09:00-13:15"]),
        (("09:00-12:30", "13:00-13:30"), ["morning 09:00-13:30"]),
        (("09:00-12:00", "14:00-14:45"), ["morning 09:00-12:00", "afternoon 14:00-14:45"]),
        (("14:00-17:00", "20:00-22:00"), ["afternoon 14:00-17:00", "evening 20:00-22:00"]),
        (("14:00-18:00", "18:30-20:00"), ["afternoon 14:00-20:00"]),
        (("09:00-12:00", "14:00-17:00", "19:00-21:00"),
         ["morning 09:00-12:00", "afternoon 14:00-17:00", "evening 19:00-21:00"]),
        (("09:00-13:15", "14:00-17:00"), ["morning 09:00-13:15", "afternoon 14:00-17:00"]),
    ],
)  # fmt: skip
def test_several_slots_of_a_day(slots, expected):
    """Slots of one half-day are signed for once; what follows at once and is short is no half-day of its own."""
    assert told(*slots) == [f"28 {half}" for half in expected]


def test_whose_slot_a_half_day_is():
    """Workshops at the same time share their half-day; a slot that brushes one is not signed for there."""
    halves = half_days(session("09:00-12:55", "12:50-15:00", "09:00-11:00", "14:00-17:00"))
    assert [(half.part, half.slots) for half in halves] == [("morning", (1, 3)), ("afternoon", (2, 4))]
    whole = half_days(session("09:00-17:00", "09:00-12:00"))
    assert [half.slots for half in whole] == [(1, 2), (1,)]


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        ("9:00 Accueil; 12:15 Pause déjeuner; 13:45 Reprise", ["09:00-12:15", "13:45-17:00"]),
        ("9:00 Welcome; 12:30 Lunch; 14:00 Workshops", ["09:00-12:30", "14:00-17:00"]),
        ("9:00 Accueil; 12:30 Repas partagé", ["09:00-12:30", "12:30-17:00"]),
        ("9:00 Accueil; 12:30 Pause méridienne; 16:30 Bilan", ["09:00-12:30", "12:30-17:00"]),
        ("8:30 Petit-déjeuner; 10:00 Pause", ["09:00-13:00", "13:00-17:00"]),
        ("12:00 Le portage de repas à domicile", ["09:00-13:00", "13:00-17:00"]),
    ],
)
def test_the_break_of_the_programme(programme, expected):
    """A meal at midday cuts the day, through the hour at which the programme goes on."""
    assert [half.split(" ")[2] for half in told("09:00-17:00", programme=programme)] == expected


def test_a_break_does_not_make_a_short_half_day():
    """A quarter of an hour after lunch is signed for with the morning."""
    assert told("09:00-14:15", programme="12:30 Repas; 14:00 Bilan") == ["28 morning 09:00-14:15"]


def test_each_day_has_the_break_of_its_programme():
    """Hours that begin again tell another day, when there are as many as days."""
    programme = "9:00 A; 12:00 Déjeuner; 13:30 B; 9:00 C; 12:45 Déjeuner; 14:00 D"
    assert told(slot("9:00-17:00", days=2), programme=programme) == [
        "28 morning 09:00-12:00",
        "28 afternoon 13:30-17:00",
        "29 morning 09:00-12:45",
        "29 afternoon 14:00-17:00",
    ]


def test_a_start_alone_lasts_as_long_as_its_programme():
    """An end that is not stated is no reason for a column nobody needs, nor for one that is missing."""
    assert told("09:00-", programme="9:00 A; 12:30 Repas; 14:00 B; 16:30 C") == [
        "28 morning 09:00-12:30",
        "28 afternoon 14:00-",
    ]


def test_days_that_people_stay_through():
    """From Tuesday afternoon to Thursday noon: the hours are those of the first and of the last day."""
    assert told(slot("14:00-12:00", days=3)) == [
        "28 afternoon 14:00-",
        "29 morning -",
        "29 afternoon -",
        "30 morning -12:00",
    ]
    assert told(slot("14:00-00:00", days=3))[-1] == "29 afternoon -"


def test_a_night_is_signed_for_on_its_first_day():
    assert told(slot("20:00-01:00", days=2)) == ["28 evening 20:00-01:00"]


def test_a_slot_without_a_day_has_none():
    assert half_days(session(Slot(start="09:00"), slot("10:00-12:00")))[0].slots == (2,)
    assert half_days(session(Slot(start="09:00"))) == []


hours = st.integers(0, 24 * 12 - 2).flatmap(
    lambda start: st.tuples(st.just(start * 5), st.integers(start + 1, 24 * 12 - 1).map(lambda end: end * 5))
)
"""A start and a later end, in minutes of a day."""


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 1), hours), min_size=1, max_size=4))
def test_every_moment_is_signed_for_once(drawn):
    """Half-days of a day are in order, apart from each other, and hold every moment of every slot."""
    slots = [slot(f"{clock(start)}-{clock(end)}", DAY + dt.timedelta(days=day)) for day, (start, end) in drawn]
    halves = half_days(session(*slots))
    assert halves == sorted(halves, key=lambda half: (half.day, half.start))
    for number, (day, (start, end)) in enumerate(drawn, start=1):
        same_day = [half for half in halves if half.day == DAY + dt.timedelta(days=day)]
        assert any(number in half.slots for half in same_day)
        for minute in range(start, end, 5):
            assert sum(half.start <= clock(minute) < half.end for half in same_day) == 1


@settings(max_examples=150)
@given(st.lists(hours, min_size=1, max_size=4))
def test_nobody_signs_more_than_needed(drawn):
    """Once for a day on one side of the cut, at most three times; never for less than an hour beside another."""
    halves = half_days(session(*(f"{clock(start)}-{clock(end)}" for start, end in drawn)))
    assert len({half.part for half in halves}) == len(halves) <= 3
    first, last = min(start for start, _ in drawn), max(end for _, end in drawn)
    if last <= 13 * 60 or (first >= 13 * 60 and all(start < 18 * 60 for start, _ in drawn)) or first >= 18 * 60:
        assert len(halves) == 1
    for before, after in pairwise(halves):
        bounds = [int(hour[:2]) * 60 + int(hour[3:]) for hour in (before.start, before.end, after.start, after.end)]
        apart = bounds[2] - bounds[1]
        assert apart >= 60 or min(bounds[1] - bounds[0], bounds[3] - bounds[2]) >= 60
