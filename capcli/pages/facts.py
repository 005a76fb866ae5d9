"""One session from the lines that speak of it: every rule of the grammar over one run of tokens."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from capcli.domain.records import Contact, Place, Price, Session
from capcli.pages.calendars import Calendar, Warning
from capcli.pages.contacts import contact_in, emails_in, is_name, phone_spans, phones_in
from capcli.pages.days import YEARS
from capcli.pages.limits import Limits, limits_in
from capcli.pages.lines import Kind, Line
from capcli.pages.literals import overlaid, literals_in
from capcli.pages.places import place_in
from capcli.pages.prices import price_in, priced
from capcli.pages.programmes import audience_in, objectives_in, programme_in, timed_lines
from capcli.pages.roles import Role
from capcli.pages.schedules import Dated, Timed, Times, merged, slots_of, times_in
from capcli.pages.sections import PRACTICAL, Section, Topic, without_label
from capcli.pages.speakers import has_pending_note, led_by, speakers_in
from capcli.pages.taking_part import dues_in, mode_in, plain, registration_in, registration_url_in
from capcli.pages.titles import is_cancelled, is_postponed
from capcli.pages.tokens import Passage

SLOT_TOPICS = frozenset({"practical", "date", "hours", "place", "mode"})
SILENT_TOPICS = frozenset({"speakers", "audience", "objectives", "other"})
"""Lines in which days, hours and prices are about something else."""
PROSE = 14
"""Words; a longer line is a sentence, and its days need a sign of being the session's."""
ON_LINE = 2000
"""Characters of a line that are read for speakers and contacts."""


class Given(Struct, frozen=True, kw_only=True):
    """What is known beside the lines themselves."""

    title_line: Line | None
    address: str | None
    year: int | None
    today: dt.date
    timezone: str


class Facts:
    """The lines of one session and what the rules make of them, each thing worked out once."""

    def __init__(self, topics: Sequence[Topic], sections: Sequence[Section], given: Given) -> None:
        self.sections, self.given = sections, given
        title = [Topic(given.title_line, "title", -1)] if given.title_line is not None else []
        self.topics = [*title, *topics]
        self.lines = [topic.line for topic in self.topics]
        self.steps = timed_lines(self.topics)
        self.aims = objectives_in(self.topics)
        self.passage = Passage(self.lines)
        self._mask()
        self.prices = self._prices()
        self.times: Times = times_in(
            self.passage,
            lambda index: self.topics[index].kind,
            practical=lambda index: self.topics[index].kind in PRACTICAL,
        )
        self.limits = self._limits()
        self.calendar = Calendar(given.today, given.year, self._years())

    def of(self, *kinds: str) -> list[Line]:
        """The lines about these topics."""
        return [topic.line for topic in self.topics if topic.kind in kinds]

    @cached_property
    def practical(self) -> list[Line]:
        """The lines that say how to take part."""
        return [topic.line for topic in self.topics if topic.kind in PRACTICAL]

    @cached_property
    def told(self) -> list[Line]:
        """The lines about the session: those that say how to take part where there are some, else all that is not set apart."""
        return self.practical or [topic.line for topic in self.topics if topic.kind not in SILENT_TOPICS]

    def _mask(self) -> None:
        """Take out of reach what is about something else, and the digits of phone numbers."""
        for start, end in self._lines_of_tokens():
            index = self.passage.tokens[start].line
            topic = self.topics[index]
            if index in self.steps:
                self.passage.take(start, end, "step")
            elif topic.kind in SILENT_TOPICS or index in self.aims:
                self.passage.take(start, end, "apart")
            elif sum(char.isdigit() for char in topic.line.text[:ON_LINE]) >= 8 and phones_in(
                topic.line.text[:ON_LINE]
            ):
                self._mask_phones(start, end)

    def _mask_phones(self, start: int, end: int) -> None:
        line = self.passage.tokens[start].line
        offset = self.passage.offsets[line]
        spans = [(offset + a, offset + b) for a, b in phone_spans(self.lines[line].text[:ON_LINE])]
        for at in range(start, end):
            token = self.passage.tokens[at]
            if any(a <= token.start < b for a, b in spans):
                self.passage.taken[at] = "phone"

    def _lines_of_tokens(self) -> Iterator[tuple[int, int]]:
        start = 0
        tokens = self.passage.tokens
        for at in range(1, len(tokens) + 1):
            if at == len(tokens) or tokens[at].line != tokens[start].line:
                yield start, at
                start = at

    def _blocks(self, *kinds: str) -> Iterator[tuple[int, int, Topic]]:
        for start, end in self.passage.blocks():
            topic = self.topics[self.passage.tokens[start].line]
            if topic.kind in kinds:
                yield start, end, topic

    def _prices(self) -> list[Price]:
        found = [
            price
            for start, end, _topic in self._blocks(*PRACTICAL - {"contact"})
            if (price := price_in(self.passage, start, end))
        ]
        if found:
            return found
        for start, end, _topic in self._blocks("title", "lead", "body", "why", "both", "programme"):
            if _speaks_of_price(plain(self.passage.written(start, end)[:ON_LINE])) and (
                price := price_in(self.passage, start, end)
            ):
                return [price]
        return []

    def price(self) -> Price | None:
        """What it costs, over all lines that say so."""
        amounts = list(dict.fromkeys(amount for price in self.prices for amount in price.amounts))
        free = any(price.kind == "free" for price in self.prices)
        if not amounts or all(price.kind == "free" for price in self.prices):
            return Price(kind="free", amounts=amounts) if free else None
        return priced(amounts)

    def _limits(self) -> Limits:
        most = least = None
        for start, end, topic in self._blocks(*PRACTICAL - {"contact"}):
            told = topic.kind if topic.kind in ("capacity", "minimum") else ""
            found = limits_in(self.passage, start, end, told=told)
            most, least = most or found.most, least or found.least
        if most is None and least is None:
            for start, end, _topic in self._blocks("title", "lead", "body", "why"):
                words = plain(self.passage.written(start, end)[:ON_LINE])
                if "place" in words or "participant" in words or "seats" in words or "inscrit" in words:
                    found = limits_in(self.passage, start, end)
                    most, least = most or found.most, least or found.least
        return Limits(most, least) if not (most and least and least > most) else Limits(most, None)

    def _years(self) -> list[list[int]]:
        """Years found on the page, the likeliest places first."""
        slots = [dated for dated in self.times.days if dated.role is None]
        own = {
            day.year
            for dated in slots
            for span in dated.group.spans
            for day in (span.first, span.last)
            if day and day.year
        }
        near: set[int] = set()
        far: set[int] = set()
        for at, token in enumerate(self.passage.tokens):
            if (
                token.kind != "num"
                or len(token.low) != 4
                or int(token.low) not in YEARS
                or self.passage.taken[at] in ("price", "phone")
            ):
                continue
            topic = self.topics[token.line].kind
            (near if topic in PRACTICAL or topic in ("title", "lead") else far).add(int(token.low))
        headings = {
            int(word)
            for section in self.sections
            for word in section.title.split()
            if len(word) == 4 and word.isdigit() and int(word) in YEARS
        }
        return [sorted(own), sorted(near | headings), sorted(far)]

    def chosen_days(self) -> list[Dated]:
        """The days that are the session's: those of the practical lines, else of the lead, else of a sentence that says so."""
        moved = [dated for dated in self.times.days if dated.role is Role.POSTPONED]
        if moved:
            return moved
        open_days = [dated for dated in self.times.days if dated.role is None]
        tiers = (
            [dated for dated in open_days if self._topic(dated) in SLOT_TOPICS],
            [dated for dated in open_days if self._topic(dated) == "lead" and self._is_likely(dated)],
            [dated for dated in open_days if self._topic(dated) == "title"],
            [
                dated
                for dated in open_days
                if self._topic(dated) not in (*PRACTICAL, *SILENT_TOPICS) and self._is_strong(dated)
            ],
        )
        return next((tier for tier in tiers if tier), [])

    def _topic(self, dated: Dated) -> str:
        return self.topics[dated.line].kind

    def _is_likely(self, dated: Dated) -> bool:
        return len(self.lines[dated.line].text.split()) <= PROSE or self._is_strong(dated)

    def _is_strong(self, dated: Dated) -> bool:
        """Whether a day in prose comes with its weekday or hours."""
        if any(span.first.weekday is not None for span in dated.group.spans):
            return True
        block = self.passage.block_start(dated.group.start)
        return any(self.passage.block_start(timed.hours.start) == block for timed in self.times.hours)

    def chosen_hours(self, days: Sequence[Dated]) -> list[Timed]:
        """The hours that may go with these days."""
        blocks = {self.passage.block_start(dated.group.start) for dated in days}
        return [
            timed for timed in self.times.hours
            if self.topics[timed.line].kind in SLOT_TOPICS | {"lead"} or self.passage.block_start(timed.hours.start) in blocks
        ]  # fmt: skip

    def place(self, days: Sequence[Dated]) -> Place | None:
        """Where it takes place: its own lines, else those of the days, else another practical line."""
        labelled = self._place_lines()
        if labelled is not None:
            return labelled
        blocks = {self.passage.block_start(dated.group.start) for dated in days}
        found = [
            place for start, end in self.passage.blocks()
            if start in blocks and (place := place_in(self.passage, start, end, labelled=False))
        ]  # fmt: skip
        if not found:
            found = [
                place for start, end, _topic in self._blocks("practical", "date", "hours", *(() if self.practical else ("lead",)))
                if not _speaks_of_sending(plain(self.passage.written(start, end)[:ON_LINE])) and (place := place_in(self.passage, start, end, labelled=False))
            ]  # fmt: skip
        return found[0] if found and all(place == found[0] for place in found) else None

    def _place_lines(self) -> Place | None:
        """The section or the line about the place."""
        runs: list[tuple[int, int, int]] = []
        for start, end, topic in self._blocks("place"):
            if runs and runs[-1][1] == start and not topic.label and runs[-1][2] == topic.heading:
                runs[-1] = (runs[-1][0], end, topic.heading)
            else:
                runs.append((start, end, topic.heading))
        for start, end, _heading in runs:
            topic = self.topics[self.passage.tokens[start].line]
            while topic.label and start < end and self.passage.tokens[start].start < self.passage.offsets[self.passage.tokens[start].line] + topic.label:
                start += 1
            place = place_in(self.passage, start, end, labelled=True) if start < end else None
            if place is not None:
                return place
        return None

    def contact(self) -> Contact | None:
        """Whom to ask: the lines about it, else those that hold a phone or an address."""
        lines = [topic.line for topic in self.topics if topic.kind == "contact"]
        found = contact_in([line for line in lines if len(line.text) <= ON_LINE])
        if found is None:
            others = [line for line in self.told if len(line.text) <= ON_LINE and "handicap" not in plain(line.text)]
            reach = [bool(phones_in(line.text) or emails_in(line)) for line in others]
            found = contact_in(
                [
                    line
                    for line, reached, following in zip(others, reach, [*reach[1:], False], strict=False)
                    if reached or (following and is_name(line.text))
                ]
            )
        return found


def _speaks_of_price(text: str) -> bool:
    words = set(text.split())
    if any(
        word.strip(":,.()").startswith(("tarif", "prix", "cout", "participation", "frais", "fee", "price"))
        for word in words
    ):
        return True
    free = [word for word in words if word.strip(":,.()!").startswith(("gratuit", "free"))]
    about = (
        "session",
        "formation",
        "webinaire",
        "entree",
        "evenement",
        "atelier",
        "journee",
        "rencontre",
        "acces",
        "inscription",
        "ouvert",
    )
    return bool(free) and (len(text.split()) <= 6 or any(word.strip(",.()").startswith(about) for word in words))


def _speaks_of_sending(text: str) -> bool:
    return any(
        word in text
        for word in ("renvoyer", "retourner", "courrier", "cheque", "envoyer", "par voie postale", "siege social")
    )


def session_in(topics: Sequence[Topic], sections: Sequence[Section], given: Given) -> tuple[Session, list[Warning]]:
    """The session of these lines, without its title, and the warnings."""
    literals, topics = literals_in(topics)
    facts = Facts(topics, sections, given)
    days = facts.chosen_days()
    slots = slots_of(facts.passage, days, facts.chosen_hours(days), facts.calendar)
    first = min((slot.date for slot in slots if slot.date), default=None)
    place, price = facts.place(days), facts.price()
    audiences = [amount.audience for amount in price.amounts] if price else []
    said = [line.text[:ON_LINE] for line in facts.told]
    dues = dues_in(said, audiences)
    if dues and (price is None or not price.amounts and price.kind != "free"):
        price = Price(kind="dues_required")
    session = Session(
        code="",
        title="",
        why=_why(facts),
        slots=merged(slots),
        timezone=given.timezone,
        mode=_mode(facts, days, place),
        place=place,
        capacity=facts.limits.most,
        minimum=facts.limits.least,
        last_day_to_register=_last_day(facts, first),
        requires_dues=dues,
        registration_required=registration_in(said),
        registration_url=registration_url_in(facts.practical, given.address)
        or registration_url_in(facts.lines, given.address),
        price=price,
        speakers=_speakers(facts),
        contact=facts.contact(),
        audience=audience_in(
            [
                (topic.line, topic.label)
                for topic in facts.topics
                if topic.kind == "audience" and len(topic.line.text) <= ON_LINE
            ]
        ),
        objectives=[text for texts in facts.aims.values() for text in texts],
        programme=programme_in(facts.topics, facts.steps, facts.aims),
        follows=_follows(facts, first),
        headings=_headings(sections),
    )
    return overlaid(session, literals), [*_states(facts), *facts.calendar.warnings]


def _why(facts: Facts) -> str | None:
    """The paragraphs that say why, one a line."""
    blocks: dict[int, str] = {}
    for line in facts.of("why"):
        blocks[line.block] = f"{blocks[line.block]} {line.text}" if line.block in blocks else line.text
    return "\n\n".join(blocks.values()) or None


def _mode(facts: Facts, days: Sequence[Dated], place: Place | None) -> "Session.mode":  # type: ignore[name-defined]
    kinds = SLOT_TOPICS
    said = [line.text[:ON_LINE] for line in facts.of(*kinds)]
    found = mode_in(said, placed=place is not None)
    if found is not None:
        return found
    said = [line.text[:ON_LINE] for line in facts.of("title", "lead")] + [
        facts.lines[dated.line].text[:ON_LINE] for dated in days
    ]
    return mode_in(said, placed=False)


def _last_day(facts: Facts, first: dt.date | None) -> dt.date | None:
    for dated in facts.times.days:
        if dated.role not in (Role.DEADLINE, Role.EVE):
            continue
        span = dated.group.spans[-1]
        date = facts.calendar.before(span.last or span.first, facts.lines[dated.line].number, first)
        if date is not None:
            return date - dt.timedelta(days=1) if dated.role is Role.EVE else date
    return None


def _follows(facts: Facts, first: dt.date | None) -> list[dt.date]:
    dates = [
        facts.calendar.before(span.first, facts.lines[dated.line].number, first)
        for dated in facts.times.days
        if dated.role is Role.FOLLOWS
        for span in dated.group.spans
    ]
    return sorted({date for date in dates if date})


def _speakers(facts: Facts) -> "list[Speaker]":  # type: ignore[name-defined]
    pending = has_pending_note(facts.lines)
    kept = [line for line in facts.of("speakers") if len(line.text) <= ON_LINE]
    labels = {id(topic.line): topic.label for topic in facts.topics if topic.kind == "speakers" and topic.label}
    named = [without_label(line, labels[id(line)]) if id(line) in labels else line for line in kept]
    found = speakers_in(named, stars_pend=pending, certain=True)
    if not found and not facts.steps:
        found = [one for line in facts.of("title", "lead", "body", "practical") for one in led_by(line.text[:ON_LINE])]
    if found:
        return found
    under = [
        topic.line for index, topic in enumerate(facts.topics)
        if facts.steps and index not in facts.steps and topic.line.kind is Kind.ITEM and topic.kind not in (*PRACTICAL, *SILENT_TOPICS)
        and index not in facts.aims and len(topic.line.text) <= ON_LINE
    ]  # fmt: skip
    return speakers_in([line for line in under if "," in line.text], stars_pend=pending, certain=False)


_KEPT_HEADINGS = ("why", "audience", "programme", "objectives", "both", "speakers", "practical", "contact")


def _headings(sections: Sequence[Section]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for section in sections:
        if section.kind in _KEPT_HEADINGS and section.lines and section.level < 7:
            kept.setdefault("programme" if section.kind == "both" else section.kind, section.title)
    return kept


def _states(facts: Facts) -> list[Warning]:
    lines = [line for line in facts.of("title", "lead", *PRACTICAL) if len(line.text) <= ON_LINE]
    warnings = []
    cancelled, postponed = is_cancelled(lines), is_postponed(lines)
    if cancelled is not None:
        warnings.append(Warning("cancelled", {}, cancelled.number))
    if postponed is not None:
        warnings.append(Warning("postponed", {}, postponed.number))
    return warnings
