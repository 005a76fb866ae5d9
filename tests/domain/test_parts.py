"""What a form says of how somebody takes part, read against the session."""

import datetime as dt

import pytest

from capcli.domain.parts import mode_in, slots_in
from capcli.domain.records import Session, Slot

FIRST, SECOND = dt.date(2024, 3, 5), dt.date(2024, 3, 12)


def session(*slots: Slot, mode=None) -> Session:
    return Session(code="a", title="A", slots=list(slots), mode=mode)


def slot(day: dt.date, start: str, end: str) -> Slot:
    return Slot(date=day, end_date=day, start=start, end=end)


DAY = session(slot(FIRST, "09:00", "12:30"), slot(FIRST, "14:00", "17:00"))
CYCLE = session(slot(FIRST, "09:00", "17:00"), slot(SECOND, "09:00", "17:00"))


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("En ligne", "online"),
        ("en distanciel (Zoom)", "online"),
        ("online", "online"),
        ("Je viendrai sur place", "onsite"),
        ("In person", "onsite"),
        ("présentiel", "onsite"),
        ("présentiel ou distanciel", None),
        ("oui", None),
    ],
)
def test_one_of_the_two_ways(text, mode):
    assert mode_in(text, session(mode="hybrid")) == mode


def test_a_way_that_the_session_does_not_have_is_none():
    assert mode_in("en ligne", session(mode="onsite")) is None
    assert mode_in("sur place", session(mode="onsite")) == "onsite"


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Matin", (1,)),
        ("Après-midi", (2,)),
        ("Matin;Après-midi;", (1, 2)),
        ("Matin et après-midi", (1, 2)),
        ("Toute la journée", (1, 2)),
        ("1 | 2", (1, 2)),
        ("Créneau 2", (2,)),
        ("3", None),
        ("Matin, dîner", None),
        ("5 mars", (1, 2)),
        ("31 février", None),
    ],
)
def test_slots_of_one_day(text, slots):
    assert slots_in(text, DAY) == slots


@pytest.mark.parametrize(("text", "slots"), [("12/03/2024", (2,)), ("Les deux jours", (1, 2)), ("Matin", None)])
def test_slots_of_a_cycle(text, slots):
    """Whole days have no morning of their own."""
    assert slots_in(text, CYCLE) == slots
