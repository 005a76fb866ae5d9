"""Namesakes of one form whom nothing but their answers tells apart are two people, or one: somebody says so, once."""

import pytest
from import_office import Office, row, told

from capcli.domain.plans import Answer
from capcli.domain.records import MEMORIES

VEGETARIAN = row(2, "Zoé Martineau", sensitive={"Régime": "végétarien"})
ALLERGIC = row(3, "Zoé Martineau", sensitive={"Régime": "allergie aux noix"})
PAUL = row(4, "Paul Izard", sensitive={"Régime": "végétarien"})


@pytest.fixture
def office() -> Office:
    return Office()


def diets(office: Office) -> dict[int, dict[str, str]]:
    return {one.person: one.sensitive for one in office.registrations()}


def two(office: Office) -> None:
    """Somebody said that they are two."""
    office.take(VEGETARIAN, ALLERGIC, answers={3: Answer(kind="other")})


def test_it_is_a_question(office):
    plan = office.plan(VEGETARIAN, ALLERGIC, PAUL)
    assert [one.action for one in plan.rows] == ["create", "ambiguous", "create"]
    assert (plan.rows[1].candidate_lines, told(plan.rows[1])) == ([2], ["namesake"])


@pytest.mark.parametrize("rows", [(VEGETARIAN, ALLERGIC), (ALLERGIC, VEGETARIAN)])
def test_two_people_stay_the_two_whatever_the_order_of_their_rows(office, rows):
    two(office)
    assert diets(office) == {1: {"Régime": "végétarien"}, 2: {"Régime": "allergie aux noix"}}
    before = office.tables()
    assert [one.action for one in office.take(*rows, PAUL).rows][:2] == ["same", "same"]
    assert office.tables()[: len(before)] != before, "Paul came"
    assert (diets(office)[1], diets(office)[2]) == ({"Régime": "végétarien"}, {"Régime": "allergie aux noix"})


def test_nothing_of_their_answers_is_remembered(office):
    """Neither the words nor a digest: both rows leave the same memories, in any order of answering."""
    two(office)
    other = Office()
    other.take(ALLERGIC, row(2, "Zoé Martineau", sensitive={"Régime": "halal"}), answers={3: Answer(kind="other")})
    assert list(office.store.read().scan(MEMORIES)) != []
    keys = [{one.key for one in desk.store.read().scan(MEMORIES)} for desk in (office, other)]
    assert keys[0] == keys[1]


def test_one_person_stays_one(office):
    office.take(VEGETARIAN, ALLERGIC, answers={3: Answer(kind="same", line=2)})
    assert diets(office) == {1: {"Régime": "allergie aux noix"}}
    assert [one.action for one in office.take(VEGETARIAN, ALLERGIC).rows] == ["same", "skip"]


def test_a_namesake_who_comes_with_a_later_export_is_a_question(office):
    office.take(VEGETARIAN)
    plan = office.plan(VEGETARIAN, ALLERGIC)
    assert [one.action for one in plan.rows] == ["same", "ambiguous"]
    assert plan.rows[1].candidates == [1]


def test_a_third_one_is_asked_about_and_leaves_the_two_alone(office):
    two(office)
    third = row(4, "Zoé Martineau", sensitive={"Régime": "halal"})
    assert [one.action for one in office.plan(VEGETARIAN, ALLERGIC, third).rows] == ["same", "same", "ambiguous"]
    office.take(third, VEGETARIAN, ALLERGIC, answers={4: Answer(kind="other")})
    assert diets(office)[3] == {"Régime": "halal"}
    assert {one.action for one in office.take(third, VEGETARIAN, ALLERGIC).rows} == {"same"}
    assert len(diets(office)) == 3


def test_other_answers_tell_namesakes_apart_too(office):
    rows = [row(line, "Zoé Martineau", answers={"Transport": said}) for line, said in ((2, "train"), (3, "voiture"))]
    assert office.plan(*rows).rows[1].action == "ambiguous"
    office.take(*rows, answers={3: Answer(kind="other")})
    assert [one.action for one in office.take(*rows[::-1]).rows] == ["same", "same"]


@pytest.mark.parametrize("again", [{}, {"sensitive": {"Régime": "Végétarien "}}, {"sensitive": {"Accès": "fauteuil"}}])
def test_a_row_that_says_nothing_otherwise_is_the_same_person_again(office, again):
    assert [one.action for one in office.take(VEGETARIAN, row(3, "Zoé Martineau", **again)).rows][1] != "ambiguous"
    assert len(office.people()) == 1


def test_an_organisation_or_a_phone_tells_more_than_a_name(office):
    """The same name in the same organisation is the same person, who answers anew; the plan says so."""
    office.organisation("Commune de Die")
    rows = [
        row(line, "Zoé Martineau", organisation="Commune de Die", sensitive={"Régime": said})
        for line, said in ((2, "végétarien"), (3, "sans noix"))
    ]
    plan = office.take(*rows)
    assert [one.action for one in plan.rows] == ["create", "change"]
    assert told(plan.rows[1]) == ["row_twice", "answers_sensitive"]
