"""Bounds, approval, offers, parties and prices over a store, in memory and in a file."""

import datetime as dt
from itertools import count

import pytest
from desk_making import DAY, Bench, at
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.bounds import typed_bound
from capcli.domain.records import AFFILIATIONS, REGISTRATIONS, SESSIONS, SETTINGS, Amount, Fee, Price, Setting, Slot
from capcli.domain.rosters import Roster
from capcli.errors import Refused, Usage
from capcli.services import registrations, sessions
from capcli.services.history import undo
from capcli.services.judges import Judge
from capcli.services.promotions import give
from capcli.services.rejudging import Judged
from capcli.services.session_limits import Lifting
from capcli.store.file import FileStore

EVE_NOON = dt.datetime(2023, 11, 27, 11, tzinfo=dt.UTC)
"""Noon in Paris on the eve of the session: the list stops."""


@pytest.fixture(params=["memory", "file"])
def bench(request, tmp_path) -> Bench:
    if request.param == "memory":
        return Bench()
    numbers = count()
    return Bench(FileStore.create(tmp_path / f"cap{next(numbers)}.json"))


def limits(*texts):
    return [typed_bound(text) for text in texts]


def setting(bench, key, value):
    bench.put(SETTINGS, Setting(key=key, value=value))


def edit(bench, session, *lifted, **changes):
    now = bench.now
    lifting = Lifting(rules=frozenset(lifted), reason="a bigger room was booked", by="camille", at=now)
    return bench.change(
        lambda tx: sessions.edit(tx, session, changes, today=bench.today, now=now, by="camille", lifting=lifting)
    )


class TestBounds:
    def test_the_room_is_full_and_online_is_not(self, bench):
        session = bench.session(mode="hybrid", bounds=limits("onsite=1", "online=9"))
        one, two, three = bench.people(3)
        bench.register(session, one, mode="onsite")
        (waiting,) = bench.register(session, two, mode="onsite").made
        assert (waiting.registration.state, waiting.seat.short.bound.key) == ("waiting", "onsite")
        assert [reason.code for reason in waiting.seat.reasons] == ["no_place"]
        assert bench.register(session, three, mode="online").made[0].registration.state == "confirmed"

    def test_who_does_not_say_takes_a_place_in_the_room(self, bench):
        session, people = bench.session(mode="hybrid", bounds=limits("onsite=1")), bench.people(2)
        done = bench.register(session, people[0])
        assert (done.unsaid, done.made[0].registration.mode) == (True, "onsite")
        open_one = bench.session("Ouverte", mode="hybrid")
        done = bench.register(open_one, people[1])
        assert (done.unsaid, done.made[0].registration.mode) == (True, None), "where nothing depends on it, not known"

    def test_at_most_two_of_each_organisation(self, bench):
        die, crest = bench.organisation("Mairie de Die"), bench.organisation("Mairie de Crest")
        session = bench.session(bounds=limits("organisation=2"))
        people = [bench.person(f"Ada ROCHE{number}", die) for number in range(3)]
        bench.register(session, *people, bench.person("Bob ROUX", crest), bench.person("Zoé SEUL"))
        assert bench.states(session) == ["confirmed", "confirmed", "waiting", "confirmed", "confirmed"]

    def test_a_colleague_who_leaves_gives_the_place_to_the_next(self, bench):
        """Rule 9: the facts of the session's day change with the affiliations, and with them what is bound."""
        die = bench.organisation("Mairie de Die")
        session = bench.session(bounds=limits("organisation=1"))
        one, two = (bench.person(f"Ada ROCHE{number}", die) for number in range(2))
        bench.register(session, one, two)
        tie = bench.store.read().find(AFFILIATIONS, "person", one)[0]
        effects = bench.rejudge(lambda tx: tx.remove(AFFILIATIONS, tie.id), people=[one])
        assert [(effect.kind, effect.person) for effect in effects] == [("promoted", two)]

    def test_a_slot_of_its_own_leaves_the_others_free(self, bench):
        slots = [Slot(date=DAY, end_date=DAY), Slot(date=DAY + dt.timedelta(days=1))]
        session, people = bench.session(slots=slots, bounds=limits("slot:1=1")), bench.people(4)
        bench.register(session, people[0], slots=(1,))
        bench.register(session, people[1], slots=(2,))
        bench.register(session, people[2], slots=(1, 2))
        assert bench.states(session) == ["confirmed", "confirmed", "waiting"]
        assert bench.of(session)[2].slots == [], "all slots are no part of them"
        with pytest.raises(Usage, match="slot_unknown"):
            bench.register(session, people[3], slots=(3,))

    def test_each_rule_that_is_in_the_way_has_to_be_lifted(self, bench):
        session = bench.session(capacity=1, mode="hybrid", bounds=limits("onsite=1"))
        one, two, three = bench.people(3)
        bench.register(session, one)
        done = bench.register(session, two, lifted=["full"])
        assert (done.made[0].registration.state, done.unused) == ("waiting", ("full",))
        assert done.made[0].seat.needs == ("full", "limit")
        done = bench.register(session, three, lifted=["full", "limit"])
        assert done.made[0].registration.state == "confirmed"
        assert sorted(lift.rule for lift in done.made[0].registration.allowed) == ["full", "limit"]

    def test_raising_a_bound_promotes_and_clearing_too(self, bench):
        session, people = bench.session(mode="hybrid", bounds=limits("onsite=1")), bench.people(3)
        bench.register(session, *people)
        done = edit(bench, session, bounds=limits("onsite=2"))
        assert [effect.kind for effect in done.effects] == ["promoted", "moved_up"]
        assert [effect.kind for effect in edit(bench, session, bounds=[]).effects] == ["promoted"]

    def test_lowering_below_what_is_held_is_refused_unless_lifted(self, bench):
        """Nobody loses a place; who lifted it and why is kept."""
        session, people = bench.session(mode="hybrid", capacity=3, bounds=limits("onsite=3")), bench.people(3)
        bench.register(session, *people)
        with pytest.raises(Refused, match="bound_below_held"):
            edit(bench, session, bounds=limits("onsite=2"))
        with pytest.raises(Refused, match="capacity_below_held"):
            edit(bench, session, "limit", capacity=2)
        done = edit(bench, session, "limit", "full", bounds=limits("onsite=1"))
        assert [(over.bound.key, over.above) for over in done.over] == [("onsite", 2)]
        assert done.unused == ("full",)
        assert [(lift.rule, lift.reason) for lift in done.session.allowed] == [("limit", "a bigger room was booked")]
        assert bench.states(session) == ["confirmed"] * 3
        assert edit(bench, session, capacity=None).over == [], "what was lowered before is not asked about again"

    def test_a_slot_that_somebody_comes_to_is_not_taken_away(self, bench):
        slots = [Slot(date=DAY, end_date=DAY), Slot(date=DAY + dt.timedelta(days=1))]
        session, person = bench.session(slots=slots), bench.person()
        bench.register(session, person, slots=(2,))
        with pytest.raises(Refused, match="slots_taken"):
            edit(bench, session, slots=slots[:1])


class TestApproval:
    def test_a_request_is_looked_at_before_dues(self, bench):
        session, people = bench.session(approval=True, requires_dues=True, capacity=2), bench.people(3)
        bench.register(session, people[0])
        bench.register(session, people[1], approved=True)
        bench.register(session, people[2])
        assert [(one.state, one.waits_for) for one in bench.of(session)] == [
            *(("pending", "approval"), ("pending", "dues"), ("waiting", None)),
        ]

    def test_who_is_promoted_is_looked_at_too_and_who_was_approved_is_not_again(self, bench):
        """CIV-WAIT-03: promoted to "awaiting approval"."""
        session, people = bench.session(approval=True, capacity=1), bench.people(3)
        bench.register(session, people[0], approved=True)
        bench.register(session, people[1])
        bench.register(session, people[2], approved=True)
        bench.unregister(session, people[0])
        assert bench.of(session)[1].waits_for == "approval"
        bench.unregister(session, people[1])
        assert bench.state_of(session, people[2]) == "confirmed"

    def test_approval_that_nobody_asks_for_any_more(self, bench):
        session, person = bench.session(approval=True), bench.person()
        bench.register(session, person)
        done = edit(bench, session, approval=False)
        assert [(effect.kind, effect.state) for effect in done.effects] == [("approved", "confirmed")]

    def test_asking_for_approval_later_takes_no_place_back(self, bench):
        session, person = bench.session(), bench.person()
        bench.register(session, person)
        assert edit(bench, session, approval=True).effects == []
        assert bench.states(session) == ["confirmed"]

    def test_a_place_given_by_word_is_judged_for_dues_and_kept_so_long(self, bench):
        setting(bench, "registration.pending_days", "10")
        session, person = bench.session(approval=True, requires_dues=True), bench.person()
        bench.register(session, person)
        given = bench.change(
            lambda tx: give(
                tx,
                Judge(tx, tx.get(SESSIONS, session)),
                tx.find(REGISTRATIONS, "session", session)[0],
                _roster(tx, session),
                cause="approved",
                now=at(),
                by="camille",
                approved=True,
            )
        )
        assert (given.state, given.waits_for, given.history[-1].cause) == ("pending", "dues", "approved")
        assert given.held_until == dt.datetime(2023, 10, 12, 22, tzinfo=dt.UTC), "through the 12th, in Paris"


class TestOffers:
    def test_a_freed_place_is_offered_and_held(self, bench):
        session, people = bench.session(capacity=1, waitlist="offer"), bench.people(3)
        bench.register(session, *people)
        effects = bench.unregister(session, people[0]).effects
        assert [(effect.kind, effect.person) for effect in effects] == [("offered", people[1]), ("moved_up", people[2])]
        offered = bench.of(session)[1]
        assert (offered.state, offered.held_until, offered.history[-1].cause) == ("offered", None, "offer")
        assert bench.register(session, bench.person("Zoé TARD")).made[0].registration.state == "waiting"

    def test_a_new_place_is_given_at_once_where_nobody_waits(self, bench):
        session = bench.session(capacity=1, waitlist="offer")
        assert bench.register(session, bench.person()).made[0].registration.state == "confirmed"


class TestFrozen:
    def test_from_the_eve_at_noon_nobody_moves_up_on_the_way_and_it_is_said(self, bench):
        session, people = bench.session(capacity=1), bench.people(2)
        bench.register(session, *people)

        def unregister(now):
            return bench.change(
                lambda tx: registrations.unregister(tx, session, people[:1], today=now.date(), now=now, by="camille")
            )

        effects = unregister(EVE_NOON).effects
        assert [(effect.kind, effect.person) for effect in effects] == [("stopped", people[1])]
        late = bench.person("Zoé TARD")
        assert bench.register(session, late).made[0].registration.state == "waiting", "nobody overtakes all the same"

    def test_a_minute_before_it_does(self, bench):
        session, people = bench.session(capacity=1), bench.people(2)
        bench.register(session, *people)
        bench.edit(session, capacity=2)

        def work(tx):
            now = EVE_NOON - dt.timedelta(minutes=1)
            return Judged(tx, today=now.date(), sessions=[session]).again(tx, now=now, by="camille")

        assert [effect.kind for effect in bench.change(work)] == ["promoted"]


class TestParties:
    def test_they_all_get_places_or_all_wait(self, bench):
        session, people = bench.session(capacity=3), bench.people(5)
        bench.register(session, people[0], people[1], together=True)
        done = bench.register(session, people[2], people[3], together=True)
        assert [one.registration.state for one in done.made] == ["waiting", "waiting"]
        assert done.made[0].seat.reasons[0].code == "party_too_big"
        assert [one.party for one in bench.of(session)] == [1, 1, 3, 3]
        assert bench.register(session, people[4]).made[0].registration.state == "waiting", "nobody passes a party"

    def test_a_party_is_promoted_as_a_whole(self, bench):
        session, people = bench.session(capacity=2), bench.people(4)
        bench.register(session, people[0], people[1])
        bench.register(session, people[2], people[3], together=True)
        assert bench.unregister(session, people[0]).effects == []
        effects = bench.unregister(session, people[1]).effects
        assert [effect.kind for effect in effects] == ["promoted", "promoted"]

    def test_what_is_left_of_a_party_needs_no_more(self, bench):
        session, people = bench.session(capacity=1), bench.people(3)
        bench.register(session, people[0])
        bench.register(session, people[1], people[2], together=True)
        bench.unregister(session, people[2])
        assert [effect.kind for effect in bench.unregister(session, people[0]).effects] == ["promoted"]

    def test_skip_lets_others_pass_a_party_that_is_too_big(self, bench):
        session, people = bench.session(capacity=2, queue="skip"), bench.people(4)
        bench.register(session, people[0])
        bench.register(session, people[1], people[2], together=True)
        assert bench.register(session, people[3]).made[0].registration.state == "confirmed"

    def test_one_alone_is_no_party(self, bench):
        session = bench.session()
        assert bench.register(session, bench.person(), together=True).made[0].registration.party is None


class TestPrices:
    PRICE = Price(
        kind="tiered", amounts=[Amount(cents=1000, audience="adhérents"), Amount(cents=2500, audience="autres")]
    )

    def test_each_owes_what_dues_say_and_it_follows_them(self, bench):
        session, (member, other) = bench.session(price=self.PRICE), bench.people(2)
        bench.dues(person=member)
        bench.register(session, member, other)
        assert [one.price_cents for one in bench.of(session)] == [1000, 2500]
        bench.dues(person=other)
        bench.rejudge(people=[other])
        assert [one.price_cents for one in bench.of(session)] == [1000, 1000]

    def test_what_was_paid_for_keeps_its_price(self, bench):
        """IND-FEE: a change of price never touches what was paid."""
        session, (one, two) = bench.session(price=self.PRICE), bench.people(2)
        bench.register(session, one, two)
        paid = bench.of(session)[0]
        bench.put(REGISTRATIONS, replace(paid, fees=[Fee(cents=2500, on=bench.today)]))
        edit(bench, session, price=Price(kind="paid", amounts=[Amount(cents=4000)]))
        assert [one.price_cents for one in bench.of(session)] == [2500, 4000]


class TestUndo:
    def test_an_undo_that_breaks_a_limit_is_refused(self, bench):
        session, people = bench.session(mode="hybrid", bounds=limits("onsite=1")), bench.people(2)
        bench.register(session, people[0])
        bench.unregister(session, people[0])
        entry = next(iter(bench.store.history())).entry
        bench.register(session, people[1])
        with pytest.raises(Refused, match="undo_bound"):
            bench.change(lambda tx: undo(tx, bench.store, entry, today=bench.today, now=at(), by="camille"))

    def test_taking_back_a_bound_promotes(self, bench):
        session, people = bench.session(mode="hybrid"), bench.people(2)
        edit(bench, session, bounds=limits("onsite=1"))
        entry = next(iter(bench.store.history())).entry
        bench.register(session, *people)
        done = bench.change(lambda tx: undo(tx, bench.store, entry, today=bench.today, now=at(), by="camille"))
        assert [effect.kind for effect in done.effects] == ["promoted"]


REQUESTS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([None, "online", "onsite"]),
        st.sampled_from([(), (1,), (2,)]),
        st.booleans(),
        st.sampled_from([(), (), (), ("full",), ("limit",)]),
        st.integers(0, 3),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(
    requests=REQUESTS,
    bounds=st.lists(st.sampled_from(["onsite=2", "online=1", "slot:1=2", "organisation=1"]), unique=True, max_size=3),
    capacity=st.one_of(st.none(), st.integers(1, 5)),
    queue=st.sampled_from(["strict", "skip"]),
)
def test_a_roster_kept_from_row_to_row_decides_as_one_read_anew(requests, bounds, capacity, queue):
    """An import keeps one roster over all its rows; a command reads its own: the same requests, the same places."""
    benches = [Bench(), Bench()]
    kept, decided = Roster(), []
    for bench, roster in zip(benches, (None, kept), strict=True):
        die = bench.organisation()
        slots = [Slot(date=DAY, end_date=DAY), Slot(date=DAY + dt.timedelta(days=1))]
        session = bench.session(mode="hybrid", slots=slots, capacity=capacity, queue=queue, bounds=limits(*bounds))
        for size, mode, part, together, lifted, hours in requests:
            people = [bench.person(f"Ada ROCHE{number}", die if number % 2 else None) for number in range(size)]
            now = bench.now
            terms = registrations.Terms(mode=mode, slots=part, together=together, lifted=frozenset(lifted), reason="x",
                requested_at=now - dt.timedelta(hours=hours))  # fmt: skip
            _registered(bench, session, people, terms, now, roster)
        decided.append([(one.state, one.party, [lift.rule for lift in one.allowed]) for one in bench.of(session)])
    assert decided[0] == decided[1]


def _registered(bench, session, people, terms, now, roster):
    bench.change(
        lambda tx: registrations.register(
            tx, session, people, terms, today=bench.today, now=now, by="camille", roster=roster
        )
    )


def _roster(tx, session):
    return Roster(tx.find(REGISTRATIONS, "session", session))
