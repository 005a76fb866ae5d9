"""Registering and cancelling over a store: the queue, the lifts, what is frozen, what is told."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, Bench, at

from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SETTINGS, Setting
from capcli.errors import NotFound, Refused
from capcli.services.people import Details
from capcli.services.registrations import Terms, register_new


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_several_people_are_registered_in_the_order_typed(bench):
    """The last place goes to the first named, the others wait in their order."""
    session, (first, second, third) = bench.session(capacity=1), bench.people(3)
    done = bench.register(session, second, first, third, second)
    assert [(one.person.id, one.registration.state, one.position) for one in done.made] == [
        (second, "confirmed", None),
        (first, "waiting", 1),
        (third, "waiting", 2),
    ]


def test_all_or_nobody(bench):
    """One of three is registered already: the two others are not registered either."""
    session, (first, second, third) = bench.session(), bench.people(3)
    bench.register(session, second)
    with pytest.raises(Refused, match="already_confirmed"):
        bench.register(session, first, second, third)
    assert len(bench.of(session)) == 1


def test_who_was_removed_in_the_meantime_is_not_registered(bench):
    """Between the name that was typed and the writing: neither who attends nor who asked for it."""
    session, (person, gone) = bench.session(), bench.people(2)
    bench.change(lambda tx: tx.remove(PEOPLE, gone))
    with pytest.raises(NotFound, match="no_such_ref"):
        bench.register(session, person, gone)
    with pytest.raises(NotFound, match="no_such_ref"):
        bench.register(session, person, requested_by=gone)
    assert bench.of(session) == []


def test_one_command_is_one_entry(bench):
    session, people = bench.session(), bench.people(3)
    before = len(list(bench.store.history()))
    bench.register(session, *people)
    assert len(list(bench.store.history())) == before + 1


def test_an_unknown_number_is_not_found(bench):
    with pytest.raises(NotFound):
        bench.register(99, bench.person())
    with pytest.raises(NotFound):
        bench.register(bench.session(), 99)


def test_what_waits_for_dues_says_why(bench):
    session, person = bench.session(requires_dues=True), bench.person()
    (made,) = bench.register(session, person).made
    assert made.registration.waits_for == "dues"
    assert made.standing is not None
    assert made.standing.status == "never"


def test_membership_is_judged_on_the_first_day_of_the_session(bench):
    """Dues of 2023 do not cover a session of January 2024, whatever the day of registering."""
    this_year, next_year = (
        bench.session(requires_dues=True),
        bench.session("Bilan", dt.date(2024, 1, 9), requires_dues=True),
    )
    person = bench.person()
    bench.dues(person=person, year=2023)
    assert bench.register(this_year, person).made[0].registration.state == "confirmed"
    assert bench.register(next_year, person).made[0].registration.state == "pending"


def test_an_organisation_s_dues_confirm_its_people(bench):
    organisation = bench.organisation()
    bench.dues(organisation=organisation)
    session, person = bench.session(requires_dues=True), bench.person(organisation=organisation)
    assert bench.register(session, person).made[0].registration.state == "confirmed"


def test_a_lift_is_kept_with_its_reason_by_those_who_needed_it(bench):
    """Two people, one place: only the one beyond capacity keeps the lift."""
    session, (first, second) = bench.session(capacity=1), bench.people(2)
    done = bench.register(session, first, second, lifted=["full", "closed"], reason="The room is big")
    kept = [one.registration.allowed for one in done.made]
    assert kept[0] == []
    assert [(lift.rule, lift.reason, lift.by) for lift in kept[1]] == [("full", "The room is big", "camille")]
    assert done.unused == ("closed",)


def test_the_note_the_colleague_and_the_moment_are_kept(bench):
    session, (person, colleague) = bench.session(), bench.people(2)
    received = at(dt.date(2023, 9, 1))
    (made,) = bench.register(session, person, note="Vegetarian", requested_by=colleague, requested_at=received).made
    kept = made.registration
    assert (kept.note, kept.requested_by, kept.requested_at) == ("Vegetarian", colleague, received)
    assert kept.entered_at > received


def test_an_earlier_request_is_ahead_in_the_queue(bench):
    session, (first, second, third) = bench.session(capacity=1), bench.people(3)
    bench.register(session, first, second)
    (made,) = bench.register(session, third, requested_at=at(dt.date(2023, 9, 1))).made
    assert made.position == 1


def test_a_place_left_over_goes_to_the_queue_before_the_newcomer(bench):
    """A hand edit raised the capacity: the newcomer waits behind those who are served first."""
    session, people = bench.session(capacity=1), bench.people(4)
    bench.register(session, *people[:3])
    bench.edit(session, capacity=2)
    done = bench.register(session, people[3])
    assert (done.made[0].registration.state, done.made[0].position) == ("waiting", 2)
    assert [(effect.kind, effect.person) for effect in done.effects] == [
        ("promoted", people[1]),
        ("moved_up", people[2]),
    ]
    assert bench.states(session) == ["confirmed", "confirmed", "waiting", "waiting"]


def test_who_cancelled_comes_back_at_the_end_of_the_queue_under_another_number(bench):
    session, (first, second) = bench.session(capacity=1), bench.people(2)
    bench.register(session, first, second)
    bench.unregister(session, first, reason="ill")
    done = bench.register(session, first)
    assert (done.made[0].registration.state, done.made[0].position) == ("waiting", 1)
    assert bench.states(session) == ["cancelled", "confirmed", "waiting"]


def test_the_facts_are_those_of_the_session_s_day(bench):
    """Somebody who changes employer before the session comes for the new one (rule 10)."""
    old, new = bench.organisation("Mairie de Die"), bench.organisation("Cap Exemple")
    person = bench.person(function="coordinator", public="staff")
    bench.join(person, old, until=dt.date(2023, 10, 31))
    bench.join(person, new, since=dt.date(2023, 11, 1), role="director")
    kept = bench.register(bench.session(), person).made[0].registration
    assert (kept.organisation, kept.organisation_name, kept.function) == (new, "Cap Exemple", "director")
    earlier = bench.register(bench.session("Autre", dt.date(2023, 10, 20)), person).made[0].registration
    assert (earlier.organisation_name, earlier.function, earlier.public) == ("Mairie de Die", "coordinator", "staff")


def test_a_freed_place_goes_to_the_first_who_waits(bench):
    session, people = bench.session(capacity=1), bench.people(3)
    bench.register(session, *people)
    done = bench.unregister(session, people[0], reason="ill")
    assert [(effect.kind, effect.person, effect.position) for effect in done.effects] == [
        ("promoted", people[1], None),
        ("moved_up", people[2], 1),
    ]
    assert [turn.reason for turn in done.ended[0].registration.history] == [None, "ill"]
    assert bench.states(session) == ["cancelled", "confirmed", "waiting"]


def test_a_promotion_is_subject_to_dues_like_any_place(bench):
    session, people = bench.session(capacity=1, requires_dues=True), bench.people(3)
    bench.dues(person=people[0])
    bench.register(session, people[0], people[1])
    bench.register(session, people[2], lifted=["unpaid"])
    bench.unregister(session, people[0])
    assert bench.state_of(session, people[1]) == "pending"
    bench.unregister(session, people[1])
    assert bench.state_of(session, people[2]) == "confirmed", "the dues were lifted for this one"


def test_cancelling_somebody_who_waits_moves_the_others_up(bench):
    session, people = bench.session(capacity=1), bench.people(4)
    bench.register(session, *people)
    done = bench.unregister(session, people[1])
    assert [(effect.kind, effect.person, effect.position) for effect in done.effects] == [
        ("moved_up", people[2], 1),
        ("moved_up", people[3], 2),
    ]


def test_a_place_beyond_capacity_is_not_given_on(bench):
    session, people = bench.session(capacity=1), bench.people(3)
    bench.register(session, people[0], people[1])
    bench.register(session, people[2], lifted=["full"])
    assert bench.unregister(session, people[2]).effects == []
    assert bench.state_of(session, people[1]) == "waiting"


@pytest.mark.parametrize("over", [{"cancelled": True}, {"slots": []}])
def test_a_session_that_is_off_promotes_nobody(bench, over):
    session, people = bench.session(capacity=1), bench.people(2)
    bench.register(session, *people)
    bench.edit(session, **over)
    assert [effect.kind for effect in bench.unregister(session, people[0]).effects] == []
    assert bench.state_of(session, people[1]) == "waiting"


@pytest.mark.parametrize(
    ("stops", "today", "promoted"),
    [
        ("never", DAY, "confirmed"),
        ("never", DAY + dt.timedelta(days=1), "waiting"),
        ("1 day 12:00", DAY - dt.timedelta(days=1), "confirmed"),
        ("1 day 12:00", DAY, "waiting"),
    ],
)
def test_a_session_promotes_until_its_list_stops_and_never_once_it_is_over(bench, stops, today, promoted):
    bench.put(SETTINGS, Setting(key="waitlist.stops", value=stops))
    session, people = bench.session(capacity=1), bench.people(2)
    bench.register(session, *people, today=TODAY)
    bench.today, over = today, today > DAY
    effects = bench.unregister(session, people[0]).effects
    assert bench.state_of(session, people[1]) == promoted
    assert [effect.kind for effect in effects] == (
        [] if over else ["promoted" if promoted == "confirmed" else "stopped"]
    )


def test_cancelling_who_is_not_registered_says_whether_they_ever_were(bench):
    session, person = bench.session(), bench.person()
    with pytest.raises(NotFound, match="not_registered"):
        bench.unregister(session, person)
    bench.register(session, person)
    bench.unregister(session, person)
    with pytest.raises(Refused, match="not_registered_now"):
        bench.unregister(session, person)


def test_cancelling_is_all_or_nothing_too(bench):
    session, (first, second) = bench.session(), bench.people(2)
    bench.register(session, first)
    with pytest.raises(NotFound):
        bench.unregister(session, first, second)
    assert bench.states(session) == ["confirmed"]


def _new(bench: Bench, session: int, details: Details, **terms):
    now = bench.now
    return bench.change(
        lambda tx: register_new(tx, session, details, Terms(**terms), today=bench.today, now=now, by="camille")
    )


def test_somebody_new_is_made_and_registered_in_one_entry(bench):
    organisation, session = bench.organisation(), bench.session()
    before = len(list(bench.store.history()))
    details = Details(given_name="Anne", family_name="L'HOSTIS", email="a@die.example", organisation=organisation)
    (made,) = _new(bench, session, details).made
    assert (made.person.family_name, made.registration.organisation_name) == ("L'HOSTIS", "Mairie de Die")
    assert len(list(bench.store.history())) == before + 1


def test_a_namesake_stops_the_whole_command_unless_lifted(bench):
    organisation, session = bench.organisation(), bench.session()
    details = Details(given_name="Anne", family_name="L'HOSTIS", organisation=organisation)
    _new(bench, session, details)
    with pytest.raises(Refused, match="duplicate_name"):
        _new(bench, session, details)
    assert bench.store.read().count(PEOPLE) == 1
    done = _new(bench, session, details, lifted=frozenset({"duplicate"}), reason="Mother and daughter")
    assert done.unused == ()
    assert [lift.reason for lift in done.made[0].person.allowed] == ["Mother and daughter"]


def test_a_lifted_duplicate_without_a_namesake_is_not_kept(bench):
    details = Details(given_name="Anne", family_name="L'HOSTIS")
    done = _new(bench, bench.session(), details, lifted=frozenset({"duplicate"}), reason="Mother and daughter")
    assert done.unused == ("duplicate",)
    assert done.made[0].person.allowed == []


def test_somebody_new_in_a_session_that_is_over_belongs_there_on_its_day(bench):
    organisation = bench.organisation()
    session = bench.session("Hier", dt.date(2023, 9, 1))
    details = Details(given_name="Anne", family_name="L'HOSTIS", organisation=organisation)
    (made,) = _new(bench, session, details, lifted=frozenset({"closed"}), reason="She came").made
    assert made.registration.organisation_name == "Mairie de Die"


def test_a_refusal_leaves_nobody_new_behind(bench):
    session = bench.session("Hier", dt.date(2023, 9, 1))
    with pytest.raises(Refused, match="registering_past"):
        _new(bench, session, Details(given_name="Anne", family_name="L'HOSTIS"))
    read = bench.store.read()
    assert (read.count(PEOPLE), read.count(REGISTRATIONS), read.count(ORGANISATIONS)) == (0, 0, 0)


def test_of_several_organisations_the_oldest_is_frozen(bench):
    """Rule 10, where a mayor is also vice-president of the community of communes."""
    young, old = bench.organisation("Communauté du Diois"), bench.organisation("Mairie de Die")
    session, mayor = bench.session(), bench.person(organisation=None)
    bench.join(mayor, young, since=dt.date(2020, 7, 1))
    bench.join(mayor, old, since=dt.date(2014, 4, 1))
    assert bench.register(session, mayor).made[0].registration.organisation_name == "Mairie de Die"


def test_somebody_named_twice_is_cancelled_once(bench):
    session, person = bench.session(), bench.person()
    bench.register(session, person)
    done = bench.unregister(session, person, person)
    assert [one.registration.id for one in done.ended] == [1]
    assert [turn.state for turn in bench.of(session)[0].history] == ["confirmed", "cancelled"]
