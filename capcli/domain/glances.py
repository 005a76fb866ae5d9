"""Whether a whole document may name somebody: a quick look, whose no is sure, before each text of it is read."""

import re
from collections import defaultdict
from collections.abc import Collection
from functools import cache

from capcli.domain.folding import atoms, squash

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_LATIN = (range(0xA0, 0x250), range(0x1E00, 0x1F00))
_OTHER = re.compile("[^\x00-\u036f\u1e00-\u1eff\u2000-\u20cf\u2190-\u21ff]")
"""Letters that may be folded to Latin ones in ways of their own, as those of full width are."""
_BETWEEN = r"[\W_]*"
"""What may part two letters of one name: a space, a hyphen, an accent written on its own."""


class Glance:
    """Looks for the longest word of each name, for e-mails and for phones."""

    def __init__(self, names: Collection[tuple[str, str]], emails: Collection[str], phones: Collection[str]) -> None:
        """`names` are given and family names; `phones` are the digits that stay however one is written."""
        words = {max(atoms(f"{given} {family}"), key=len) for given, family in names}
        self._words = [re.compile(_spelled(word)) for word in words if _is_plain(word)]
        plain = {squash(email) for email in emails if email.isascii()}
        self._bare = [text.encode() for text in (*plain, *phones)]
        self._is_blind = len(self._words) < len(words) or not all(email.isascii() for email in emails)
        """Whether there is something that a quick look cannot find, so that nothing is ruled out."""

    def __call__(self, document: bytes) -> bool:
        """Whether it may name them; `document` is JSON, and what it escapes may part a name."""
        if self._is_blind or b"\\" in document:
            return True
        bare = document.lower().translate(None, _DROPPED)
        if any(text in bare for text in self._bare):
            return True
        if not self._words:
            return False
        text = document.decode().lower()
        return any(word.search(text) for word in self._words) or _OTHER.search(text) is not None


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalnum()


def _spelled(word: str) -> str:
    """A pattern for a folded word in small letters, each of which may bear any accent or share a sign with the next."""
    alike, pairs = _alike()
    parts = [
        f"[{letter}{alike[letter]}]{'?' if word[max(0, place - 1) : place + 1] in pairs else ''}"
        for place, letter in enumerate(word)
    ]
    return _BETWEEN.join(parts)


@cache
def _alike() -> tuple[dict[str, str], frozenset[str]]:
    """The Latin signs that are folded to each letter, and the pairs of letters that are one sign."""
    alike: defaultdict[str, str] = defaultdict(str)
    pairs = set()
    for number in (number for block in _LATIN for number in block):
        folded = squash(chr(number))
        if len(folded) == 2:
            pairs.add(folded)
        for letter in folded:
            alike[letter] += chr(number).lower()
    return alike, frozenset(pairs)
