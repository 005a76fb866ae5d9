"""People added once, changed, removed; organisations they join and leave."""

import datetime as dt

import pytest
from desk_making import DAY, TODAY, at
from town import Town

from capcli.domain.records import AFFILIATIONS, PEOPLE, Lift
from capcli.errors import CapError, NotFound, Refused, Usage
from capcli.services import people
from capcli.services.affiliations import affiliations_on, main_organisations
from capcli.services.references import known

LIFT = Lift(rule="duplicate", reason="a colleague", by="camille", at=at())
YESTERDAY, TOMORROW = TODAY - dt.timedelta(1), TODAY + dt.timedelta(1)


@pytest.fixture
def town():
    return Town()


def refused(work, *args, **kwargs):
    with pytest.raises(CapError) as refusal:
        work(*args, **kwargs)
    return refusal.value


def test_names_stay_as_written_and_details_take_their_one_form(town):
    made = town.add(" Anne ", "de La  Bretonnière", email="Anne@DIE.example", phone="04.75.78.17.15", postcode="07400")
    assert (made.given_name, made.family_name) == ("Anne", "de La Bretonnière")
    assert (made.email, made.phone, made.postcode) == ("Anne@die.example", "+33475781715", "07400")
    assert made.email_key == "anne@die.example"


def test_an_organisation_given_is_joined_today(town):
    die = town.found("Commune de Die")
    made = town.add("Anne", "ROCHE", organisation=die.id, role="élue")
    (tie,) = town.store.read().scan(AFFILIATIONS)
    assert (tie.person, tie.organisation, tie.since, tie.until, tie.role) == (made.id, die.id, TODAY, None, "élue")


@pytest.mark.parametrize(
    ("given", "family", "facts", "code"),
    [
        ("Anne", "", {}, "family_name"),
        ("", "…", {}, "family_name"),
        ("A" * 150, "B" * 150, {}, "name_long"),
        ("Anne", "ROCHE", {"email": "nope"}, "email"),
        ("Anne", "ROCHE", {"phone": "12"}, "phone"),
        ("Anne", "ROCHE", {"organisation": 9}, "no_such_ref"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(town, given, family, facts, code):
    assert refused(town.add, given, family, **facts).code == code
    assert town.store.read().count(PEOPLE) == 0


def test_the_same_email_is_stopped_whatever_its_case(town):
    first = town.add("Anne", "ROCHE", email="office@die.example")
    error = refused(town.add, "Luc", "MARTIN", email="Office@DIE.example")
    assert (error.code, error.values["number"], error.values["ref"]) == ("duplicate_email", first.id, "P1")
    assert isinstance(error, Refused)


def test_of_several_with_the_email_the_namesake_is_told(town):
    town.add("Anne", "ROCHE", email="office@die.example")
    town.add("Luc", "MARTIN", email="office@die.example", allowed=LIFT)
    assert refused(town.add, "MARTIN", "luc", email="office@die.example").values["ref"] == "P2"


@pytest.mark.parametrize("name", [("Anne", "L'HOSTIS"), ("lhostis", "ANNE"), ("Ànne", "l hostis")])
def test_the_same_folded_name_in_the_same_organisation_is_stopped(town, name):
    die, crest = town.found("Commune de Die"), town.found("Commune de Crest")
    town.add("Anne", "L'Hostis", organisation=die.id)
    assert refused(town.add, *name, organisation=die.id).code == "duplicate_name"
    assert town.add(*name, organisation=crest.id).id == 2, "a namesake elsewhere is somebody else"


def test_the_same_folded_name_where_neither_has_an_organisation_is_stopped(town):
    die = town.found("Commune de Die")
    town.add("Anne", "ROCHE")
    assert refused(town.add, "anne", "roche").code == "duplicate_name_alone"
    town.add("anne", "roche", organisation=die.id)


def test_a_namesake_who_left_stops_nobody_from_the_day_after(town):
    die = town.found("Commune de Die")
    first = town.add("Anne", "ROCHE")
    town.joined(die, first, dt.date(2020, 1, 1))
    town.left(die, first, TODAY)
    assert refused(town.add, "Anne", "ROCHE", organisation=die.id).code == "duplicate_name", "the last day is included"
    town.left(die, first, YESTERDAY)
    assert town.add("Anne", "ROCHE", organisation=die.id).id == 2


def test_a_lift_is_kept_only_where_it_was_needed(town):
    assert town.add("Anne", "ROCHE", allowed=LIFT).allowed == []
    assert town.add("Anne", "ROCHE", allowed=LIFT).allowed == [LIFT]


def test_a_rename_is_found_by_the_new_name(town):
    made = town.add("Anne", "ROCHE")
    town.edit(made, family_name="MARTIN-ROCHE", email="anne@die.example")
    read = town.store.read()
    assert [p.id for p in read.search(PEOPLE, ["martinroche"])] == [1]
    assert [p.id for p in read.find(PEOPLE, "email_key", "anne@die.example")] == [1]


def test_an_edit_that_makes_a_twin_is_stopped_and_one_that_leaves_things_alike_is_not(town):
    town.add("Anne", "ROCHE", email="anne@die.example")
    second = town.add("Anne", "ROCHE", allowed=LIFT)
    assert refused(town.edit, second, email="ANNE@die.example").code == "duplicate_email"
    assert town.edit(second, phone="0475781715").person.phone == "+33475781715"
    third = town.add("Luc", "MARTIN")
    assert refused(town.edit, third, given_name="Anne", family_name="Roche").code == "duplicate_name_alone"
    assert town.edit(third, given_name="Anne", family_name="Roche", allowed=LIFT).person.allowed == [LIFT]


def test_an_edit_may_add_an_organisation_and_the_others_stay(town):
    die, crest = town.found("Commune de Die"), town.found("Commune de Crest")
    made = town.add("Anne", "ROCHE", organisation=die.id)
    assert town.edit(made, organisation=crest.id).joined == crest
    assert town.edit(made, organisation=crest.id).joined is None, "there already"
    assert [tie.organisation for tie in affiliations_on(town.store.read(), [1], TODAY)[1]] == [die.id, crest.id]


def test_an_edit_of_the_function_reaches_coming_registrations(town):
    made, session = town.add("Anne", "ROCHE", function="maire"), town.session()
    town.register(session, made.id)
    town.edit(made, function="secrétaire")
    assert [one.function for one in town.of(session)] == ["secrétaire"]


def test_editing_somebody_removed_meanwhile_is_refused(town):
    made = town.add("Anne", "ROCHE")
    town.remove(made)
    assert isinstance(refused(town.edit, made, phone="0475781715"), NotFound)


def test_removing_takes_the_affiliations_along_and_refuses_what_is_referred_to(town):
    die = town.found("Commune de Die")
    made, other = town.add("Anne", "ROCHE", organisation=die.id), town.add("Luc", "MARTIN")
    town.paid(other)
    town.register(town.session(), other.id)
    error = refused(town.remove, other)
    assert (error.code, error.values["refs"]) == ("person_referred", ["D1", "R1"])
    town.remove(made)
    assert town.now_is(made) is None
    assert list(town.store.read().scan(AFFILIATIONS)) == []


def test_somebody_who_asked_for_others_is_referred_to(town):
    asker, guest = town.add("Anne", "ROCHE"), town.add("Luc", "MARTIN")
    town.register(town.session(), guest.id, requested_by=asker.id)
    assert refused(town.remove, asker).values["refs"] == ["R1"]


def test_removing_somebody_with_a_seat_confirms_who_waited_for_it(town):
    die = town.found("Commune de Die")
    first = town.add("Anne", "ROCHE", organisation=die.id)
    second = town.add("Luc", "MARTIN", organisation=die.id)
    town.paid(die, seats=1)
    session = town.session(requires_dues=True)
    town.register(session, second.id)
    assert town.states(session) == ["pending"]
    assert [effect.kind for effect in town.remove(first).effects] == ["confirmed"]


def test_several_organisations_at_once_are_normal_and_the_oldest_is_named(town):
    die, diois = town.found("Commune de Die"), town.found("Communauté du Diois")
    made = town.add("Anne", "ROCHE", organisation=diois.id)
    done = town.joined(die, made, dt.date(2020, 1, 1), role="maire")
    assert [tie.organisation for tie in done.others] == [diois.id]
    read = town.store.read()
    assert main_organisations(read, [1], TODAY)[1].name == "Commune de Die"
    assert main_organisations(read, [1], dt.date(2019, 1, 1)) == {}


def test_joining_twice_on_shared_days_is_refused_and_again_later_is_not(town):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    town.joined(die, made, dt.date(2020, 1, 1))
    assert refused(town.joined, die, made).code == "joined_already"
    assert refused(town.joined, die, made, dt.date(2019, 1, 1)).code == "joined_already"
    town.left(die, made, dt.date(2022, 12, 31))
    assert refused(town.joined, die, made, dt.date(2022, 12, 31)).code == "joined_already", "the last day is included"
    town.joined(die, made, dt.date(2023, 1, 1))
    assert len(town.store.read().find(AFFILIATIONS, "person", made.id)) == 2


def test_joining_what_was_removed_meanwhile_is_refused(town):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    town.remove(made)
    assert refused(town.joined, die, made).code == "no_such_ref"


@pytest.mark.parametrize(
    ("on", "code"), [(dt.date(2019, 12, 31), "joins_later"), (dt.date(2023, 1, 1), "left_already")]
)
def test_leaving_outside_the_affiliation_is_refused(town, on, code):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    assert refused(town.left, die, made, on).code == "never_joined"
    town.joined(die, made, dt.date(2020, 1, 1))
    town.left(die, made, dt.date(2022, 12, 31))
    assert refused(town.left, die, made, on).code == code


def test_the_last_day_belongs_to_the_affiliation(town):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    town.joined(die, made, dt.date(2020, 1, 1))
    town.left(die, made, TODAY)
    read = town.store.read()
    assert affiliations_on(read, [made.id], TODAY)
    assert not affiliations_on(read, [made.id], TOMORROW)


def test_joining_an_organisation_that_paid_confirms_and_leaving_is_told_once(town):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    town.paid(die)
    session = town.session(requires_dues=True)
    town.register(session, made.id)
    assert [effect.kind for effect in town.joined(die, made).effects] == ["confirmed"]
    assert [effect.kind for effect in town.left(die, made, TODAY).effects] == ["uncovered"]
    assert town.left(die, made, TODAY).effects == [], "it was uncovered before"
    assert town.states(session) == ["confirmed"], "a place given is never taken back"


def test_leaving_after_the_session_changes_nothing_for_it(town):
    die, made = town.found("Commune de Die"), town.add("Anne", "ROCHE")
    town.paid(die)
    town.joined(die, made)
    session = town.session(requires_dues=True)
    town.register(session, made.id)
    assert town.left(die, made, DAY).effects == []


def test_a_leaver_s_seat_goes_to_the_next_colleague(town):
    die = town.found("Commune de Die")
    first, second = town.add("Anne", "ROCHE", organisation=die.id), town.add("Luc", "MARTIN", organisation=die.id)
    town.paid(die, seats=1)
    session = town.session(requires_dues=True)
    town.register(session, first.id, second.id)
    assert town.states(session) == ["confirmed", "pending"]
    effects = town.left(die, first, TODAY).effects
    assert sorted(effect.kind for effect in effects) == ["confirmed", "uncovered"]


def test_a_list_is_in_the_french_order_and_may_keep_one_status(town):
    for given, family in (("Anne", "de La Roche"), ("Luc", "Éloi"), ("Zoé", "Duval"), ("Ana", "Labbé")):
        town.add(given, family)
    town.paid(known(town.store.read(), PEOPLE, 2))
    read = town.store.read()
    assert [person.family_name for person in people.listed(read)] == ["Duval", "Éloi", "de La Roche", "Labbé"]
    assert [person.id for person in people.listed(read, "current", TODAY)] == [2]
    assert [person.id for person in people.listed(read, "lapsed", dt.date(2024, 6, 1))] == [2]


def test_a_view_names_the_organisation_of_the_day(town):
    die = town.found("Commune de Die")
    made = town.add("Anne", "ROCHE", organisation=die.id)
    read = town.store.read()
    assert people.view(read, made, TODAY).organisation.ref == "O1"
    assert people.view(read, made, YESTERDAY).organisation is None


def test_many_people_are_shown_in_one_pass(town):
    die = town.found("Commune de Die")
    for number in range(150):
        town.add(f"Anne{number}", "ROCHE", organisation=die.id)
    shown = people.views(town.store.read(), people.listed(town.store.read()), TODAY)
    assert {view.organisation.name for view in shown} == {"Commune de Die"}


def test_usage_errors_are_not_refusals(town):
    assert isinstance(refused(town.add, "Anne", ""), Usage)
