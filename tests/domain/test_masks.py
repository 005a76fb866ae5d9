"""Somebody's name, e-mail and phone, found in texts however they are written, and nothing else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.domain.masks import Mask, hides

MASK = Mask("P12", {("Zoé", "L'Hostis-Bœuf")}, {"Zoe.L@exemple.example"}, {"+33612345678", "+32470123456"})

SPELLED = (
    *("Zoé L’Hostis-Bœuf", "L'HOSTIS BOEUF, Zoe", "zoé lhostis bœuf", "L HOSTIS-BŒUF  ZOÉ", "Zoe\u0301 L'Hostis-Boeuf"),
    *("zoe.l@EXEMPLE.example", "06 12 34 56 78", "+33 (0)6.12.34.56.78", "06\u00a012\u00a034\u00a056\u00a078"),
    *("+32 470 12 34 56", "lhostisboeuf zoe", "zôè lhôstis bœùf", "ＺＯÉ LHOSTIS Bœuf"),
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Remplace Zoé L’Hostis-Bœuf.", "Remplace P12."),
        ("L'HOSTIS BOEUF, Zoe (Die)", "P12 (Die)"),
        ("zoé lhostis bœuf", "P12"),
        ("Mme L HOSTIS-BŒUF  ZOÉ vient", "Mme P12 vient"),
        ("Zoe\u0301 L'Hostis-Boeuf", "P12"),
        ("écrire à zoe.l@EXEMPLE.example, merci", "écrire à P12, merci"),
        ("<ZOE.L@exemple.example>", "<P12>"),
        ("06 12 34 56 78 ou +33 (0)6.12.34.56.78", "P12 ou P12"),
        ("tel:+33612345678, 0033 6 12 34 56 78, 06-12-34-56-78", "tel:P12, P12, P12"),
        ("+32 470 12 34 56 et 0032470123456", "P12 et P12"),
    ],
)
def test_every_spelling_is_found(text, masked):
    assert MASK(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Zoé vient, Mme Bœuf aussi",
        "Zoé L'Hostis",
        "mezoe.l@exemple.example et zoe.l@exemple.example-autre",
        "106 12 34 56 78 90",
        "dossier 20612345678",
        "",
    ],
)
def test_what_is_anybodys_stays(text):
    assert MASK(text) == text


def test_a_short_name_is_not_taken_for_a_word():
    mask = Mask("P1", {("Li", "Na")}, (), ())
    assert mask("Lina et Li Na") == "Lina et P1"


def test_half_a_name_masks_nothing():
    assert Mask("P1", {("", "Martin")}, (), ())("Jean Martin") == "Jean Martin"


@pytest.mark.parametrize("key", ["lhostisboeuf zoe", "zoe.l@exemple.example|lhostisboeuf zoe|", "zoe lhostis boeuf"])
def test_a_folded_key_names_them_too(key):
    assert MASK.is_in(key)


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_name_between_other_words_is_always_found(before, after):
    assert "Hostis-B" not in MASK(f"{before} Zoé L'Hostis-Bœuf {after}")


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text):
    assert MASK(MASK(text)) == MASK(text)


def document(text: str) -> bytes:
    """A text inside a record, as the file holds it."""
    return msgspec.json.encode({"note": text, "person": 12})


@given(before=st.text(max_size=20), name=st.sampled_from(SPELLED), after=st.text(max_size=20))
def test_a_quick_look_rules_nothing_out_that_names_them(before, name, after):
    text = f"{before} {name} {after}"
    if MASK(text) != text:
        assert MASK.may_be_in(document(text))


@given(text=st.text(alphabet="zoéeZOElLhHôoösS'’-bBœoeuUfF .", max_size=40))
def test_nor_in_a_jumble_of_their_letters(text):
    if MASK(text) != text:
        assert MASK.may_be_in(document(text))


def test_a_quick_look_rules_most_things_out():
    for text in ("Régime : végétarien, sans arachide", "Luc Roche, 06 98 76 54 32", "luc@roche.example"):
        assert not MASK.may_be_in(document(text))


def test_a_name_in_another_script_is_never_ruled_out():
    mask = Mask("P1", {("محمد", "العلوي")}, (), ())
    assert mask("avec محمد العلوي") == "avec P1"
    assert mask.may_be_in(document("avec محمد العلوي"))


def test_nobody_is_looked_for_where_nothing_is_known():
    assert not Mask("P1", (), (), ()).may_be_in(document("Zoé"))


@pytest.mark.parametrize(
    ("masked", "text", "expected"),
    [
        ("noix, comme P2 (P2)", "noix, comme Luc Roche (luc@x.example)", True),
        ("P2", "Luc Roche", True),
        ("P2 et P3", "Luc Roche et P3", True),
        ("noix, comme P2", "noix", False),
        ("noix, comme P22", "noix, comme Luc", False),
        ("noix", "noix", True),
        ("P2", "Luc Roche " * 20, False),
    ],
)
def test_what_somebody_was_put_out_of_is_known_again(masked, text, expected):
    assert hides(masked, text, ["P2"]) is expected
