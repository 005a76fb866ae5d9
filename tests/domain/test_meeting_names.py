"""What names shown in meetings are of, and whose they may be."""

import pytest

from capcli.domain.meeting_names import phone_fits, shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camille Exemple (animation)", "Camille Exemple"),
        ("MARTINEAU Zoé (PNR) (Zoé)", "MARTINEAU Zoé"),
        ("L'HOSTIS Loïc (Externe)", "L'HOSTIS Loïc"),
        ("Éloïse d'Arnoncourt (Invité)", "Éloïse d'Arnoncourt"),
        ("Éloïse d'Arnoncourt [Non vérifié]", "Éloïse d'Arnoncourt"),
        ("Mme Zoé MARTINEAU - Mairie de Die", "Zoé MARTINEAU"),
        ("Zoé Martineau | PNR", "Zoé Martineau"),
        ("Zoé Martineau # PNR", "Zoé Martineau"),
        ("Zoé Martineau#PNR", "Zoé Martineau"),
        ("Zoé Martineau @PNR", "Zoé Martineau"),
        ("Zoé Martineau@PNR", "Zoé Martineau"),
        ("Zoé Martineau, PNR", "Zoé Martineau"),
        ("Zoé Martineau, mairie de Die", "Zoé Martineau"),
        ("Martineau, Zoé", "Martineau, Zoé"),
        ("Le Goff, Anne", "Le Goff, Anne"),
        ("LE GOFF, ANNE", "LE GOFF, ANNE"),
        ("M. Paul BRUNEL", "Paul BRUNEL"),
        ("Zoé Martineau 🌻", "Zoé Martineau"),
        ("Zoé (elle) Martineau", "Zoé Martineau"),
        ("Zoé_MARTINEAU", "Zoé MARTINEAU"),
        ("Zoom User (Zoé Martineau)", "Zoé Martineau"),
        ("Paul (Paul Brunel)", "Paul Brunel"),
        ("سعاد العلوي", "سعاد العلوي"),
    ],
)
def test_the_likeliest_name_is_the_first(text, name):
    assert shown(text).names[0] == name


def test_the_other_side_of_a_dash_may_be_the_person():
    assert "Zoé Martineau" in shown("Mairie de Die - Zoé Martineau").names


@pytest.mark.parametrize(
    ("text", "nature", "owner"),
    [
        ("Éloïse", "person", "Éloïse"),
        ("iPhone de Loïc", "device", "Loïc"),
        ("iPad d'Anne", "device", "Anne"),
        ("Loïc’s iPhone", "device", "Loïc"),
        ("PC de Marie", "device", "Marie"),
        ("Galaxy A52 de Zoé", "device", "Zoé"),
        ("Galaxy S21", "device", ""),
        ("SM-A525F", "device", ""),
        ("iPad", "device", ""),
        ("DESKTOP-AB12", "device", ""),
        ("Salle visio Val Fictif", "room", ""),
        ("Polycom RealPresence", "room", ""),
        ("Meeting Room 2", "room", ""),
        ("Otter.ai", "bot", ""),
        ("Zoé's Notetaker (Otter.ai)", "bot", ""),
        ("read.ai meeting notes", "bot", ""),
        ("Fireflies.ai Notetaker", "bot", ""),
        ("+33 6 39 ** ** 98", "phone", ""),
        ("33639001298", "phone", ""),
    ],
)
def test_what_names_nobody_for_sure(text, nature, owner):
    found = shown(text)
    assert (found.nature, found.owner) == (nature, owner)


def test_a_name_that_sounds_like_a_room_is_still_a_name():
    assert shown("Anne Salles").names == ["Anne Salles"]


@pytest.mark.parametrize(("text", "hosting"), [("Zoé M. (Hôte)", True), ("Zoé M. (co-host)", True), ("Zoé M.", False)])
def test_a_name_may_say_that_its_bearer_ran_the_meeting(text, hosting):
    assert shown(text).hosting is hosting


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("+33 6 39 ** ** 98", True),
        ("06 39 ** ** 98", True),
        ("0033639001298", True),
        ("+33 6 39 ** ** 97", False),
        ("** ** ** 98", False),
        ("98", False),
    ],
)
def test_hidden_digits_are_any_digits_and_most_must_be_shown(text, fits):
    assert phone_fits(text, "+33639001298") is fits
    assert not phone_fits(text, None)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Fanny RAULT / Bastien Quer", ["Fanny RAULT", "Bastien Quer"]),
        ("Mme Fanny Rault et M. Bastien Quer (Mairie)", ["Fanny Rault", "Bastien Quer"]),
        ("Fanny Rault & Bastien Quer", ["Fanny Rault", "Bastien Quer"]),
        ("Anne et Luc Duval", ["Luc Duval"]),
        ("Perrine D. (Fanny Rault)", []),
        ("Fanny Rault", []),
    ],
)
def test_one_connection_may_hold_several_people(text, together):
    assert shown(text).together == together
