"""Rule 9: what changes dues, affiliations, days or places judges coming registrations again."""

import datetime as dt

import pytest
from desk_making import DAY, Bench
from msgspec.structs import replace

from capcli.domain.records import DUES, SESSIONS, Slot


@pytest.fixture
def bench() -> Bench:
    return Bench()


def kinds(effects):
    return [(effect.kind, effect.person, effect.state) for effect in effects]


def test_dues_that_cover_the_day_confirm_what_waited_for_them(bench):
    session, (payer, other) = bench.session(requires_dues=True), bench.people(2)
    bench.register(session, payer, other)
    bench.dues(person=payer)
    assert kinds(bench.rejudge(people=[payer])) == [("confirmed", payer, "confirmed")]
    assert bench.states(session) == ["confirmed", "pending"]
    assert bench.rejudge(people=[payer]) == [], "judging twice changes nothing more"


def test_dues_of_another_year_confirm_nothing(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    bench.register(session, person)
    bench.dues(person=person, year=2024)
    assert bench.rejudge(people=[person]) == []


def test_an_organisation_that_pays_confirms_its_people(bench):
    organisation = bench.organisation()
    staff = [bench.person(f"Anne L'HOSTIS{number}", organisation) for number in range(2)]
    session = bench.session(requires_dues=True)
    bench.register(session, *staff)
    bench.dues(organisation=organisation)
    bench.rejudge(people=staff)
    assert bench.states(session) == ["confirmed", "confirmed"]


def test_who_is_no_longer_covered_keeps_the_place_and_is_told(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    dues = bench.dues(person=person)
    bench.register(session, person)
    effects = bench.rejudge(lambda tx: tx.remove(DUES, dues), people=[person])
    assert kinds(effects) == [("uncovered", person, "confirmed")]
    assert bench.states(session) == ["confirmed"]
    assert bench.rejudge(people=[person], sessions=[session]) == [], "it is no news the next time"


def test_a_place_given_without_dues_is_not_told_as_uncovered(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    bench.register(session, person, lifted=["unpaid"])
    assert bench.rejudge(people=[person]) == []


def test_sessions_that_are_over_or_cancelled_are_left_alone(bench):
    over = bench.session("Hier", dt.date(2023, 10, 1), requires_dues=True)
    off = bench.session("Rien", requires_dues=True)
    person = bench.person()
    bench.register(over, person, lifted=["closed"])
    bench.register(off, person)
    bench.edit(off, cancelled=True)
    bench.dues(person=person)
    assert bench.rejudge(people=[person], sessions=[over, off]) == []
    assert bench.states(over) + bench.states(off) == ["pending", "pending"]


def test_a_session_of_today_is_still_judged(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    bench.register(session, person)
    bench.today = DAY
    bench.dues(person=person)
    assert kinds(bench.rejudge(people=[person])) == [("confirmed", person, "confirmed")]


def test_a_raised_capacity_gives_places_in_the_order_of_the_queue(bench):
    session, people = bench.session(capacity=1), bench.people(4)
    bench.register(session, *people)
    bench.edit(session, capacity=3)
    effects = bench.rejudge(sessions=[session])
    assert kinds(effects) == [
        ("promoted", people[1], "confirmed"),
        ("promoted", people[2], "confirmed"),
        ("moved_up", people[3], "waiting"),
    ]
    assert effects[-1].position == 1


def test_a_capacity_taken_away_gives_everybody_a_place(bench):
    session, people = bench.session(capacity=1), bench.people(4)
    bench.register(session, *people)
    bench.edit(session, capacity=None)
    bench.rejudge(sessions=[session])
    assert bench.states(session) == ["confirmed"] * 4


def test_a_lowered_capacity_takes_no_place_back(bench):
    session, people = bench.session(capacity=3), bench.people(3)
    bench.register(session, *people)
    bench.edit(session, capacity=1)
    assert bench.rejudge(sessions=[session]) == []
    assert bench.states(session) == ["confirmed"] * 3


def test_judging_people_gives_no_place(bench):
    """Somebody pays while a hand edit left a place free: only what frees places gives them."""
    session, people = bench.session(capacity=1), bench.people(2)
    bench.register(session, *people)
    bench.edit(session, capacity=2)
    assert bench.rejudge(people=people) == []


def test_a_moved_day_is_judged_on_the_new_day(bench):
    session, (paid_both, paid_one) = bench.session(requires_dues=True), bench.people(2)
    for person, year in ((paid_both, 2023), (paid_both, 2024), (paid_one, 2023)):
        bench.dues(person=person, year=year)
    bench.register(session, paid_both, paid_one)
    moved = dt.date(2024, 1, 9)
    effects = bench.rejudge(lambda tx: move(tx, session, moved), sessions=[session])
    assert kinds(effects) == [("uncovered", paid_one, "confirmed")]


def test_a_session_that_was_over_and_finds_a_new_day_tells_no_old_news(bench):
    """It was not covered on the day that has passed either."""
    session, person = bench.session(day=dt.date(2023, 9, 30)), bench.person()
    bench.register(session, person, lifted=["closed"])
    bench.edit(session, requires_dues=True)
    assert bench.rejudge(lambda tx: move(tx, session, DAY), sessions=[session]) == []


def move(tx, session, day):
    tx.put(SESSIONS, replace(tx.get(SESSIONS, session), slots=[Slot(date=day, end_date=day)]))


def test_dues_no_longer_asked_confirm_everybody_who_waited_for_them(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    bench.register(session, person)
    bench.edit(session, requires_dues=False)
    assert kinds(bench.rejudge(sessions=[session])) == [("confirmed", person, "confirmed")]


def test_the_frozen_facts_follow_affiliations_until_the_session_is_over(bench):
    """Figures do not move afterwards (rule 10)."""
    coming, over = bench.session(), bench.session("Hier", dt.date(2023, 10, 1))
    person = bench.person()
    bench.register(coming, person)
    bench.register(over, person, lifted=["closed"])
    bench.join(person, bench.organisation(), role="mayor")
    assert bench.rejudge(people=[person]) == []
    (judged,), (kept,) = bench.of(coming), bench.of(over)
    assert (judged.organisation_name, judged.function) == ("Mairie de Die", "mayor")
    assert kept.organisation_name is None


def test_a_cancelled_registration_is_never_touched(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    bench.register(session, person)
    bench.unregister(session, person)
    bench.dues(person=person)
    assert bench.rejudge(people=[person], sessions=[session]) == []
    assert bench.states(session) == ["cancelled"]


def test_nothing_to_judge_makes_no_entry(bench):
    bench.session()
    before = len(list(bench.store.history()))
    assert bench.rejudge() == []
    assert len(list(bench.store.history())) == before
