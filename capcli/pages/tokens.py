"""Lines cut into words, numbers and signs, over which the rules of the grammar run.

One pass, bounded lookahead: a page of a megabyte takes a second, whatever is in it.
"""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import Struct

from capcli.domain.calendar_words import bare
from capcli.pages.lines import CODE, Line


class Gap(IntEnum):
    """What stands before a token."""

    GLUED = 0
    SPACE = 1
    BREAK = 2
    BLOCK = 3


class Token(Struct, frozen=True):
    """A word, a number, an address or a single sign.

    `low` is without accents and in lower case, dashes as `-` and apostrophes as `'`.
    `start` and `end` are offsets in the text of the passage, `line` the index of its line.
    """

    kind: str
    text: str
    low: str
    gap: Gap
    start: int
    end: int
    line: int


_AT = r"(?:\sAT\s|\s?[\[({]\s?(?:at|AT|arobase|@|à|a)\s?[\])}]\s?)"
_DOT = r"(?:\.|\sDOT\s|\s?[\[({]\s?(?:dot|DOT|point|\.)\s?[\])}]\s?)"
_TOKEN = re.compile(
    rf"(?P<url>(?:https?://|www\.)[^\s<>\"\[\]{CODE}]+)"
    r"|(?P<email>[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    rf"|[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}})"
    r"|(?P<num>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<gap>\s+)|(?P<mark>.)",
    re.DOTALL,
)
_SIGNS = {
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "→": ">",
    "≥": ">",
    "…": "...",
}
LONGEST_LINE = 4000
"""Characters of a line that the rules read: what is longer is a text, or no page."""
_URL_TAIL = ".,;:!?)»'"


class Passage:
    """Lines as one run of tokens; `taken` says which rule has already read a token."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.text = "\n".join(line.text for line in lines)
        self.tokens: list[Token] = []
        self.offsets: list[int] = []
        offset = 0
        for index, line in enumerate(self.lines):
            fresh = index == 0 or line.block != self.lines[index - 1].block
            self.offsets.append(offset)
            self._cut(line.text[:LONGEST_LINE], index, offset, Gap.BLOCK if fresh else Gap.BREAK)
            offset += len(line.text) + 1
        self.taken: list[str] = [""] * len(self.tokens)
        self._starts: list[int] = []
        for at, token in enumerate(self.tokens):
            self._starts.append(at if at == 0 or token.gap is Gap.BLOCK else self._starts[-1])

    def _cut(self, text: str, line: int, offset: int, gap: Gap) -> None:
        at = 0
        while (found := _TOKEN.match(text, at)) is not None:
            kind, end = found.lastgroup or "mark", found.end()
            if kind == "gap":
                gap, at = max(gap, Gap.SPACE), end
                continue
            if kind == "url":
                end = at + len(found[0].rstrip(_URL_TAIL))
            elif kind == "email" and found[0].startswith((".", "-", "+", "%")):
                kind, end = "mark", at + 1
            written = text[at:end]
            low = _SIGNS.get(written, written) if kind == "mark" else bare(written)
            self.tokens.append(Token(kind, written, low, gap, offset + at, offset + end, line))
            gap, at = Gap.GLUED, end

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, at: int) -> str:
        """The bare text of a token; nothing beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        """The kind of a token; nothing beyond the ends."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def gap(self, at: int) -> Gap:
        """What stands before a token; a new block beyond the end."""
        return self.tokens[at].gap if 0 <= at < len(self.tokens) else Gap.BLOCK

    def take(self, start: int, end: int, rule: str) -> None:
        """Note that `rule` has read the tokens from `start` up to `end`, excluded."""
        self.taken[start:end] = [rule] * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no rule has read any of these tokens."""
        return not any(self.taken[start:end])

    def written(self, start: int, end: int) -> str:
        """The text of the tokens from `start` up to `end`, excluded, on one line."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split())

    def block_start(self, at: int) -> int:
        """The first token of the block that holds token `at`."""
        return self._starts[at] if at < len(self._starts) else at

    def line_number(self, at: int) -> int | None:
        """The line of the file on which a token stands."""
        return self.lines[self.tokens[at].line].number

    def lows(self, start: int, end: int) -> str:
        """The bare words and signs from `start` up to `end`, joined by single spaces."""
        return " ".join(token.low for token in self.tokens[max(start, 0) : end])

    def blocks(self) -> Iterable[tuple[int, int]]:
        """Where each block starts and ends (excluded)."""
        start = 0
        for at in range(1, len(self.tokens) + 1):
            if at == len(self.tokens) or self.tokens[at].gap is Gap.BLOCK:
                yield start, at
                start = at
