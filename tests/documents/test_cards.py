"""Contact cards, read back by another reader, and line by line."""

import vobject
from hypothesis import given
from hypothesis import strategies as st

from capcli.documents.cards import Card, cards_of


def card(**values) -> Card:
    return Card(**{"uid": "p1-0@cap", "given_name": "Éloïse", "family_name": "d'Arnoncourt"} | values)


def read(*cards: Card) -> list:
    return list(vobject.readComponents(cards_of(cards)))


def test_what_a_card_says():
    one = read(card(organisation="Les Chemins; Creux, et Cie", function="Élue\\adjointe", email="e@c.example"))[0]
    assert (one.n.value.family, one.n.value.given) == ("d'Arnoncourt", "Éloïse")
    assert one.fn.value == "Éloïse d'Arnoncourt"
    assert one.org.value == ["Les Chemins; Creux, et Cie"]
    assert one.title.value == "Élue\\adjointe"
    assert (one.email.value, one.email.type_param) == ("e@c.example", "INTERNET")
    assert (one.version.value, one.uid.value) == ("3.0", "p1-0@cap")


def test_a_mobile_is_told_from_a_line():
    mobile, line, abroad = read(*(card(phone=phone) for phone in ("+33677834503", "+33475781715", "+41223456789")))
    assert [(one.tel.value, one.tel.type_param) for one in (mobile, line, abroad)] == [
        ("+33677834503", "CELL"),
        ("+33475781715", "VOICE"),
        ("+41223456789", "VOICE"),
    ]


def test_what_is_not_known_is_left_out():
    text = cards_of([card()])
    assert "ORG" not in text
    assert "TEL" not in text
    assert "EMAIL" not in text
    assert cards_of([]) == ""


def test_a_line_break_opens_no_line_of_its_own():
    """Nobody slips a field or a card in by a name."""
    text = cards_of([card(family_name="x\r\nEND:VCARD\nTEL:1")])
    assert text.count("\r\n") == text.count("\n") == len(text.splitlines())
    assert [line for line in text.splitlines() if line.startswith(("END", "TEL"))] == ["END:VCARD"]


texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=120).filter(
    lambda text: text == " ".join(text.split()) and len(text.splitlines()) < 2
)
"""Names as they are kept: one space between words, no control characters."""


@given(texts.filter(bool), texts, texts)
def test_what_is_read_back_is_what_was_written(family, given_name, organisation):
    """Lines are of 75 octets at most and end with CRLF; no character is parted."""
    written = cards_of([card(family_name=family, given_name=given_name, organisation=organisation or None)])
    lines = written.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and line.decode() for line in lines)
    unfolded = written.replace("\r\n ", "").split("\r\n")
    value = next(line for line in unfolded if line.startswith("N:"))[2:]
    assert [_plain(part) for part in _parts(value)] == [family, given_name, "", "", ""]
    organisations = [_plain(line[4:]) for line in unfolded if line.startswith("ORG:")]
    assert organisations == ([organisation] if organisation else [])


def _parts(value: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    parts, escaped = [""], False
    for char in value:
        if char == ";" and not escaped:
            parts.append("")
            continue
        parts[-1] += char
        escaped = char == "\\" and not escaped
    return parts


def _plain(value: str) -> str:
    plain, escaped = "", False
    for char in value:
        if char == "\\" and not escaped:
            escaped = True
            continue
        assert escaped or char not in ",;"
        plain += "\n" if escaped and char in "nN" else char
        escaped = False
    return plain
