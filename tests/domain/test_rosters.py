"""A roster that is kept up says at every moment what one made anew would say."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.records import HELD, LIVE, Registration
from capcli.domain.rosters import Roster

NOW = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)
registrations = st.builds(
    lambda number, state, hour, priority: Registration(
        id=number,
        session=7,
        person=number % 3,
        state=state,
        requested_at=NOW + dt.timedelta(hours=hour),
        entered_at=NOW,
        priority=priority,
    ),
    st.integers(1, 6),
    st.sampled_from(["confirmed", "pending", "offered", "waiting", "waiting", "cancelled"]),
    st.integers(0, 3),
    st.integers(0, 1),
)


@settings(max_examples=100, deadline=None)
@given(kept=st.lists(registrations, max_size=15))
def test_what_is_kept_one_by_one_is_what_stands(kept):
    """The last one of each number counts: its place, its turn, its person."""
    roster = Roster(kept)
    last = {one.id: one for one in kept}
    waiting = [one for one in last.values() if one.state == "waiting"]
    queue = sorted(waiting, key=lambda one: (-one.priority, one.requested_at, one.id))
    assert list(roster) == list(last.values())
    assert roster.held == sum(one.state in HELD for one in last.values())
    assert roster.queue() == queue
    assert roster.positions() == {one.id: place for place, one in enumerate(queue, 1)}
    assert {number: roster.position(number) for number in range(8)} == {
        number: roster.positions().get(number) for number in range(8)
    }
    for hour in range(4):
        at = NOW + dt.timedelta(hours=hour)
        assert roster.ahead_of(at) == sum(bool(one.priority) or one.requested_at <= at for one in queue)
    for person in range(4):
        theirs = [one for one in last.values() if one.person == person]
        assert roster.of_person(person) == theirs
        assert (roster.live_of(person) is not None) == any(one.state in LIVE for one in theirs)
