"""Deadlines that have passed: what is planned is what is done, and nothing that has not passed ever lapses."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from verbs import Verbs

from capcli.domain.deadlines import has_passed
from capcli.domain.records import HELD, REGISTRATIONS, Presence
from capcli.services import sweeping
from capcli.services.sweeping import Withdrawn

NOW = dt.datetime(2023, 10, 20, 9, tzinfo=dt.UTC)
PAST, LATER = NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=1)


@pytest.fixture(params=["memory", "file"])
def desk(request) -> Verbs:
    made = Verbs() if request.param == "memory" else Verbs.in_a_file()
    made.moment = NOW
    return made


@pytest.fixture
def due(desk):
    """A session of two places, both awaiting dues, one of them past its deadline; two people wait."""
    session, people = desk.session(capacity=2, requires_dues=True), desk.people(4)
    desk.register(session, *people)
    desk.until(session, people[0], PAST)
    desk.until(session, people[1], LATER)
    return session, people


def planned(desk):
    with pytest.raises(Withdrawn) as out:
        desk.change(lambda tx: sweeping.rehearse(tx, **desk.clock))
    return out.value.swept


def test_what_has_passed_lapses_and_the_place_goes_to_the_first_who_waits(desk, due):
    session, (late, kept, first, second) = due
    desk.setting("registration.pending_days", "5")
    (swept,) = desk.sweep()
    assert [one.person for one in swept.lapsed] == [late]
    assert [(one.kind, one.person) for one in swept.effects] == [("promoted", first), ("moved_up", second)]
    assert desk.states(session) == ["cancelled", "pending", "pending", "waiting"]
    assert desk.turns(session, late)[-1] == ("cancelled", "lapsed")
    assert desk.one(session, kept).held_until == LATER
    assert desk.one(session, first).held_until > NOW, "whoever is served has their own days"


def test_somebody_marked_present_keeps_the_place(desk, due):
    """Who came to the first of two slots is not turned out before the second, dues or no dues."""
    session, (late, *_) = due
    seen = Presence(slot=1, state="present", at=NOW, by="camille")
    desk.put(REGISTRATIONS, replace(desk.one(session, late), presence=[seen]))
    assert desk.sweep() == []
    assert desk.state_of(session, late) == "pending"
    desk.put(REGISTRATIONS, replace(desk.one(session, late), presence=[replace(seen, state="absent")]))
    assert [one.person for one in desk.sweep()[0].lapsed] == [late]


def test_a_plan_changes_nothing_and_says_what_a_sweep_does(desk, due):
    before = [desk.of(due[0]), len(list(desk.store.history()))]
    plan = planned(desk)
    assert [desk.of(due[0]), len(list(desk.store.history()))] == before
    assert desk.change(lambda tx: sweeping.apply(tx, plan, **desk.clock)) == plan


def test_a_plan_that_changed_meanwhile_is_not_done(desk, due):
    session, (_late, kept, *_) = due
    plan = planned(desk)
    desk.until(session, kept, PAST)
    with pytest.raises(Withdrawn) as out:
        desk.change(lambda tx: sweeping.apply(tx, plan, **desk.clock))
    assert len(out.value.swept[0].lapsed) == 2
    assert desk.states(session) == ["pending", "pending", "waiting", "waiting"]


def test_an_offer_lapses_and_the_next_one_is_offered_the_place(desk):
    session, (holder, first, second) = desk.session(capacity=1, waitlist="offer"), desk.people(3)
    desk.register(session, holder, first, second)
    desk.unregister(session, holder)
    assert desk.sweep() == [], "an offer of which nobody told has no deadline"
    desk.until(session, first, PAST)
    (swept,) = desk.sweep()
    assert [(one.kind, one.person) for one in swept.effects] == [("offered", second)]
    assert desk.states(session) == ["cancelled", "cancelled", "offered"]


def test_one_sweep_is_one_entry_whatever_the_sessions(desk, due):
    other, people = desk.session("Bilan", requires_dues=True), desk.people(1)
    desk.register(other, *people)
    desk.until(other, people[0], NOW)
    before = len(list(desk.store.history()))
    assert [one.session for one in desk.sweep()] == [due[0], other]
    assert len(list(desk.store.history())) == before + 1


@pytest.mark.parametrize("facts", [{"cancelled": True}, {"slots": []}])
def test_a_session_where_nobody_would_gain_by_it_is_left_alone(desk, due, facts):
    desk.edit(due[0], **facts)
    assert desk.sweep() == []


def test_a_session_that_took_place_is_left_alone(desk, due):
    desk.moment = dt.datetime(2023, 11, 29, 9, tzinfo=dt.UTC)
    assert desk.sweep() == []
    desk.moment = dt.datetime(2023, 11, 28, 9, tzinfo=dt.UTC)
    assert len(desk.sweep()) == 1, "its own day is still to come"


def test_once_the_list_stands_still_places_are_freed_and_nobody_is_served(desk, due):
    desk.moment = dt.datetime(2023, 11, 27, 12, tzinfo=dt.UTC)
    (swept,) = desk.sweep()
    assert [one.kind for one in swept.effects] == ["stopped", "stopped"]
    assert desk.states(due[0]) == ["cancelled", "cancelled", "waiting", "waiting"]


@given(
    deadlines=st.lists(st.one_of(st.none(), st.integers(-100, 100)), min_size=1, max_size=8),
    capacity=st.integers(1, 6),
    waitlist=st.sampled_from(["auto", "offer"]),
    pending_days=st.sampled_from(["", "3"]),
)
@settings(max_examples=40, deadline=None)
def test_only_what_has_passed_lapses_and_a_second_sweep_changes_nothing(deadlines, capacity, waitlist, pending_days):
    desk = Verbs()
    desk.moment = NOW
    if pending_days:
        desk.setting("registration.pending_days", pending_days)
    session = desk.session(capacity=capacity, requires_dues=True, waitlist=waitlist)
    people = desk.people(len(deadlines))
    desk.register(session, *people)
    for person, hours in zip(people, deadlines, strict=True):
        if desk.state_of(session, person) in HELD:
            desk.until(session, person, None if hours is None else NOW + dt.timedelta(hours=hours))
    before = {one.id: one for one in desk.of(session)}
    lapsed = {one.id for swept in desk.sweep() for one in swept.lapsed}
    after = {one.id: one for one in desk.of(session)}
    assert lapsed == {number for number, one in before.items() if has_passed(one, NOW)}
    kept = [number for number, one in before.items() if one.state in HELD and number not in lapsed]
    assert all(after[number] == before[number] for number in kept)
    assert sum(one.state in HELD for one in after.values()) <= capacity
    assert desk.sweep() == []
    assert {one.id: one for one in desk.of(session)} == after
