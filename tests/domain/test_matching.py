"""Whether a row is about somebody who is known."""

import datetime as dt

from msgspec.structs import replace

from capcli.domain.applicants import Applicant
from capcli.domain.matching import Known, match
from capcli.domain.names import name_key, search_key
from capcli.domain.records import Person


def person(number: int, given: str, family: str, email: str | None = None) -> Person:
    return Person(
        id=number,
        given_name=given,
        family_name=family,
        email=email,
        name_key=name_key(given, family),
        search_key=search_key(given, family),
        created_at=dt.datetime(2023, 1, 1, tzinfo=dt.UTC),
    )


ZOE = person(1, "Zoé", "Martineau", "zoe@parc.example")
JEAN = person(2, "Jean-Baptiste", "Fauvel-Rochas", "jb@val.example")


def test_an_email_and_a_name_that_agrees_are_the_same_person():
    """Case, accents, order, capitals, and words left out do not matter; no name at all agrees."""
    for given, family in (("ZOE", "MARTINEAU"), ("Martineau", "Zoé"), ("", "Martineau"), ("", "")):
        assert match(Applicant(given_name=given, family_name=family), None, Known(by_email=[ZOE])).person is ZOE
    assert match(Applicant(given_name="Jean", family_name="FAUVEL"), None, Known(by_email=[JEAN])).person is JEAN


def test_an_email_under_another_name_is_unclear():
    found = match(Applicant(given_name="Anne", family_name="Roche"), None, Known(by_email=[ZOE]))
    assert (found.person, found.candidates, found.why) == (None, [ZOE], "other_name")


def test_a_shared_email_goes_to_whom_the_name_says():
    """An office registers its colleagues under one address."""
    paul = person(3, "Paul", "Martineau", "zoe@parc.example")
    assert (
        match(Applicant(given_name="Paul", family_name="MARTINEAU"), None, Known(by_email=[ZOE, paul])).person is paul
    )
    found = match(Applicant(family_name="Martineau"), None, Known(by_email=[ZOE, paul]))
    assert (found.person, found.why) == (None, "several")


def test_without_a_known_email_name_and_organisation_decide():
    known = Known(namesakes=[ZOE], organisations={1: frozenset({7})})
    who = Applicant(given_name="Zoé", family_name="Martineau")
    assert match(who, 7, known).person is ZOE
    for organisation in (None, 8):
        found = match(who, organisation, known)
        assert (found.person, found.candidates, found.why) == (None, [ZOE], "namesake")


def test_a_near_name_is_unclear_unless_everything_else_differs():
    who = Applicant(given_name="Zoé", family_name="Martinau", email="z@other.example")
    known = Known(near=[ZOE], organisations={1: frozenset({7})})
    assert match(who, 7, known).why == "near_name"
    assert match(who, 8, known).candidates == []
    assert match(who, None, known).candidates == []
    for email in (None, "martinau@parc.example"):
        who = Applicant(given_name="Zoé", family_name="Martinau", email=email)
        assert match(who, None, known).candidates == [ZOE]


def test_somebody_unknown_is_new():
    found = match(Applicant(given_name="Anne", family_name="Roche"), None, Known())
    assert (found.person, found.candidates, found.why) == (None, [], "")


def test_addresses_that_spell_two_names_are_two_people():
    marie = person(3, "Marie", "Dupont", "marie.dupont@parc.example")
    who = Applicant(given_name="Marie", family_name="Dumont", email="marie.dumont@parc.example")
    assert match(who, None, Known(near=[marie])).candidates == []
    who = Applicant(given_name="Marie", family_name="Dumont", email="accueil@parc.example")
    assert match(who, None, Known(near=[marie])).candidates == [marie]


def test_two_addresses_of_a_provider_tell_nothing_of_a_house():
    marie = person(3, "Marie", "Dupont", "md26@gmail.com")
    who = Applicant(given_name="Marie", family_name="Dumont", email="m.ardeche@gmail.com")
    assert match(who, None, Known(near=[marie])).candidates == []


def test_a_former_name_agrees():
    known = Known(by_email=[ZOE], former={1: [("Zoé", "Durand")]})
    who = Applicant(given_name="Zoé", family_name="DURAND", email="zoe@parc.example")
    assert match(who, None, known).person is ZOE
    assert match(who, None, Known(by_email=[ZOE])).why == "other_name"


def test_an_initial_stands_for_a_name_and_a_beginning_for_another():
    assert match(Applicant(given_name="Z.", family_name="Martineau"), None, Known(by_email=[ZOE])).person is ZOE
    for given, family in (("Zo", "Martineau"), ("Zoé", "Martin"), ("P.", "Martineau")):
        found = match(Applicant(given_name=given, family_name=family), None, Known(by_email=[ZOE]))
        assert (found.person, found.why) == (None, "other_name")


def test_a_name_and_the_phone_that_is_known_are_the_same_person():
    """A participant whose ticket somebody else paid: the file has no e-mail of theirs."""
    known = Known(namesakes=[replace(ZOE, phone="+33639981002"), person(9, "Zoé", "Martineau")])
    who = Applicant(given_name="Zoé", family_name="MARTINEAU", phone="+33639981002")
    found = match(who, None, known).person
    assert found is not None
    assert found.id == 1
    assert match(Applicant(given_name="Zoé", family_name="MARTINEAU", phone="+33639981003"), None, known).person is None
