"""The encoding of a text is found out from its bytes, and garbled letters are put right."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.imports.encodings import encoding_of, lines_of, text_of

TEXTS = [
    "Nom;Prénom\nD'Arnoncourt;Éloïse\n",
    "Nom;Prénom\nMARTINEAU;Zoé\n",
    "DE LA BRETONNIÈRE;Inès",
    "L’HOSTIS;Loïc;n° 4 – l’été « oui »",
    "Changement d’échelle : places libres",
    "Nom;Tarif\nRoche;30,00 €\n",
    "1\u00a0250,50\u00a0€;présent·e",
    "Êtes-vous à jour de cotisation ?",
    "Cœur de ville;Œuvre;Noël;Ça ira…",
    "GARCÍA;María Núñez;Conceição",
    "N°;Nom",
    "Müller;Jürgen;Straße;Østergård",
]
NAMES = ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", TEXTS)
def test_letters_of_western_europe_are_read_in_each_encoding(text, name):
    content = text.encode(name)
    found = encoding_of(content)
    assert found is not None
    assert (found.name, text_of(content, found)) == (name, text)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_letter(mark, name):
    content = mark + "Prénom".encode(name)
    found = encoding_of(content)
    assert found is not None
    assert (found.name, text_of(content, found)) == (name, "Prénom")


@pytest.mark.parametrize("text", ["¿Quién?", "3 × 5", "l´eau", "± 2", "10 µm", "50 ½"])
def test_a_sign_alone_is_read_as_windows_wrote_it(text):
    found = encoding_of(text.encode("cp1252"))
    assert found is not None
    assert text_of(text.encode("cp1252"), found) == text


def test_bytes_that_windows_leaves_undefined_are_latin_1():
    found = encoding_of("Prénom;Zoé\x8d;Éloïse".encode("iso-8859-1"))
    assert found is not None
    assert found.name == "iso-8859-1"


@pytest.mark.parametrize("taken_for", ["cp1252", "iso-8859-1", "mac-roman"])
@pytest.mark.parametrize("text", ["Prénom;Éloïse", "L’été à Orléans", "n° 4", "Tarif 30 €", "Cœur", "Inès à côté"])
def test_utf_8_saved_twice_is_put_right_and_said(text, taken_for):
    try:
        content = text.encode().decode(taken_for).encode()
    except UnicodeDecodeError:
        pytest.skip("some bytes of it have no letter there")
    found = encoding_of(content)
    assert found is not None
    assert found.garbling is not None
    assert text_of(content, found) == text


def test_two_encodings_in_one_file_are_both_read():
    """Two exports put together by hand: neither half is garbled."""
    content = "Prénom;Évènement\n".encode() + "Zoé;été – 30 €\n".encode("cp1252")
    found = encoding_of(content)
    assert found is not None
    assert (found.name, found.garbling) == ("utf-8", "mixed")
    assert text_of(content, found) == "Prénom;Évènement\nZoé;été – 30 €\n"


@pytest.mark.parametrize("text", ["Â¡", "JOÃO;ARAÚJO", "CHÂTEAU;Âge", "Ångström", "√2 ≈ 1,41", "¬a", "Zoë”"])
def test_a_sound_text_is_left_alone(text):
    found = encoding_of(text.encode())
    assert found is not None
    assert text_of(text.encode(), found) == text


@pytest.mark.parametrize(
    "content",
    [
        b"\x81\x8d\x8f",
        bytes(range(256)),
        "שלום;עולם".encode("cp1255"),
        "Καλημέρα;κόσμε".encode("cp1253"),
        b"\xff\xfe\x00\xd8",
        b"Nom\x00;\x00\x00E-mail",
        b"\xfe\xff\x00",
    ],
)
def test_what_would_be_read_as_other_letters_is_no_text(content):
    assert encoding_of(content) is None


def test_a_letter_cut_between_two_pieces_is_whole():
    content = ("x" * ((1 << 20) - 1) + "é").encode()
    found = encoding_of(content)
    assert found is not None
    assert found.name == "utf-8"


def test_letters_that_somebody_writes_so_stay():
    """One garbled word among sound ones is what a cell holds, and not how the file was saved."""
    text = "Prénom,Réponse\r\nZoé,AÃ¡\r\nÉloïse,non\r\n"
    found = encoding_of(text.encode())
    assert (found.name, found.garbling) == ("utf-8", None)


WORDS = str.split(
    "Éloïse Zoé Hélène Geneviève François Maël Noël Inès Jérôme Béatrice Benoît Gaëlle Anaïs Léa Théo Chloé Loïc "
    "Étienne BRETONNIÈRE LEFÈVRE Lefèvre MARTINEAU Fauvel-Rochas d'Arnoncourt Mairie Communauté mère "
    "élève forêt à où déjà présence Téléphone garçon août château île hôtel l'été ÉTIENNE Saint-Étienne Drôme Isère "
    "Ardèche Rhône-Alpes Orléans"
)
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-1", "mac-roman", "cp850"]


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3), max_size=30), codec=st.sampled_from(CODECS)
)
def test_a_french_list_comes_back_from_every_encoding(rows, codec):
    """Of French Latin-1 is Windows-1252 too, letter by letter."""
    text = "".join(f"{';'.join(cells)}\n" for cells in [["Nom", "Prénom", "Commune"], *rows])
    content = text.encode(codec)
    found = encoding_of(content)
    assert found is not None
    assert text_of(content, found) == "".join(lines_of(content, found, 1000)) == text
    assert found.name in {codec, {"iso-8859-1": "cp1252"}.get(codec), codec.removesuffix("-sig"), f"{codec}-le"}


class TestDos:
    @pytest.mark.parametrize(
        "text",
        [
            "Prénom",
            "Père;Mère;Zoé",
            "Tarif 30,00 €;réglé",
            "n° 4;«\u00a0été\u00a0»",
            "ÉLOÏSE;Prénom",
            "Geneviève;François;Hélène",
            "Payeur;Montant\nDURAND Léa;20,00 €\n",
        ],
    )
    def test_it_is_read_where_nothing_else_is_likely(self, text):
        content = text.encode("cp858")
        found = encoding_of(content)
        assert found is not None
        assert (found.name, text_of(content, found)) == ("cp850", text)

    @pytest.mark.parametrize("name", ["cp1252", "mac-roman"])
    @pytest.mark.parametrize(
        "text",
        ["“Bonjour”", "Ça ira…", "…", "a – b", "l’eau", "‚été‘", "Žižek;Šimon;Zoé", "Bäcker", "30 €", "naïve • ü"],
    )
    def test_signs_and_letters_of_others_are_left_to_them(self, text, name):
        try:
            content = text.encode(name)
        except UnicodeEncodeError:
            pytest.skip("it has no such letter")
        found = encoding_of(content)
        assert found is None or found.name != "cp850"
