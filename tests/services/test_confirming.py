"""A place given by a person's word: approvals, offers accepted, free places given by hand in the order of the queue."""

import datetime as dt

import pytest
from verbs import NOON_BEFORE, Verbs, kinds

from capcli.domain.records import Bound
from capcli.errors import NotFound, Refused


@pytest.fixture
def desk() -> Verbs:
    return Verbs()


@pytest.fixture
def stopped(desk):
    """A session of two places of which one came free after its list had stopped: its number, and who waits."""
    session, people = desk.session(capacity=2), desk.people(5)
    desk.register(session, *people)
    desk.moment = NOON_BEFORE
    gone = people.pop(0)
    desk.change(lambda tx: _leave(tx, session, gone, desk))
    return session, people


def _leave(tx, session, person, desk):
    from capcli.services.registrations import unregister

    return unregister(tx, session, [person], **desk.clock)


def test_a_request_is_approved_and_confirmed(desk):
    session, person = desk.session(approval=True), desk.person()
    desk.register(session, person)
    assert desk.states(session) == ["pending"]
    done = desk.confirm(session, person, reason="From our territory")
    assert [made.registration.state for made in done.made] == ["confirmed"]
    assert desk.turns(session, person) == [("pending", None), ("confirmed", "approved")]
    assert desk.one(session, person).history[-1].reason == "From our territory"


def test_an_approved_request_that_owes_dues_waits_for_them_and_says_why(desk):
    session, person = desk.session(approval=True, requires_dues=True), desk.person()
    desk.setting("registration.pending_days", "15")
    desk.register(session, person)
    assert desk.one(session, person).held_until is None
    (made,) = desk.confirm(session, person).made
    assert (made.registration.state, made.registration.waits_for) == ("pending", "dues")
    assert made.standing is not None
    assert made.registration.held_until == dt.datetime(2023, 10, 17, 22, tzinfo=dt.UTC)


def test_an_approved_request_with_dues_is_confirmed_at_once(desk):
    session, person = desk.session(approval=True, requires_dues=True), desk.person()
    desk.dues(person=person)
    desk.register(session, person)
    assert desk.confirm(session, person).made[0].registration.state == "confirmed"


def test_an_offer_is_accepted(desk):
    session, (holder, next_one) = desk.session(capacity=1, waitlist="offer"), desk.people(2)
    desk.register(session, holder, next_one)
    desk.unregister(session, holder)
    assert desk.state_of(session, next_one) == "offered"
    desk.confirm(session, next_one)
    assert desk.turns(session, next_one) == [("waiting", None), ("offered", "offer"), ("confirmed", "accepted")]


def test_an_offer_whose_moment_has_passed_is_still_theirs_until_a_sweep(desk):
    session, (holder, next_one) = desk.session(capacity=1, waitlist="offer"), desk.people(2)
    desk.register(session, holder, next_one)
    desk.unregister(session, holder)
    desk.until(session, next_one, dt.datetime(2023, 10, 1, tzinfo=dt.UTC))
    assert desk.confirm(session, next_one).made[0].registration.state == "confirmed"


def test_who_owes_dues_is_not_confirmed_without_lifting_the_rule(desk):
    session, person = desk.session(requires_dues=True), desk.person()
    desk.register(session, person)
    with pytest.raises(Refused, match="confirming_unpaid") as refused:
        desk.confirm(session, person)
    assert refused.value.values["payment"] == f"P{person} --year 2023"
    with pytest.raises(Refused, match="confirming_unpaid"):
        desk.confirm(session, person, lifted=["full"], reason="why")
    desk.confirm(session, person, lifted=["unpaid"], reason="She speaks")
    assert desk.turns(session, person)[-1] == ("confirmed", "lifted")
    assert [(lift.rule, lift.reason) for lift in desk.one(session, person).allowed] == [("unpaid", "She speaks")]


def test_what_dues_cover_meanwhile_is_confirmed_by_hand_too(desk):
    """A file edited elsewhere may hold a pending place that dues cover."""
    session, person = desk.session(requires_dues=True), desk.person()
    desk.register(session, person)
    desk.dues(person=person)
    desk.confirm(session, person)
    assert desk.turns(session, person)[-1] == ("confirmed", "dues")


def test_once_the_list_stands_still_the_first_gets_the_free_place_by_hand(desk, stopped):
    session, (_holder, first, second, _third) = stopped
    assert desk.states(session) == ["cancelled", "confirmed", "waiting", "waiting", "waiting"]
    with pytest.raises(Refused, match="confirming_ahead") as refusal:
        desk.confirm(session, second)
    assert refusal.value.values["first"] == f"Camille PERSONNE2 (P{first})"
    done = desk.confirm(session, first)
    assert desk.turns(session, first)[-1] == ("confirmed", "promoted")
    assert kinds(done) == [("moved_up", second), ("moved_up", _third)]
    with pytest.raises(Refused, match="confirming_full"):
        desk.confirm(session, second)


def test_another_than_the_first_needs_the_rule_lifted(desk, stopped):
    session, (_holder, first, second, _third) = stopped
    desk.confirm(session, second, lifted=["full"], reason="Comes from far")
    assert desk.state_of(session, second) == "confirmed"
    assert desk.turns(session, second)[-1] == ("confirmed", "lifted")
    assert desk.state_of(session, first) == "waiting"


def test_several_are_served_in_the_order_of_the_queue_whatever_is_typed_first(desk):
    session, people = desk.session(capacity=2), desk.people(4)
    desk.register(session, *people)
    desk.moment = NOON_BEFORE
    for gone in people[:2]:
        desk.change(lambda tx, gone=gone: _leave(tx, session, gone, desk))
    done = desk.confirm(session, people[3], people[2])
    assert [made.person.id for made in done.made] == [people[3], people[2]]
    assert desk.states(session) == ["cancelled", "cancelled", "confirmed", "confirmed"]


def test_all_or_nobody(desk, stopped):
    session, (_holder, first, second, _third) = stopped
    with pytest.raises(Refused, match="confirming_full"):
        desk.confirm(session, first, second)
    assert desk.state_of(session, first) == "waiting"


def test_the_bound_that_is_full_is_named_with_the_word_that_lifts_it(desk):
    session = desk.session(mode="hybrid", bounds=[Bound(kind="mode", key="onsite", places=1)])
    room, other = desk.people(2)
    desk.register(session, room, other, mode="onsite")
    with pytest.raises(Refused, match="confirming_full") as refusal:
        desk.confirm(session, other)
    assert refusal.value.values["rule"] == "limit"
    assert refusal.value.values["where"].key == "onsite"
    desk.confirm(session, other, lifted=["limit"], reason="A chair was found")
    assert desk.state_of(session, other) == "confirmed"


def test_who_is_ahead_is_somebody_who_waits_for_the_same_places(desk):
    """First in the queue is somebody online, whom no place in the room concerns."""
    bounds = [Bound(kind="mode", key="onsite", places=1), Bound(kind="mode", key="online", places=1)]
    session = desk.session(mode="hybrid", bounds=bounds)
    far, here, waits_far, first, second = desk.people(5)
    desk.register(session, far, waits_far, mode="online")
    desk.register(session, here, first, second, mode="onsite")
    desk.moment = NOON_BEFORE
    desk.change(lambda tx: _leave(tx, session, here, desk))
    with pytest.raises(Refused, match="confirming_ahead") as refusal:
        desk.confirm(session, second)
    assert f"(P{first})" in refusal.value.values["first"]
    desk.confirm(session, first)


def test_one_of_those_registered_together_may_take_the_place_kept_for_them(desk):
    session, (holder, *party, later) = desk.session(capacity=1), desk.people(4)
    desk.register(session, holder)
    desk.register(session, *party, together=True)
    desk.register(session, later)
    desk.unregister(session, holder)
    assert desk.states(session) == ["cancelled", "waiting", "waiting", "waiting"], "two do not fit in one place"
    with pytest.raises(Refused, match="confirming_ahead"):
        desk.confirm(session, later)
    desk.confirm(session, party[1])
    assert desk.state_of(session, party[1]) == "confirmed"


def test_who_is_confirmed_or_ended_or_unknown_is_not_confirmed(desk):
    session, (here, gone, never) = desk.session(), desk.people(3)
    desk.register(session, here, gone)
    desk.unregister(session, gone)
    with pytest.raises(Refused, match="already_confirmed"):
        desk.confirm(session, here)
    with pytest.raises(Refused, match="not_registered_now"):
        desk.confirm(session, gone)
    with pytest.raises(NotFound, match="not_registered"):
        desk.confirm(session, never)


def test_a_session_that_is_over_needs_closed_lifted_and_a_cancelled_one_gives_no_place(desk):
    session, person = desk.session(approval=True), desk.person()
    desk.register(session, person)
    desk.moment = dt.datetime(2023, 12, 1, tzinfo=dt.UTC)
    with pytest.raises(Refused, match="settling_past"):
        desk.confirm(session, person)
    desk.edit(session, cancelled=True)
    with pytest.raises(Refused, match="settling_cancelled"):
        desk.confirm(session, person, lifted=["closed"], reason="why")
    desk.edit(session, cancelled=False)
    done = desk.confirm(session, person, lifted=["closed", "full"], reason="Came all the same")
    assert done.unused == ("full",)
    assert [lift.rule for lift in desk.one(session, person).allowed] == ["closed"]


def test_that_the_list_stands_still_is_no_news_of_an_approval(desk):
    session, (one, other) = desk.session(approval=True), desk.people(2)
    desk.register(session, one, other)
    desk.moment = NOON_BEFORE
    assert desk.confirm(session, one).effects == []


@pytest.mark.parametrize("way", ["approved", "accepted", "transferred", "by hand"])
def test_once_accepted_only_dues_are_waited_for(desk, way):
    """However a place of a session with approval was accepted: dues that come then confirm it."""
    session = desk.session(approval=True, requires_dues=True, capacity=1, waitlist="offer")
    holder, person, other = desk.people(3)
    desk.register(session, holder, person)
    if way == "by hand":
        desk.moment = NOON_BEFORE
    desk.change(lambda tx: _leave(tx, session, holder, desk))
    if way == "approved":
        desk.edit(session, waitlist="auto")
    desk.confirm(session, person)
    if way == "transferred":
        desk.transfer(session, person, other)
        person = other
    assert desk.one(session, person).waits_for == "dues"
    desk.dues(person=person)
    desk.rejudge(people=[person])
    assert desk.one(session, person).state == "confirmed"
