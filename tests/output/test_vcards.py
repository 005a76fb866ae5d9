"""Contact cards of a list: a person once, whatever the list."""

import pytest

from capcli.errors import Usage
from capcli.output.showing import show


def shown(make_desk, rows, shape="registrations"):
    desk = make_desk()
    show(desk, rows, shape, format="vcard")
    return desk.terminal.shown


def test_the_attendees_of_a_session(make_desk, make_registration):
    text = shown(make_desk, [make_registration(function="Élue")])
    assert "N:d'Arnoncourt;Éloïse;;;\r\n" in text
    assert "ORG:Association « Les Chemins Creux »\r\n" in text
    assert "TITLE:Élue\r\n" in text
    assert "TEL;TYPE=VOICE:+33475781715\r\n" in text


def test_a_person_has_one_card_and_the_same_name_in_every_list(make_desk, make_registration):
    """An address book that has the card already takes the newer one instead of a second."""
    registered = shown(make_desk, [make_registration(), make_registration(ref="R2")])
    assert registered.count("BEGIN:VCARD") == 1
    row = {"ref": "P1", "given_name": "Éloïse", "family_name": "d'Arnoncourt", "organisation": {"name": "Les Creux"}}
    listed = shown(make_desk, [row], "people")
    assert "ORG:Les Creux\r\n" in listed
    assert [line for line in listed.splitlines() if line.startswith("UID")] == [
        line for line in registered.splitlines() if line.startswith("UID")
    ]


def test_nobody_is_no_card(make_desk):
    assert shown(make_desk, []) == ""


def test_a_list_without_people_is_refused(make_desk):
    with pytest.raises(Usage) as refused:
        shown(make_desk, [], "sessions")
    assert refused.value.code == "no_cards"


def test_a_file_says_how_many(make_desk, make_registration, tmp_path):
    desk = make_desk()
    show(desk, [make_registration(), make_registration(ref="R2")], "registrations", output=tmp_path / "people.vcf")
    assert "1 contact card written to" in desk.terminal.messages.getvalue()
    assert (tmp_path / "people.vcf").read_bytes().startswith(b"BEGIN:VCARD\r\n")
