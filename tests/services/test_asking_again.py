"""Somebody who is registered, or was refused, asks again: what stands in the way is named, with the way out."""

import pytest
from desk_making import Bench

from capcli.domain.records import Bound
from capcli.errors import Refused, Usage
from capcli.services import refusing, reopening
from capcli.texts.errors import explain


@pytest.fixture
def bench():
    return Bench()


def refused(bench: Bench, session: int, person: int) -> Refused:
    with pytest.raises(Refused) as caught:
        bench.register(session, person)
    return caught.value


def decided(bench: Bench, verb, session: int, person: int, *args):
    now = bench.now
    return bench.change(lambda tx: verb(tx, session, [person], *args, today=bench.today, now=now, by="camille"))


def test_a_request_that_awaits_approval_is_not_said_to_await_dues(bench):
    where, zoe = bench.session(approval=True), bench.person()
    bench.register(where, zoe)
    error = refused(bench, where, zoe)
    assert error.code == "already_approval"
    assert f"cap confirm S{where} P{zoe}" in explain(error)


def test_who_was_refused_is_not_let_in_by_asking_again(bench):
    """Whoever types it takes the request up, knowingly; lifting another rule does not."""
    where, zoe = bench.session(approval=True), bench.person()
    bench.register(where, zoe)
    decided(bench, refusing.refuse, where, zoe, "another public")
    error = refused(bench, where, zoe)
    assert error.code == "registering_refused"
    assert f"cap reopen S{where} P{zoe}" in explain(error)
    with pytest.raises(Refused):
        bench.register(where, zoe, lifted=("full", "closed"))
    decided(bench, reopening.reopen, where, zoe)
    assert bench.states(where) == ["pending"]


def test_who_left_after_being_taken_up_again_may_come_back(bench):
    """What counts is how the last registration ended."""
    where, zoe = bench.session(approval=True), bench.person()
    bench.register(where, zoe)
    decided(bench, refusing.refuse, where, zoe, "another public")
    decided(bench, reopening.reopen, where, zoe)
    bench.unregister(where, zoe)
    bench.register(where, zoe)
    assert bench.states(where) == ["cancelled", "pending"]


def test_who_waits_is_told_how_a_place_is_given_whatever_is_full(bench):
    """`cap confirm` names the rule that holds: here a limit, where places of the session are left."""
    where, mairie = bench.session(capacity=10, bounds=[Bound(kind="organisation", places=1)]), bench.organisation()
    one, other = bench.person("Zoé MARTIN", mairie), bench.person("Paul DUPONT", mairie)
    bench.register(where, one, other)
    error = refused(bench, where, other)
    assert f"cap confirm S{where} P{other}" in explain(error)
    assert "full" not in explain(error)


@pytest.mark.parametrize(("offered", "words"), [("onsite", "held on site only"), ("online", "held online only")])
def test_the_way_a_session_is_held_is_said_in_words(offered, words):
    assert words in explain(Usage("mode_not_offered", title="Atelier compost", offered=offered))
