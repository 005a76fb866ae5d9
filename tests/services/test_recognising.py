"""Whom a row is about: offices' mailboxes, former names, references, and what was corrected here."""

import pytest
from import_office import Office, row, told

from capcli.domain.plans import Answer


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_colleague_is_added_beside_whom_an_office_shares_its_mailbox_with(office):
    """Not asked, but said; the next file finds each of them."""
    office.person("Anne Roche", "accueil@die.example")
    planned = office.one(row(2, "MARTINEAU Zoé", "accueil@die.example"))
    assert (planned.action, told(planned)) == ("create", ["colleague"])
    assert planned.problems[0].args["names"] == ["Anne Roche"]
    assert [one.action for one in office.take(row(2, "MARTINEAU Zoé", "accueil@die.example")).rows] == ["same"]
    assert len(office.people()) == 2


def test_a_mailbox_of_somebody_under_another_name_is_asked_about_once(office):
    anne = office.person("Anne Roche", "anne.roche@die.example")
    form = row(2, "MARTINEAU Zoé", "anne.roche@die.example", organisation="Die")
    planned = office.one(form)
    assert (planned.action, told(planned)[-1], planned.candidates) == ("ambiguous", "other_name", [anne.id])
    office.take(form, answers={2: Answer(kind="other")})
    again = office.one(row(2, "MARTINEAU Zoé", "anne.roche@die.example", organisation="Another spelling of Die"))
    assert (again.action, told(again)) == ("change", ["organisation_unknown"]), "whatever the organisation, it is noted"
    assert again.person.email == "anne.roche@die.example"


def test_a_mistyped_name_at_an_office_is_asked_about(office):
    zoe = office.person("Zoé Martineau", "accueil@die.example")
    planned = office.one(row(2, "MARTINAU Zoé", "accueil@die.example"))
    assert (planned.action, told(planned), planned.candidates) == ("ambiguous", ["near_name"], [zoe.id])


def test_a_couple_that_shares_an_address_is_two_people(office):
    """Jean is no short form of Jeanne; J. is."""
    jeanne = office.person("Jeanne Dupont", "dupont@maison.example")
    assert office.one(row(2, "DUPONT Jean", "dupont@maison.example")).action == "ambiguous"
    assert office.one(row(2, "DUPONT J.", "dupont@maison.example")).person.ref == f"P{jeanne.id}"


def test_a_namesake_of_the_same_organisation_wins_over_an_address_of_somebody_else(office):
    """An office registers three colleagues under one e-mail; one of them is known by her own."""
    die = office.organisation("Commune de Die")
    office.person("Anne Roche", "anne@die.example")
    zoe = office.person("Zoé Martineau", "zoe@die.example", organisation=die.id)
    planned = office.one(row(2, "Zoé MARTINEAU", "anne@die.example", organisation="Mairie de Die"))
    assert planned.person.ref == f"P{zoe.id}"


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Anne ROCHE", "old@die.example"),
        ("Anne MARTIN", "old@die.example"),
        ("Anne ROCHE", "anne@die.example"),
        ("ROCHE Anne", None),
    ],
)
def test_whoever_was_merged_does_not_come_back(office, name, email):
    """By the e-mail or the name of the record that went; a name alone is asked about as any namesake."""
    kept = office.person("Anne Martin", "anne@die.example")
    gone = office.person("Anne Roche", "old@die.example")
    office.merge(kept, gone)
    planned = office.one(row(2, name, email))
    if email is None:
        assert (planned.action, planned.candidates) == ("ambiguous", [kept.id])
    else:
        assert (planned.action, planned.person.ref) == ("create", f"P{kept.id}")
    assert len(office.people()) == 1


def test_merged_twice_is_still_found(office):
    first, second = office.person("Anne Roche", "a@die.example"), office.person("Anne Martin", "b@die.example")
    third = office.person("Anne Durand", "c@die.example")
    office.merge(second, first)
    office.merge(third, second)
    assert office.one(row(2, "Anne ROCHE", "a@die.example")).person.ref == f"P{third.id}"


def test_a_name_and_an_address_that_were_corrected_here_are_found_by_the_old_ones(office):
    form = row(2, "MARTINAU Zoé", "zoe@prac.example", at="2024-02-10 10:00")
    office.take(form)
    (zoe,) = office.people()
    office.edit(zoe, family_name="Martineau")
    office.edit(zoe, email="zoe@parc.example")
    planned = office.one(form)
    assert (planned.action, told(planned)) == ("same", [])
    assert [one.email for one in office.people()] == ["zoe@parc.example"]


def test_the_reference_of_an_export_of_ours_tells_namesakes_apart(office):
    office.person("Marie Roche")
    second = office.person("Marie Roche", organisation=office.organisation("Commune de Die").id)
    named = row(2, "Marie ROCHE", ref=f"P{second.id}")
    assert office.one(row(2, "Marie ROCHE")).action == "ambiguous"
    assert office.one(named).person.ref == f"P{second.id}"
    assert office.one(row(2, "Paul BRUN", ref=f"P{second.id}")).person.ref is None, "a number of another desk"


def test_civilities_are_no_part_of_a_name(office):
    office.take(row(2, "Mme Zoé MARTINEAU", "zoe@parc.example"))
    assert [(one.given_name, one.family_name) for one in office.people()] == [("Zoé", "MARTINEAU")]
    assert office.one(row(2, "M. Zoé Martineau", "zoe@parc.example")).action == "same"
