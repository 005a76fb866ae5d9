"""Until when a place is kept: local days, office hours, the stop and the start of the session, changes of clocks."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.deadlines import ends_in_time, has_passed, offer_deadline, passed, pending_deadline
from capcli.domain.office_hours import typed_office_hours
from capcli.domain.policies import PlacesPolicy
from capcli.domain.records import Presence, Registration, Session, Slot
from capcli.domain.waitlist_stops import typed_stop

PARIS = ZoneInfo("Europe/Paris")


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def a_policy(stops: str = "never", hours: int = 48, office: str = "mon-fri 08:00-20:00") -> PlacesPolicy:
    return PlacesPolicy(offer_hours=hours, office_hours=typed_office_hours(office), stops=typed_stop(stops))


def a_session(day: str = "2023-11-28", start: str | None = "10:00") -> Session:
    return Session(code="x", title="X", slots=[Slot(date=dt.date.fromisoformat(day), start=start)])


def a_registration(number: int = 1, **facts) -> Registration:
    moment = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)
    return Registration(id=number, session=7, person=number, requested_at=moment, entered_at=moment, **facts)


@pytest.mark.parametrize(
    ("now", "days", "until"),
    [
        ("2023-10-02T09:00", 15, "2023-10-18T00:00"),
        ("2023-10-02T00:00", 1, "2023-10-04T00:00"),
        ("2023-10-02T23:59", 1, "2023-10-04T00:00"),
        ("2023-10-28T12:00", 1, "2023-10-30T00:00"),  # the night between has 25 hours
        ("2024-02-28T12:00", 1, "2024-03-01T00:00"),
    ],
)
def test_the_last_day_counts_to_its_end(now, days, until):
    assert pending_deadline(local(now).astimezone(dt.UTC), days, "Europe/Paris") == local(until)


def test_without_days_nothing_lapses():
    assert pending_deadline(local("2023-10-02T09:00"), None, "Europe/Paris") is None


def test_a_day_is_that_of_the_time_zone():
    """23:30 in London is the next day in Paris, an hour later on the clock."""
    now = dt.datetime(2023, 10, 2, 22, 30, tzinfo=dt.UTC)
    assert pending_deadline(now, 1, "Europe/London") == dt.datetime(2023, 10, 3, 23, tzinfo=dt.UTC)
    assert pending_deadline(now, 1, "Europe/Paris") == dt.datetime(2023, 10, 4, 22, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ("2023-11-06T10:00", "2023-11-08T10:00"),
        ("2023-11-09T10:00", "2023-11-13T08:00"),  # Saturday: Monday's opening
        ("2023-11-06T21:30", "2023-11-09T08:00"),  # evening: the next morning
        ("2023-11-07T06:00", "2023-11-09T08:00"),
        ("2023-11-06T20:00", "2023-11-08T20:00"),  # the last minute still counts
        ("2023-10-27T10:00", "2023-10-30T08:00"),  # clocks go back in between
    ],
)
def test_an_offer_runs_from_the_moment_of_telling_into_office_hours(told, until):
    assert offer_deadline(local(told).astimezone(dt.UTC), a_session(), a_policy()) == local(until)


def test_hours_are_those_that_pass_when_the_clocks_change():
    """From Saturday noon, 48 hours end at 11:00 on Monday once the clocks have gone back."""
    policy = a_policy(office="mon-sun 00:00-23:59")
    assert offer_deadline(local("2023-10-28T12:00"), a_session(), policy) == local("2023-10-30T11:00")
    assert offer_deadline(local("2024-03-30T12:00"), a_session("2024-05-02"), policy) == local("2024-04-01T13:00")


def test_an_opening_that_the_clocks_skip_is_an_instant_all_the_same():
    policy = a_policy(hours=24, office="sun 02:30-20:00")
    until = offer_deadline(local("2024-03-30T01:00"), a_session("2024-05-02"), policy)
    assert until == dt.datetime(2024, 3, 31, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("stops", "told", "until"),
    [
        ("1 day 12:00", "2023-11-27T09:00", "2023-11-27T12:00"),
        ("1 day 12:00", "2023-11-27T15:00", "2023-11-28T10:00"),  # told after the stop: the session's start
        ("never", "2023-11-27T15:00", "2023-11-28T10:00"),
        ("20 min", "2023-11-27T15:00", "2023-11-28T09:40"),
    ],
)
def test_an_offer_never_outlasts_the_stop_nor_the_start(stops, told, until):
    assert offer_deadline(local(told), a_session(), a_policy(stops)) == local(until)


def test_a_session_without_an_hour_lasts_through_its_first_day():
    assert offer_deadline(local("2023-11-27T15:00"), a_session(start=None), a_policy()) == local("2023-11-29T00:00")


def test_told_once_it_has_begun_they_still_have_their_hours():
    """Nobody is given a deadline that is over when they hear of it."""
    assert offer_deadline(local("2023-11-28T14:00"), a_session(), a_policy()) == local("2023-11-30T14:00")


@given(st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2025, 12, 31)), st.integers(1, 400))
def test_an_offer_always_leaves_time_to_answer(naive, hours):
    told = naive.replace(tzinfo=dt.UTC)
    until = offer_deadline(told, a_session("2024-06-01"), a_policy("1 day 12:00", hours))
    assert told < until


def test_a_deadline_passes_at_its_instant_and_not_before():
    until = local("2023-10-18T00:00")
    pending = a_registration(state="pending", waits_for="dues", held_until=until)
    assert not has_passed(pending, until - dt.timedelta(seconds=1))
    assert has_passed(pending, until)
    assert has_passed(replace(pending, state="offered", waits_for=None), until)


@pytest.mark.parametrize(("marks", "passes"), [(["present"], False), (["absent", "excused"], True)])
@pytest.mark.parametrize("state", ["pending", "offered"])
def test_somebody_who_was_there_is_spared(state, marks, passes):
    """At one slot is enough; an absence spares nobody."""
    until = local("2023-10-18T00:00")
    seen = [Presence(slot=n, state=mark, at=until, by="camille") for n, mark in enumerate(marks, start=1)]
    kept = a_registration(state=state, held_until=until, presence=[*seen])
    assert has_passed(kept, until) is passes
    also = Presence(slot=9, state="present", at=until, by="camille")
    assert not has_passed(replace(kept, presence=[*seen, also]), until)


@pytest.mark.parametrize("state", ["confirmed", "waiting", "cancelled", "declined", "refused"])
def test_only_a_place_kept_for_an_answer_passes(state):
    until = local("2023-10-18T00:00")
    assert not has_passed(a_registration(state=state, held_until=until), until)


@pytest.mark.parametrize(
    ("until", "in_time"),
    [("2023-11-28T00:00", True), ("2023-11-28T18:00", True), ("2023-11-29T00:00", False), (None, False)],
)
def test_a_moment_after_the_session_ends_nothing(until, in_time):
    """The midnight that ends the day before still counts, the one that ends the session's own day does not."""
    assert ends_in_time(local(until) if until else None, a_session()) is in_time


def test_without_a_moment_nothing_passes():
    assert not has_passed(a_registration(state="offered"), local("2030-01-01T00:00"))
    assert not has_passed(a_registration(state="pending", waits_for="dues"), local("2030-01-01T00:00"))


def test_the_oldest_deadline_comes_first():
    now = local("2023-10-18T00:00")
    late = a_registration(1, state="pending", held_until=now - dt.timedelta(days=1))
    later = a_registration(2, state="offered", held_until=now - dt.timedelta(days=2))
    same = a_registration(3, state="offered", held_until=now - dt.timedelta(days=2))
    kept = a_registration(4, state="offered", held_until=now + dt.timedelta(seconds=1))
    assert passed([late, kept, same, later], now) == [later, same, late]
