"""Contact cards of phones and mail programs."""

import pytest

from capcli.domain.leavings import left_out
from capcli.domain.plans import Problem
from capcli.errors import OtherFileError
from capcli.imports.mapping import columns_of, rows_of
from capcli.imports.reading import Sheet, opened, sheet_of


def sheet(text: str | bytes) -> Sheet:
    content = text if isinstance(text, bytes) else text.encode()
    return sheet_of(opened(content, "contacts.vcf"), lambda heading: True)


def card(*lines: str) -> dict[str, str]:
    found = sheet("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]))
    assert len(found.rows) == 1
    return {key: cell for key, cell in zip(found.headings, found.rows[0].cells, strict=True) if cell}


def test_a_card_of_version_3():
    assert card(
        "VERSION:3.0",
        "N:de La Bretonnière;Inès;Marie;Mme;",
        "FN:Inès de La Bretonnière",
        "ORG:PNR des Monts Imaginés;Accueil",
        "TITLE:Chargée de mission\\, tourisme",
        "item1.EMAIL;TYPE=INTERNET:ines@maison.example",
        "EMAIL;TYPE=work,pref:ines@parc.example",
        "TEL;TYPE=CELL:+33 6 39 98 10 02",
        "ADR;TYPE=WORK:;;1 rue de l’Exemple;Val-Fictif;;26400;France",
        "NOTE:Vient en train\\nle matin\\; repas",
    ) == {
        "given_name": "Inès",
        "family_name": "de La Bretonnière",
        "organisation": "PNR des Monts Imaginés",
        "function": "Chargée de mission, tourisme",
        "email": "ines@parc.example",
        "phone": "+33 6 39 98 10 02",
        "address": "1 rue de l’Exemple",
        "postcode": "26400",
        "city": "Val-Fictif",
        "note": "Vient en train\nle matin; repas",
    }


def test_a_card_of_version_2_in_quoted_printable():
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=27HOSTIS;Lo=C3=AFc;;;\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:R=E9gime =\r\nv=E9g=E9tarien=0D=0Asans sel\r\n"
        "TEL;CELL;PREF:0639981004\r\nEND:VCARD\r\n"
    )
    row = dict(zip(sheet(text).headings, sheet(text).rows[0].cells, strict=True))
    assert (row["family_name"], row["given_name"], row["phone"]) == ("L'HOSTIS", "Loïc", "0639981004")
    assert row["note"].split() == ["Régime", "végétarien", "sans", "sel"]


def test_a_card_of_version_4():
    assert card(
        "VERSION:4.0",
        "FN:Zoé Martineau",
        "EMAIL:a@b.example",
        "EMAIL;PREF=1:mailto:z@parc.example",
        'TEL;VALUE=uri;TYPE="voice,work":tel:+33465711003',
        "ROLE:Élue",
    ) == {"name": "Zoé Martineau", "email": "z@parc.example", "phone": "+33465711003", "function": "Élue"}


def test_the_card_of_an_organisation_is_nobody():
    assert card("FN:Mairie de Val-Fictif", "ORG:Mairie de Val-Fictif", "N:;;;;") == {
        "organisation": "Mairie de Val-Fictif"
    }


def test_several_cards_and_folded_lines():
    text = "begin:vcard\nFN:Zoé\n  Martineau\nEND:VCARD\n\nBEGIN:VCARD\nFN:Léa Roche\nEND:VCARD"
    assert [(row.line, row.cells[2]) for row in sheet(text).rows] == [(1, "Zoé Martineau"), (6, "Léa Roche")]
    assert sheet(text).header_row == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cards_in_other_encodings(encoding):
    text = "BEGIN:VCARD\nN:Roche;Zoé\nEND:VCARD\n"
    assert sheet(text.encode(encoding)).rows[0].cells[:2] == ["Zoé", "Roche"]


@pytest.mark.parametrize("text", ["BEGIN:VCARD\nFN:Zoé", "BEGIN:VCARD\nFN:Zoé\nBEGIN:VCARD\nEND:VCARD"])
def test_a_card_cut_short_is_refused(text):
    with pytest.raises(OtherFileError) as caught:
        sheet(text)
    assert caught.value.code == "import_damaged"


def test_cards_that_say_nothing_are_refused():
    with pytest.raises(OtherFileError):
        sheet("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")


@pytest.mark.parametrize("said", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_a_card_that_only_lists_others_is_nobodys(said):
    found = sheet(f"BEGIN:VCARD\nVERSION:4.0\n{said}\nFN:Bureau\nMEMBER:urn:uuid:1\nEND:VCARD\n")
    rows = rows_of(found, columns_of(found, "people"), "people")
    assert [left_out(row) for row in rows] == [Problem("row_group", {"text": "Bureau"})]


def test_a_card_of_an_organisation_says_so():
    assert card("VERSION:4.0", "KIND:org", "FN:Foyer rural")["kind"] == "legal person"
    assert "kind" not in card("VERSION:4.0", "KIND:individual", "FN:Zoé Martineau")


def test_of_ranked_addresses_the_first_rank_is_taken():
    """A card of version 4 ranks what it prefers, not always from one."""
    assert card(
        "VERSION:4.0", "FN:Zoé Martineau", "EMAIL:z@old.example", "EMAIL;PREF=3:zoe@home.example",
        'EMAIL;TYPE=work;PREF="2":zoe@parc.example',
    )["email"] == "zoe@parc.example"  # fmt: skip
