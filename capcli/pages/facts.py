"""The lines of one session as one run of tokens, and what the rules of the grammar find in it."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from capcli.pages.calendars import Calendar
from capcli.pages.contacts import phone_spans
from capcli.pages.day_items import YEARS
from capcli.pages.figures import limits_of, prices_of
from capcli.pages.lines import Line
from capcli.pages.programmes import objectives_in, timed_lines
from capcli.pages.sections import PRACTICAL, SILENT, Section, Topic
from capcli.pages.times import times_in
from capcli.pages.tokens import Passage

_DOING = re.compile(
    r"inscri|formulaire|t[ée]l[ée]charg|bulletin|r[ée]serv|\bici\b|programme|plaquette|\bplan\b|savoir|\blire\b|\bvoir\b|register|sign|download|here",
    re.IGNORECASE,
)
ON_LINE = 2000
"""Characters of a line that are read for people, phones and sentences."""


class Given(Struct, frozen=True, kw_only=True):
    """What is known beside the lines themselves."""

    title_line: Line | None
    address: str | None
    year: int | None
    today: dt.date
    timezone: str


class Facts:
    """The lines of one session, and each thing that the rules make of them worked out once.

    The order matters: a rule takes the tokens it has read, and the later ones
    leave them alone. Phones before prices, prices before days, days before
    limits.
    """

    def __init__(self, topics: Sequence[Topic], sections: Sequence[Section], given: Given) -> None:
        self.sections, self.given = sections, given
        title = [Topic(given.title_line, "title", -1)] if given.title_line is not None else []
        self.topics = [*title, *topics]
        self.lines = [topic.line for topic in self.topics]
        self.steps = timed_lines(self.topics)
        self.aims = objectives_in(self.topics)
        self.passage = Passage(self.lines)
        self._mask()
        self.prices = prices_of(self.passage, self.blocks)
        self.times = times_in(
            self.passage,
            lambda index: self.topics[index].kind,
            practical=lambda index: self.topics[index].kind in PRACTICAL,
        )
        self._mask_links()
        self.limits = limits_of(self.passage, self.blocks)
        self.calendar = Calendar(given.today, given.year, self._years())

    def of(self, *kinds: str) -> list[Line]:
        """The lines about these topics."""
        return [topic.line for topic in self.topics if topic.kind in kinds]

    def texts(self, lines: Sequence[Line]) -> list[str]:
        """The texts of lines, as far as they are read."""
        return [line.text[:ON_LINE] for line in lines]

    @cached_property
    def practical(self) -> list[Line]:
        """The lines that say how to take part."""
        return self.of(*PRACTICAL)

    @cached_property
    def spoken(self) -> list[Line]:
        """The lines about the session, all that is not set apart."""
        return [topic.line for topic in self.topics if topic.kind not in SILENT]

    @cached_property
    def told(self) -> list[Line]:
        """The lines that say how to take part; on a page without any, all that is not set apart."""
        return self.practical or self.spoken

    def blocks(self, *kinds: str) -> Iterator[tuple[int, int, Topic]]:
        """The blocks about these topics: first token, end (excluded), and the topic of the first line."""
        for start, end in self.passage.blocks():
            topic = self.topics[self.passage.tokens[start].line]
            if topic.kind in kinds:
                yield start, end, topic

    def _mask(self) -> None:
        """Take out of reach what is about something else, and the digits of phone numbers."""
        start, tokens = 0, self.passage.tokens
        for at in range(1, len(tokens) + 1):
            if at < len(tokens) and tokens[at].line == tokens[start].line:
                continue
            index = tokens[start].line
            if index in self.steps:
                self.passage.take(start, at, "step")
            elif self.topics[index].kind in SILENT or index in self.aims:
                self.passage.take(start, at, "apart")
            else:
                self._mask_phones(index, start, at)
            start = at

    def _mask_phones(self, line: int, start: int, end: int) -> None:
        offset = self.passage.offsets[line]
        spans = phone_spans(self.lines[line].text[:ON_LINE])
        for at in range(start, end) if spans else ():
            place = self.passage.tokens[at].start - offset
            if any(begin <= place < stop for begin, stop in spans):
                self.passage.take(at, at + 1, "phone")

    def _mask_links(self) -> None:
        """The words of a link that does something ("S'inscrire") are the name of nothing."""
        for at, token in enumerate(self.passage.tokens):
            line, place = self.lines[token.line], token.start - self.passage.offsets[token.line]
            inside = [line.text[link.start : link.end] for link in line.links if link.start <= place < link.end]
            if inside and not self.passage.taken[at] and _DOING.search(inside[0]):
                self.passage.take(at, at + 1, "link")

    def _years(self) -> list[list[int]]:
        """Years found on the page, the likeliest places first: beside its days, around them, anywhere."""
        spans = [span for dated in self.times.days if dated.role is None for span in dated.group.spans]
        own = {day.year for span in spans for day in (span.first, span.last) if day and day.year}
        near = {year for section in self.sections for word in section.title.split() if (year := _year(word))}
        far: set[int] = set()
        for at, token in enumerate(self.passage.tokens):
            year = _year(token.low) if token.kind == "num" else None
            if year and self.passage.taken[at] not in ("price", "phone"):
                topic = self.topics[token.line].kind
                (near if topic in PRACTICAL or topic in ("title", "lead") else far).add(year)
        return [sorted(own), sorted(near), sorted(far)]


def _year(text: str) -> int | None:
    is_year = len(text) == 4 and text.isascii() and text.isdigit() and int(text) in YEARS
    return int(text) if is_year else None
