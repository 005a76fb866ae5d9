"""A place passed on to somebody else, people moved to another session, registrations reopened."""

import datetime as dt

import pytest
from verbs import Verbs, kinds

from capcli.domain.places import free_places
from capcli.domain.records import SESSIONS, Amount, Bound, Price, Slot
from capcli.domain.rosters import Roster
from capcli.errors import NotFound, Refused, Usage


@pytest.fixture
def desk() -> Verbs:
    return Verbs()


def test_a_place_passes_to_another_who_is_judged_for_dues(desk):
    session, (leaver, taker) = desk.session(capacity=1, requires_dues=True), desk.people(2)
    desk.dues(person=leaver)
    desk.register(session, leaver)
    done = desk.transfer(session, leaver, taker, reason="Ill")
    (made,) = done.settled.made
    assert (made.registration.state, made.registration.waits_for) == ("pending", "dues")
    assert made.standing is not None
    assert made.registration.succeeds == done.ended.id
    assert desk.turns(session, leaver)[-1] == ("cancelled", "transferred")
    assert desk.turns(session, taker) == [("pending", "transferred")]


def test_nobody_who_waits_moves_up_by_a_transfer(desk):
    session, (leaver, waiting, taker) = desk.session(capacity=1), desk.people(3)
    desk.register(session, leaver, waiting)
    done = desk.transfer(session, leaver, taker)
    assert done.settled.effects == []
    assert desk.states(session) == ["cancelled", "waiting", "confirmed"]


def test_a_turn_in_the_queue_keeps_its_place(desk):
    """Also among requests of the same moment, and when it passes on twice."""
    session, (holder, leaver, second, between, taker) = desk.session(capacity=1), desk.people(5)
    desk.register(session, holder, leaver, second)
    desk.transfer(session, leaver, between)
    (made,) = desk.transfer(session, between, taker).settled.made
    assert (made.registration.state, made.position) == ("waiting", 1)
    desk.unregister(session, holder)
    assert desk.state_of(session, taker) == "confirmed"


def test_an_offer_passed_on_is_accepted_and_a_request_stays_one(desk):
    offer, approval = desk.session(capacity=1, waitlist="offer"), desk.session("Bilan", approval=True)
    holder, waiting, taker = desk.people(3)
    desk.register(offer, holder, waiting)
    desk.unregister(offer, holder)
    desk.transfer(offer, waiting, taker)
    assert desk.state_of(offer, taker) == "confirmed"
    desk.register(approval, waiting)
    desk.transfer(approval, waiting, taker)
    assert desk.one(approval, taker).waits_for == "approval"
    desk.confirm(approval, taker)
    desk.transfer(approval, taker, holder)
    assert desk.state_of(approval, holder) == "confirmed", "what was approved is not looked at again"


def test_who_takes_over_must_be_somebody_else_without_a_live_registration(desk):
    session, (leaver, other, never) = desk.session(), desk.people(3)
    desk.register(session, leaver, other)
    with pytest.raises(Usage, match="transfer_same"):
        desk.transfer(session, leaver, leaver)
    with pytest.raises(Refused, match="already_confirmed"):
        desk.transfer(session, leaver, other)
    with pytest.raises(NotFound, match="not_registered"):
        desk.transfer(session, never, other)
    with pytest.raises(NotFound, match="no_such_ref"):
        desk.transfer(session, leaver, 99)


def test_somebody_refused_takes_nothing_over(desk):
    session, (leaver, refused) = desk.session(approval=True), desk.people(2)
    desk.register(session, leaver, refused)
    desk.refuse(session, refused)
    with pytest.raises(Refused, match="registering_refused"):
        desk.transfer(session, leaver, refused)


def test_a_place_beyond_the_capacity_stays_allowed(desk):
    session, (holder, leaver, taker) = desk.session(capacity=1), desk.people(3)
    desk.register(session, holder)
    desk.register(session, leaver, lifted=["full"])
    desk.transfer(session, leaver, taker)
    assert [lift.rule for lift in desk.one(session, taker).allowed] == ["full"]


def test_a_full_bound_that_weighs_only_on_who_takes_over_refuses(desk):
    """At most one of each organisation: a colleague of somebody there cannot take over from an outsider."""
    die = desk.organisation()
    colleague, taker = desk.person("Ali BEN", die), desk.person("Eve DIE", die)
    leaver = desk.person()
    session = desk.session(bounds=[Bound(kind="organisation", places=1)])
    desk.register(session, colleague, leaver)
    with pytest.raises(Refused, match="transfer_full") as refusal:
        desk.transfer(session, leaver, taker)
    assert (refusal.value.values["held"], refusal.value.values["rule"]) == (1, "limit")
    desk.transfer(session, colleague, taker)
    assert desk.state_of(session, taker) == "confirmed", "between colleagues nothing changes"
    desk.transfer(session, leaver, colleague, lifted=["limit"], reason="Both speak")
    assert [lift.rule for lift in desk.one(session, colleague).allowed] == ["limit"]


def test_what_was_paid_goes_with_the_place(desk):
    price = Price(kind="paid", amounts=[Amount(cents=2500)])
    session, (leaver, taker) = desk.session(price=price), desk.people(2)
    desk.register(session, leaver)
    desk.pay(session, leaver, 2500)
    desk.transfer(session, leaver, taker)
    assert desk.one(session, leaver).fees == []
    assert [fee.cents for fee in desk.one(session, taker).fees] == [2500]
    assert desk.one(session, taker).price_cents == 2500


def test_somebody_moved_leaves_a_place_to_those_who_wait_and_is_judged_in_the_other_session(desk):
    here, there = desk.session(capacity=1), desk.session("Bilan", dt.date(2024, 1, 9), requires_dues=True)
    person, waiting = desk.people(2)
    desk.register(here, person, waiting, note="Vegetarian")
    done = desk.move(here, person, to=there, reason="Another date")
    assert kinds(done.left) == [("promoted", waiting)]
    assert desk.states(here) == ["cancelled", "confirmed"]
    assert desk.turns(here, person)[-1] == ("cancelled", "moved")
    moved = desk.one(there, person)
    assert (moved.state, moved.waits_for, moved.note) == ("pending", "dues", "Vegetarian")
    assert desk.turns(there, person) == [("pending", "moved")]
    assert moved.succeeds == desk.one(here, person).id


def test_a_session_without_a_place_is_moved_to_only_when_they_may_wait(desk):
    here, there = desk.session(), desk.session("Bilan", capacity=1)
    person, holder, waiting = desk.people(3)
    desk.register(here, person)
    desk.register(there, holder, waiting)
    with pytest.raises(Refused, match="moving_full"):
        desk.move(here, person, to=there)
    assert desk.states(here) == ["confirmed"]
    (made,) = desk.move(here, person, to=there, wait=True).taken.made
    assert (made.registration.state, made.position) == ("waiting", 2)


def test_a_place_may_be_made_by_lifting_the_rule(desk):
    here, there, people = desk.session(), desk.session("Bilan", capacity=1), desk.people(2)
    desk.register(here, people[0])
    desk.register(there, people[1])
    done = desk.move(here, people[0], to=there, lifted=["full", "closed"], reason="Our mistake")
    assert desk.state_of(there, people[0]) == "confirmed"
    assert done.taken.unused == ("closed",)


def test_a_newcomer_by_a_move_never_overtakes(desk):
    here, there = desk.session(), desk.session("Bilan", bounds=[Bound(kind="organisation", places=1)], capacity=2)
    holder, *party, person = desk.people(4)
    desk.register(there, holder)
    desk.register(there, *party, together=True)
    desk.register(here, person)
    with pytest.raises(Refused, match="moving_ahead"):
        desk.move(here, person, to=there)


def test_several_are_moved_or_nobody(desk):
    here, there, people = desk.session(), desk.session("Bilan", capacity=1), desk.people(2)
    desk.register(here, *people)
    with pytest.raises(Refused, match="moving_full"):
        desk.move(here, *people, to=there)
    assert desk.states(here) == ["confirmed", "confirmed"]
    assert desk.of(there) == []


def test_a_cancelled_session_is_left_and_one_that_is_over_is_not(desk):
    here, over, there = desk.session(), desk.session("Hier"), desk.session("Bilan", dt.date(2024, 1, 9))
    person, other = desk.people(2)
    desk.register(here, person)
    desk.register(over, other)
    desk.edit(here, cancelled=True)
    desk.move(here, person, to=there)
    desk.edit(over, slots=[Slot(date=dt.date(2023, 9, 1), end_date=dt.date(2023, 9, 1))])
    with pytest.raises(Refused, match="settling_past"):
        desk.move(over, other, to=there)
    desk.move(over, other, to=there, lifted=["closed"], reason="Never came")
    assert [lift.rule for lift in desk.one(over, other).allowed] == ["closed"]


def test_nobody_is_moved_to_the_same_session_or_where_they_are_already(desk):
    here, there, person = desk.session(), desk.session("Bilan"), desk.person()
    desk.register(here, person)
    desk.register(there, person)
    with pytest.raises(Usage, match="move_same"):
        desk.move(here, person, to=here)
    with pytest.raises(Refused, match="already_confirmed"):
        desk.move(here, person, to=there)


def test_who_comes_back_keeps_number_and_history_and_loses_the_turn(desk):
    session, (holder, first, second) = desk.session(capacity=1), desk.people(3)
    desk.register(session, holder, first, second)
    desk.unregister(session, first)
    number = desk.one(session, first).id
    (made,) = desk.reopen(session, first, reason="Can come after all").made
    assert (made.registration.id, made.registration.state, made.position) == (number, "waiting", 2)
    assert desk.turns(session, first) == [("waiting", None), ("cancelled", None), ("waiting", "reopened")]


def test_somebody_refused_or_who_declined_is_reopened_too(desk):
    session, (one, other) = desk.session(capacity=2, approval=True), desk.people(2)
    desk.register(session, one, other)
    desk.refuse(session, one, other)
    desk.reopen(session, one)
    assert desk.one(session, one).waits_for == "approval", "the request is looked at again"


def test_reopening_is_judged_as_a_new_request(desk):
    session, person = desk.session(last_day_to_register=dt.date(2023, 10, 1)), desk.person()
    desk.register(session, person, lifted=["closed"])
    with pytest.raises(Refused, match="already_confirmed"):
        desk.reopen(session, person)
    desk.unregister(session, person)
    with pytest.raises(Refused, match="registering_closed"):
        desk.reopen(session, person)
    done = desk.reopen(session, person, lifted=["closed", "full"], reason="Speaks")
    assert done.unused == ("full",)
    with pytest.raises(NotFound, match="not_registered"):
        desk.reopen(session, desk.person("Ali BEN"))


def test_dues_that_were_not_asked_of_them_are_not_asked_when_they_come_back(desk):
    session, person = desk.session(requires_dues=True), desk.person()
    desk.register(session, person, lifted=["unpaid"])
    desk.unregister(session, person)
    desk.reopen(session, person)
    assert desk.state_of(session, person) == "confirmed"
    assert [lift.rule for lift in desk.one(session, person).allowed] == ["unpaid"], "lifted once, kept once"


def test_a_transfer_then_a_return_never_holds_more_than_there_are(desk):
    session, (leaver, taker) = desk.session(capacity=1), desk.people(2)
    desk.register(session, leaver)
    desk.transfer(session, leaver, taker)
    desk.reopen(session, leaver)
    assert desk.state_of(session, leaver) == "waiting"
    assert free_places(desk.store.read().get(SESSIONS, session), Roster(desk.of(session))) == 0
