"""Whatever is done to a session, in whatever order, rules 1 to 10 hold: in memory, in a file and in a database."""

import datetime as dt
import tempfile
from pathlib import Path

from desk_making import DAY, Bench, at
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from session_rules import Deed, check_newcomers, check_scene, check_step, seen

from capcli.domain.records import (
    DUES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REGISTRATIONS,
    SESSIONS,
    Bound,
    Rate,
    Slot,
)
from capcli.errors import CapError, DataFileError
from capcli.services import (
    confirming,
    dues,
    engagements,
    history,
    joining,
    moving,
    presences,
    refunds,
    refusing,
    registrations,
    reopening,
    sessions,
    sweeping,
    telling,
    transferring,
)
from capcli.services.checking import checkups_of
from capcli.services.presences import Marking
from capcli.services.registering import Terms
from capcli.services.session_limits import Lifting
from capcli.settings import choose
from capcli.store.file import FileStore
from capcli.store.protocol import Author
from capcli.store.sql_store import SqlStore
from capcli.texts.errors import explain

CROWD = 7
who = st.integers(0, CROWD - 1)
which = st.integers(0, 1)
pick = st.integers(0, 40)
"""One of the registrations there are, whichever state it is in."""
is_known = precondition(lambda self: self.bench.of(self.sessions[0]) or self.bench.of(self.sessions[1]))
lifts = st.sampled_from([frozenset(), frozenset(), frozenset({"full"}), frozenset({"limit", "full"})])


class SessionMachine(RuleBasedStateMachine):
    """Two sessions, an organisation of two seats, and a few people; the first asks for what was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = self.make_bench()
        self.last = 0

    def make_bench(self) -> Bench:
        return Bench()

    @initialize(
        capacity=st.integers(1, 3),
        room=st.sampled_from([None, 1, 2]),
        approval=st.booleans(),
        asks=st.booleans(),
        waitlist=st.sampled_from(["auto", "offer"]),
        queue=st.sampled_from(["strict", "skip"]),
        pending_days=st.sampled_from(["", "5"]),
        stops=st.sampled_from(["1 day 12:00", "30 days 12:00", "never"]),
        promises=st.sampled_from(["nothing", "registration"]),
        each=st.booleans(),
        early=st.integers(0, 5),
    )
    def open(self, capacity, room, approval, asks, waitlist, queue, pending_days, stops, promises, each, early):
        slots = [Slot(date=DAY + dt.timedelta(days=n), end_date=DAY + dt.timedelta(days=n)) for n in (0, 7)]
        bounds = [] if room is None else [Bound(kind="mode", key="onsite", places=room)]
        bounds += [Bound(kind="slot", key="2", places=2)] if room == 2 else []
        bounds += [Bound(kind="organisation", places=1)] if each else []
        first = self.bench.session(
            "Atelier compost", slots=slots, mode="hybrid", bounds=bounds, capacity=capacity, requires_dues=asks,
            approval=approval, waitlist=waitlist, queue=queue,
        )  # fmt: skip
        self.sessions = [first, self.bench.session("Atelier verger", capacity=2, requires_dues=not asks)]
        self.town = self.bench.organisation()
        self.people = [self.bench.person(f"Camille {n}", self.town if n < 3 else None) for n in range(CROWD)]
        self.bench.put(RATES, Rate(name="Base", cents=2000, payer="person"))
        self.bench.put(RATES, Rate(name="Commune", cents=9000, payer="organisation", seats=2))

        def chosen(tx):
            choose(tx, "registration.pending_days", pending_days)
            choose(tx, "waitlist.stops", stops)
            choose(tx, "dues.promise_counts", promises)

        self.bench.change(chosen)
        self.first_entry = next(self.bench.store.history()).entry
        for person in self.people[:early]:
            self.registered(first, [person], Terms())

    def act(self, name, work, *whom, lifted=frozenset(), undoes=None):
        """Do it as one command, and hold what it did against the rules; None when it is refused."""
        store = self.bench.store
        before, entries = seen(store.read()), self.entries()
        now = self.bench.now
        today = self.bench.today
        author = Author(by="camille", at=now, command=name)
        try:
            done = store.change(lambda tx: work(tx, today=today, now=now, by="camille"), author, undoes=undoes)
        except CapError as error:
            self.refused(error)
            assert (seen(store.read()), self.entries()) == (before, entries), "rule 6: whole or not at all"
            return None
        assert self.entries() == entries + (done.entry is not None), "rule 6: one entry"
        check_step(store.read(), before, Deed(name=name, whom=frozenset(whom), lifted=lifted))
        return done.result

    def refused(self, error: CapError) -> None:
        assert not isinstance(error, DataFileError)
        assert "{" not in explain(error), "rule 5: a refusal names its values"

    def entries(self) -> int:
        return sum(1 for _ in self.bench.store.history())

    def named(self, index: int, session: int) -> tuple[int, int]:
        return self.sessions[session], self.people[index]

    def chosen(self, number: int, *states: str) -> tuple[int, int]:
        """A registration's session and person: one in these states, where there is one."""
        every = [*self.bench.of(self.sessions[0]), *self.bench.of(self.sessions[1])]
        fitting = [one for one in every if one.state in states] or every
        one = fitting[number % len(fitting)]
        return one.session, one.person

    def get(self, table, number):
        return self.bench.store.read().get(table, number)

    @rule(
        index=who,
        session=which,
        mode=st.sampled_from([None, "online", "onsite"]),
        slots=st.sampled_from([(), (1,), (2,)]),
        lifted=lifts,
        approved=st.booleans(),
        hours_ago=st.sampled_from([0, 0, 30, 300]),
    )
    def register(self, index, session, mode, slots, lifted, approved, hours_ago):
        where, person = self.named(index, session)
        only = {"mode": mode, "slots": slots} if session == 0 else {}
        asked_at = self.bench.now - dt.timedelta(hours=hours_ago)
        terms = Terms(
            lifted=lifted, reason="promised" if lifted else None, approved=approved, requested_at=asked_at, **only
        )
        self.registered(where, [person], terms)

    @rule(crowd=st.lists(who, min_size=2, max_size=3, unique=True), session=which)
    def register_together(self, crowd, session):
        """All of them have places, or all wait."""
        where = self.sessions[session]
        done = self.registered(where, [self.people[index] for index in crowd], Terms(together=True))
        if done:
            states = {made.registration.state == "waiting" for made in done.made}
            assert len(states) == 1

    def registered(self, where, persons, terms):
        def work(tx, **how):
            return registrations.register(tx, where, persons, terms, **how)

        done = self.act("register", work, *((where, person) for person in persons), lifted=terms.lifted)
        if done and not terms.lifted:
            of = self.bench.of(where)
            made = [self.get(REGISTRATIONS, made.registration.id) for made in done.made]
            check_newcomers(self.get(SESSIONS, where), of, made)
        return done

    @is_known
    @rule(number=pick)
    def unregister(self, number):
        where, person = self.chosen(number)
        self.act("unregister", lambda tx, **how: registrations.unregister(tx, where, [person], **how), (where, person))

    @is_known
    @rule(number=pick, lifted=lifts)
    def confirm(self, number, lifted):
        """An approval, an offer accepted, a free place given by hand."""
        where, person = self.chosen(number, "waiting", "offered", "pending")

        def work(tx, **how):
            return confirming.confirm(tx, where, [person], lifted=lifted, reason="promised", **how)

        done = self.act("confirm", work, (where, person), lifted=lifted)
        if done:
            assert done.made[0].registration.state in ("confirmed", "pending")

    @is_known
    @rule(number=pick)
    def decline(self, number):
        where, person = self.chosen(number, "offered")
        self.act("decline", lambda tx, **how: refusing.decline(tx, where, [person], "busy", **how), (where, person))

    @is_known
    @rule(number=pick)
    def refuse(self, number):
        where, person = self.chosen(number, "pending", "waiting")
        self.act("refuse", lambda tx, **how: refusing.refuse(tx, where, [person], "others", **how), (where, person))

    @is_known
    @rule(number=pick, lifted=lifts)
    def reopen(self, number, lifted):
        where, person = self.chosen(number, "cancelled", "declined", "refused")

        def work(tx, **how):
            return reopening.reopen(tx, where, [person], lifted=lifted, reason="promised", **how)

        done = self.act("reopen", work, (where, person), lifted=lifted)
        if done and not lifted:
            made = [self.get(REGISTRATIONS, done.made[0].registration.id)]
            check_newcomers(self.get(SESSIONS, where), self.bench.of(where), made)

    @is_known
    @rule(number=pick, to=who)
    def transfer(self, number, to):
        (where, person), taker = self.chosen(number, "confirmed", "pending", "offered", "waiting"), self.people[to]

        def work(tx, **how):
            return transferring.transfer(tx, where, person, taker, **how)

        self.act("transfer", work, (where, person), (where, taker))

    @is_known
    @rule(number=pick, wait=st.booleans())
    def move(self, number, wait):
        where, person = self.chosen(number, "confirmed", "pending", "offered", "waiting")
        to = next(one for one in self.sessions if one != where)

        def work(tx, **how):
            return moving.move(tx, where, [person], to, wait=wait, **how)

        self.act("move", work, (where, person), (to, person))

    @rule(session=which)
    def tell(self, session):
        where = self.sessions[session]
        self.act("tell", lambda tx, **how: telling.tell_done(tx, where, None, **how))

    @rule(days=st.sampled_from([0, 3, 8]))
    def sweep(self, days):
        """Some days later; what lapsed has lapsed."""
        self.bench.today += dt.timedelta(days=days)
        self.act("sweep", lambda tx, **how: sweeping.sweep(tx, **how))
        again = self.act("sweep", lambda tx, **how: sweeping.sweep(tx, **how))
        assert not again

    @rule(
        index=who,
        session=which,
        state=st.sampled_from(["present", "present", "present", "absent", "excused", None]),
        slots=st.sampled_from([(), (), (1,), (2,)]),
        lifted=lifts,
        comes=st.booleans(),
    )
    def present(self, index, session, state, slots, lifted, comes):
        """Whoever is there has a place, by a walk in if need be; the day may come for it."""
        where, person = self.named(index, session)
        if comes:
            self.bench.today = max(self.bench.today, self.get(SESSIONS, where).slots[0].date)
        marking, why = Marking(state=state, slots=slots), {"lifted": lifted, "reason": "one more chair"}

        def work(tx, **how):
            return presences.mark(tx, where, [person], marking, **how, **why)

        done = self.act("present", work, (where, person), lifted=lifted)
        if done and state == "present":
            (made,) = done.settled.made
            kept = self.get(REGISTRATIONS, made.registration.id)
            assert kept.state in ("confirmed", "pending")
            assert any(mark.state == "present" for mark in kept.presence)

    @rule(index=who, year=st.sampled_from([2023, 2023, 2024]), part=st.booleans())
    def pay(self, index, year, part):
        payer = self.get(PEOPLE, self.people[index])
        terms = dues.Terms(paid_on=self.bench.today, year=year, part=part, cents=800 if part else None)
        self.act("dues pay", lambda tx, **how: dues.pay(tx, payer, terms, **how))

    @rule(year=st.sampled_from([2023, 2024]))
    def pay_for_the_town(self, year):
        payer = self.get(ORGANISATIONS, self.town)
        terms = dues.Terms(paid_on=self.bench.today, year=year)
        self.act("dues pay", lambda tx, **how: dues.pay(tx, payer, terms, **how))

    @rule(index=who, of_town=st.booleans())
    def promise(self, index, of_town):
        payer = self.get(ORGANISATIONS, self.town) if of_town else self.get(PEOPLE, self.people[index])
        reference, on = f"BC-{self.bench.minutes}", self.bench.today

        def work(tx, **how):
            return engagements.promise(tx, payer, reference, on=on, year=2023, **how)

        self.act("dues promise", work)

    @precondition(lambda self: any(True for _ in self.bench.store.read().scan(DUES)))
    @rule(which_one=st.integers(0, 20), give_back=st.booleans())
    def take_dues_back(self, which_one, give_back):
        every = list(self.bench.store.read().scan(DUES))
        number = every[which_one % len(every)].id

        def work(tx, **how):
            if give_back:
                return refunds.refund(tx, number, "paid twice", on=self.bench.today, **how)
            return refunds.cancel(tx, number, "bounced", **how)

        self.act("dues cancel", work)

    @rule(index=who, weeks=st.integers(-6, 6))
    def join(self, index, weeks):
        town, person = self.get(ORGANISATIONS, self.town), self.get(PEOPLE, self.people[index])
        since = self.bench.today + dt.timedelta(weeks=weeks)
        self.act("org join", lambda tx, **how: joining.join(tx, town, person, since=since, **how))

    @rule(index=who, weeks=st.integers(-2, 10))
    def leave(self, index, weeks):
        town, person = self.get(ORGANISATIONS, self.town), self.get(PEOPLE, self.people[index])
        on = self.bench.today + dt.timedelta(weeks=weeks)
        self.act("org leave", lambda tx, **how: joining.leave(tx, town, person, on=on, **how))

    @rule(session=which, capacity=st.integers(1, 5), lifted=st.booleans())
    def change_capacity(self, session, capacity, lifted):
        rules = frozenset({"full"}) if lifted else frozenset()
        self.edit(session, {"capacity": capacity}, rules)

    @rule(room=st.integers(1, 4), lifted=st.booleans())
    def change_room(self, room, lifted):
        kept = [bound for bound in self.get(SESSIONS, self.sessions[0]).bounds if bound.kind != "mode"]
        rules = frozenset({"limit"}) if lifted else frozenset()
        self.edit(0, {"bounds": [*kept, Bound(kind="mode", key="onsite", places=room)]}, rules)

    @rule(
        session=which,
        change=st.sampled_from(
            [
                {"approval": True},
                {"approval": False},
                {"requires_dues": True},
                {"requires_dues": False},
                {"queue": "skip"},
                {"queue": "strict"},
                {"waitlist": "auto"},
                {"waitlist": "offer"},
            ]
        ),
    )
    def change_terms(self, session, change):
        self.edit(session, change, frozenset())

    def edit(self, session, changes, rules):
        where = self.sessions[session]
        now = self.bench.now
        lifting = Lifting(rules=rules, reason="the room is bigger", by="camille", at=now) if rules else None

        def work(tx, **how):
            return sessions.edit(tx, where, changes, lifting=lifting, **how)

        self.act("session edit", work, lifted=rules)

    @rule(session=which, weeks=st.sampled_from([-3, 2, 9]))
    def postpone(self, session, weeks):
        where = self.sessions[session]
        to = self.get(SESSIONS, where).slots[0].date + dt.timedelta(weeks=weeks)
        self.act("session postpone", lambda tx, **how: sessions.postpone(tx, where, to, **how))

    @rule(session=which)
    def cancel(self, session):
        if self.bench.minutes % 4 == 0:  # one that is cancelled ends the play: rarely
            where = self.sessions[session]
            self.act("session cancel", lambda tx, **_: sessions.cancel(tx, where))

    @rule(back=st.sampled_from([0, 0, 0, 1, 2, 5]))
    def undo(self, back):
        number = self.entries() - back
        if number <= self.first_entry:
            return
        store = self.bench.store

        def work(tx, **how):
            return history.undo(tx, store, number, **how)

        self.act("undo", work, undoes=number)

    @invariant()
    def the_rules_hold(self):
        if hasattr(self, "first_entry"):
            now = at(self.bench.today) + dt.timedelta(minutes=self.bench.minutes)
            check_scene(self.bench.store.read(), self.bench.today, now)

    def teardown(self):
        """The doctor finds nothing in the end, but for what nobody has done wrong.

        Keys: those of the bench are not made from names. A bound of an
        organisation: whoever joins it later brings their places along.
        """
        if hasattr(self, "first_entry"):
            found = checkups_of(self.bench.store.read(), self.bench.today)
            assert [one for one in found if one.code not in ("keys", "bound_over")] == []


class SessionMachineInAFile(SessionMachine):
    """The same over a file, read again from the disk for every question."""

    def make_bench(self) -> Bench:
        self.folder = tempfile.TemporaryDirectory()
        return Bench(FileStore.create(Path(self.folder.name) / "cap.json"))

    def teardown(self):
        super().teardown()
        self.folder.cleanup()


class SessionMachineInADatabase(SessionMachine):
    """The same in tables, with foreign keys and an index of their own for rule 2."""

    def make_bench(self) -> Bench:
        self.folder = tempfile.TemporaryDirectory()
        return Bench(SqlStore.create(f"sqlite:///{self.folder.name}/cap.db"))

    def teardown(self):
        super().teardown()
        self.bench.store.close()
        self.folder.cleanup()


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TestSession = SessionMachine.TestCase
TestSession.settings = settings(max_examples=120, stateful_step_count=40, deadline=None, suppress_health_check=SLOW)
TestSessionInAFile = SessionMachineInAFile.TestCase
TestSessionInAFile.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=SLOW
)
TestSessionInADatabase = SessionMachineInADatabase.TestCase
TestSessionInADatabase.settings = settings(
    max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=SLOW
)
