"""The encoding of a text, found out from its bytes, and the text."""

import codecs
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import islice

from msgspec import Struct

from capcli.imports.garbling import Garbling, Traces, repaired

_CHUNK = 1 << 20
_MARK = "\ufeff"
"""A second byte order mark: a program put one before a file that had its own."""
_HIGH_BYTES = 3000
"""Letters beyond ASCII that are weighed; the first words of a file tell enough."""
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{0,24}[\x80-\xff][A-Za-z\x80-\xff]{0,24}")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c\x1e\x1f\x7f]")
_SEQUENCES = re.compile(rb"[\xc2-\xc5\xcc\xcd][\x80-\xbf]|[\xe2\xef][\x80-\xbf]{2}|\xf0[\x80-\xbf]{3}")
"""Letters of Latin scripts, signs and pictures in UTF-8."""
_ARMENIAN = re.compile(rb"[A-Za-z]\xd5[\x80-\xbf][A-Za-z]")
"""One letter of Armenian within a Latin word: a Mac wrote "d’échelle"."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before the two bytes with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DOS = "cp858"
"""CP850 with a euro sign for a letter that no language of Western Europe has."""
_DOS_FRENCH = re.compile("[A-Za-z][éÉ]")
"""What French that a DOS program wrote has: read otherwise it is a quotation mark or a capital within a word."""
_RUNS = re.compile(r"[^\x00-\x7f\u00a0«»]{3,}")
"""As no word of a Latin script has."""
_LETTERS = frozenset("éèêëàâîïôûùçœæüöäáíóúñãõåøßìòÿ")
"""Small letters of the languages of Western Europe; their capitals count as well."""
_RARE = frozenset("ìòíÿåøõ")
_SIGNS = frozenset("«»€°–—…“”‘’•·²³ºª½¼\u00a0£§©®™×µ±¿¡´")
_INSIDE = {"’": 2.0, "‘": 1.0, "´": 1.0, "·": 1.0, "•": 0.5}
"""Signs between letters: apostrophes, and the dots of inclusive French."""


class Encoding(Struct, frozen=True):
    """How a text is written: the encoding's `name`, the byte where the text begins, and what has to be repaired.

    `codec` decodes it: not always the one named, when bytes of another encoding are among the others.
    """

    name: str
    codec: str
    start: int = 0
    garbling: Garbling | None = None


def encoding_of(content: bytes) -> Encoding | None:
    """How `content` is written; None when it is no text."""
    for mark, name in _MARKS:
        if content.startswith(mark) and (found := _unicode(content, name, len(mark))):
            return found
    if b"\x00" in content:
        wide = _wide(content[: 1 << 16])
        return _unicode(content, wide, 0) if wide else None
    if b"\xd5" in content and _ARMENIAN.search(content) and (single := _single(content)) and single.name == "mac-roman":
        return single
    return _unicode(content, "utf-8", 0) or _single(content)


def text_of(content: bytes, encoding: Encoding) -> str:
    """The whole text, for formats that are not read line by line."""
    text = content[encoding.start :].decode(encoding.codec).removeprefix(_MARK)
    return repaired(text, encoding.garbling) if encoding.garbling else text


def lines_of(content: bytes, encoding: Encoding, longest: int) -> Iterator[str]:
    """The lines with their ends, decoded one after the other, cut at `longest` characters: the text is never whole."""
    raw = BytesIO(content)
    raw.seek(encoding.start)
    text = TextIOWrapper(raw, encoding.codec, newline="")
    mark = _MARK
    while line := text.readline(longest).removeprefix(mark):
        mark = ""
        yield repaired(line, encoding.garbling) if encoding.garbling else line


def _unicode(content: bytes, name: str, start: int) -> Encoding | None:
    """The encoding when all of `content` decodes; in pieces, since the text of it is several times as large."""
    decoder = codecs.getincrementaldecoder(name)()
    traces = Traces()
    view = memoryview(content)
    try:
        for place in range(start, len(content), _CHUNK):
            text = decoder.decode(view[place : place + _CHUNK])
            if "\x00" in text:
                return None
            traces.look(text)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return Encoding(name, name, start, traces.garbling)


def _wide(sample: bytes) -> str | None:
    """The UTF-16 whose upper bytes are mostly zero, as in text of Latin letters."""
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if max(zeros) < 0.7 * half or min(zeros) > 0.1 * half:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _single(content: bytes) -> Encoding | None:
    """The encoding of one byte a letter in which the words are most plausible; None when they are in none."""
    if _CONTROLS.search(content):
        return None
    high = len(content) - len(content.translate(None, bytes(range(0x80, 0x100))))
    in_sequences = sum(len(match[0]) for match in islice(_SEQUENCES.finditer(content), _HIGH_BYTES))
    if 2 * in_sequences > min(high, _HIGH_BYTES):
        return Encoding("utf-8", "iso-8859-1", 0, "mixed")
    words = [match[0] for match in islice(_WORDS.finditer(content), _HIGH_BYTES)]
    windows = "iso-8859-1" if any(0x80 <= byte < 0xA0 and not _defined(byte) for byte in set(content)) else "cp1252"
    scores = {name: [_plausibility(word.decode(name)) for word in words] for name in (windows, "mac-roman")}
    best = max(scores, key=lambda name: sum(scores[name]))
    if min(scores[best], default=0) < 0 and _is_dos(words, sum(scores[best])):
        return Encoding("cp850", _DOS)
    return Encoding(best, best) if sum(scores[best]) > 0 else None


def _is_dos(words: Sequence[bytes], other: float) -> bool:
    """Whether the words are French in the letters of DOS: each of them, and more surely than by `other`."""
    texts = [word.decode(_DOS) for word in words]
    scores = [_plausibility(text) for text in texts]
    return min(scores) >= 0 and sum(scores) > max(other, 0) and any(map(_DOS_FRENCH.search, texts))


def _defined(byte: int) -> bool:
    return byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def _plausibility(word: str) -> float:
    """How likely the letters of `word` beyond ASCII stand where they do, from their case and their neighbours."""
    score = -2.0 * len(_RUNS.findall(word))
    if len(word) > 1 and all(_beyond(letter) for letter in word):
        return min(score, 0.25)
    for place, letter in enumerate(word):
        if letter < "\x80":
            continue
        before, after = word[place - 1 : place], word[place + 1 : place + 2]
        in_word = letter.isalpha() and letter not in _SIGNS
        score += _in_word(letter, before, after) if in_word else _beside(letter, before, after)
    return score


def _in_word(letter: str, before: str, after: str) -> float:
    common = letter.lower() in _LETTERS
    is_odd = letter.isupper() and (before.islower() or (before.isupper() and after.islower()))
    if is_odd or (_beyond(before) and _beyond(after)):
        return -3.0
    if letter.islower() and before.isupper() and after.isupper():
        return -2.0
    if not common:
        return -1.5
    if letter.lower() in _RARE or not (before or after or letter in "àÀ"):
        return 0.25
    return 2.0 if letter.islower() or not after.islower() else 1.0


def _beyond(letter: str) -> bool:
    return letter > "\x7f" and letter.isalpha()


def _beside(letter: str, before: str, after: str) -> float:
    if before.isalpha() and after.isalpha():
        return _INSIDE.get(letter, -3.0)
    if (letter in "“‘" and after) or (letter in "”’" and before):
        return 1.5
    if letter in "¡¿":
        return 1.0 if after and not before else -1.0
    if letter == "…" and not before:
        return 0.1
    return 1.0 if letter in _SIGNS else -1.0
