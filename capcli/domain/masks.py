"""What names somebody in a text, found however it is written, and put out by their reference."""

import re
from collections.abc import Collection, Iterable, Iterator

from capcli.domain.folding import squash
from capcli.domain.glances import Glance
from capcli.domain.names import email_key, full_name, name_key

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_GLUED = 9
"""Letters from which a name written as one word is that of nobody else."""
_BETWEEN = r"[\s.\-/()_\u00a0\u202f\u00b7\u2010-\u2015]*"
_FRENCH = "+33"
_PUT_OUT = ".{1,80}?"
"""A name, an e-mail or a phone of whom nobody knows any more what it was."""


class Mask:
    """Finds the full names, the e-mails and the phones of one person in any text.

    A name is found in either order, whatever its accents, its case and what
    parts its words; a given or a family name alone is anybody's.
    """

    def __init__(
        self, put: str, names: Collection[tuple[str, str]], emails: Collection[str], phones: Collection[str]
    ) -> None:
        """`names` are given and family names, `phones` are E.164; `put` is what stands in their place."""
        full = [(given, family) for given, family in names if squash(given) and squash(family)]
        self._put = put
        self._names = {squash(given) + squash(family) for given, family in full}
        self._names |= {squash(family) + squash(given) for given, family in full}
        self._keys = {name_key(given, family) for given, family in full}
        self.may_be_in = Glance(full, _spelled(emails), [one.removeprefix(_FRENCH).lstrip("+") for one in phones])
        """Whether one of them may stand in a whole document of JSON: a no is sure, and much faster than to look."""
        self._reached = _either([*map(_email, _spelled(emails)), *map(_phone, phones)])

    def __call__(self, text: str) -> str:
        """The text without them."""
        if self._reached is not None:
            text = self._reached.sub(lambda _found: self._put, text)
        if not text or not self._names:
            return text
        whole = squash(text)
        return self._unnamed(text) if any(name in whole for name in self._names) else text

    def is_in(self, text: str) -> bool:
        """Whether the text names them, as people write or as a folded key."""
        return self(text) != text or any(key in text for key in self._keys)

    def _unnamed(self, text: str) -> str:
        words = [(found.start(), found.end(), squash(found[0])) for found in _WORD.finditer(text)]
        kept: list[str] = []
        end = place = 0
        while place < len(words):
            length = self._run(words, place)
            if length:
                kept += [text[end : words[place][0]], self._put]
                end = words[place + length - 1][1]
            place += length or 1
        return "".join([*kept, text[end:]])

    def _run(self, words: list[tuple[int, int, str]], place: int) -> int:
        """How many words from `place` on are one of the names; 0 where none begins."""
        said, longest = "", max(map(len, self._names))
        for length, (_start, _end, word) in enumerate(words[place:], 1):
            said += word
            if len(said) > longest:
                return 0
            if said in self._names and (length > 1 or len(said) >= _GLUED):
                return length
        return 0


def stands_in(names: Collection[str], text: str) -> bool:
    """Whether one of the names, folded and in one, is said in the text by whole words."""
    words = [squash(word) for word in _WORD.findall(text)]
    longest = max(map(len, names))
    return any(said in names for place in range(len(words)) for said in _joined(words[place:], longest))


def _joined(words: Iterable[str], longest: int) -> Iterator[str]:
    """The first word, the first two in one, and so on up to so many letters."""
    said = ""
    for word in words:
        said += word
        if len(said) > longest:
            return
        yield said


def hides(masked: str, text: str, put: Collection[str]) -> bool:
    """Whether `masked` may be this text with somebody put out of it; `put` are the references of who may have been."""
    pieces = re.split(rf"\b(?:{'|'.join(map(re.escape, put))})\b", masked) if put else [masked]
    return re.fullmatch(_PUT_OUT.join(map(re.escape, pieces)), text, re.DOTALL) is not None


def mentions(text: str, names: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the names stands in the text in full."""
    return Mask("", list(names), (), ()).is_in(text)


def is_name(text: str, given: str, family: str) -> bool:
    """Whether the text is this whole name, in either order."""
    return squash(text) in (squash(full_name(given, family)), squash(full_name(family, given)))


def _spelled(emails: Iterable[str]) -> set[str]:
    """Each e-mail as it was typed and as it is compared: a domain may be written in two scripts."""
    return {form for email in emails for form in (email, email_key(email))}


def _email(email: str) -> str:
    return rf"(?<![\w.+\-]){re.escape(email)}(?![\w\-])"


def _phone(number: str) -> str:
    """An E.164 number as people write it: with or without its country, whatever parts the digits."""
    digits = number.lstrip("+")
    forms = [rf"(?:\+|00){_BETWEEN}{_spaced(digits)}"]
    if number.startswith(_FRENCH):
        national = number.removeprefix(_FRENCH)
        forms = [rf"(?:(?:\+|00){_BETWEEN}{_spaced('33')}{_BETWEEN}(?:0{_BETWEEN})?|0{_BETWEEN}){_spaced(national)}"]
    return rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)"


def _spaced(digits: str) -> str:
    return _BETWEEN.join(digits)


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
