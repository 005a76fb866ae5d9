"""Columns become fields, by their headings or by choice."""

import pytest
from msgspec.structs import replace

from capcli.domain.names import fold
from capcli.domain.plans import TypedRow
from capcli.errors import Usage
from capcli.imports.fields import FIELDS, field_of
from capcli.imports.layouts import year_of
from capcli.imports.mapping import Choice, columns_of, form_of, headings_key, recognised, rows_of, typed_choices
from capcli.imports.reading import Row, Sheet
from capcli.imports.technical import is_technical


def sheet(headings: str, *rows: str) -> Sheet:
    cells = [Row(number, row.split(",")) for number, row in enumerate(rows, 2)]
    return Sheet(file="f", encoding="utf-8", delimiter=",", header_row=1, headings=headings.split(","), rows=cells)


def mapped(of: Sheet, kind: str, choices: list[Choice]) -> list[TypedRow]:
    return rows_of(of, columns_of(of, kind, choices), kind)


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
        ("Home Zip", "postcode"),
        ("Mobile Number", "phone"),
        ("org", "organisation"),
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
        ("Mode", "method"),
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
    [
        "Adresse IP",
        "UID",
        "Nom d'utilisateur",
        "Session ID",
        "Numéro de série",
        "Token",
        "id",
        "User Agent",
        "Secret",
        "ID d’entrée",
        "ID session",
        "ID de la session",
        "Device ID",
        "Cookie ID",
        "utm_source",
        "Join URL",
        "Lien d'édition",
        "N° de billet",
        "Compte utilisateur",
        "Système d'exploitation",
    ],
)
def test_machines_and_accounts_are_never_kept(heading):
    assert is_technical(heading)


@pytest.mark.parametrize("heading", ["Session", "Nom du poste", "Ticket", "Type de billet", "Page", "Compte rendu"])
def test_what_only_sounds_like_it_is_kept(heading):
    assert not is_technical(heading)


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
    assert caught.value.values == {"column": "Age", "known": "Nom"}


def test_the_kind_is_guessed_from_the_headings():
    assert recognised(sheet("Payeur,Montant,Date")).kind == "dues"
    assert recognised(sheet("Horodateur,Nom,Tarif")).kind == "registrations"
    assert recognised(sheet("Nom,Prénom")).kind == "people"


def found(headings: str, *rows: str, kind: str = "registrations", **said) -> list[tuple[str, str]]:
    """What each column is, and by what it was recognised."""
    return [(column.field, column.by) for column in columns_of(sheet(headings, *rows), kind, **said)]


def test_a_heading_that_is_nearly_known_says_so():
    assert found("Telephonne,Prénoms", "0465711003,Zoé") == [("phone", "near"), ("given_name", "heading")]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Dans quelle structure travaillez-vous ?", "PNR", "organisation"),
        ("Structure que vous représentez", "PNR", "organisation"),
        ("Nom de l'organisme (association, collectivité…)", "PNR", "organisation"),
        ("Nom de votre association ou collectivité", "PNR", "organisation"),
        ("E-mail (pour l'envoi du lien)", "a@b.example", "email"),
        ("Téléphone (portable de préférence)", "0639981003", "phone"),
        ("Family name / Surname", "Roche", "family_name"),
        ("E-mail (de votre responsable)", "a@b.example", "answer"),
        ("Nom de l'accompagnateur ou de l'accompagnatrice", "Roche", "answer"),
    ],
)
def test_a_heading_with_a_remark_or_two_words_for_one_thing(heading, cell, field):
    rows = [Row(2, [cell])]
    asked = Sheet(file="f", header_row=1, headings=[heading], rows=rows)
    assert columns_of(asked, "registrations")[0].field == field


def test_a_column_called_state_may_be_a_question():
    """What somebody is says nothing of whether the row counts."""
    assert found("Nom,Statut", "Roche,salariée", "Brun,élu")[1] == ("answer", "heading")
    assert found("Nom,Statut", "Roche,Validé", "Brun,Annulé")[1] == ("state", "heading")


@pytest.mark.parametrize(
    ("headings", "row"),
    [("Structures voisines ?", "PNR"), ("Non", "x"), ("Votre titre professionnel préféré", "x"), ("Motif", "x")],
)
def test_what_is_not_near_enough_is_a_question_of_its_own(headings, row):
    assert found(headings, row) == [("answer", "heading")]


def test_cells_contradict_a_heading():
    """Three cells without a single address are no e-mails, whatever stands above."""
    rows = ["Oui,Roche", "Non,Brun", "Oui,Martin"]
    assert found("Mail,Nom", *rows) == [("answer", "heading"), ("family_name", "heading")]
    assert found("Montant,Nom", *rows, kind="dues")[0] == ("answer", "heading")


def test_cells_tell_what_a_heading_does_not():
    """Unless the question is about somebody else."""
    rows = ["a@b.example,Roche", "c@d.example,Brun"]
    assert found("Où vous écrire ?,Nom", *rows)[0] == ("email", "values")
    assert found("Et votre responsable ?,Nom", *rows)[0] == ("answer", "heading")
    assert found("Quelle date ?,Nom", "12/02/2024,Roche", "13/02/2024,Brun")[0] == ("answer", "heading")


def test_without_headings_the_cells_decide_and_columns_have_numbers():
    rows = ["a@b.example,Roche Jeanne,PNR", "c@d.example,Brun Tom,PNR"]
    assert [field for field, _by in found(",,", *rows)] == ["email", "name", "answer"]
    choices = typed_choices(["3=organisation"], "people")
    assert found(",,", *rows, kind="people", choices=choices)[2] == ("organisation", "map")


def test_what_is_remembered_comes_after_what_is_typed():
    remembered = {"nom": "ignore", "truc": "organisation", "mail": "no such field"}
    choices = typed_choices(["Truc=function"], "registrations")
    columns = found("Nom,Truc,Mail", "Roche,PNR,a@b.example", choices=choices, remembered=remembered)
    assert columns == [("ignore", "memory"), ("function", "map"), ("email", "heading")]


def test_two_questions_of_one_text_are_told_apart():
    rows = mapped(sheet("Nom,Repas,Repas", "Roche,Oui,Non"), "registrations", [])
    assert rows[0].answers == {"Repas": "Oui", "Repas (2)": "Non"}
    choices = typed_choices(["Repas (2)=note"], "registrations")
    rows = mapped(sheet("Nom,Repas,Repas", "Roche,Oui,Non"), "registrations", choices)
    assert (rows[0].answers, rows[0].values["note"]) == ({"Repas": "Oui"}, "Non")


def test_a_second_phone_fills_in_and_is_not_lost():
    rows = mapped(sheet("Nom,Tél,GSM", "Roche,0465711003,0639981003", "Brun,,0639981004"), "registrations", [])
    assert [row.values["phone"] for row in rows] == ["0465711003", "0639981004"]
    assert rows[0].answers == {"GSM": "0639981003"}


def test_a_payer_who_is_somebody_else_is_kept_for_the_invoice():
    rows = mapped(
        sheet(
            "Nom participant,Prénom participant,Nom payeur,Prénom payeur,Email payeur",
            "Roche,Jeanne,Roche,Jeanne,j@roche.example",
            "Brun,Tom,Roche,Jeanne,j@roche.example",
        ),
        "registrations",
        [],
    )
    assert [row.values.get("email") for row in rows] == ["j@roche.example", None]
    assert rows[0].answers == {}
    assert rows[1].answers == {"Nom payeur": "Roche", "Prénom payeur": "Jeanne", "Email payeur": "j@roche.example"}


def test_who_pays_is_meant_where_nobody_else_is_named():
    rows = mapped(sheet("Nom payeur,Email payeur,Montant", "Roche,j@roche.example,20"), "dues", [])
    assert rows[0].values == {"family_name": "Roche", "email": "j@roche.example", "amount": "20"}


def test_a_column_of_names_is_read_in_its_order():
    rows = mapped(sheet("Nom Prénom,Mail", "MARTIN Jeanne,", "ROCHE Anne,", "Brun Tom,"), "registrations", [])
    assert [(row.values["given_name"], row.values["family_name"]) for row in rows] == [
        ("Jeanne", "MARTIN"),
        ("Anne", "ROCHE"),
        ("Tom", "Brun"),
    ]


def test_the_order_of_headings_does_not_matter_to_what_is_remembered():
    assert headings_key(sheet("Nom,Mail")) == headings_key(sheet("MAIL,nom"))
    assert headings_key(sheet("Nom,Mail")) != headings_key(sheet("Nom,Mail,Tél"))


def bare(*lines: str):
    """A list without headings."""
    rows = [Row(line, text.split(",")) for line, text in enumerate(lines, 1)]
    return Sheet(file="f.csv", header_row=0, headings=[""] * len(rows[0].cells), rows=rows)


def test_lists_without_headings_are_told_apart_by_what_their_columns_hold():
    held = headings_key(bare("ROCHE,Anne,a@die.example", "BRUN,Tom,"))
    assert held == headings_key(bare("IZARD,Paul,p@die.example", "BRUN,Tom,", "MARTIN,Jeanne,j@die.example"))
    for other in ("Anne,ROCHE,a@die.example", "Anne,a@die.example,ROCHE", "ROCHE,Anne,0475781715", "ROCHE,Anne,20 €"):
        assert held != headings_key(bare(other)), other


def test_the_title_of_a_form_is_remembered_and_that_of_a_list_is_not():
    form = replace(sheet("SID,Numéro de série,Brouillon,Nom"), title="Accueillir de nouveaux habitants")
    assert form_of(form) == "Accueillir de nouveaux habitants"
    assert form_of(replace(sheet("Nom,Mail"), title="Liste des inscrits")) is None
    assert form_of(sheet("Nom,Mail")) is None


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Cotis. 2022", 2022),
        ("Cotisation 2023 (€)", 2023),
        ("Adhésion 2023-2024", 2023),
        ("Adh 2023/24", 2023),
        ("2021", 2021),
        ("Membre en 2021 ?", None),
        ("Date 2021", None),
        ("Budget 2024", None),
    ],
)
def test_a_column_of_dues_of_one_year(heading, year):
    assert year_of(heading) == year


def test_numbers_are_phones_only_when_they_are_dialled_so():
    """A file number of nine digits is none."""
    assert found("N° de dossier,Nom", "812345678,Roche", "812345679,Brun")[0] == ("answer", "heading")
    assert found("Où vous joindre ?,Nom", "0639981003,Roche", "+33639981004,Brun")[0] == ("phone", "values")


def test_of_several_numbers_under_one_label_the_first_is_taken():
    """Google joins them with three colons; all of them stay under the heading."""
    row = mapped(sheet("Nom,Phone 1 - Value", "Roche,0612345678 ::: 0475000009"), "registrations", [])[0]
    assert row.values["phone"] == "0612345678"
    assert row.answers == {"Phone 1 - Value": "0612345678 ::: 0475000009"}


def test_in_our_exports_a_question_never_takes_the_place_of_a_field():
    """A form asked for something under the heading that a field has for people; its column stands behind."""
    headings = "Saisie le,Demandée le,Prénom,Nom,Public,Cotisation,Public"
    whole = sheet(headings, ",,Zoé,Martineau,,jamais,une réponse")
    assert recognised(whole).tool == "cap"
    columns = columns_of(whole, "registrations", [], {})
    assert [column.field for column in columns if column.heading == "Public"] == ["public", "answer"]


def test_nobody_signed_in_leaves_room_for_the_address_that_the_form_asks_for():
    """Microsoft Forms has a column for the account of whoever answers, whether one is asked for or not."""
    headings = "ID,Start time,Completion time,Email,Name,First name,Surname,Where do we send the link?"
    rows = ("1,9/2/24 09:00,9/2/24 09:02,anonymous,,Zoé,Roche,z@roche.example",)
    assert found(headings, *rows)[-1] == ("email", "values")
    assert mapped(sheet(headings, *rows), "registrations", [])[0].values["email"] == "z@roche.example"


def test_a_remark_in_brackets_does_not_ask_for_more_than_the_heading_alone():
    """Some have two numbers, and some write that they have none."""
    cells = ("0639981003,Roche", "0639981004 / 0465711004,Brun", "aucun,Izard", "non merci,Pic")
    assert found("Téléphone (le jour même seulement),Nom", *cells)[0] == ("phone", "near")


def test_a_slash_within_the_last_part_of_headings_of_one_question():
    headings = "Address - Street Address,Address - City,Address - Postal / Zip Code,Nom"
    assert [field for field, _by in found(headings, "1 rue,Val,26400,Roche")] == [
        "answer", "answer", "postcode", "family_name",
    ]  # fmt: skip
    assert found("Adresse (Ville),Adresse (ZIP / Code postal),Nom", "Val,26400,Roche")[1][0] == "postcode"


def test_the_name_of_a_structure_in_its_own_group_is_no_family_name():
    headings = "Prénom,Nom,Structure : Nom,Structure : Ville"
    row = mapped(sheet(headings, "Zoé,Roche,PNR,Die"), "registrations", [])[0]
    assert row.values == {"given_name": "Zoé", "family_name": "Roche", "organisation": "PNR"}
    assert row.answers == {"Structure : Ville": "Die"}


def test_limesurvey_puts_what_is_asked_in_square_brackets():
    headings = (
        "Vos coordonnées [Nom],Vos coordonnées [Prénom],Vos coordonnées [Votre structure],Actus [SMS],Actus [Mail]"
    )
    row = mapped(sheet(headings, "Roche,Zoé,PNR,Oui,Non"), "registrations", [])[0]
    assert row.values == {"family_name": "Roche", "given_name": "Zoé", "organisation": "PNR"}
    assert row.answers == {"Actus [SMS]": "Oui", "Actus [Mail]": "Non"}


@pytest.mark.parametrize(
    "headings",
    [
        "Participant 1 - Nom,Participant 1 - Prénom,Participant 1 - Mail,"
        "Participant 2 - Nom,Participant 2 - Prénom,Participant 2 - Mail",
        "Nom,Prénom,Mail,Nom 2,Prénom 2,Mail 2",
        "Nom,Prénom,Mail,Nom,Prénom,Mail",
        "Nom du participant n°1,Prénom du participant n°1,Mail du participant n°1,"
        "Nom du participant n°2,Prénom du participant n°2,Mail du participant n°2",
    ],
)
def test_of_several_people_on_a_row_the_first_is_meant_and_nobody_elses_address(headings):
    both = mapped(sheet(headings, "Roche,Zoé,,Brun,Tom,tom@brun.example"), "registrations", [])[0]
    assert both.values == {"family_name": "Roche", "given_name": "Zoé"}
    assert list(both.answers.values()) == ["Brun", "Tom", "tom@brun.example"]


def test_the_address_of_whoever_fills_in_for_others_comes_last():
    headings = "Adresse e-mail,Participant 1 : Nom,Participant 1 : Mail,Participant 2 : Nom,Participant 2 : Mail"
    rows = mapped(sheet(headings, "a@x.example,Roche,z@x.example,Brun,", "b@x.example,Izard,,,"), "registrations", [])
    assert [row.values["email"] for row in rows] == ["z@x.example", "b@x.example"]
    assert rows[0].answers == {"Participant 2 : Nom": "Brun", "Adresse e-mail": "a@x.example"}


def test_a_second_address_of_one_person_is_theirs():
    rows = mapped(sheet("Nom,Mail 1,Mail 2", "Roche,,z@x.example"), "registrations", [])
    assert rows[0].values["email"] == "z@x.example"


def test_below_a_name_or_a_structure_stands_the_name_of_whoever_has_a_given_name():
    rows = mapped(sheet("Nom / structure,Prénom,Montant", "ROCHE,Zoé,20", "Mairie,,60"), "dues", [])
    assert rows[0].values == {"family_name": "ROCHE", "given_name": "Zoé", "amount": "20"}
    assert rows[1].values == {"organisation": "Mairie", "amount": "60"}
    rows = mapped(sheet("Nom de la structure,Prénom,Montant", "PNR,Zoé,20"), "dues", [])
    assert rows[0].values["organisation"] == "PNR"
