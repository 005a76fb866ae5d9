"""Who was there: which slots are meant, who is registered on the way, and what is never done."""

import datetime as dt

import pytest
from desk_making import DAY
from verbs import Verbs

from capcli.domain.presences import is_walk_in, mark_of, overall, rate_of
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Bound, Slot
from capcli.errors import CapError
from capcli.services import presences, sessions, telling
from capcli.services.people import Details
from capcli.services.presences import Marking


class Hall(Verbs):
    """The verbs on the day of a session, with marks."""

    def on(self, day: dt.date) -> "Hall":
        self.moment = dt.datetime.combine(day, dt.time(15), dt.UTC)
        return self

    def mark(self, session: int, *people: int, state="present", slots=(), **terms):
        clock, marking = self.clock, Marking(state=state, slots=slots)
        return self.change(lambda tx: presences.mark(tx, session, people, marking, **clock, **terms))

    def refused(self, code: str, *args, **how) -> CapError:
        with pytest.raises(CapError) as out:
            self.mark(*args, **how)
        assert out.value.code == code
        return out.value

    def tell(self, session: int) -> None:
        self.change(lambda tx: telling.tell_done(tx, session, None, **self.clock))

    def heard(self, session: int, person: int) -> list[str]:
        """What there is to tell somebody."""
        clock = {name: value for name, value in self.clock.items() if name != "by"}
        found = telling.to_tell(self.store.read(), session, **clock)
        return [reason.code for one in found if one.person.id == person for reason in one.news]

    def marks(self, session: int, person: int) -> dict[int, str]:
        return {mark.slot: mark.state for mark in self.one(session, person).presence}


@pytest.fixture
def hall() -> Hall:
    return Hall()


def days(*steps: int) -> list[Slot]:
    on = [DAY + dt.timedelta(days=step) for step in steps]
    return [Slot(date=day, end_date=day, start="10:00", end="12:00") for day in on]


def test_somebody_registered_is_marked_once(hall):
    session, person = hall.session(), hall.person()
    hall.register(session, person)
    done = hall.on(DAY).mark(session, person)
    assert (hall.marks(session, person), done.new, done.walk_ins) == ({1: "present"}, {person}, set())
    before, again = hall.one(session, person), hall.on(DAY).mark(session, person)
    assert (hall.one(session, person), again.new) == (before, set())


def test_the_day_itself_may_be_marked_before_its_hour_and_no_day_before_it(hall):
    session, person = hall.session(slots=days(0)), hall.person()
    hall.register(session, person)
    early = hall.on(DAY - dt.timedelta(days=1)).refused("presence_early", session, person)
    assert (early.exit_code, early.values["day"]) == (1, DAY)
    hall.moment = dt.datetime.combine(DAY, dt.time(5), dt.UTC)
    assert hall.mark(session, person).new


def test_slots_that_have_begun_and_have_no_mark_are_meant(hall):
    session, person = hall.session(slots=days(0, 1, 7)), hall.person()
    hall.register(session, person)
    hall.on(DAY).mark(session, person, state="absent")
    done = hall.on(DAY + dt.timedelta(days=1)).mark(session, person)
    assert hall.marks(session, person) == {1: "absent", 2: "present"}
    assert (done.slots, done.kept, done.later) == ({person: [2]}, {person: [1]}, [3])
    hall.mark(session, person, state="excused")
    assert hall.marks(session, person) == {1: "excused", 2: "excused"}, "each had a mark: they are meant"
    hall.mark(session, person, slots=(1,))
    assert hall.marks(session, person) == {1: "present", 2: "excused"}


def test_a_slot_still_to_come_is_refused_by_its_day(hall):
    session, person = hall.session(slots=days(0, 7)), hall.person()
    hall.register(session, person)
    later = hall.on(DAY).refused("presence_early_slot", session, person, slots=(1, 2))
    assert later.values["day"] == DAY + dt.timedelta(days=7)
    assert hall.marks(session, person) == {}
    hall.refused("slot_unknown", session, person, slots=(3,))


def test_somebody_comes_for_their_own_slots(hall):
    session, (first, second) = hall.session(slots=days(0, 7)), hall.people(2)
    hall.register(session, first, slots=(1,))
    hall.register(session, second, slots=(2,))
    hall.on(DAY).mark(session, first)
    assert hall.marks(session, first) == {1: "present"}
    hall.refused("presence_early_slot", session, second)
    hall.mark(session, second, slots=(1,))
    assert hall.marks(session, second) == {1: "present"}, "they came to one that they had not asked for"


def test_marks_are_taken_back(hall):
    session, person = hall.session(slots=days(0, 1)), hall.person()
    hall.register(session, person)
    hall.on(DAY + dt.timedelta(days=1)).mark(session, person)
    hall.mark(session, person, state=None, slots=(2,))
    assert hall.marks(session, person) == {1: "present"}
    assert hall.mark(session, person, state=None).new
    assert hall.marks(session, person) == {}


def test_all_or_nothing(hall):
    session, person = hall.session(capacity=1), hall.person()
    hall.register(session, person)
    hall.on(DAY).refused("presence_full", session, person, hall.person("Léa ROCHE"))
    assert hall.marks(session, person) == {}


def test_somebody_who_walks_in_is_judged_and_never_lapses(hall):
    """Subject to dues, without a deadline, after the last day to register; the facts of the session's day are kept."""
    hall.setting("registration.pending_days", "5")
    town = hall.organisation()
    session = hall.session(requires_dues=True, last_day_to_register=DAY - dt.timedelta(days=9))
    owing, covered = hall.person("Léa ROCHE", town), hall.person()
    hall.dues(person=covered)
    done = hall.on(DAY).mark(session, owing, covered)
    assert done.walk_ins == {owing, covered}
    one = hall.one(session, owing)
    assert (one.state, one.waits_for, one.held_until) == ("pending", "dues", None)
    assert (one.organisation, one.organisation_name) == (town, "Mairie de Die")
    assert hall.turns(session, covered) == [("confirmed", "walk_in")]
    assert hall.on(DAY).sweep() == []


@pytest.mark.parametrize("end", ["unregister", "refuse"])
def test_a_registration_that_had_ended_is_taken_up(hall, end):
    session, person = hall.session(approval=True), hall.person()
    hall.register(session, person)
    number = hall.one(session, person).id
    getattr(hall, end)(session, person)
    hall.on(DAY).mark(session, person)
    one = hall.one(session, person)
    assert (one.id, one.state, one.history[-1].cause) == (number, "confirmed", "walk_in")
    assert is_walk_in(one)


def test_whoever_waited_and_came_has_the_place_that_is_left(hall):
    """The list stands still by then: who came is served, before those ahead who did not."""
    session, (holder, ahead, came) = hall.session(capacity=1), hall.people(3)
    hall.register(session, holder, ahead, came)
    hall.on(DAY).refused("presence_full", session, came)
    hall.unregister(session, holder)
    hall.edit(session, capacity=2)
    hall.on(DAY).mark(session, came)
    assert hall.state_of(session, came) == "confirmed"


def test_an_offer_is_taken_by_coming(hall):
    session, (holder, first) = hall.session(capacity=1, waitlist="offer"), hall.people(2)
    hall.register(session, holder, first)
    hall.unregister(session, holder)
    hall.until(session, first, dt.datetime(2023, 11, 1, tzinfo=dt.UTC))
    hall.on(DAY).mark(session, first)
    assert hall.turns(session, first)[-1] == ("confirmed", "accepted")
    assert hall.one(session, first).held_until is None


@pytest.mark.parametrize("before", [None, "waiting", "offered"])
def test_whoever_comes_without_a_place_knows_how_they_stand_and_hears_what_changes(hall, before):
    """A later slot that moves is news to them, and so is that they lose the place."""
    facts = {"capacity": 1, "waitlist": "offer" if before == "offered" else "auto"} if before else {}
    session, (holder, came) = hall.session(slots=days(0, 7), **facts), hall.people(2)
    hall.register(session, holder, *([came] if before else []))
    hall.tell(session)
    if before == "offered":
        hall.unregister(session, holder)
    if before == "waiting":
        hall.edit(session, capacity=2)  # nobody moves up by themselves
    hall.on(DAY).mark(session, came)
    assert hall.heard(session, came) == []
    hall.edit(session, slots=days(0, 8))
    assert hall.heard(session, came) == ["rescheduled"]
    hall.tell(session)
    assert hall.heard(session, came) == []
    hall.unregister(session, came)
    assert hall.heard(session, came) == ["cancelled"]


def test_beyond_the_places_somebody_says_why(hall):
    bounds = [Bound(kind="slot", key="1", places=1)]
    session, (holder, came) = hall.session(capacity=1, bounds=bounds), hall.people(2)
    hall.register(session, holder)
    refusal = hall.on(DAY).refused("presence_full", session, came)
    assert set(str(refusal.values["rule"]).split(" --allow ")) == {"full", "limit"}
    done = hall.mark(session, came, lifted={"full", "limit", "closed"}, reason="One more chair")
    assert {lift.rule: lift.reason for lift in hall.one(session, came).allowed} == {
        "full": "One more chair",
        "limit": "One more chair",
    }
    assert done.settled.unused == ("closed",)


def test_dues_may_be_lifted(hall):
    session, person = hall.session(requires_dues=True), hall.person()
    hall.on(DAY).mark(session, person, lifted={"unpaid"}, reason="A speaker")
    assert hall.state_of(session, person) == "confirmed"


def test_somebody_pending_stays_so(hall):
    session, (dues, approval) = hall.session(requires_dues=True), hall.people(2)
    hall.register(session, dues)
    other = hall.session("Autre", approval=True)
    hall.register(other, approval)
    hall.on(DAY).mark(session, dues)
    hall.mark(other, approval)
    assert hall.one(session, dues).waits_for == "dues"
    assert hall.one(other, approval).waits_for == "approval"


def test_dues_that_come_later_confirm_a_walk_in_of_a_session_with_approval(hall):
    session = hall.session(slots=days(0, 7), requires_dues=True, approval=True)
    person = hall.person()
    hall.on(DAY).mark(session, person)
    hall.today = DAY
    hall.rejudge(lambda tx: hall_dues(tx, person), people=[person])
    assert hall.state_of(session, person) == "confirmed"


def hall_dues(tx, person: int) -> None:
    from capcli.domain.records import DUES, Dues

    since, until = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    tx.put(DUES, Dues(person=person, since=since, until=until, paid_on=DAY, rate="base", cents=2000, due_cents=2000))


def test_absent_is_somebody_who_was_to_come(hall):
    session, (holder, waits, stranger, left) = hall.session(capacity=1), hall.people(4)
    hall.register(session, left)
    hall.unregister(session, left)
    hall.register(session, holder, waits)
    hall.on(DAY).refused("presence_waiting", session, waits, state="absent")
    hall.refused("not_registered", session, stranger, state="absent")
    hall.refused("not_registered_now", session, left, state="excused")


def test_a_session_that_was_cancelled_or_has_no_day_had_nobody(hall):
    cancelled, undated, person = hall.session(), hall.session("Un jour", slots=[Slot()]), hall.person()
    hall.change(lambda tx: sessions.cancel(tx, cancelled))
    hall.on(DAY).refused("presence_cancelled", cancelled, person)
    hall.refused("presence_undated", undated, person)


def test_somebody_new_is_made_on_the_way(hall):
    session, details = hall.session(), Details(given_name="Zoé", family_name="MARTINEAU")
    clock = hall.on(DAY).clock
    done = hall.change(lambda tx: presences.mark_new(tx, session, details, Marking(), **clock))
    assert hall.store.read().get(PEOPLE, done.settled.made[0].person.id).family_name == "MARTINEAU"
    assert hall.states(session) == ["confirmed"]


def test_a_place_left_after_the_mark_counts_where_it_is_marked(hall):
    """Somebody who came to the first slot and gave up the second: present once, expected once."""
    session, (stays, leaves) = hall.session(slots=days(0, 7)), hall.people(2)
    hall.register(session, stays, leaves)
    hall.on(DAY).mark(session, stays, leaves)
    hall.unregister(session, leaves)
    kept, known = hall.store.read().get(SESSIONS, session), hall.of(session)
    first, second = rate_of(kept, known, 1), rate_of(kept, known, 2)
    assert (first.expected, first.present, second.expected, second.share) == (2, 2, 1, None)


def test_who_walked_in_to_the_second_slot_was_not_missing_at_the_first(hall):
    session, (registered, came) = hall.session(slots=days(0, 7)), hall.people(2)
    hall.register(session, registered)
    hall.on(DAY).mark(session, registered, state="absent")
    hall.on(DAY + dt.timedelta(days=7)).mark(session, came, slots=(2,))
    kept, known = hall.store.read().get(SESSIONS, session), hall.of(session)
    rates = [rate_of(kept, known, slot) for slot in (1, 2)]
    assert [(one.expected, one.present, one.absent, one.unmarked) for one in rates] == [(1, 0, 1, 0), (2, 1, 0, 1)]
    assert overall(rates).share == 1 / 3


def test_a_mark_typed_over_that_of_a_file_keeps_the_connections(hall):
    from msgspec.structs import replace

    from capcli.domain.records import Presence, Span

    session, person = hall.session(), hall.person()
    hall.register(session, person)
    at = dt.datetime.combine(DAY, dt.time(10), dt.UTC)
    span = Span(start=at, end=at + dt.timedelta(minutes=7))
    told = Presence(slot=1, state="absent", at=at, by="camille", source="zoom.csv", spans=[span])
    hall.put(REGISTRATIONS, replace(hall.one(session, person), presence=[told]))
    hall.on(DAY).mark(session, person)
    mark = mark_of(hall.one(session, person), 1)
    assert (mark.state, mark.source, mark.spans) == ("present", None, [span])


def test_the_deadline_of_somebody_who_came_is_no_reason_any_more(hall):
    from capcli.domain.explanations import hold_reasons

    hall.setting("registration.pending_days", "5")
    session, person = hall.session(slots=days(0, 7), requires_dues=True), hall.person()
    hall.register(session, person)
    kept, later = hall.store.read().get(SESSIONS, session), dt.datetime.combine(DAY, dt.time(12), dt.UTC)
    assert [reason.code for reason in hold_reasons(hall.one(session, person), kept, later)] == ["deadline"]
    hall.on(DAY).mark(session, person)
    assert hold_reasons(hall.one(session, person), kept, later) == []
