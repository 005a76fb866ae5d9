"""The headings are found wherever they are, and what is no record is set aside with its reason."""

import pytest

from capcli.domain.names import fold
from capcli.errors import OtherFileError
from capcli.imports.reading import Sheet, opened, sheet_of

KNOWN = {
    "nom", "prenom", "e mail", "email", "structure", "telephone", "name", "nom participant", "prenom participant",
    "nom prenom", "code postal",
}  # fmt: skip


def known(heading: str) -> bool:
    return fold(heading) in KNOWN


def sheet(text: str, **options: bool) -> Sheet:
    return sheet_of(opened(text.encode(), "f.csv"), known, **options)


def aside(text: str) -> list[tuple[int, str, str]]:
    return [(row.line, row.code, row.text) for row in sheet(text).set_aside]


def test_the_line_with_most_known_headings_is_theirs():
    found = sheet("Structure;;\nListe du 5 mars;;\n;;\nNom;Prénom;E-mail\nRoche;Zoé;z@b.example\n")
    assert (found.header_row, found.title) == (4, "Structure")


def test_headings_lose_what_is_not_seen():
    found = sheet("\u200b Nom\u00a0;Code\u202fpostal ;\ufeffE-mail\nRoche;26400;z@b.example\n")
    assert found.headings == ["Nom", "Code postal", "E-mail"]


def test_headings_over_several_lines_of_one_cell_stay_so():
    found = sheet('"Champ 1\nTéléphone";Nom\n06;Roche\n')
    assert (found.headings, found.header_row, found.rows[0].line) == (["Champ 1\nTéléphone", "Nom"], 1, 3)


@pytest.mark.parametrize(
    ("text", "headings", "line"),
    [
        ("Identité;;\nNom;Prénom;E-mail\nRoche;Zoé;z@b.example", ["Nom", "Prénom", "E-mail"], 2),
        (
            "Nom;Prénom;Contact;\n;;E-mail;Téléphone\nRoche;Zoé;z@b.example;06",
            ["Nom", "Prénom", "E-mail", "Téléphone"],
            2,
        ),
        (
            "Nom;Prénom;Présence;\n;;Matin;Soir\nRoche;Zoé;x;x",
            ["Nom", "Prénom", "Présence (Matin)", "Présence (Soir)"],
            2,
        ),
        (
            "Participant;;;Payeur;;\nNom;Prénom;E-mail;Nom;Prénom;Reçu\nRoche;Zoé;z@b.example;Brun;Léa;oui",
            [
                "Nom Participant",
                "Prénom Participant",
                "E-mail Participant",
                "Nom Payeur",
                "Prénom Payeur",
                "Reçu Payeur",
            ],
            2,
        ),
        ("Liste;;\nNom;;E-mail\nRoche;Zoé;z@b.example", ["Nom", "", "E-mail"], 2),
    ],
)
def test_headings_over_two_lines_are_joined(text, headings, line):
    found = sheet(text)
    assert (found.headings, found.header_row) == (headings, line)
    assert [row.cells[0] for row in found.rows] == ["Roche"]


def test_a_row_of_people_is_never_joined_to_the_headings():
    found = sheet("Nom;Prénom;Remarques\nRoche;Zoé;\nBrun;;\n")
    assert (found.header_row, len(found.rows)) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "z@b.example;Zoé Martineau\nines@c.example;\n",
        "z@b.example\nines@c.example\n",
        "Zoé Martineau;06 39 98 10 02\nLéa Roche;\n",
        "Zoé Martineau;12/02/2024\nLéa Roche;\n",
    ],
)
def test_a_file_without_headings_has_none(text):
    found = sheet(text)
    assert found.header_row == 0
    assert set(found.headings) == {""}
    assert [row.line for row in found.rows] == [1, 2]


def test_whether_there_are_headings_can_be_said():
    assert sheet("one;two\n1;2\n", headed=True).headings == ["one", "two"]
    found = sheet("Nom;Prénom\nRoche;Zoé\n", headed=False)
    assert (found.header_row, len(found.rows)) == (0, 2)


def test_blank_rows_between_others_are_told_and_those_at_the_end_are_not():
    assert aside("Nom;Prénom;E-mail\nRoche;Zoé;\n;;\n\nBrun;Léa;\n;;\n") == [(3, "row_blank", ""), (4, "row_blank", "")]


def test_a_numbered_line_that_nobody_filled_in_is_blank():
    assert aside("N°;Nom;Prénom\n1;Roche;Zoé\n2;;\n3;;\n") == [(3, "row_blank", ""), (4, "row_blank", "")]


def test_headings_again_are_no_record():
    text = "Nom;Prénom;E-mail\nRoche;Zoé;\nNom;Prénom;E-mail\nBrun;Léa;\n"
    assert aside(text) == [(3, "row_heading", "Nom")]
    assert len(sheet(text).rows) == 2


@pytest.mark.parametrize("title", ["Inscrits en présentiel", "Structures :", "Adhérents 2024", "Groupe 2"])
def test_the_title_of_a_section_is_no_record(title):
    text = f"Nom;Prénom;E-mail\n{title};;\nRoche;Zoé;\n"
    assert aside(text) == [(2, "row_section", title)]


@pytest.mark.parametrize("name", ["Martineau", "z@b.example", "TOTAL", "Total : 12", "Marie Claire Duval Pons"])
def test_a_name_an_address_or_a_total_alone_stays_a_row(name):
    text = f"Nom;Prénom;E-mail\n{name};;\nRoche;Zoé;\n"
    assert aside(text) == []
    assert len(sheet(text).rows) == 2


def test_a_title_under_a_heading_that_nobody_knows_is_one():
    assert aside("Rang;Nom;Prénom\nBureau;;\n1;Roche;Zoé\n") == [(2, "row_section", "Bureau")]


def test_the_rows_of_a_further_section_are_not_read_under_the_wrong_headings():
    text = (
        "Nom;Prénom;E-mail;Structure\nRoche;Zoé;z@b.example;Mairie\n\nIntervenants;;;\nE-mail;Nom;Téléphone;\n"
        "l@b.example;Brun;06;\n"
    )
    found = sheet(text)
    assert [row.cells[0] for row in found.rows] == ["Roche"]
    assert [(row.line, row.code, row.text) for row in found.set_aside][1:] == [
        (4, "row_section", "Intervenants"),
        (5, "row_section", "Intervenants"),
        (6, "row_section", "Intervenants"),
    ]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Accueillir de nouveaux habitants\n", "Accueillir de nouveaux habitants"),
        ("Formulaire;Accueillir\nExporté le;5 mars\n", "Accueillir"),
        ("1. Summary\nAttended;6\nMeeting title;Accueillir\n", "Accueillir"),
        ("Meeting ID;Topic;Host\n812 3456;Accueillir;Camille\n\n", "Accueillir"),
        ("Session du;5 mars\n", "Session du 5 mars"),
        ("", None),
    ],
)
def test_the_text_above_tells_the_form(above, title):
    assert sheet(above + "Nom;Prénom;E-mail\nRoche;Zoé;z@b.example\n").title == title


def test_headings_alone_are_said():
    with pytest.raises(OtherFileError) as caught:
        sheet("Nom;Prénom;E-mail\n;;\n")
    assert caught.value.code == "import_headings_only"


@pytest.mark.parametrize("text", ["one;two\nthree;four\n", "Bonjour,\nvoici la liste.\n"])
def test_no_known_heading_is_said(text):
    with pytest.raises(OtherFileError) as caught:
        sheet(text)
    assert caught.value.code == "import_headings"
