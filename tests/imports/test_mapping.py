"""Columns become fields, by their headings or by choice."""

import pytest

from capcli.domain.names import fold
from capcli.errors import Usage
from capcli.imports.fields import FIELDS, field_of
from capcli.imports.mapping import likely_kind, mapped, typed_choices
from capcli.imports.reading import Row, Sheet
from capcli.imports.technical import is_technical


def sheet(headings: str, *rows: str) -> Sheet:
    cells = [Row(number, row.split(",")) for number, row in enumerate(rows, 2)]
    return Sheet(file="f", encoding="utf-8", delimiter=",", header_row=1, headings=headings.split(","), rows=cells)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nom", "family_name"),
        ("NOM de famille", "family_name"),
        ("Prénom", "given_name"),
        ("Prénom participant", "given_name"),
        ("NOM Prénom", "name"),
        ("Adresse e-mail", "email"),
        ("Votre e-mail", "email"),
        ("Courriel", "email"),
        ("Q03. Adresse électronique", "email"),
        ("Champ complémentaire 1\nNuméro de téléphone", "phone"),
        ("Tél.", "phone"),
        ("Raison sociale", "organisation"),
        ("Votre structure :", "organisation"),
        ("Fonction / poste", "function"),
        ("Code Postal", "postcode"),
        ("Horodateur", "requested_at"),
        ("Submitted at", "requested_at"),
        ("Heure de soumission", "requested_at"),
        ("requested_at", "requested_at"),
        ("Statut de la commande", "state"),
        ("Email payeur", "payer_email"),
        ("Nom payeur", "payer_family_name"),
        ("Responsable : Nom", None),
        ("Êtes-vous à jour de cotisation ?", None),
        ("", None),
    ],
)
def test_headings_of_registrations(heading, field):
    assert field_of(heading, "registrations") == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Payeur", "name"),
        ("Montant (€)", "amount"),
        ("Date de paiement", "paid_on"),
        ("Année", "year"),
        ("Tarif", "rate"),
        ("Moyen de paiement", "method"),
        ("Référence", "reference"),
        ("Structure", "organisation"),
    ],
)
def test_headings_of_dues(heading, field):
    assert field_of(heading, "dues") == field


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_field_is_known_by_its_own_name(kind):
    """No heading means two fields, and every one is written as headings are compared."""
    headings = [heading for field in FIELDS[kind] for heading in field.headings]
    assert len(headings) == len(set(headings))
    assert [heading for heading in headings if fold(heading.replace(".", " ").replace("_", " ")) != heading] == []
    for field in FIELDS[kind]:
        assert field_of(field.name, kind) == field.name


@pytest.mark.parametrize(
    "heading",
    ["Adresse IP", "UID", "Nom d'utilisateur", "Session ID", "Numéro de série", "Token", "id", "User Agent"],
)
def test_machines_and_accounts_are_never_kept(heading):
    assert is_technical(heading)


def test_the_rest_is_the_answers_to_a_form():
    row = mapped(sheet("Nom,Repas du midi,Adresse IP", "Roche,Oui,192.0.2.1"), "registrations", [])[0]
    assert row.values == {"family_name": "Roche"}
    assert row.answers == {"Repas du midi": "Oui"}


def test_of_two_columns_for_a_field_the_surer_then_the_fuller_wins():
    """A cell that is empty falls back on the other column."""
    rows = mapped(
        sheet(
            "Adresse de messagerie,Votre e-mail,Nom,Nom", "anonymous,a@b.example,,Roche", "x@y.example,,Brun Anne,Brun"
        ),
        "registrations",
        [],
    )
    assert [row.values["email"] for row in rows] == ["a@b.example", "x@y.example"]
    assert [row.values["family_name"] for row in rows] == ["Roche", "Brun"]


def test_map_chooses_a_column():
    choices = typed_choices(["Votre établissement favori=organisation", "nom=ignore", "E-mail=answer"], "registrations")
    row = mapped(sheet("Nom,Votre Établissement favori,E-mail", "Roche,PNR,a@b.example"), "registrations", choices)[0]
    assert row.values == {"organisation": "PNR"}
    assert row.answers == {"E-mail": "a@b.example"}


def test_an_email_in_the_column_of_the_name_is_an_email():
    """Unless the row has one: then the text is left for a person to see."""
    rows = mapped(sheet("Adhérent,Montant,Courriel", "z@y.example,20,", "a@b,20,c@d.example"), "dues", [])
    assert rows[0].values == {"email": "z@y.example", "amount": "20"}
    assert rows[0].headings["email"] == "Adhérent"
    assert (rows[1].values["name"], rows[1].values["email"]) == ("a@b", "c@d.example")


def test_a_heading_may_hold_an_equals_sign():
    assert typed_choices(["a=b=email"], "registrations")[0].field == "email"


@pytest.mark.parametrize(
    ("text", "code"), [("Nom", "import_map"), ("=email", "import_map"), ("Nom=shoe", "import_field")]
)
def test_a_wrong_map_is_said(text, code):
    with pytest.raises(Usage) as caught:
        typed_choices([text], "registrations")
    assert caught.value.code == code


def test_a_column_that_is_not_there_is_said():
    with pytest.raises(Usage) as caught:
        mapped(sheet("Nom", "Roche"), "registrations", typed_choices(["Age=function"], "registrations"))
    assert caught.value.values == {"column": "age", "known": "Nom"}


def test_the_kind_is_guessed_from_the_headings():
    assert likely_kind(sheet("Payeur,Montant,Date")) == "dues"
    assert likely_kind(sheet("Horodateur,Nom,Tarif")) == "registrations"
    assert likely_kind(sheet("Nom,Prénom")) == "people"
