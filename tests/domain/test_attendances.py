"""Connections and the minutes that they make of a slot, worked out by hand; changes of clocks among them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.attendances import (
    Connection,
    Told,
    day_meant,
    days_of,
    hours_of,
    meeting_of,
    merged,
    minutes_of,
    seconds_of,
    spans_of,
    state_of,
    told_slots,
    within,
)
from capcli.domain.records import Session, Slot, Span

PARIS = ZoneInfo("Europe/Paris")
DAY = dt.date(2024, 3, 5)


def at(clock: str, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock), PARIS).astimezone(dt.UTC)


def span(start: str, end: str, day: dt.date = DAY) -> Span:
    return Span(start=at(start, day), end=at(end, day))


def slot(start: str | None, end: str | None, day: dt.date = DAY, last: dt.date | None = None) -> Slot:
    return Slot(date=day, end_date=last or day, start=start, end=end)


def session(*slots: Slot) -> Session:
    return Session(code="x", title="X", slots=list(slots))


def told(start: str, end: str, number: int = 1) -> Told:
    return Told(slot=number, hours=[span(start, end)])


def test_what_overlaps_counts_once():
    spans = [span("10:30", "11:00"), span("10:50", "11:20"), span("11:30", "11:40"), span("10:35", "10:40")]
    assert merged(spans) == [span("10:30", "11:20"), span("11:30", "11:40")]
    assert minutes_of(spans, [span("10:45", "11:35")]) == 40


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8))
def test_merging_is_settled_and_tells_each_minute_once(pairs):
    begun = at("08:00")
    spans = [Span(start=begun + dt.timedelta(minutes=a), end=begun + dt.timedelta(minutes=a + n)) for a, n in pairs]
    minutes = {minute for a, n in pairs for minute in range(a, a + n)}
    once = merged(spans)
    assert merged([*once, *spans]) == once
    assert seconds_of(once) == 60 * len(minutes)
    assert seconds_of(within(spans, once)) == seconds_of(once)


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([("10:29:50", "12:00:02")], 90),
        ([("10:31:00", "10:58:12"), ("11:01:30", "12:00:10")], 86),  # 27 min 12 s and 58 min 30 s
        ([("10:30:10", "12:01:00")], 90),  # 89 min 50 s
        ([("10:45:00", "10:52:00")], 7),
        ([("11:15:00", "12:00:00")], 45),
        ([("10:45:00", "10:45:40")], 1),
        ([("10:45:00", "10:45:20")], 0),
        ([("09:00:00", "10:30:00")], 0),
    ],
)
def test_minutes_are_those_of_the_hours_of_the_slot(spans, minutes):
    assert minutes_of([span(*pair) for pair in spans], [span("10:30", "12:00")]) == minutes


def test_somebody_who_was_away_has_the_minutes_that_the_report_says():
    away = Connection(line=1, name="Éloïse", joined=at("10:31"), left=at("12:00:10"), minutes=76)
    hours = told("10:30", "12:00")
    assert minutes_of(spans_of(away, [hours]), hours.hours) == 76
    early = Connection(line=1, name="Éloïse", joined=at("09:00"), left=at("12:00"), minutes=90)
    assert minutes_of(spans_of(early, [hours]), hours.hours) == 90
    whole = [told("09:00", "12:00"), told("14:00", "17:00", 2)]
    lunch = Connection(line=1, name="Éloïse", joined=at("08:55"), left=at("17:02"), minutes=180)
    assert [minutes_of(spans_of(lunch, whole), one.hours) for one in whole] == [90, 90]


def test_minutes_alone_count_from_the_start():
    hours = told("10:30", "12:00")
    assert spans_of(Connection(line=1, name="Zoé", minutes=92), [hours]) == [span("10:30", "12:02")]
    assert spans_of(Connection(line=1, name="Zoé", minutes=0), [hours]) == []
    assert spans_of(Connection(line=1, name="Zoé"), [hours]) == []


@pytest.mark.parametrize(("end", "state"), [("11:15:00", "present"), ("11:14:59", "absent"), ("12:30:00", "present")])
def test_present_from_half_of_the_slot(end, state):
    assert state_of([span("10:30", end)], told("10:30", "12:00"), 0.5) == state


def test_a_share_of_nothing_is_still_a_moment():
    assert state_of([], told("10:30", "12:00"), 0) == "absent"
    assert state_of([span("10:30", "10:31")], told("10:30", "12:00"), 0) == "present"


@pytest.mark.parametrize(
    ("day", "start", "end", "hours"),
    [
        (dt.date(2024, 3, 30), "22:00", "05:00", 6),  # the clocks go forward at 2
        (dt.date(2024, 10, 26), "22:00", "05:00", 8),  # and back at 3
        (dt.date(2024, 3, 5), "22:00", "05:00", 7),
    ],
)
def test_a_night_is_as_long_as_the_clocks_make_it(day, start, end, hours):
    night = slot(start, end, day, day + dt.timedelta(days=1))
    assert seconds_of(hours_of(night, "Europe/Paris", None)) == hours * 3600


def test_several_days_have_their_hours_each_day():
    assert seconds_of(hours_of(slot("10:00", "12:00", DAY, DAY + dt.timedelta(days=2)), "Europe/Paris", None)) == 21600


def test_hours_that_nobody_states_are_those_of_the_meeting():
    meeting = span("10:21", "12:03")
    assert hours_of(slot(None, None), "Europe/Paris", meeting) == [meeting]
    assert hours_of(slot("10:30", None), "Europe/Paris", meeting) == [span("10:30", "12:03")]
    assert hours_of(slot(None, "12:00"), "Europe/Paris", meeting) == [span("10:21", "12:00")]
    assert hours_of(slot(None, None), "Europe/Paris", None) == []
    assert hours_of(Slot(start="10:00", end="12:00"), "Europe/Paris", meeting) == []


def test_a_report_tells_of_the_slots_that_the_meeting_covers():
    day = session(slot("09:00", "12:00"), slot("13:30", "17:00"), slot("09:00", "12:00", DAY + dt.timedelta(days=1)))
    numbers = lambda *hours: [one.slot for one in told_slots(day, span(*hours), 0.5)]  # noqa: E731 # said four times
    assert numbers("08:50", "13:40") == [1], "left open into the afternoon"
    assert numbers("08:50", "17:10") == [1, 2]
    assert numbers("09:00", "09:20") == [1], "cut short: another report follows"
    assert numbers("07:00", "08:00") == []


def test_a_day_ends_at_midnight_where_the_session_is():
    """22:50 and 23:10 UTC in winter are of two days in Berlin, as another system has it (PTX-CHECKIN-09)."""
    day = dt.date(2024, 1, 15)
    days = [Slot(date=day, end_date=day), Slot(date=day + dt.timedelta(days=1), end_date=day + dt.timedelta(days=1))]
    held = Session(code="x", title="X", slots=days, timezone="Europe/Berlin")
    for minutes, slots in ((-10, [1]), (10, [2])):
        start = dt.datetime(2024, 1, 15, 23, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
        assert [
            one.slot for one in told_slots(held, Span(start=start, end=start + dt.timedelta(minutes=5)), 0.5)
        ] == slots


def test_the_days_of_a_session():
    assert days_of(session(slot(None, None, DAY, DAY + dt.timedelta(days=1)), Slot())) == [
        DAY,
        DAY + dt.timedelta(days=1),
    ]
    assert meeting_of([]) is None


@pytest.mark.parametrize(("today", "day"), [(-1, 0), (0, 0), (3, 0), (7, 7), (30, 7)])
def test_a_report_without_a_day_is_of_the_last_one_that_has_come(today, day):
    cycle = session(*(slot("10:00", "12:00", DAY + dt.timedelta(days=step)) for step in (0, 7)))
    assert day_meant(cycle, DAY + dt.timedelta(days=today)) == DAY + dt.timedelta(days=day)
    assert day_meant(session(Slot()), DAY) is None
