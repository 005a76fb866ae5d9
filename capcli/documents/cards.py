"""Contact cards (vCard 3.0, RFC 2426), the version that phones, Outlook and webmails all read."""

from collections.abc import Iterable

from msgspec import Struct

_ESCAPED = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
    | {chr(code): None for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0))}
)
"""What separates values is escaped; control characters have no place in a card."""
LONGEST_LINE = 75
"""Octets, without the end of the line (RFC 2426, 2.6)."""


class Card(Struct, frozen=True, kw_only=True):
    """What a card says of somebody; `uid` stays, so that an address book takes a newer card over an older one."""

    uid: str
    given_name: str
    family_name: str
    organisation: str | None = None
    function: str | None = None
    email: str | None = None
    phone: str | None = None


def cards_of(people: Iterable[Card]) -> str:
    """The cards one after the other, with CRLF at the end of each line."""
    return "".join(f"{_folded(line)}\r\n" for card in people for line in _lines(card))


def _lines(card: Card) -> list[str]:
    given, family = _escaped(card.given_name), _escaped(card.family_name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{_escaped(card.uid)}",
        f"N:{family};{given};;;",
        f"FN:{f'{given} {family}'.strip()}",
    ]
    stated = (("ORG", card.organisation), ("TITLE", card.function), ("EMAIL;TYPE=INTERNET", card.email))
    lines += [f"{name}:{_escaped(value)}" for name, value in stated if value]
    if card.phone:
        kind = "CELL" if card.phone.startswith(("+336", "+337")) else "VOICE"
        lines.append(f"TEL;TYPE={kind}:{_escaped(card.phone)}")
    return [*lines, "END:VCARD"]


def _escaped(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPED)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each after the first begun by a space; no character is parted."""
    if len(line.encode()) <= LONGEST_LINE:
        return line
    pieces, piece, room = [], "", LONGEST_LINE
    for char in line:
        size = len(char.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += char
        room -= size
    return "\r\n ".join([*pieces, piece])
