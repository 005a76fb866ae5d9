"""A no: theirs to an offer, which goes to the next one; ours to a request. A place given is only cancelled."""

import pytest
from verbs import Verbs, kinds

from capcli.errors import NotFound, Refused, Usage


@pytest.fixture
def desk() -> Verbs:
    return Verbs()


@pytest.fixture
def offered(desk):
    """A session of one place, offered to the first of two who wait: its number, then who was there and they."""
    session, people = desk.session(capacity=1, waitlist="offer"), desk.people(3)
    desk.register(session, *people)
    desk.unregister(session, people[0])
    return session, people


def test_a_declined_offer_goes_to_the_next_one(desk, offered):
    session, (_gone, first, second) = offered
    done = desk.decline(session, first, reason="At sea")
    assert kinds(done) == [("offered", second)]
    assert desk.states(session) == ["cancelled", "declined", "offered"]
    assert desk.one(session, first).history[-1].reason == "At sea"
    assert desk.one(session, second).held_until is None, "their time starts when they are told"


def test_only_an_offer_is_declined(desk, offered):
    session, (gone, first, second) = offered
    with pytest.raises(Refused, match="declining_waiting"):
        desk.decline(session, second)
    with pytest.raises(Refused, match="not_registered_now"):
        desk.decline(session, gone)
    desk.confirm(session, first)
    with pytest.raises(Refused, match="declining_held"):
        desk.decline(session, first)
    with pytest.raises(NotFound, match="not_registered"):
        desk.decline(session, desk.person())


def test_all_of_them_or_none(desk, offered):
    session, (_gone, first, second) = offered
    with pytest.raises(Refused, match="declining_waiting"):
        desk.decline(session, first, second)
    assert desk.state_of(session, first) == "offered"


def test_a_request_is_refused_and_its_place_goes_to_those_who_wait(desk):
    session, (first, second) = desk.session(capacity=1, approval=True), desk.people(2)
    desk.register(session, first, second)
    done = desk.refuse(session, first, reason="Not from our territory")
    assert kinds(done) == [("promoted", second)]
    assert desk.states(session) == ["refused", "pending"]
    assert desk.one(session, second).waits_for == "approval", "a place that came free is no approval"
    assert desk.one(session, first).history[-1].reason == "Not from our territory"


def test_somebody_who_waits_may_be_refused(desk):
    session, (holder, first, second) = desk.session(capacity=1), desk.people(3)
    desk.register(session, holder, first, second)
    done = desk.refuse(session, first)
    assert kinds(done) == [("moved_up", second)]


def test_a_place_given_is_not_refused(desk, offered):
    """Neither a confirmed place, nor one that waits for dues, nor one that was offered."""
    session, (_gone, first, _second) = offered
    with pytest.raises(Refused, match="refusing_held"):
        desk.refuse(session, first)
    desk.confirm(session, first)
    with pytest.raises(Refused, match="refusing_held"):
        desk.refuse(session, first)
    owing, person = desk.session("Bilan", requires_dues=True), desk.person()
    desk.register(owing, person)
    with pytest.raises(Refused, match="refusing_held"):
        desk.refuse(owing, person)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_no_has_a_reason(desk, offered, reason):
    session, (_gone, first, _second) = offered
    with pytest.raises(Usage, match="decline_reason"):
        desk.decline(session, first, reason=reason)
    with pytest.raises(Usage, match="refuse_reason"):
        desk.refuse(session, first, reason=reason)
