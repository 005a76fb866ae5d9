"""What people write in brackets behind a name, and what stays part of it."""

import datetime as dt

import pytest

from capcli.domain.applicants import applicant
from capcli.imports.fields import field_of
from capcli.imports.mapping import columns_of, rows_of
from capcli.imports.reading import read

NOW = dt.datetime(2024, 2, 20, tzinfo=dt.UTC)


def applicants(text: str, kind: str = "registrations"):
    sheet = read(text.encode(), "f.csv", lambda heading: field_of(heading, kind) is not None)
    return [applicant(row, "Europe/Paris", NOW) for row in rows_of(sheet, columns_of(sheet, kind, [], {}), kind)]


@pytest.mark.parametrize(
    ("name", "given", "family", "remark"),
    [
        ("PINSON Maël (remplace A. Roux)", "Maël", "PINSON", "remplace A. Roux"),
        ("PINSON Maël [visio]", "Maël", "PINSON", "visio"),
        ("Pinson Maël (à confirmer)", "Maël", "Pinson", "à confirmer"),
        ("Maël PINSON (PNR / CC)", "Maël", "PINSON", "PNR / CC"),
    ],
)
def test_a_remark_behind_a_name_is_told_and_no_part_of_it(name, given, family, remark):
    (who,) = applicants(f"Nom et prénom;Courriel\n{name};m@x.example\n")
    assert (who.given_name, who.family_name) == (given, family)
    assert [(one.code, one.args["text"]) for one in who.problems] == [("name_remark", remark)]


def test_a_remark_does_not_hide_the_order_of_a_column():
    names = "Brun Nathalie", "Roche Isabelle", "Kowal Zbiniek (remplace A. Roux)"
    who = applicants(
        "\n".join(["Nom Prénom;Courriel", *(f"{name};{place}@x.example" for place, name in enumerate(names))])
    )
    assert (who[2].given_name, who[2].family_name) == ("Zbiniek", "Kowal")


@pytest.mark.parametrize("name", ["Marie (Maïté) Duval", "(Maïté) Duval"])
def test_brackets_within_a_name_are_kept_as_they_are_written(name):
    (who,) = applicants(f"Nom et prénom;Courriel\n{name};m@x.example\n")
    assert who.name == name
    assert who.problems == []


def test_names_in_two_columns_lose_their_remarks_too():
    (who,) = applicants("Nom;Prénom;Courriel\nPINSON;Maël (visio);m@x.example\n")
    assert (who.given_name, who.family_name, len(who.problems)) == ("Maël", "PINSON", 1)


def test_a_guest_of_a_meeting_is_no_remark():
    (who,) = applicants("Nom;Prénom;Courriel\nPINSON;Maël (Invité);m@x.example\n")
    assert (who.given_name, who.problems) == ("Maël", [])


class TestDevices:
    @pytest.mark.parametrize(
        "text",
        [
            "Nom et prénom;Courriel\niPhone de Loïc;l@x.example\n",
            "Nom;Prénom;Courriel\nde Loïc;iPhone;l@x.example\n",
            "Nom;Courriel\niPhone de Loïc;l@x.example\n",
            "Prénom;Courriel\nGalaxy S21;l@x.example\n",
            "First name;Last name;Email\niPhone;;l@x.example\n",
        ],
    )
    @pytest.mark.parametrize("kind", ["registrations", "people"])
    def test_the_name_of_a_device_names_nobody_and_is_told(self, text, kind):
        (who,) = applicants(text, kind)
        assert (who.name, who.email) == ("", "l@x.example")
        assert [one.code for one in who.problems] == ["name_device"]

    def test_a_name_asked_for_stands_beside_that_of_a_device(self):
        """The program notes the device, the form asks for the name."""
        (who,) = applicants("Nom affiché;Nom;Prénom;Courriel\niPhone;PINSON;Maël;m@x.example\n")
        assert (who.given_name, who.family_name) == ("Maël", "PINSON")

    @pytest.mark.parametrize("name", ["Anne Pad", "MAC KENZIE Zoé", "Honor de Balzac"])
    def test_people_keep_names_that_sound_like_one(self, name):
        (who,) = applicants(f"Nom et prénom;Courriel\n{name};m@x.example\n")
        assert (sorted(who.name.split()), who.problems) == (sorted(name.split()), [])


def test_a_list_of_payments_by_people_loses_them_too_and_one_by_organisations_does_not():
    text = "Nom Prénom;Montant\nBRUN Nathalie;20\nPINSON Maël (Mairie de Die);20\nMairie de Die (CCAS);20\n"
    _first, maël, office = applicants(text, "dues")
    assert (maël.given_name, maël.family_name) == ("Maël", "PINSON")
    assert "(CCAS)" in office.name
