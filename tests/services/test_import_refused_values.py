"""What a row cannot give a record: an e-mail of somebody else is told, and a row that is refused adds nothing."""

import pytest
from import_office import CLOCK, SOURCE, Office, row, told
from msgspec.structs import replace

from capcli.domain.plans import Job, OrganisationAnswer
from capcli.services.importing import carry_out

LONG = "Gonzague " + "A" * 250


@pytest.fixture
def office() -> Office:
    """Anne has an e-mail, Zoé of the same town has none."""
    made = Office()
    die = made.organisation("Commune de Die")
    made.person("Anne Roche", "anne@die.example", organisation=die.id)
    made.person("Zoé Martineau", organisation=die.id)
    return made


def zoe(**values: str):
    return row(2, "Zoé Martineau", organisation="Commune de Die", **values)


def test_an_e_mail_that_is_a_colleagues_is_told_and_kept_in_the_note(office):
    planned = office.one(zoe(email="anne@die.example", phone="04 65 71 10 01"))
    assert (planned.action, told(planned)) == ("create", ["email_taken", "filled_in"])
    assert planned.problems[0].args == {
        **{"heading": "Email", "text": "anne@die.example"},
        **{"ref": "P1", "name": "Anne Roche, Commune de Die"},
    }
    assert planned.problems[1].args == {"columns": ["Phone"]}
    person = office.people()[1]
    assert (person.email, person.phone) == (None, "+33465711001")
    assert office.registrations()[0].note == "Email: anne@die.example"


def test_it_is_told_once(office):
    form = zoe(email="anne@die.example")
    office.take(form)
    before = office.tables()
    planned = office.one(form)
    assert (planned.action, told(planned)) == ("same", [])
    assert office.tables() == before


def test_strict_makes_it_an_error(office):
    planned = office.one(zoe(email="anne@die.example"), strict=True)
    assert (planned.action, told(planned)) == ("error", ["email_taken"])


def test_an_e_mail_that_the_form_changed_to_a_colleagues_is_not_said_to_be_taken_over(office):
    office.take(zoe(email="zoe@die.example"))
    planned = office.one(zoe(email="anne@die.example"))
    assert told(planned) == ["email_taken"]
    assert office.people()[1].email == "zoe@die.example"


@pytest.mark.parametrize("kind", ["registrations", "people", "contacts"])
@pytest.mark.parametrize("name", [LONG, "Gonzague ???"])
def test_a_name_of_which_no_record_can_be_made_leaves_no_organisation_behind(office, kind, name):
    """The row is held back whole; the one below it goes in."""
    rows = [
        row(2, name, "long@die.example", organisation="Les Amis"),
        row(3, "Paul Izard", "paul@die.example"),
    ]
    answers = {"amis": OrganisationAnswer(kind="new")}
    job = Job(source=replace(SOURCE, kind=kind), rows=rows, organisations=answers, hold=True, origin="f", session=1)
    plan = office.do(lambda tx: carry_out(tx, job if kind == "registrations" else replace(job, session=None), CLOCK))
    assert plan.rows[0].action == "error"
    assert [one.name for one in office.organisations()] == ["Commune de Die"]
    assert plan.rows[1].action == "create"
