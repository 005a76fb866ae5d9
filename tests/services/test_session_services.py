import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from session_samples import BY, NOW, TODAY, Trial

from capcli.domain.records import SESSIONS, Contact, Session, Slot
from capcli.domain.sessions import first_day
from capcli.errors import NotFound, Refused, Usage
from capcli.services import sessions
from capcli.services.session_views import current_sessions, listed_sessions, people_of

DAY = dt.date(2023, 11, 28)


@pytest.fixture
def trial() -> Trial:
    return Trial()


def test_create_gives_a_number_and_a_code(trial):
    """A session gets the next number, a code of its own and its moment; its title loses only spaces."""
    first, second = trial.session("  Le  compost "), trial.session("Compost", "2023-11-29")
    assert (first.id, first.title, first.code) == (1, "Le compost", "2023-11-28-compost")
    assert (second.id, second.created_at) == (2, NOW)
    third = trial.session("Du compost", "2023-11-28")
    assert third.code == "2023-11-28-compost-2"


@pytest.mark.parametrize("title", ["compost", "COMPOST", "Compost !", "Cômpost"])
def test_the_same_session_twice_is_refused(trial, title):
    """The same folded title on the same first day, naming the session that is there."""
    trial.session("Compost")
    with pytest.raises(Refused) as refused:
        trial.session(title)
    assert refused.value.code == "session_twice"
    assert refused.value.values["session"] == "S1"
    assert trial.session(title, "2023-11-30").id == 2


def test_the_same_session_twice_without_a_day_is_refused(trial):
    """Two drafts of one title are one too many."""
    trial.session("Compost", None)
    with pytest.raises(Refused) as refused:
        trial.session("compost", None)
    assert refused.value.code == "session_twice_undated"


def test_a_cancelled_session_may_be_made_again(trial):
    """A cancelled session does not stand in the way of the same one, nor keep its code."""
    old = trial.session("Compost")
    trial.change(lambda tx: sessions.cancel(tx, old.id))
    again = trial.session("Compost")
    assert (again.id, again.code) == (2, "2023-11-28-compost-2")


def test_a_chosen_code(trial):
    """A code of one's own is kept, set again by an edit, and refused when taken."""
    draft = Session(code="", title="Compost", slots=[Slot(date=DAY)])
    made = trial.change(lambda tx: sessions.create(tx, draft, now=NOW, code="Tas-chaud"))
    assert made.code == "tas-chaud"
    other = trial.session("Paillage")
    with pytest.raises(Refused) as refused:
        trial.change(lambda tx: sessions.edit(tx, other.id, {}, code="tas-chaud", **BY))
    assert refused.value.code == "code_taken"
    done = trial.change(lambda tx: sessions.edit(tx, made.id, {}, code="tas-froid", **BY))
    assert done.session.code == "tas-froid"


def test_code_is_set_once(trial):
    """Neither a new title nor a new day touches the code, which is in people's mails."""
    made = trial.session()
    trial.change(lambda tx: sessions.edit(tx, made.id, {"title": "Paillage"}, **BY))
    trial.change(lambda tx: sessions.postpone(tx, made.id, dt.date(2023, 12, 5), **BY))
    assert trial.read.get(SESSIONS, made.id).code == made.code


def test_lowering_the_capacity_below_what_is_held_is_refused(trial):
    """Rule 1: confirmed and pending hold places, waiting and cancelled ones do not."""
    made = trial.session(capacity=5)
    trial.registered(made, "confirmed", "pending", "confirmed", "waiting", "cancelled")
    for capacity in (2, 1):
        with pytest.raises(Refused) as refused:
            trial.change(lambda tx, wanted=capacity: sessions.edit(tx, made.id, {"capacity": wanted}, **BY))
        assert (refused.value.code, refused.value.values["held"]) == ("capacity_below_held", 3)
    assert trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": 3}, **BY)).session.capacity == 3


def test_limiting_a_session_that_had_no_limit(trial):
    """A first limit is a lowering too."""
    made = trial.session()
    trial.registered(made, "confirmed", "confirmed")
    with pytest.raises(Refused):
        trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": 1}, **BY))


def test_a_lifted_rule_does_not_forbid_to_raise(trial):
    """With 3 in 2 places by a lifted rule, 2 to 3 places is welcome, and so is an edit of something else."""
    made = trial.session(capacity=2)
    trial.registered(made, "confirmed", "confirmed", "confirmed")
    trial.change(lambda tx: sessions.edit(tx, made.id, {"title": "Paillage", "capacity": 2}, **BY))
    assert trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": 3}, **BY)).session.capacity == 3


@pytest.mark.parametrize(("capacity", "promoted"), [(2, 1), (3, 2), (None, 3)])
def test_raising_the_capacity_promotes(trial, capacity, promoted):
    """New places go to those who wait, in their order."""
    made = trial.session(capacity=1)
    trial.registered(made, "confirmed", "waiting", "waiting", "waiting")
    done = trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": capacity}, **BY))
    assert trial.states(made) == ["confirmed"] * (1 + promoted) + ["waiting"] * (3 - promoted)
    assert [effect.registration for effect in done.effects if effect.kind == "promoted"] == [2, 3, 4][:promoted]


def test_no_longer_asking_for_dues_confirms(trial):
    """Those who waited for dues have nothing to wait for."""
    made = trial.session(requires_dues=True)
    trial.registered(made, "pending")
    done = trial.change(lambda tx: sessions.edit(tx, made.id, {"requires_dues": False}, **BY))
    assert trial.states(made) == ["confirmed"]
    assert [effect.kind for effect in done.effects] == ["confirmed"]


def test_asking_for_dues_takes_no_place(trial):
    """Rule 9: confirmed ones keep their place, and are listed."""
    made = trial.session()
    trial.registered(made, "confirmed")
    done = trial.change(lambda tx: sessions.edit(tx, made.id, {"requires_dues": True}, **BY))
    assert trial.states(made) == ["confirmed"]
    assert [effect.kind for effect in done.effects] == ["uncovered"]


def test_who_was_not_covered_before_is_not_told(trial):
    """Rule 9: a new day lists those who lose their cover, not those who had none."""
    made = trial.session(requires_dues=True)
    trial.registered(made, "confirmed")
    for day in (dt.date(2024, 1, 15), dt.date(2024, 1, 16)):
        moved = trial.change(lambda tx, to=day: sessions.postpone(tx, made.id, to, **BY))
        assert moved.effects == []


def test_a_session_with_people_keeps_a_day(trial):
    """Rule 3: a session may lose its days only while nobody is registered."""
    made = trial.session()
    assert trial.change(lambda tx: sessions.edit(tx, made.id, {"slots": []}, **BY)).session.slots == []
    trial.change(lambda tx: sessions.edit(tx, made.id, {"slots": [Slot(date=DAY)]}, **BY))
    trial.registered(made, "waiting")
    with pytest.raises(Refused) as refused:
        trial.change(lambda tx: sessions.edit(tx, made.id, {"slots": []}, **BY))
    assert refused.value.code == "undated_with_people"


def test_a_refused_change_changes_nothing(trial):
    """Whole or not at all."""
    made = trial.session()
    with pytest.raises(Usage):
        trial.change(lambda tx: sessions.edit(tx, made.id, {"title": "Paillage", "capacity": 0}, **BY))
    assert trial.read.get(SESSIONS, made.id) == made


def test_postpone_moves_everything_by_as_many_days(trial):
    """All slots and the last day to register; hours, number and code stay, and so do registrations."""
    slots = [Slot(date=DAY, start="09:00", end="12:00"), Slot(date=dt.date(2023, 12, 5), start="14:00", end="17:00")]
    made = trial.session(slots=slots, last_day_to_register=dt.date(2023, 11, 20))
    trial.registered(made, "confirmed")
    after = trial.change(lambda tx: sessions.postpone(tx, made.id, dt.date(2024, 2, 27), **BY)).session
    assert [slot.date for slot in after.slots] == [dt.date(2024, 2, 27), dt.date(2024, 3, 5)]
    assert [slot.start for slot in after.slots] == ["09:00", "14:00"]
    assert (after.last_day_to_register, after.id, after.code) == (dt.date(2024, 2, 19), made.id, made.code)
    assert trial.states(made) == ["confirmed"]


def test_postpone_refusals(trial):
    """Not to its own day, nor without a day, nor cancelled, nor onto its double, nor onto an hour that is skipped."""
    made, undated, twin = trial.session(), trial.session("Ailleurs", None), trial.session("Compost", "2023-12-05")
    night = trial.session("Nuit", slots=[Slot(date=DAY, start="02:30", end="04:00")])
    gone = trial.session("Parti")
    trial.change(lambda tx: sessions.cancel(tx, gone.id))
    for session, to, code in (
        (made, DAY, "same_day"),
        (undated, DAY, "session_undated"),
        (gone, dt.date(2023, 12, 6), "session_cancelled"),
        (made, first_day(twin), "session_twice"),
        (night, dt.date(2024, 3, 31), "hour_skipped"),
    ):
        with pytest.raises((Refused, Usage)) as refused:
            trial.change(lambda tx, one=session, day=to: sessions.postpone(tx, one.id, day, **BY))
        assert refused.value.code == code


def test_cancelling_keeps_the_session_and_promotes_nobody(trial):
    """Rule 9; and a second time is refused."""
    made = trial.session(capacity=1)
    trial.registered(made, "confirmed", "waiting")
    done = trial.change(lambda tx: sessions.cancel(tx, made.id, "malade"))
    assert (done.session.cancelled, done.session.cancelled_reason, done.effects) == (True, "malade", [])
    assert trial.states(made) == ["confirmed", "waiting"]
    with pytest.raises(Refused):
        trial.change(lambda tx: sessions.cancel(tx, made.id))
    raised = trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": 2}, **BY))
    assert raised.effects == []
    assert trial.states(made) == ["confirmed", "waiting"]


def test_copy_is_the_same_page_on_other_days(trial):
    """New number, code and moment; no registration, no cancellation; the last day as many days before."""
    made = trial.session(
        last_day_to_register=dt.date(2023, 11, 25), contact=Contact(name="Zoé"), headings={"speakers": "Intervenantes"}
    )
    trial.registered(made, "confirmed")
    trial.change(lambda tx: sessions.cancel(tx, made.id, "malade"))
    to = sessions.moved_slots(made, dt.date(2024, 1, 16))
    again = trial.change(lambda tx: sessions.copy(tx, made.id, to, now=NOW))
    assert (again.id, again.code) == (2, "2024-01-16-compost")
    assert (again.contact, again.headings) == (made.contact, made.headings)
    assert (again.cancelled, again.cancelled_reason) == (False, None)
    assert again.last_day_to_register == dt.date(2024, 1, 13)
    assert (again.slots[0].start, trial.states(again)) == ("10:30", [])


def test_a_session_that_is_gone(trial):
    """Between the question and the answer, somebody may have undone it."""
    with pytest.raises(NotFound):
        trial.change(lambda tx: sessions.cancel(tx, 9))


def test_counts_in_one_pass(trial):
    """Every state counts apart; a session without registrations counts zero; no session asks nothing."""
    full, empty = trial.session(capacity=3), trial.session("Paillage")
    trial.registered(
        full, "confirmed", "pending", "offered", "waiting", "cancelled", "declined", "refused", "confirmed"
    )
    counts = sessions.counts_of(trial.read, [full.id, empty.id])
    assert (counts[full.id].held, counts[full.id].confirmed, counts[full.id].refused) == (4, 2, 1)
    assert (counts[empty.id].held, counts[empty.id].waiting) == (0, 0)
    assert sessions.counts_of(trial.read, []) == {}


def test_view_tells_the_state_of_the_day(trial):
    """The reference, the state for today and the counts are computed, the rest is as kept."""
    made = trial.session(capacity=3)
    trial.registered(made, "confirmed")
    seen = sessions.view(trial.read, made, TODAY)
    assert (seen.ref, seen.state, seen.counts.confirmed, seen.slots) == ("S1", "open", 1, made.slots)
    assert [one.ref for one in sessions.views(trial.read, [made], dt.date(2024, 1, 1))] == ["S1"]
    assert sessions.view(trial.read, made, dt.date(2024, 1, 1)).state == "past"


def test_what_is_listed(trial):
    """Upcoming holds today's last day and undated ones; the default adds what ended in the last 30 days."""
    days = {"long ago": "2023-09-01", "30 days": "2023-09-02", "yesterday": "2023-10-01", "today": "2023-10-02"}
    for title, day in days.items():
        trial.session(title, day)
    trial.session("undated", None)
    trial.session("running", slots=[Slot(date=dt.date(2023, 9, 1)), Slot(date=dt.date(2023, 10, 9))])
    titles = [s.title for s in current_sessions(trial.read, TODAY)]
    assert titles == ["running", "30 days", "yesterday", "today", "undated"]
    assert [s.title for s in listed_sessions(trial.read, TODAY, past=False)] == ["running", "today", "undated"]
    assert [s.title for s in listed_sessions(trial.read, TODAY, upcoming=False)] == ["long ago", "30 days", "yesterday"]
    assert len(listed_sessions(trial.read, TODAY)) == 6


def test_whom_to_tell(trial):
    """Those with a place and those who wait, by name; not those who left."""
    made = trial.session()
    trial.registered(made, "waiting", "cancelled", "pending", "declined", "confirmed")
    assert [person.family_name for person in people_of(trial.read, made.id)] == [
        "Martineau0",
        "Martineau2",
        "Martineau4",
    ]


def test_a_page_read_again(trial):
    """A page makes a session, then changes it: number, code, registrations and what the page does not state stay."""
    page = Session(code="", title="Compost", slots=[Slot(date=DAY, start="10:00")], audience=["élus"])
    made = trial.change(lambda tx: sessions.upsert_page(tx, page, known=None, **BY)).session
    trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": 12}, **BY))
    corrected = Session(code="", title="Compost !", slots=[Slot(date=DAY, start="14:00")], requires_dues=True)
    done = trial.change(lambda tx: sessions.upsert_page(tx, corrected, known=made.id, **BY))
    after = done.session
    assert (after.id, after.code, after.capacity, after.audience) == (made.id, made.code, 12, ["élus"])
    assert (after.title, after.slots[0].start, after.requires_dues) == ("Compost !", "14:00", True)
    assert sessions.session_like(trial.read, "COMPOST", DAY).id == made.id


@given(st.lists(st.sampled_from(["confirmed", "pending", "waiting", "cancelled"]), max_size=8), st.integers(1, 8))
@settings(max_examples=40, deadline=None)
def test_no_edit_passes_the_capacity(states, capacity):
    """Rule 1, whatever the registrations and the new capacity: an edit is refused or all places are within it."""
    trial = Trial()
    made = trial.session()
    trial.registered(made, *states)
    held = sum(state in ("confirmed", "pending") for state in states)
    try:
        trial.change(lambda tx: sessions.edit(tx, made.id, {"capacity": capacity}, **BY))
    except Refused:
        assert held > capacity
        return
    counts = sessions.counts_of(trial.read, [made.id])[made.id]
    assert held <= counts.held <= capacity
    assert counts.waiting == 0 or counts.held == capacity
