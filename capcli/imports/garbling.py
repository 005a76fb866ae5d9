"""UTF-8 that another encoding has been taken for, and saved so: found ("Ã©", "â€™", "√©") and put right."""

import re
from collections import Counter
from typing import Literal

Garbling = Literal["cp1252", "mac-roman", "mixed"]
"""What the UTF-8 was taken for; "mixed": pieces of UTF-8 among pieces of Windows-1252, all read as Latin-1."""


def _windows(byte: int) -> str:
    """The letter that Windows shows for a byte; Latin-1's for those that it leaves undefined."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


_BYTES: dict[Garbling, dict[str, int]] = {
    "cp1252": {_windows(byte): byte for byte in range(0x80, 0x100)} | {chr(byte): byte for byte in range(0x80, 0xA0)},
    "mac-roman": {bytes([byte]).decode("mac-roman"): byte for byte in range(0x80, 0x100)},
    "mixed": {chr(byte): byte for byte in range(0x80, 0x100)},
}
_SHOWN = {byte: _windows(byte) for byte in range(0x80, 0xA0)}


def _class(garbling: Garbling, first: int, last: int) -> str:
    return "[" + "".join(re.escape(char) for char, byte in _BYTES[garbling].items() if first <= byte <= last) + "]"


def _pattern(garbling: Garbling, twos: tuple[int, int]) -> re.Pattern[str]:
    """Letters that are two, three or four bytes of one letter."""
    two, three, four = _class(garbling, *twos), _class(garbling, 0xE2, 0xEF), _class(garbling, 0xF0, 0xF0)
    rest = _class(garbling, 0x80, 0xBF)
    return re.compile(f"{two}{rest}|{three}{rest}{{2}}|{four}{rest}{{3}}")


_PATTERNS: dict[Garbling, re.Pattern[str]] = {
    "cp1252": _pattern("cp1252", (0xC2, 0xC5)),
    "mac-roman": _pattern("mac-roman", (0xC2, 0xC5)),
    "mixed": _pattern("mixed", (0xC2, 0xC5)),
}
_SURE: dict[Garbling, re.Pattern[str]] = {
    "cp1252": re.compile(
        "(?<=[A-Za-z])Ã{0}|Ã{0}(?=[A-Za-z])|(?<=[A-Za-z ])â[€\x80]{0}|Å[“’\x92\x93](?=[A-Za-z])"
        "|(?<=[A-Za-z0-9])Â[\u00a0°·²]|(?<=[0-9\\s])(?:Â\u00a0)?â[‚\x82]¬".format(_class("cp1252", 0x80, 0xBF))
    ),
    "mac-roman": re.compile(
        "(?<=[A-Za-z])√{0}|√{0}(?=[A-Za-z])|(?<=[A-Za-z ])‚Ä[ôòúùìî¶¢]|≈[ìí](?=[A-Za-z])"
        "|(?<=[A-Za-z0-9])¬[†∞]|(?<=[0-9\\s])‚Ç¨".format(_class("mac-roman", 0x80, 0xBF))
    ),
}
"""What no language writes beside its letters."""
_TRACES: dict[Garbling, str] = {"cp1252": "ÃâÂÅ", "mac-roman": "√‚≈¬"}
"""Each match holds one of these: looking for them alone is fast."""


_SOUND = "éèêàçùôû"
"""Letters that a garbled text hardly holds: they were taken apart with the others."""


class Traces:
    """What is found of either kind in the pieces of a text."""

    def __init__(self) -> None:
        self._sure: Counter[Garbling] = Counter()
        self._sound = 0

    def look(self, text: str) -> None:
        """Count in one piece more."""
        if text.isascii():
            return
        self._sound += sum(map(text.count, _SOUND))
        for garbling, sure in _SURE.items():
            if any(trace in text for trace in _TRACES[garbling]):
                self._sure[garbling] += len(sure.findall(text))

    @property
    def garbling(self) -> Garbling | None:
        """What the UTF-8 was taken for; None when more letters are sound than taken apart, as somebody may write."""
        likely = [garbling for garbling in _SURE if self._sure[garbling] > self._sound]
        return likely[0] if likely else None


def repaired(text: str, garbling: Garbling) -> str:
    """`text` with the letters that were taken apart put together again; others stay as they are."""
    if text.isascii():
        return text
    values = _BYTES[garbling]

    def letter(match: re.Match[str]) -> str:
        try:
            return bytes(values[char] for char in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    text = _PATTERNS[garbling].sub(letter, text)
    return text.translate(_SHOWN) if garbling == "mixed" else text
