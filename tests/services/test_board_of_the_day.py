import datetime as dt

import pytest
from msgspec.structs import replace
from session_samples import NOW, TODAY, Trial

from capcli.domain.records import REGISTRATIONS, Bound, Presence, Slot
from capcli.services.board import SHOWN, board
from capcli.services.sessions import cancel


@pytest.fixture
def trial() -> Trial:
    return Trial()


def matters(trial: Trial) -> list[tuple[str, int]]:
    """The kind and session of everything that matters, but for whom to tell."""
    return [(one.kind, one.session.id) for one in seen(trial) if one.kind != "tell"]


def seen(trial: Trial):
    return board(trial.read, TODAY, NOW).matters


def test_the_next_sessions(trial):
    """The next ones in order, undated last; neither past nor cancelled ones; the others are counted."""
    trial.session("past", "2023-10-01")
    gone = trial.session("gone", "2023-11-01")
    trial.change(lambda tx: cancel(tx, gone.id))
    trial.session("undated", None)
    trial.session("today", "2023-10-02")
    shown = board(trial.read, TODAY, NOW)
    assert ([one.session.title for one in shown.next], shown.more) == (["today", "undated"], 0)
    for place in range(SHOWN):
        trial.session(f"other {place}", "2023-12-01")
    shown = board(trial.read, TODAY, NOW)
    assert (len(shown.next), shown.more) == (SHOWN, 2)


def test_nothing_matters_in_a_quiet_session(trial):
    """Far away, with room, above its minimum."""
    made = trial.session(capacity=3, minimum=1)
    trial.registered(made, "confirmed")
    assert matters(trial) == []


def test_waiting_and_pending(trial):
    """Those who wait in a full session, those who wait though there is room, those subject to dues."""
    full, roomy, open_ended = (
        trial.session("a", "2023-11-01", capacity=1),
        trial.session("b", "2023-11-02", capacity=3),
        trial.session("c", "2023-11-03"),
    )
    trial.registered(full, "pending", "waiting", "waiting")
    trial.registered(roomy, "confirmed", "waiting")
    trial.registered(open_ended, "waiting")
    assert matters(trial) == [("waiting", 1), ("pending", 1), ("free", 2), ("free", 3)]
    assert [one.count for one in seen(trial) if one.kind != "tell"] == [2, 1, 1, 1]


@pytest.mark.parametrize(
    ("last_day", "soon"), [("2023-10-01", False), ("2023-10-02", True), ("2023-10-05", True), ("2023-10-06", False)]
)
def test_registration_that_ends_soon(trial, last_day, soon):
    """Today's and the next three days' closings, as long as there is room."""
    trial.session(capacity=3, last_day_to_register=dt.date.fromisoformat(last_day))
    assert matters(trial) == ([("closing", 1)] if soon else [])


def test_a_full_session_may_close_in_silence(trial):
    """Nobody can be registered any more."""
    made = trial.session(capacity=1, last_day_to_register=TODAY)
    trial.registered(made, "confirmed")
    assert matters(trial) == []


@pytest.mark.parametrize(("day", "matters_now"), [("2023-10-16", True), ("2023-10-17", False)])
def test_below_the_minimum(trial, day, matters_now):
    """Said in the two weeks before the session."""
    made = trial.session(day=day, minimum=2)
    trial.registered(made, "confirmed", "waiting")
    assert (("minimum", 1) in matters(trial)) is matters_now


def test_a_running_session_is_not_below_its_minimum(trial):
    """Once begun, it takes place."""
    trial.session(slots=[Slot(date=dt.date(2023, 9, 28)), Slot(date=dt.date(2023, 10, 5))], minimum=4)
    assert matters(trial) == []


def test_a_session_without_a_day(trial):
    """It takes no registration until somebody gives it one."""
    trial.session(day=None)
    assert matters(trial) == [("undated", 1)]


def test_whom_to_tell(trial):
    """A line a session, one for all of them when they are many; a cancelled session has nothing else on the board."""
    made = [trial.session(f"s{number}", f"2023-11-0{number}") for number in range(1, 5)]
    for one in made[:3]:
        trial.registered(one, "confirmed", "waiting", "cancelled")
    trial.change(lambda tx: cancel(tx, made[0].id))
    assert [(one.session.id, one.count) for one in seen(trial) if one.kind == "tell"] == [(1, 2), (2, 2), (3, 2)]
    assert {one.kind for one in seen(trial) if one.session.id == 1} == {"tell"}
    trial.registered(made[3], "confirmed")
    shown = board(trial.read, TODAY, NOW)
    assert ([one for one in shown.matters if one.kind == "tell"], shown.tell) == ([], (7, 4))


def test_offers_and_requests(trial):
    """An offer nobody was told yet, a request to look at, a deadline that has passed."""
    made = trial.session(capacity=9)
    offered, told, pending, looked_at = trial.registered(made, "offered", "offered", "pending", "pending")
    trial.change(lambda tx: tx.put(REGISTRATIONS, replace(looked_at, waits_for="approval")))
    trial.change(lambda tx: tx.put(REGISTRATIONS, replace(pending, held_until=NOW + dt.timedelta(minutes=1))))
    trial.change(lambda tx: tx.put(REGISTRATIONS, replace(told, held_until=NOW)))
    assert matters(trial) == [("approval", 1), ("pending", 1), ("offers", 1)]
    assert [one.count for one in seen(trial)] == [1, 1, 1, 3]
    assert board(trial.read, TODAY, NOW).passed == 1
    late = next(one for one in trial.read.scan(REGISTRATIONS) if one.held_until and one.held_until <= NOW)
    came = Presence(slot=1, state="present", at=NOW, by="camille")
    trial.change(lambda tx: tx.put(REGISTRATIONS, replace(late, presence=[came])))
    assert board(trial.read, TODAY, NOW).passed == 0, "who was there is spared"
    assert offered.held_until is None


@pytest.mark.parametrize(("day", "kind"), [("2023-10-02", "stopped"), ("2023-10-03", "free"), ("2023-11-28", "free")])
def test_a_list_that_stopped_with_a_place_free(trial, day, kind):
    """From the eve at noon nobody moves up on the way."""
    made = trial.session(day=day, capacity=2, last_day_to_register=TODAY - dt.timedelta(days=1))
    trial.registered(made, "confirmed", "waiting", "waiting")
    assert matters(trial) == [(kind, 1)]


def test_people_who_wait_for_another_place_than_the_free_one(trial):
    """The room is full, online is not."""
    made = trial.session(capacity=9, mode="hybrid", bounds=[Bound(kind="mode", key="onsite", places=1)])
    one, other = trial.registered(made, "confirmed", "waiting")
    for registration in (one, other):
        trial.change(lambda tx, kept=registration: tx.put(REGISTRATIONS, replace(kept, mode="onsite")))
    assert matters(trial) == [("unfit", 1)]
