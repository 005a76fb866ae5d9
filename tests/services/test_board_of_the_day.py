import datetime as dt

import pytest
from session_samples import TODAY, Trial

from capcli.domain.records import Slot
from capcli.services.board import SHOWN, board
from capcli.services.sessions import cancel


@pytest.fixture
def trial() -> Trial:
    return Trial()


def matters(trial: Trial) -> list[tuple[str, int]]:
    """The kind and session of everything that matters."""
    return [(matter.kind, matter.session.id) for matter in board(trial.read, TODAY).matters]


def test_the_next_sessions(trial):
    """The next ones in order, undated last; neither past nor cancelled ones; the others are counted."""
    trial.session("past", "2023-10-01")
    gone = trial.session("gone", "2023-11-01")
    trial.change(lambda tx: cancel(tx, gone.id))
    trial.session("undated", None)
    trial.session("today", "2023-10-02")
    seen = board(trial.read, TODAY)
    assert ([one.session.title for one in seen.next], seen.more) == (["today", "undated"], 0)
    for place in range(SHOWN):
        trial.session(f"other {place}", "2023-12-01")
    seen = board(trial.read, TODAY)
    assert (len(seen.next), seen.more) == (SHOWN, 2)


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
    assert [one.count for one in board(trial.read, TODAY).matters] == [2, 1, 1, 1]


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
