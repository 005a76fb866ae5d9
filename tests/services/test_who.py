"""Whom the arguments of a command name."""

import datetime as dt

import pytest
from town import Town

from capcli.domain.records import PEOPLE
from capcli.errors import Ambiguous, CapError, NotFound, Usage
from capcli.services.nearness import near
from capcli.services.who import names_in, organisation_named, people_named, person_named, who_named


@pytest.fixture
def town():
    town = Town()
    die = town.found("Commune de Die", aliases=["Die"])
    diois = town.found("Communauté des communes du Diois", aliases=["CCD"], email="contact@diois.example")
    town.add("Zoé", "MARTINEAU", email="Zoe@Die.example", organisation=die.id)
    town.add("Paul", "Martin", organisation=diois.id)
    town.add("Paul", "Martin-Dubois")
    town.add("Anne", "L'HOSTIS", organisation=diois.id)
    town.add("Jean-Pierre", "de La Bretonnière")
    town.add("محمد", "بن علي")
    return town


def one(town, text):
    return PEOPLE.ref(person_named(town.store.read(), text).id)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("P1", "P1"),
        (" p4 ", "P4"),
        ("zoe@die.EXAMPLE", "P1"),
        ("martineau", "P1"),
        ("MARTINEAU zoe", "P1"),
        ("paul martin", "P2"),
        ("lhostis", "P4"),
        ("l hostis", "P4"),
        ("anne l’hostis", "P4"),
        ("jeanpierre", "P5"),
        ("labretonniere jean pierre", "P5"),
        ("محمد", "P6"),
        ("dubois", "P3"),
    ],
)
def test_a_person_is_found_in_every_way_people_type(town, text, ref):
    assert one(town, text) == ref


def test_a_whole_word_wins_over_the_beginning_of_one(town):
    with pytest.raises(Ambiguous) as refusal:
        one(town, "martin")
    assert [ref for ref, _said in refusal.value.values["candidates"]] == ["P2", "P3"]
    assert one(town, "martine") == "P1"


def test_the_candidates_come_with_their_organisation_in_the_french_order(town):
    with pytest.raises(Ambiguous) as refusal:
        one(town, "paul")
    assert refusal.value.code == "person_ambiguous"
    assert refusal.value.values["candidates"] == [
        ("P2", "Paul Martin, Communauté des communes du Diois"),
        ("P3", "Paul Martin-Dubois"),
    ]


def test_only_the_first_candidates_are_told_and_all_are_counted(town):
    for number in range(30):
        town.add(f"Louise{number}", "PERRIN", email=f"l{number}@perrin.example")
    with pytest.raises(Ambiguous) as refusal:
        one(town, "perrin")
    assert refusal.value.values["count"] == 30
    assert len(refusal.value.values["candidates"]) == 20


def test_an_email_that_colleagues_share_is_ambiguous(town):
    from desk_making import at

    from capcli.domain.records import Lift

    lift = Lift(rule="duplicate", reason="one e-mail for the office", by="camille", at=at())
    town.add("Luc", "ROCHE", email="zoe@die.example", allowed=lift)
    with pytest.raises(Ambiguous):
        one(town, "zoe@die.example")


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("P99", NotFound, "no_such_ref"),
        ("P999999999999999", NotFound, "no_such_ref"),
        ("O1", Usage, "not_a_person"),
        ("nobody@die.example", NotFound, "person_word"),
        ("Xavier", NotFound, "person_word"),
        ("martinot", NotFound, "person_near"),
        ("", Usage, "no_name"),
        ("…", Usage, "no_name"),
        ("12", NotFound, "person_word"),
    ],
)
def test_what_names_nobody_is_refused(town, text, kind, code):
    with pytest.raises(CapError) as refusal:
        one(town, text)
    assert (type(refusal.value), refusal.value.code) == (kind, code)


def test_a_mistyped_name_is_answered_with_the_near_ones(town):
    with pytest.raises(NotFound) as refusal:
        one(town, "zoé martinau")
    assert refusal.value.values["near"] == ["P1 Zoé MARTINEAU, Commune de Die"]


@pytest.mark.parametrize("text", ["martinau", "Martinaeu", "lostis", "zoee martineau", "brettonniere"])
def test_near_names_are_found_with_a_letter_wrong(town, text):
    assert near(town.store.read(), text)


@pytest.mark.parametrize("text", ["", "x", "Quentin Vasseur", "李"])
def test_nobody_is_near_a_name_of_its_own(town, text):
    assert near(town.store.read(), text) == []


def test_at_most_a_few_near_names_the_nearest_first(town):
    for number, name in enumerate(["Martinot", "Martinet", "Martinez", "Martinel"]):
        town.add("Luc", name, email=f"{number}@x.example")
    found = near(town.store.read(), "luc martinot")
    assert len(found) == 3
    assert found[0].family_name == "Martinot"


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("O1", 1), ("o2", 2), ("Mairie de Die", 1), ("die", 1), ("ccd", 2), ("C.C.D.", 2), ("communaute", 2),
        ("contact@diois.example", 2), ("diois", 2),
    ],
)  # fmt: skip
def test_an_organisation_is_found_by_name_alias_and_town_hall(town, text, ref):
    assert organisation_named(town.store.read(), text).id == ref


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("O9", "no_such_ref"),
        ("P1", "not_an_organisation"),
        ("Crest", "organisation"),
        ("com", "organisation_ambiguous"),
    ],
)
def test_what_names_no_single_organisation_is_refused(town, text, code):
    with pytest.raises(CapError) as refusal:
        organisation_named(town.store.read(), text)
    assert refusal.value.code == code


def test_a_name_may_be_a_person_s_or_an_organisation_s(town):
    read = town.store.read()
    assert who_named(read, "P1").family_name == "MARTINEAU"
    assert who_named(read, "O1").name == "Commune de Die"
    assert who_named(read, "mairie de die").name == "Commune de Die"
    assert who_named(read, "hostis").given_name == "Anne"
    for text, code in (("xavier", "who"), ("O77", "no_such_ref"), ("martinot", "person_near")):
        with pytest.raises(NotFound) as refusal:
            who_named(read, text)
        assert refusal.value.code == code


def test_somebody_called_as_an_organisation_is_ambiguous(town):
    town.add("Marc", "DIE")
    town.found("Association Marc", aliases=["Marc"])
    with pytest.raises(Ambiguous) as refusal:
        who_named(town.store.read(), "com")
    assert refusal.value.code == "who_ambiguous"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["martineau"], ["martineau"]),
        (["jean", "pierre"], ["jean pierre"]),
        (["martineau, roche"], ["martineau", "roche"]),
        (["martineau,", "roche"], ["martineau", "roche"]),
        (["jean", "martineau,", "paul", "roche"], ["jean martineau", "paul roche"]),
        (["P12", "a@b.example"], ["P12", "a@b.example"]),
        (["P12 P13"], ["P12", "P13"]),
        (["P12,P13,"], ["P12", "P13"]),
        (["P12,", "p13"], ["P12", "p13"]),
        (["paul", "P12", "roche"], ["paul", "P12", "roche"]),
        (["jean martineau", "paul roche"], ["jean martineau", "paul roche"]),
        (["jean martineau", "roche"], ["jean martineau", "roche"]),
        (["martineau, P12"], ["martineau", "P12"]),
        (["Zoé\u00a0Martineau", "Roche"], ["Zoé\u00a0Martineau", "Roche"]),
    ],
)
def test_arguments_hold_names_as_the_contract_says(words, names):
    assert names_in(words) == names


@pytest.mark.parametrize("words", [[], [""], [",", " , "]])
def test_no_name_at_all_is_refused(words):
    with pytest.raises(Usage):
        names_in(words)


def test_people_are_found_once_each_in_the_order_typed(town):
    found = people_named(town.store.read(), ["P4", "zoe@die.example", "martineau, bretonniere"])
    assert [person.id for person in found] == [4, 1, 5]


def test_all_are_found_or_all_who_are_not_are_told(town):
    read = town.store.read()
    with pytest.raises(NotFound) as refusal:
        people_named(read, ["xavier, martineau, yolande"])
    assert refusal.value.values["names"] == ["xavier", "yolande"]
    with pytest.raises(NotFound) as refusal:
        people_named(read, ["paul, xavier"])
    assert refusal.value.code == "person_word", "somebody unknown is told before somebody ambiguous is asked"
    with pytest.raises(Ambiguous):
        people_named(read, ["paul, martineau"])


def test_the_organisation_told_is_the_one_not_left(town):
    read = town.store.read()
    town.left(organisation_named(read, "CCD"), person_named(read, "P2"), dt.date(2023, 10, 2))
    with pytest.raises(Ambiguous) as refusal:
        one(town, "paul")
    assert refusal.value.values["candidates"][0] == ("P2", "Paul Martin")
