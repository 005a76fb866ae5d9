"""The answers of a form and its rows that come twice; sensitive answers are nowhere but in the registration."""

import datetime as dt

import msgspec
import pytest
from import_office import NOW, Office, row, told
from msgspec.structs import replace

from capcli.domain.plans import Clock
from capcli.domain.records import MEMORIES, PEOPLE, REGISTRATIONS, Person
from capcli.services.importing import carry_out
from capcli.services.purging import purge

LATER = Clock(dt.date(2024, 6, 1), NOW + dt.timedelta(days=102), "camille")
ZOE = "zoe@parc.example"


@pytest.fixture
def office() -> Office:
    return Office()


def first(**values):
    return row(2, "MARTINEAU Zoé", ZOE, at="2024-02-10 10:00", **values)


def second(**values):
    return row(3, "Martineau Zoé", ZOE.upper(), at="2024-02-11 10:00", **values)


def answers(office):
    return office.registrations()[0].answers


def test_the_later_submission_wins_and_the_plan_says_which_answers(office):
    rows = first(answers={"Repas ?": "Oui", "Train ?": "Non"}), second(answers={"Repas ?": "Non"})
    planned = office.one(*rows)
    assert (planned.action, told(planned)) == ("change", ["row_twice_answers"])
    assert planned.problems[0].args == {"line": 2, "questions": ["Repas ?"]}
    assert answers(office) == {"Repas ?": "Non", "Train ?": "Non"}
    assert [one.action for one in office.take(*rows).rows] == ["same", "skip"]
    assert answers(office) == {"Repas ?": "Non", "Train ?": "Non"}


def test_what_the_first_row_lacks_is_taken_from_the_second(office):
    """Wherever they stand in the file: the earlier request makes the registration."""
    rows = second(phone="0465711003"), first()
    plan = office.take(*rows)
    assert [(one.line, one.action, told(one)) for one in plan.rows] == [
        (2, "create", []),
        (3, "change", ["filled_in", "row_twice_used"]),
    ]
    assert office.people()[0].phone == "+33465711003"
    assert [(one.action, told(one)) for one in office.take(*rows).rows] == [("same", []), ("skip", ["row_twice"])]


def test_answers_that_changed_in_the_form_replace_its_own(office):
    office.take(first(answers={"Repas ?": "Oui"}))
    planned = office.one(first(answers={"Repas ?": "Non"}))
    assert (planned.action, told(planned)) == ("change", ["answers_changed"])
    assert answers(office) == {"Repas ?": "Non"}
    assert office.one(first(answers={"Repas ?": "Non"})).action == "same"


def test_answers_of_another_origin_fill_and_never_replace(office):
    office.take(first(answers={"Repas ?": "Oui"}))
    planned = office.one(first(answers={"Repas ?": "Non", "Train ?": "Oui"}), origin="another")
    assert (planned.action, told(planned)) == ("change", ["differs", "answers_added"])
    assert answers(office) == {"Repas ?": "Oui", "Train ?": "Oui"}


def test_sensitive_answers_are_kept_with_the_registration_only(office):
    rows = first(sensitive={"Régime": "végétarien"}), second(sensitive={"Régime": "sans gluten"})
    office.take(*rows)
    (held,) = office.registrations()
    assert (held.answers, held.sensitive) == ({}, {"Régime": "sans gluten"})
    memories = msgspec.json.encode(list(office.store.read().scan(MEMORIES))).decode()
    assert "gluten" not in memories
    assert "végétarien" not in memories
    before = office.tables()
    assert [one.action for one in office.take(*rows).rows] == ["same", "skip"]
    assert office.tables() == before


def test_a_question_that_turned_out_sensitive_leaves_the_answers(office):
    office.take(first(answers={"Régime": "végétarien"}))
    assert office.one(first(sensitive={"Régime": "végétarien"})).action == "change"
    (held,) = office.registrations()
    assert (held.answers, held.sensitive) == ({}, {"Régime": "végétarien"})
    assert "végétarien" not in str(list(office.store.read().scan(MEMORIES)))
    assert office.one(first(answers={"Régime": "végétarien"})).action == "same", "nor does it come back"


def test_how_somebody_takes_part_comes_from_the_form(office):
    planned = office.one(first(mode="En distanciel", slots="Matin"))
    (held,) = office.registrations()
    assert (planned.action, held.mode, held.slots) == ("create", "online", [1])
    again = office.one(first(mode="Sur place", slots="Après-midi"))
    assert (again.action, told(again)) == ("same", ["differs", "differs"])
    assert office.registrations() == [held], "that is moved by hand"
    assert told(office.one(first(mode="Sur place", slots="Après-midi"))) == [], "and told once"


def test_a_part_that_the_session_does_not_have_is_a_problem_of_the_value(office):
    planned = office.one(first(mode="par pigeon", slots="Mardi gras"))
    assert (planned.action, told(planned)) == ("create", ["mode_unknown", "slots_unknown"])
    held = office.store.read().get(REGISTRATIONS, 1)
    assert held.note == "Mode: par pigeon\nSlots: Mardi gras"


def test_deleted_sensitive_answers_do_not_come_back(office):
    """The form is imported once more long after the session; its other answers are still compared."""
    form = first(sensitive={"Régime": "végétarien"}, answers={"Repas ?": "Oui"})
    office.take(form)
    office.do(lambda tx: purge(tx, today=LATER.today))
    planned = office.do(lambda tx: carry_out(tx, office.job(form), LATER)).rows[0]
    assert (planned.action, office.registrations()[0].sensitive) == ("same", {})


def test_whom_a_sensitive_answer_named_does_not_come_back_with_it(office):
    """Somebody was forgotten since; an answer that is really another one is still taken."""
    office.take(first(sensitive={"Allergies": "noix, comme Luc ROCHE (luc@parc.example)"}))
    (held,) = office.registrations()
    nobody = {"given_name": "", "family_name": "", "name_key": "", "search_key": ""}
    gone = Person(**nobody, created_at=NOW, forgotten_on=dt.date(2024, 3, 1))
    ref = PEOPLE.ref(office.do(lambda tx: tx.put(PEOPLE, gone)).id)
    masked = replace(held, sensitive={"Allergies": f"noix, comme {ref} ({ref})"})
    office.do(lambda tx: tx.put(REGISTRATIONS, masked))
    assert office.one(first(sensitive={"Allergies": "noix, comme Luc ROCHE (luc@parc.example)"})).action == "same"
    assert office.registrations() == [masked]
    assert office.one(first(sensitive={"Allergies": "aucune"})).action == "change"
    assert office.registrations()[0].sensitive == {"Allergies": "aucune"}
