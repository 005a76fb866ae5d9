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


class TestAttendance:
    """Sessions that are over and of which nobody said who was there, at a desk that records it."""

    SLOTS = (Slot(date=dt.date(2023, 9, 20)), Slot(date=dt.date(2023, 9, 27)))

    def put(self, trial, registration):
        trial.change(lambda tx: tx.put(REGISTRATIONS, registration))

    def mark(self, trial, registration, *slots):
        marks = [Presence(slot=slot, state="absent", at=NOW, by="camille") for slot in slots]
        self.put(trial, replace(registration, presence=marks))

    @pytest.fixture
    def records(self, trial):
        """One session of which it is said."""
        made = trial.session("said", "2023-09-01")
        self.mark(trial, trial.registered(made, "confirmed")[0], 1)
        return trial

    def test_of_a_desk_that_records_it(self, records):
        for day in ("2023-09-10", "2023-09-20"):
            records.registered(records.session(day, day), "confirmed", "pending", "cancelled")
        told = [one for one in seen(records) if one.kind == "attendance"]
        assert [(one.session.title, one.count, one.slots) for one in told] == [
            ("2023-09-20", 2, []), ("2023-09-10", 2, []),
        ]  # fmt: skip

    def test_nothing_at_a_desk_that_does_not(self, trial):
        trial.registered(trial.session("a", "2023-09-20"), "confirmed")
        assert matters(trial) == []

    @pytest.mark.parametrize(("day", "told"), [("2023-09-01", False), ("2023-09-02", True), ("2023-10-02", False)])
    def test_of_the_last_thirty_days_and_of_none_that_goes_on(self, records, day, told):
        records.registered(records.session("a", day), "confirmed")
        assert [one.kind for one in seen(records) if one.kind == "attendance"] == ["attendance"] * told

    def test_not_where_nobody_was_to_come(self, records):
        records.registered(records.session("nobody came in time", "2023-09-20"), "cancelled", "refused")
        records.registered(records.session("open door", "2023-09-20", registration_required=False), "confirmed")
        gone = records.session("gone", "2023-09-20")
        records.registered(gone, "confirmed")
        records.change(lambda tx: cancel(tx, gone.id))
        assert matters(records) == []

    def test_the_slots_that_were_forgotten(self, records):
        """Not one that nobody was to come to."""
        three = [*self.SLOTS, Slot(date=dt.date(2023, 9, 29))]
        made = records.session("a", "2023-09-20", slots=three)
        first, second = records.registered(made, "confirmed", "confirmed")
        self.put(records, replace(second, slots=[2]))
        self.put(records, replace(first, slots=[1, 2]))
        self.mark(records, records.read.get(REGISTRATIONS, first.id), 1)
        (one,) = [one for one in seen(records) if one.kind == "attendance"]
        assert one.slots == [2]

    def test_of_many_the_newest(self, records):
        for day in range(10, 16):
            records.registered(records.session(str(day), f"2023-09-{day}"), "confirmed")
        shown = board(records.read, TODAY, NOW)
        assert [one.session.title for one in shown.matters if one.kind == "attendance"] == ["15", "14", "13"]
        assert shown.unrecorded == 3
