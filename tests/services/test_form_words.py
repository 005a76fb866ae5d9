"""What a form says of a request beside its values: it is kept, said once, and decides nothing."""

import pytest
from import_office import Office, row, told
from msgspec.structs import replace

FIRST, SECOND = "10/02/2024 10:00", "11/02/2024 09:30"


def waited(line: int, name: str, email: str, at: str):
    return replace(row(line, name, email, at=at), states=["Statut: Liste d'attente"])


def test_whoever_was_on_the_waiting_list_of_the_form_is_judged_by_our_places():
    """The first to ask has the place; the plan says what the form said, and the note keeps it."""
    office = Office(capacity=1)
    rows = waited(2, "Zoé Martineau", "z@x.example", FIRST), row(3, "Anne Roche", "a@x.example", at=SECOND)
    plan = office.take(*rows)
    assert [one.resulting_state for one in plan.rows] == ["confirmed", "waiting"]
    assert [told(one) for one in plan.rows] == [["row_waitlisted"], []]
    assert office.registrations()[0].note == "Statut: Liste d'attente"
    before = office.tables()
    assert [one.action for one in office.take(*rows).rows] == ["same", "same"]
    assert office.tables() == before


def test_a_waiting_list_of_the_form_is_no_fault():
    plan = Office().take(waited(2, "Zoé Martineau", "z@x.example", FIRST), strict=True)
    assert [one.action for one in plan.rows] == ["create"]


def test_a_remark_behind_a_name_is_in_the_note():
    office = Office()
    form = replace(row(2, "Maël Pinson", "m@x.example", at=FIRST), remarks=["remplace A. Roux"])
    assert told(office.one(form)) == ["name_remark"]
    assert office.registrations()[0].note == "Name: remplace A. Roux"
    assert [one.action for one in office.take(form, strict=True).rows] == ["same"]


class TestDevices:
    FORM = replace(row(2, email="loic@x.example", at=FIRST), device="iPhone de Loïc", headings={"name": "Nom"})

    def test_the_email_tells_whose_it_is(self):
        office = Office()
        loic = office.person("Loïc Pinson", "loic@x.example")
        planned = office.one(self.FORM)
        assert (planned.action, told(planned)) == ("create", ["name_device"])
        assert [(one.person, one.note) for one in office.registrations()] == [(loic.id, "Nom: iPhone de Loïc")]
        assert len(office.people()) == 1

    def test_without_anybody_known_by_it_the_row_is_an_error_and_makes_nobody(self):
        office = Office()
        unreached = replace(self.FORM, line=3, values={"requested_at": FIRST})
        plan = office.take(self.FORM, unreached, hold=True)
        assert [(one.action, told(one)) for one in plan.rows] == [
            ("error", ["name_device", "row_nameless"]),
            ("error", ["name_device", "row_nobody"]),
        ]
        assert office.people() == []

    def test_a_device_in_an_order_of_somebody_else_is_not_passed_over(self):
        """Other lines of orders name nobody: a meal. Here somebody comes, and whoever it is must be said."""
        office = Office()
        bought = replace(self.FORM, line=3, values={"requested_at": FIRST, "payer_email": "a@x.example"})
        plan = office.take(row(2, "Anne Roche", "a@x.example", at=FIRST), bought, hold=True)
        assert [one.action for one in plan.rows] == ["create", "error"]


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("E-mail", "E-mail: a@@b"),
        ("Courriel", "Courriel: a@@b"),
        ("Courriel\u00a0:", "Courriel\u00a0: a@@b"),
        ("Votre courriel ?", "Votre courriel ? a@@b"),
        ("", "a@@b"),
    ],
)
def test_a_note_keeps_the_heading_as_the_file_has_it(heading, note):
    """In no other language than the file's, and with no second colon."""
    office = Office()
    form = replace(row(2, "Maël Pinson", "a@@b", at=FIRST), headings={"email": heading})
    office.take(form)
    assert office.registrations()[0].note == note
    assert office.one(form).action == "same"
