"""What the form said last, what is held, what it says now: a correction made here survives until the form changes."""

import pytest
from import_office import WHEN, Office, row, told

from capcli.domain.plans import Answer
from capcli.domain.records import MEMORIES
from capcli.services import people

OLD, NEW, OURS = "04 65 71 10 01", "04 65 71 10 02", "+33465711099"


@pytest.fixture
def office() -> Office:
    made = Office()
    made.take(form(OLD))
    return made


def form(phone: str, at: str = "2024-02-10 10:00"):
    return row(2, "MARTINEAU Zoé", "zoe@parc.example", at=at, phone=phone)


def phone(office) -> str | None:
    return office.people()[0].phone


def test_a_value_that_the_form_changed_is_taken(office):
    planned = office.one(form(NEW))
    assert (planned.action, planned.person.phone, phone(office)) == ("change", "+33465711002", "+33465711002")
    assert office.one(form(NEW)).action == "same"


def test_a_value_that_was_corrected_here_survives_in_silence(office):
    office.edit(office.people()[0], phone=OURS)
    planned = office.one(form(OLD))
    assert (planned.action, told(planned), phone(office)) == ("same", [], OURS)


def test_a_value_that_was_taken_away_here_does_not_come_back(office):
    office.edit(office.people()[0], phone=None)
    assert office.one(form(OLD)).action == "same"
    assert phone(office) is None
    assert office.one(form(NEW)).action == "change"
    assert phone(office) == "+33465711002"


@pytest.mark.parametrize(("answer", "held", "action"), [("form", "+33465711002", "change"), ("kept", OURS, "same")])
def test_what_changed_on_both_sides_is_a_question_asked_once(office, answer, held, action):
    office.edit(office.people()[0], phone=OURS)
    planned = office.one(form(NEW))
    assert (planned.action, told(planned), planned.candidates) == ("ambiguous", ["changed_both"], [1])
    assert planned.problems[0].args == {"heading": "Phone", "text": NEW, "held": OURS}
    assert phone(office) == OURS
    assert office.one(form(NEW), answers={2: Answer(kind=answer)}).action == action
    assert phone(office) == held
    assert office.one(form(NEW)).action == "same"


def test_two_forms_are_told_apart(office):
    """Another form says what this one said before: that is no change of this one."""
    office.take(form(NEW))
    planned = office.one(form(OLD, at="2024-02-12 11:30"), session=2)
    assert (planned.action, told(planned)) == ("create", ["differs"])
    assert phone(office) == "+33465711002"
    assert office.one(form(NEW)).action == "same"


def test_a_merge_takes_along_what_the_form_said(office):
    kept = office.person("Zoé Martin", "zm@parc.example")
    office.merge(kept, office.people()[0])
    office.edit(office.people()[0], phone=OURS)
    assert office.one(form(OLD)).action == "same"
    assert phone(office) == OURS


def test_nothing_is_remembered_of_whoever_is_removed(office):
    lone = office.person("Anne Roche", "a@die.example")
    office.edit(lone, email="b@die.example")
    held = len(list(office.store.read().scan(MEMORIES)))
    office.do(lambda tx: people.remove(tx, lone.id, **WHEN))
    assert len(list(office.store.read().scan(MEMORIES))) == held - 1
