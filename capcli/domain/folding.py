"""Text folded for comparison: without accents, case or punctuation; other scripts keep their letters."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_APOSTROPHES = frozenset("’‘‛ʼʻʹʾʿ´`′＇")
_ONE_APOSTROPHE = {ord(mark): "'" for mark in _APOSTROPHES}
_ATOM = re.compile(r"[^\s']+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_NO_LETTERS = re.compile(r"[^a-z0-9']+")
_ELIDED = frozenset({"l", "d", "s"})


def clean(text: str) -> str:
    """The text as it is kept: composed letters, one plain space between words, no control characters."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join((composed if composed.isprintable() else _CONTROLS.sub(" ", composed)).split())


@lru_cache(maxsize=4096)  # given names come back in a list, and one name in several keys
def fold(text: str) -> str:
    """The words of `text` without accents, case or punctuation: "L'HOSTIS" and "l hostis" are "lhostis".

    An apostrophe joins, and so does a lone l, d or s; hyphens and other
    punctuation split. Folding twice changes nothing.
    """
    words: list[str] = []
    elided = ""
    for word in _bare(text).replace("'", "").split():
        if word in _ELIDED:
            elided += word
            continue
        words.append(elided + word)
        elided = ""
    return " ".join([*words, elided] if elided else words)


def words_of(text: str) -> list[str]:
    """The folded words of `text`."""
    return fold(text).split()


def atoms(text: str) -> list[str]:
    """The smallest folded pieces of `text`, split at apostrophes too: "L'HOSTIS" is ["l", "hostis"]."""
    return _ATOM.findall(_bare(text))


@lru_cache(maxsize=1024)  # of one row, by everything that is looked for
def squash(text: str) -> str:
    """The folded text without any space, the form in which dropped and split agree."""
    return "".join(atoms(text))


def _bare(text: str) -> str:
    """Small letters, digits, spaces and one form of apostrophe; stable when applied again."""
    if text.isascii():
        small = text.lower()
        return small if small.isalnum() else _NO_LETTERS.sub(" ", small.replace("`", "'"))
    text = _unaccented(_alike(text))
    if not text.isascii():
        text = _unaccented(text.translate(_LETTERS))
    text = _alike(text)
    if text.isascii():  # nearly every name once its accents are off
        return _NO_LETTERS.sub(" ", text)
    return "".join(char if char == "'" or _is_letter(char) else " " for char in text)


def _alike(text: str) -> str:
    """The text with one form of apostrophe."""
    return text if _APOSTROPHES.isdisjoint(text) else text.translate(_ONE_APOSTROPHE)


def _unaccented(text: str) -> str:
    """Casefolded letters without the marks that alphabets put above and below; signs that are vowels stay."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join([char for char in split if char.isascii() or not _is_accent(char)])
    return unicodedata.normalize("NFC", kept)


def _is_accent(char: str) -> bool:
    """Accents of Latin, Greek and Cyrillic, optional points of Arabic and Hebrew, and characters without any shape."""
    number = ord(char)
    if number < 0x300:
        return number == 0xAD
    if unicodedata.category(char) == "Cf" or number == 0x640:
        return True
    return unicodedata.combining(char) > 0 and (
        number <= 0x36F or 0x591 <= number <= 0x5C7 or 0x610 <= number <= 0x670 or 0x1AB0 <= number <= 0x20FF
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() or (char > "\u02ff" and unicodedata.category(char)[0] == "M")
