"""Rows read into somebody: what can be used, what stays a problem."""

import datetime as dt

import pytest

from capcli.domain.applicants import applicant, names_several, nobody, note_of
from capcli.domain.leavings import left_out
from capcli.domain.plans import TypedRow

NOW = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def row(*, states=(), has_given_name=True, beyond=(), unfinished=False, **values: str) -> TypedRow:
    headings = {field: field.title() for field in values}
    return TypedRow(
        line=2,
        values=values,
        headings=headings,
        states=list(states),
        has_given_name=has_given_name,
        beyond=list(beyond),
        unfinished=unfinished,
    )


def read(typed: TypedRow):
    return applicant(typed, "Europe/Paris", NOW)


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        (row(given_name="Inès", family_name="de La Bretonnière"), "Inès", "de La Bretonnière"),
        (row(name="FAUVEL-ROCHAS Jean-Baptiste"), "Jean-Baptiste", "FAUVEL-ROCHAS"),
        (row(family_name="MARTINEAU Zoé", has_given_name=False), "Zoé", "MARTINEAU"),
        (row(family_name="MARTINEAU Zoé"), "", "MARTINEAU Zoé"),
        (row(email="a@b.example"), "", ""),
    ],
)
def test_names_stand_in_one_column_or_two(typed, given, family):
    who = read(typed)
    assert (who.given_name, who.family_name) == (given, family)


def test_what_cannot_be_used_is_a_problem_and_a_note():
    """The row goes in without it; the text stays, under its own heading."""
    typed = row(family_name="Brunel", email="paul@@exemple", phone="12", requested_at="hier", note="Late", beyond=["x"])
    who = read(typed)
    assert (who.email, who.phone, who.requested_at) == (None, None, None)
    assert [problem.code for problem in who.problems] == ["email", "phone", "requested_at", "beyond"]
    assert note_of(who.problems, "Late") == "Late\nEmail: paul@@exemple\nPhone: 12\nRequested_At: hier\nx"


def test_a_request_still_to_come_counts_from_now():
    who = read(row(family_name="Brunel", requested_at="02/03/2024 10:00"))
    assert who.requested_at is None
    assert [problem.code for problem in who.problems] == ["requested_later"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (row(name="TOTAL"), "row_total"),
        (row(name="Total", email="total@energie.example"), None),
        (row(name="Roche", states=["Statut de la commande: Annulé"]), "row_state"),
        (row(name="Roche", states=["Brouillon: 1"]), "row_state"),
        (row(name="Roche", states=["Brouillon: 0"]), None),
        (row(name="Roche", states=["State: canceled"]), "row_state"),
        (row(name="Roche", states=["Statut: Validé", "State: ARA"]), None),
        (row(name="Roche", unfinished=True), "row_unfinished"),
    ],
)
def test_rows_that_stand_for_nobody(typed, code):
    found = left_out(typed)
    assert (found.code if found else None) == code


def test_several_people_in_a_cell_are_seen():
    for name in ("DUPONT Jean ; FICTIF Anna", "Jean et Anna Dupont", "Jean / Anna",
                 "DUPONT Jean, FICTIF Anna", "Jean DUPONT, Anna FICTIF"):  # fmt: skip
        assert names_several(row(name=name))
    for name in ("Jean-Baptiste Fauvel-Rochas", "Yves Etienne", "Anna Duret", "LE GOFF, Jean Pierre", "Le Goff, Anne"):
        assert not names_several(row(name=name))


def test_nobody_has_neither_name_nor_usable_email():
    assert nobody(read(row(email="paul@@exemple")))
    assert nobody(read(row(name="?")))
    assert not nobody(read(row(email="paul@exemple.example")))


def test_what_says_that_there_is_nothing_is_no_value():
    who = read(row(family_name="Brunel", organisation="-", phone="néant", email="anonymous", function="N/A"))
    assert (who.organisation, who.phone, who.email, who.function, who.problems) == (None, None, None, None, [])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mme Zoé MARTINEAU", ("Zoé", "MARTINEAU")),
        ("M. L'HOSTIS Loïc", ("Loïc", "L'HOSTIS")),
        ("Dr. Anne Roche", ("Anne", "Roche")),
        ("Mr and", ("", "and")),
        ("M", ("", "M")),
        ("Zoé MARTINEAU (Invité)", ("Zoé", "MARTINEAU")),
        ("Anne Roche (elle)", ("Anne", "Roche")),
        ("Anne Roche (Petit)", ("Anne", "Roche (Petit)")),
    ],
)
def test_a_civility_or_a_tag_is_no_part_of_the_name(name, parts):
    assert (read(row(name=name)).given_name, read(row(name=name)).family_name) == parts


@pytest.mark.parametrize("between", [" / ", ";", ", ", "\n", " ou ", " "])
def test_of_several_emails_in_a_cell_the_first_is_taken_and_all_are_kept_in_the_note(between):
    text = f"zoe@parc.example{between}zoe.martineau@maison.example"
    who = read(row(name="Zoé Martineau", email=text))
    assert (who.email, [problem.code for problem in who.problems]) == ("zoe@parc.example", ["email_several"])
    assert "zoe.martineau@maison.example" in note_of(who.problems, None)


@pytest.mark.parametrize(
    "text", ["zoe@parc", "zoe@parc.example et Paul", "zoe@parc.example / paul", "zoe @parc.example"]
)
def test_what_is_not_all_addresses_gives_none(text):
    who = read(row(name="Zoé Martineau", email=text))
    assert (who.email, [problem.code for problem in who.problems]) == (None, ["email"])


@pytest.mark.parametrize("between", [" / ", ";", " ou ", "\n"])
def test_of_several_phones_in_a_cell_the_first_is_taken_and_all_are_kept_in_the_note(between):
    who = read(row(name="Zoé Martineau", phone=f"04.65.71.10.03{between}06 39 98 10 02"))
    assert (who.phone, [problem.code for problem in who.problems]) == ("+33465711003", ["phone_several"])
    assert "06 39 98 10 02" in note_of(who.problems, None)


@pytest.mark.parametrize("text", ["04 65 71", "04 65 71 10 03 / poste 12", "le soir"])
def test_what_is_not_all_numbers_gives_none(text):
    who = read(row(name="Zoé Martineau", phone=text))
    assert (who.phone, [problem.code for problem in who.problems]) == (None, ["phone"])
