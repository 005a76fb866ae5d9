"""A waiting list: the order, what each is short of, and what one freed place would do."""

import datetime as dt

import pytest
from desk_making import DAY
from hypothesis import given, settings
from hypothesis import strategies as st
from verbs import NOON_BEFORE, Verbs

from capcli.domain.records import SESSIONS, Bound, Slot
from capcli.domain.views import plain
from capcli.services.waitlists import called, waitlist
from capcli.texts.wheres import short_words

LATER = DAY + dt.timedelta(days=1)


@pytest.fixture
def desk() -> Verbs:
    return Verbs()


def seen(desk, session, now=None):
    read, clock = desk.store.read(), now or desk.now
    return waitlist(read, read.get(SESSIONS, session), today=clock.date(), now=clock)


def served(known):
    """Whom a freed place of each full bound would serve."""
    return {called(one.bound): [registration.person for registration in one.served] for one in known.freed}


def test_the_rows_are_in_the_order_of_the_queue(desk):
    session, (holder, *waiting) = desk.session(capacity=1), desk.people(4)
    desk.register(session, holder, *waiting)
    known = seen(desk, session)
    assert [(row.position, row.person.ref) for row in known.rows] == [
        (place, f"P{person}") for place, person in enumerate(waiting, start=1)
    ]
    assert [row.short_of.ahead for row in known.rows] == [0, 1, 2]
    assert served(known) == {"session": [waiting[0]]}
    assert (known.stopped, known.free) == (None, [])


def test_each_full_bound_is_asked_apart(desk):
    """A place in the room serves whoever waits for the room, one of the capacity whoever is online."""
    session = desk.session(mode="hybrid", capacity=2, bounds=[Bound(kind="mode", key="onsite", places=1)])
    here, online, first, second = desk.people(4)
    desk.register(session, here, mode="onsite")
    desk.register(session, online, mode="online")
    desk.register(session, first, mode="onsite")
    desk.register(session, second, mode="online")
    assert served(seen(desk, session)) == {"session": [second], "onsite": [first]}


def test_a_place_of_the_capacity_is_elsewhere_than_in_the_parts_that_are_full(desk):
    """Whoever has a place in the room leaves the room with it; a place of the capacity is one online then."""
    session = desk.session(mode="hybrid", capacity=2, bounds=[Bound(kind="mode", key="onsite", places=1)])
    here, online, first = desk.people(3)
    desk.register(session, here, mode="onsite")
    desk.register(session, online, mode="online")
    desk.register(session, first, mode="onsite")
    assert {called(one.bound): one.elsewhere for one in seen(desk, session).freed} == {"session": True, "onsite": False}


def test_a_place_of_the_capacity_is_one_of_the_room_where_everybody_is_in_it(desk):
    session = desk.session(mode="hybrid", capacity=1, bounds=[Bound(kind="mode", key="onsite", places=1)])
    here, first = desk.people(2)
    desk.register(session, here, first, mode="onsite")
    known = seen(desk, session)
    assert served(known) == {"session": [first], "onsite": [first]}
    assert not any(one.elsewhere for one in known.freed)


def test_a_place_of_an_organisation_whose_people_are_all_in_the_room_is_one_of_the_room(desk):
    die = desk.organisation()
    bounds = [Bound(kind="mode", key="onsite", places=1), Bound(kind="organisation", places=1)]
    session = desk.session(mode="hybrid", capacity=2, bounds=bounds)
    here, online, first, colleague = desk.person("Ali BEN", die), desk.person(), desk.person(), desk.person("Eve", die)
    desk.register(session, here, mode="onsite")
    desk.register(session, online, mode="online")
    desk.register(session, first, mode="onsite")
    desk.register(session, colleague, mode="onsite")
    assert served(seen(desk, session)) == {"session": [], "onsite": [first], f"organisation:O{die}": [first]}


def test_the_bound_of_each_organisation_is_that_of_those_who_wait(desk):
    die = desk.organisation()
    session = desk.session(bounds=[Bound(kind="organisation", places=1)])
    here, waiting, other = desk.person("Ali BEN", die), desk.person("Eve DIE", die), desk.person()
    desk.register(session, here, waiting, other)
    known = seen(desk, session)
    assert [row.person.ref for row in known.rows] == [f"P{waiting}"]
    assert served(known) == {f"organisation:O{die}": [waiting]}


def test_the_place_that_a_party_lacks_serves_all_of_it(desk):
    """Places are free, too few for the party: one more is told as one of a full bound is, and nobody is ahead."""
    session = desk.session(capacity=3)
    holder, *party = desk.people(4)
    desk.register(session, holder)
    desk.register(session, *party, together=True)
    known = seen(desk, session)
    assert served(known) == {"session": party}
    assert {short_words(plain(row)["short_of"]) for row in known.rows} == {
        "in the session, 1/3, too few for all of them"
    }


def test_who_leaves_the_room_leaves_the_slot_too_even_where_neither_is_full(desk):
    """The party lacks one place of each: one person who leaves gives both."""
    bounds = [Bound(kind="mode", key="onsite", places=3), Bound(kind="slot", key="2", places=3)]
    slots = [Slot(date=DAY, end_date=DAY), Slot(date=LATER, end_date=LATER)]
    session = desk.session(mode="hybrid", capacity=4, bounds=bounds, slots=slots)
    holder, *party = desk.people(4)
    desk.register(session, holder, mode="onsite")
    desk.register(session, *party, mode="onsite", together=True)
    assert party in served(seen(desk, session)).values()
    desk.unregister(session, holder)
    assert {desk.state_of(session, one) for one in party} == {"confirmed"}


def test_a_party_is_shown_together_and_one_place_does_not_serve_it(desk):
    session, (holder, one, two, later) = desk.session(capacity=1), desk.people(4)
    desk.register(session, holder)
    desk.register(session, one, two, together=True)
    desk.register(session, later)
    known = seen(desk, session)
    assert [row.party for row in known.rows] == [["R2", "R3"], ["R2", "R3"], []]
    assert served(known) == {"session": []}
    desk.edit(session, queue="skip")
    assert served(seen(desk, session)) == {"session": [later]}


def test_a_list_that_stands_still_says_since_when_and_whom_a_free_place_is_for(desk):
    session, (holder, first, _second) = desk.session(capacity=1), desk.people(3)
    desk.register(session, holder, first, _second)
    desk.setting("waitlist.stops", "20 min")
    assert seen(desk, session, NOON_BEFORE).stopped is None
    desk.edit(session, capacity=2)
    late = dt.datetime(2023, 11, 28, 20, tzinfo=dt.UTC)
    known = seen(desk, session, late)
    assert known.stopped == dt.datetime(2023, 11, 27, 22, 40, tzinfo=dt.UTC)
    assert [one.person for one in known.free] == [first]


@pytest.mark.parametrize("facts", [{"cancelled": True}, {"slots": []}])
def test_where_nobody_moves_up_nothing_is_promised(desk, facts):
    session, people = desk.session(capacity=1), desk.people(2)
    desk.register(session, *people)
    desk.edit(session, **facts)
    assert seen(desk, session).freed == []


@given(sizes=st.lists(st.integers(1, 3), min_size=1, max_size=6), capacity=st.integers(1, 4), skip=st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_is_announced_is_what_happens(sizes, capacity, skip):
    """Whoever a freed place is said to serve is served when a place comes free."""
    desk = Verbs()
    session = desk.session(capacity=capacity, queue="skip" if skip else "strict")
    holders = desk.people(capacity)
    desk.register(session, *holders)
    for size in sizes:
        desk.register(session, *desk.people(size), together=size > 1)
    announced = served(seen(desk, session)).get("session", [])
    done = desk.unregister(session, holders[0])
    assert [one.person for one in done.effects if one.kind == "promoted"] == announced
