"""E-mails, phones and SIRET numbers as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.domain.emails import typed_email
from capcli.domain.phones import typed_phone
from capcli.domain.sirets import luhn, typed_siret
from capcli.errors import Usage


@pytest.mark.parametrize(
    "text",
    ["04.75.78.17.15", "04 75 78 17 15", "04-75-78-17-15", "0475781715", "+33 (0)4 75 78 17 15", "+33475781715",
     "0033 4 75 78 17 15", "00 33 (0)4.75.78.17.15", "tel:+33475781715", "04\u00a075\u202f78 17 15",
     "(04) 75 78 17 15", "'0475781715"],
)  # fmt: skip
def test_a_french_phone_has_one_form(text):
    assert typed_phone(text) == "+33475781715"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+41 22 767 61 11", "+41227676111"),
        ("0041 22 767 61 11", "+41227676111"),
        ("0692 68 12 34", "+262692681234"),
        ("06 39 98 12 34", "+33639981234"),
        ("0590 27 12 34", "+590590271234"),
    ],
)
def test_phones_of_abroad_and_overseas_keep_their_country(text, number):
    assert typed_phone(text) == number


@pytest.mark.parametrize(
    "text", ["", "12", "3949", "04 75 78 17", "04 75 78 17 155", "04 75 78 17 15 poste 12", "+33", "+999 12345678",
             "hello", "٠٤٧٥٧٨١٧١٥", "0000000000", "9" * 5000]
)  # fmt: skip
def test_what_is_no_phone_is_refused(text):
    with pytest.raises(Usage) as refusal:
        typed_phone(text)
    assert refusal.value.code == "phone"
    assert len(str(refusal.value.values["value"])) <= 40


@settings(max_examples=60, deadline=None)
@given(st.integers(10**8, 10**9 - 1))
def test_a_french_phone_written_in_pairs_or_abroad_is_the_same(nine):
    digits = f"0{nine}"
    pairs = ".".join(digits[place : place + 2] for place in range(0, 10, 2))
    assert typed_phone(pairs) == typed_phone(digits) == typed_phone(f"+33 (0){nine}") == typed_phone(f"0033{nine}")


def test_an_email_keeps_its_case_before_the_at_sign():
    assert typed_email(" mailto:Anne.Roche@Mairie.EXAMPLE ") == "Anne.Roche@mairie.example"
    assert typed_email("a@xn--exmple-cua.example") == "a@exämple.example"
    assert typed_email("élodie@mairie.example") == "élodie@mairie.example"


@pytest.mark.parametrize(
    "text", ["", "nope", "a@", "@b.example", "a b@c.example", "a@b..example", "a@localhost", "x" * 9999]
)
def test_what_is_no_email_is_refused(text):
    with pytest.raises(Usage) as refusal:
        typed_email(text)
    assert refusal.value.code == "email"
    assert len(str(refusal.value.values["value"])) <= 80


def test_a_siret_is_checked_by_its_last_digit():
    assert typed_siret("732 829 320 00074") == "73282932000074"
    assert typed_siret("35600000000048") == "35600000000048", "La Poste"
    assert typed_siret("356000000 49837") == "35600000049837", "La Poste numbers its offices past the check digit"


@pytest.mark.parametrize(
    ("text", "code"), [("73282932000075", "siret_check"), ("732829320", "siret"), ("", "siret"),
                       ("7328293200007X", "siret"), ("²" * 14, "siret")]
)  # fmt: skip
def test_a_mistyped_siret_is_refused(text, code):
    with pytest.raises(Usage) as refusal:
        typed_siret(text)
    assert refusal.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(begin, place, change):
    siret = next(begin + last for last in "0123456789" if luhn(begin + last) % 10 == 0)
    wrong = siret[:place] + str((int(siret[place]) + change) % 10) + siret[place + 1 :]
    assert luhn(wrong) % 10
