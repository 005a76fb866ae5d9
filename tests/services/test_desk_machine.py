"""Whatever the coordinator does, in whatever order: rules 1, 2 and 8 hold, in memory and in a file."""

import datetime as dt
import tempfile
from pathlib import Path

from desk_making import Bench, at
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from capcli.domain.places import free_places
from capcli.domain.records import HELD, LIVE, SESSIONS, Registration
from capcli.domain.rosters import Roster
from capcli.store.file import FileStore

PEOPLE = 6
who = st.integers(0, PEOPLE - 1)


class Day(RuleBasedStateMachine):
    """One session that asks for dues, and a few people."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = self.make_bench()

    def make_bench(self) -> Bench:
        return Bench()

    @initialize(capacity=st.integers(1, 3))
    def open(self, capacity):
        self.session = self.bench.session(capacity=capacity, requires_dues=True)
        self.people = self.bench.people(PEOPLE)
        self.paid: set[int] = set()

    @property
    def registrations(self) -> list[Registration]:
        return self.bench.of(self.session)

    @property
    def roster(self) -> Roster:
        return Roster(self.registrations)

    def live(self) -> dict[int, Registration]:
        return {one.person: one for one in self.registrations if one.state in LIVE}

    @rule(index=who, hours_ago=st.one_of(st.none(), st.integers(1, 200)), lifted=st.sampled_from([(), (), ("full",)]))
    def register(self, index, hours_ago, lifted):
        person = self.people[index]
        if person in self.live():
            return
        received = at() - dt.timedelta(hours=hours_ago) if hours_ago else None
        waiting = len(self.roster.queue())
        (made,) = self.bench.register(self.session, person, requested_at=received, lifted=lifted).made
        if waiting and not lifted:
            assert made.registration.state == "waiting", "nobody overtakes a queue"
        if lifted:
            assert made.registration.state in HELD

    @precondition(lambda self: self.live())
    @rule(index=who)
    def unregister(self, index):
        person = self.people[index]
        if person not in self.live():
            return
        left = [one for one in self.roster.queue() if one.person != person]
        done = self.bench.unregister(self.session, person)
        promoted = [effect.registration for effect in done.effects if effect.kind == "promoted"]
        assert promoted == [one.id for one in left[: len(promoted)]], "the head of the queue first"

    @rule(index=who)
    def pay(self, index):
        person = self.people[index]
        self.paid.add(person)
        self.bench.dues(person=person)
        self.bench.rejudge(people=[person])

    @rule(more=st.integers(1, 2))
    def raise_capacity(self, more):
        session = self.bench.store.read().get(SESSIONS, self.session)
        self.bench.edit(self.session, capacity=session.capacity + more)
        self.bench.rejudge(sessions=[self.session])

    @invariant()
    def places_never_exceed_the_capacity_but_by_lifts(self):
        if not hasattr(self, "session"):
            return
        session = self.bench.store.read().get(SESSIONS, self.session)
        lifted = sum(
            one.state in HELD and any(lift.rule == "full" for lift in one.allowed) for one in self.registrations
        )
        assert self.roster.held <= session.capacity + lifted

    @invariant()
    def nobody_waits_beside_a_free_place(self):
        if hasattr(self, "session"):
            session = self.bench.store.read().get(SESSIONS, self.session)
            assert not (free_places(session, self.roster) and self.roster.queue())

    @invariant()
    def nobody_is_registered_twice(self):
        if hasattr(self, "session"):
            live = [one.person for one in self.registrations if one.state in LIVE]
            assert len(live) == len(set(live))

    @invariant()
    def a_place_is_never_taken_back_and_dues_decide_its_state(self):
        if not hasattr(self, "session"):
            return
        for one in self.registrations:
            states = [turn.state for turn in one.history]
            assert "waiting" not in states[1:]
            assert states[-1] == one.state
            if one.state in HELD:
                assert one.state == ("confirmed" if one.person in self.paid else "pending")


class DayInAFile(Day):
    """The same over a file, read again from the disk for every question."""

    def make_bench(self) -> Bench:
        self.folder = tempfile.TemporaryDirectory()
        return Bench(FileStore.create(Path(self.folder.name) / "cap.json"))

    def teardown(self):
        self.folder.cleanup()


TestDay = Day.TestCase
TestDay.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDayInAFile = DayInAFile.TestCase
TestDayInAFile.settings = settings(max_examples=5, stateful_step_count=15, deadline=None)
