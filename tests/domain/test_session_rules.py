import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import Place, Session, Slot
from capcli.domain.session_codes import CODE_LENGTH, code_for, typed_code
from capcli.domain.sessions import (
    check,
    closing_day,
    first_day,
    in_day_order,
    in_order,
    is_night,
    last_day,
    mode_of,
    moved,
    one_line,
    state_on,
    takes_place_on,
)
from capcli.errors import Usage

DAY = dt.date(2023, 11, 28)


def a_session(*days: dt.date, **facts) -> Session:
    slots = [Slot(date=day, end_date=day, start="10:30", end="12:00") for day in days]
    return Session(**{"code": "c", "title": "Compost", "slots": slots} | facts)


def test_days_of_a_session():
    """The first day is that of the first slot whatever their order; the last counts a span's end; undated ones none."""
    cycle = a_session(dt.date(2023, 12, 7), DAY)
    assert (first_day(cycle), last_day(cycle)) == (DAY, dt.date(2023, 12, 7))
    span = a_session(slots=[Slot(date=DAY, end_date=dt.date(2023, 11, 30)), Slot(start="10:00")])
    assert (first_day(span), last_day(span)) == (DAY, dt.date(2023, 11, 30))
    assert first_day(a_session()) is last_day(a_session()) is closing_day(a_session()) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2023-11-20", "open"),
        ("2023-11-21", "closed"),
        ("2023-11-28", "closed"),
        ("2023-12-07", "closed"),
        ("2023-12-08", "past"),
    ],
)
def test_state_with_a_last_day_to_register(today, state):
    """The last day to register is still open; the session is past only after its last slot's day."""
    session = a_session(DAY, dt.date(2023, 12, 7), last_day_to_register=dt.date(2023, 11, 20))
    assert state_on(session, dt.date.fromisoformat(today)) == state


def test_state_without_a_last_day():
    """Registration is open through the first slot's day; a session without a day takes none; cancelled comes first."""
    assert state_on(a_session(DAY), DAY) == "open"
    assert state_on(a_session(DAY), DAY + dt.timedelta(days=1)) == "past"
    assert state_on(a_session(), DAY) == "closed"
    assert state_on(a_session(DAY, cancelled=True), DAY + dt.timedelta(days=9)) == "cancelled"


def test_takes_place_on():
    """Both ends of a span are days of the session."""
    span = a_session(slots=[Slot(date=DAY, end_date=dt.date(2023, 11, 30))])
    days = [DAY + dt.timedelta(days=gap) for gap in (-1, 0, 2, 3)]
    assert [takes_place_on(span, day) for day in days] == [False, True, True, False]


def test_order_is_by_day_and_hour_then_number():
    """Undated sessions come last."""
    early = a_session(slots=[Slot(date=DAY, start="09:00")], id=3)
    sessions = [a_session(id=1), a_session(DAY, id=2), early, a_session(DAY - dt.timedelta(days=1), id=4)]
    assert [session.id for session in sorted(sessions, key=in_order)] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("title", "day", "code"),
    [
        ("Changement d'échelle", DAY, "2023-11-28-changement-echelle"),
        ("Changement d’échelle", None, "undated-changement-echelle"),
        ("L'eau, les élus et la commune", DAY, "2023-11-28-eau-elus-et-commune"),
        ("Qu'est-ce qu'un tiers-lieu ?", DAY, "2023-11-28-est-ce-tiers-lieu"),
        ("2e rencontre du réseau", DAY, "2023-11-28-2e-rencontre-reseau"),
        ("Œuvrer ensemble", DAY, "2023-11-28-oeuvrer-ensemble"),
        ("التخطيط", DAY, "2023-11-28"),
        ("???", None, "undated"),
    ],
)
def test_code(title, day, code):
    """The day, then the folded title without articles and elided words."""
    assert code_for(title, day, ()) == code


def test_code_is_cut_on_a_word():
    """A code ends with a whole word within 40 characters; a first word that is longer is cut."""
    code = code_for("Accompagner la structuration des démarches", DAY, ())
    assert code == "2023-11-28-accompagner-structuration"
    assert code_for("Anticonstitutionnellement-" * 2, DAY, ()) == "2023-11-28-anticonstitutionnellement"
    assert code_for("A" * 90, DAY, ()) == "2023-11-28-" + "a" * 29


def test_code_on_collision():
    """The first number that is free follows, from 2."""
    assert code_for("Compost", DAY, {"2023-11-28-compost"}) == "2023-11-28-compost-2"
    assert code_for("Compost", DAY, {"2023-11-28-compost", "2023-11-28-compost-2"}) == "2023-11-28-compost-3"


@given(st.text(max_size=90), st.none() | st.dates())
@settings(max_examples=80)
def test_every_title_makes_a_code(title, day):
    """Whatever the title, a code of small letters, digits and single hyphens, never longer than 40."""
    code = code_for(title, day, ())
    assert len(code) <= CODE_LENGTH
    assert all("a" <= char <= "z" or char.isdecimal() for char in code.replace("-", ""))
    assert not code.endswith("-")
    assert "--" not in code


def test_typed_code():
    """A code of one's own has a letter and cannot be taken for a reference, a number or a day."""
    assert typed_code(" Atelier-2 ") == "atelier-2"
    for wrong in ("", "7", "s7", "2023-11-28", "été", "a b", "-a", "a--b"):
        with pytest.raises(Usage) as refused:
            typed_code(wrong)
        assert refused.value.code == "code"
    with pytest.raises(Usage, match="name_long"):
        typed_code("a" * 201)


def test_a_title_is_one_line():
    """Line breaks and control characters become a space; the no-break space of French typography stays."""
    assert one_line(" Quel avenir\n\tpour\x1b[31m l’eau\u00a0? ") == "Quel avenir pour [31m l’eau\u00a0?"


def test_mode():
    """Online with a place is both; neither is not known."""
    place = Place(name="Mairie")
    assert [mode_of(place, online=True), mode_of(None, online=True)] == ["hybrid", "online"]
    assert [mode_of(place, online=False), mode_of(None, online=False)] == ["onsite", None]


def test_slots_are_put_in_order():
    """Slots are sorted, each gets its last day; a slot without a day goes last and keeps none."""
    late, early = Slot(date=DAY, start="14:00"), Slot(date=DAY, start="09:00")
    kept = in_day_order([Slot(start="08:00"), late, early])
    assert [slot.start for slot in kept] == ["09:00", "14:00", "08:00"]
    assert [slot.end_date for slot in kept] == [DAY, DAY, None]


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        ([Slot(date=DAY), Slot(date=DAY, end_date=DAY)], "slot_twice"),
        ([Slot(date=DAY, end_date=DAY - dt.timedelta(days=1))], "slot_days"),
    ],
)
def test_slots_refused(slots, code):
    """The same slot twice, or one that ends before it begins."""
    with pytest.raises(Usage) as refused:
        in_day_order(slots)
    assert refused.value.code == code


def test_night():
    """A slot that ends in the small hours of the next day is a night; a span of two days is not."""
    assert is_night(Slot(date=DAY, end_date=DAY + dt.timedelta(days=1), start="22:00", end="00:30"))
    assert not is_night(Slot(date=DAY, end_date=DAY + dt.timedelta(days=1), start="09:00", end="17:00"))
    assert not is_night(Slot(date=DAY, end_date=DAY, start="09:00", end="17:00"))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": "  "}, "session_title"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": -3}, "capacity"),
        ({"minimum": 0}, "minimum"),
        ({"capacity": 5, "minimum": 6}, "minimum_above_capacity"),
        ({"last_day_to_register": DAY + dt.timedelta(days=1)}, "last_day_after_start"),
        ({"timezone": "Mars/Base"}, "session_timezone"),
        ({"timezone": "../Paris"}, "session_timezone"),
        ({"timezone": ""}, "session_timezone"),
        ({"slots": [Slot(date=dt.date(2024, 3, 31), start="02:30")]}, "hour_skipped"),
        ({"slots": [Slot(date=dt.date(2024, 3, 30), end_date=dt.date(2024, 3, 31), end="02:00")]}, "hour_skipped"),
    ],
)
def test_check_refuses(facts, code):
    """What cannot be true of a session is refused, with its own code."""
    with pytest.raises(Usage) as refused:
        check(a_session(DAY, **facts) if "slots" not in facts else a_session(**facts))
    assert refused.value.code == code


def test_check_accepts_the_corners():
    """The day of the session as last day to register, a minimum equal to the capacity, the hour that comes twice."""
    check(a_session(DAY, last_day_to_register=DAY, capacity=5, minimum=5))
    check(a_session(slots=[Slot(date=dt.date(2023, 10, 29), start="02:30", end="03:00")]))
    check(a_session(slots=[Slot(date=dt.date(2024, 3, 31), start="02:30")], timezone="America/Guadeloupe"))


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=4), st.integers(-900, 900))
@settings(max_examples=60)
def test_moving_keeps_the_shape(days, gap):
    """Every slot and the last day to register move by the same number of days; hours stay; moving back undoes it."""
    session = a_session(*days, last_day_to_register=min(days) - dt.timedelta(days=3))
    to = min(days) + dt.timedelta(days=gap)
    after = moved(session, to)
    assert first_day(after) == to
    assert after.last_day_to_register == to - dt.timedelta(days=3)
    assert [(slot.start, slot.end) for slot in after.slots] == [("10:30", "12:00")] * len(days)
    assert moved(after, min(days)) == session
