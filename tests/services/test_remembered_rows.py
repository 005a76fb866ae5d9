"""What was answered of rows is found again, also where rows that say the same of who they are mean different people."""

import pytest
from import_office import Office, row, told

from capcli.domain.plans import Answer, OrganisationAnswer

FIRST, SECOND = "10/02/2024 10:00", "11/02/2024 09:30"


@pytest.fixture
def office() -> Office:
    """With a Zoé Martineau whom nothing but her name tells."""
    office = Office()
    office.person("Zoé Martineau")
    return office


def taken_again(office: Office, *rows) -> list[str]:
    """What becomes of the rows at another import, in the other order too; nothing that is kept changes."""
    before = office.tables()
    actions = [planned.action for planned in office.take(*rows).rows]
    assert office.tables() == before
    office.take(*rows[::-1])
    assert office.tables() == before
    return actions


def test_namesakes_who_say_the_same_of_themselves_stay_the_two_people_that_they_were_answered_to_be(office):
    rows = row(2, "Zoé Martineau", at=FIRST), row(3, "Zoé Martineau", at=SECOND, slots="Matin")
    office.take(*rows, answers={2: Answer(kind="same", person=1), 3: Answer(kind="other")})
    assert [one.person for one in office.registrations()] == [1, 2]
    assert taken_again(office, *rows) == ["same", "same"]
    planned = office.one(*rows)
    assert planned.person.ref == "P2"


def test_a_row_is_held_to_its_answer_whatever_was_answered_of_a_later_one_of_the_file(office):
    """The rows are done in the order of the requests, and asked about in that of the file."""
    rows = row(2, "Zoé Martineau"), row(3, "Zoé Martineau"), row(4, "Zoé Martineau", at=FIRST, slots="Matin")
    office.take(*rows, answers={2: Answer(kind="same", person=1), 4: Answer(kind="other")})
    assert taken_again(office, *rows) == ["same", "skip", "same"]


def test_another_row_of_namesakes_who_were_told_apart_is_asked_about(office):
    rows = row(2, "Zoé Martineau", at=FIRST), row(3, "Zoé Martineau", at=SECOND)
    office.take(*rows, answers={2: Answer(kind="same", person=1), 3: Answer(kind="other")})
    planned = office.one(row(4, "Zoé Martineau", at="12/02/2024 08:00"), session=2, origin="another form")
    assert (planned.action, planned.candidates) == ("ambiguous", [1, 2])


def test_one_namesake_who_was_ignored_leaves_the_other_in(office):
    rows = row(2, "Zoé Martineau", at=FIRST), row(3, "Zoé Martineau", at=SECOND)
    office.take(*rows, answers={2: Answer(kind="ignore"), 3: Answer(kind="same", person=1)})
    assert taken_again(office, *rows) == ["skip", "same"]


def test_whoever_was_told_by_a_phone_is_found_again_once_it_is_another(office):
    die = office.organisation("Commune de Die")
    zoe = office.person("Zoé Martineau", "z@x.example", phone="+33465711001", organisation=die.id)
    form = row(2, "Zoé Martineau", phone="04 65 71 10 01")
    assert office.one(form).person.ref == f"P{zoe.id}"
    office.edit(zoe, phone="+33465711099")
    assert [planned.action for planned in office.take(form).rows] == ["same"]


def test_an_e_mail_that_two_people_had_before_finds_each_of_them_by_name():
    office = Office()
    for name in ("Zoé Roche", "Anne Martineau"):
        person = office.person(name, "a@x.example")
        office.edit(person, email=f"{person.id}@x.example")
    for number, name in enumerate(("Zoé ROCHE", "Anne MARTINEAU"), 1):
        assert office.one(row(2, name, "a@x.example")).person.ref == f"P{number}"


def test_nobody_joins_the_organisation_of_a_namesake_unasked():
    """It would make a twin of them: the row says that the record stays."""
    office = Office()
    die = office.organisation("Commune de Die")
    office.person("Zoé Martineau", organisation=die.id)
    office.take(row(2, "Zoé Martineau", "z@x.example"), answers={2: Answer(kind="other")})
    form = row(2, "Zoé Martineau", "z@x.example", organisation="Commune de Die")
    planned = office.one(form, session=2)
    assert (planned.action, told(planned)) == ("create", ["differs"])
    assert office.one(form).action == "same"
    assert taken_again(office, form) == ["same"]


def test_an_organisation_that_nobody_joins_is_not_said_to_be_added():
    """Whoever belongs somewhere stays there: the text goes into the note, now and not only at another import."""
    office = Office()
    die = office.organisation("Commune de Die")
    office.person("Zoé Martineau", "z@x.example", organisation=die.id)
    form = row(2, "Zoé Martineau", "z@x.example", organisation="Les Amis")
    planned = office.one(form, organisations={"amis": OrganisationAnswer(kind="new")})
    assert told(planned) == ["organisation_unknown"]
    assert [one.name for one in office.organisations()] == ["Commune de Die"]
    assert office.registrations()[0].note == "Organisation: Les Amis"
    assert taken_again(office, form) == ["same"]
