"""A sentence about a place cut into what can each be a house, a street or a town."""

from unicodedata import category

from msgspec import Struct

from capcli.pages.lines import CODE
from capcli.pages.streets import STREETS
from capcli.pages.tokens import Gap, Passage
from capcli.pages.venues import VENUES
from capcli.pages.vocabulary import words

_MARKS = words(', ; ( ) [ ] | • ... : ! ? « » “ ” "') | {CODE}
_PREPOSITIONS = words("a au aux dans chez en in at")
_CUTTING = words("à au aux in at dans")
_LABELS = words("lieu lieux ou adresse where venue location place")
"""Words that, before a colon in the middle of a line, lead to nothing but a place."""
_ARTICLES = words("le la les l")
_JOINING = words("ou et or and presentiel person")
NEAR = 6
"""Tokens between a day and the preposition that still goes with it."""


class Piece(Struct, frozen=True, kw_only=True):
    """The tokens from `start` to `end`, excluded, and how they are led up to.

    `opened` is the sign before them, or "day", "hour" for what another rule
    read there; "a" after a preposition near one of those, "then" further on;
    "label" after "Lieu :".
    `first` when nothing of the sentence is before. `preposition` and `article`
    are bare; the name begins at `begin`.
    """

    start: int
    end: int
    begin: int
    opened: str
    first: bool
    preposition: str = ""
    article: str = ""


def pieces_of(passage: Passage, start: int, end: int) -> list[Piece]:
    """The pieces of the tokens from `start` to `end`, excluded."""
    pieces: list[Piece] = []
    begin, opened = start, ""
    for at in range(start, end + 1):
        mark = "end" if at == end else _mark(passage, at)
        if not mark:
            continue
        if at > begin:
            pieces += _cut(passage, begin, at, opened, first=begin == start)
        if at > begin or opened not in ("day", "hour"):
            opened = mark
        begin = at + 1
    return pieces


def _mark(passage: Passage, at: int) -> str:
    """What parts two pieces: what another rule has read, a sign, a spaced dash; nothing inside a piece."""
    low = passage.low(at)
    if passage.taken[at]:
        return passage.taken[at]
    if (
        low == ","
        and passage.kind(at - 1) == "num"
        and len(passage.low(at - 1)) <= 4
        and passage.low(at + 1) in STREETS
    ):
        return ""
    if low == ":" and passage.low(at - 1) in _LABELS:
        return "label"
    if low in _MARKS:
        return low
    spaced = passage.gap(at) is not Gap.GLUED, passage.gap(at + 1) is not Gap.GLUED
    if (low == "-" and all(spaced)) or (low == "/" and any(spaced)):
        return low
    if low == "." and spaced[1] and len(passage.low(at - 1)) > 3:
        return low
    return "sign" if category(passage.tokens[at].text[0]) == "So" else ""


def _cut(passage: Passage, start: int, end: int, opened: str, *, first: bool) -> list[Piece]:
    """ "Castelsec à Pézenas" in two, "Rue Pierreuse 23 à 4000 Liège" too; "ou en ligne" apart; each line for itself."""
    cuts, opens = [start], [opened]
    for at in range(start + 1, end):
        if _begins_line(passage, at):
            cuts.append(at)
            opens.append(",")
        elif passage.gap(at) is not Gap.GLUED and _cuts(passage, at, end):
            near = opened in ("day", "hour", "aside") and at - start <= NEAR
            cuts.append(at)
            opens.append("a" if near or passage.low(at - 1) in _JOINING else "then")
    bounds = zip(cuts, [*cuts[1:], end], opens, strict=True)
    return [_led(passage, begin, stop, sign, first=first and begin == start) for begin, stop, sign in bounds]


def _begins_line(passage: Passage, at: int) -> bool:
    if passage.gap(at) is Gap.BREAK:
        first = passage.lines[passage.tokens[at].line].text[:1]
        return first.isupper() or first.isdigit()
    return passage.gap(at) is Gap.BLOCK


def _cuts(passage: Passage, at: int, end: int) -> bool:
    """Whether a preposition that leads to a place, or "ou", stands here."""
    written = passage.tokens[at].text.lower()
    if written == "ou":
        return True
    if written not in _CUTTING or at + 1 >= end:
        return False
    ahead = at + 1
    while (
        ahead < end - 1
        and passage.low(ahead) in words("la le l les the ' locaux de")
        and not _is_capital(passage, ahead)
    ):
        ahead += 1
    token = passage.tokens[ahead]
    if written == "à" and token.kind == "num":
        return len(token.low) in (4, 5)
    return _is_capital(passage, ahead) or token.low in VENUES


def _is_capital(passage: Passage, at: int) -> bool:
    return passage.tokens[at].text[0].isupper()


def _led(passage: Passage, start: int, end: int, opened: str, *, first: bool) -> Piece:
    """A piece, with what leads to its name passed over."""
    at, preposition, article = start, "", ""
    if passage.low(at) in ("rdv", "rendez") or (passage.low(at) == "lieu" and passage.low(at + 1) != "-"):
        at += 3 if passage.low(at + 1) == "-" else 1
    if passage.low(at) in _PREPOSITIONS and passage.kind(at) == "word":
        preposition, at = passage.low(at), at + 1
        premises = _past_premises(passage, at)
        if premises > at:
            preposition, at = "locaux", premises
    if at < end and passage.low(at) in _ARTICLES | {"the"} and not _is_capital(passage, at):
        article, at = passage.tokens[at].text, at + 1
        if passage.low(at) == "'":
            article, at = f"{article}'", at + 1
    return Piece(start=start, end=end, begin=at, opened=opened, first=first, preposition=preposition, article=article)


def _past_premises(passage: Passage, at: int) -> int:
    """Over "les locaux de", which is no part of the name of the house."""
    begin = at + (passage.low(at) == "les")
    if passage.low(begin) != "locaux":
        return at
    after = begin + 1
    after += passage.low(after) in ("de", "du", "des", "d")
    return after + (passage.low(after) == "'")
