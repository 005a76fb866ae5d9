"""Which of the days, hours and places that a page names are the session's."""

import datetime as dt
from collections.abc import Sequence

from capcli.domain.records import Place
from capcli.pages.facts import ON_LINE, Facts
from capcli.pages.places import place_in
from capcli.pages.roles import Role
from capcli.pages.sections import PRACTICAL, SILENT
from capcli.pages.taking_part import plain
from capcli.pages.times import Dated, Timed

SLOT_TOPICS = frozenset({"practical", "date", "hours", "place", "mode"})
"""Lines whose days are the session's."""
PROSE = 14
"""Words; a longer line is a sentence, and its days need a sign of being the session's."""
_SENDING = ("renvoyer", "retourner", "courrier", "cheque", "envoyer", "par voie postale", "siege social")
"""Words of lines whose address is where a form is sent."""


def chosen_days(facts: Facts) -> list[Dated]:
    """The days of the practical lines, else of the lead, else of the title, else of a sentence that says so.

    The days that a session was moved to come before all others.
    """
    moved = [dated for dated in facts.times.days if dated.role is Role.POSTPONED]
    unsaid = [dated for dated in facts.times.days if dated.role is None]
    by_topic = [(facts.topics[dated.line].kind, dated) for dated in unsaid]
    tiers = (
        moved,
        [dated for topic, dated in by_topic if topic in SLOT_TOPICS],
        [dated for topic, dated in by_topic if topic == "lead" and _is_likely(facts, dated)],
        [dated for topic, dated in by_topic if topic == "title"],
        [dated for topic, dated in by_topic if topic not in PRACTICAL | SILENT and _is_strong(facts, dated)],
    )
    return next((tier for tier in tiers if tier), [])


def _is_likely(facts: Facts, dated: Dated) -> bool:
    """A short line is no prose."""
    return len(facts.lines[dated.line].text.split()) <= PROSE or _is_strong(facts, dated)


def _is_strong(facts: Facts, dated: Dated) -> bool:
    """Whether a day in prose comes with its weekday or hours."""
    if any(span.first.weekday is not None for span in dated.group.spans):
        return True
    block = facts.passage.block_start(dated.group.start)
    return any(facts.passage.block_start(timed.hours.start) == block for timed in facts.times.hours)


def chosen_hours(facts: Facts, days: Sequence[Dated]) -> list[Timed]:
    """The hours that may go with these days: beside them, in the practical lines, in the lead."""
    blocks = {facts.passage.block_start(dated.group.start) for dated in days}
    return [
        timed
        for timed in facts.times.hours
        if facts.topics[timed.line].kind in SLOT_TOPICS | {"lead"}
        or facts.passage.block_start(timed.hours.start) in blocks
    ]


def place_of(facts: Facts, days: Sequence[Dated]) -> Place | None:
    """Where it takes place: its own lines, else those of the days, else another practical line.

    Two places that differ are none: which is which is not said.
    """
    labelled = _place_told(facts)
    if labelled is not None:
        return labelled
    blocks = {facts.passage.block_start(dated.group.start) for dated in days}
    bounds = [(start, end) for start, end in facts.passage.blocks() if start in blocks]
    found = _places(facts, bounds)
    if not found:
        kinds = ("practical", "date", "hours", *(() if facts.practical else ("lead",)))
        found = _places(
            facts, [(start, end) for start, end, _ in facts.blocks(*kinds) if not _is_sent_to(facts, start, end)]
        )
    return found[0] if found and all(place == found[0] for place in found) else None


def _places(facts: Facts, bounds: Sequence[tuple[int, int]]) -> list[Place]:
    return [place for start, end in bounds if (place := place_in(facts.passage, start, end, labelled=False))]


def _is_sent_to(facts: Facts, start: int, end: int) -> bool:
    text = plain(facts.passage.written(start, end)[:ON_LINE])
    return any(word in text for word in _SENDING)


def _place_told(facts: Facts) -> Place | None:
    """The place that a section, or a line with its label, is about; the lines of a section are one address."""
    runs: list[tuple[int, int, int]] = []
    for start, end, topic in facts.blocks("place"):
        if runs and runs[-1][1] == start and not topic.label and runs[-1][2] == topic.heading:
            runs[-1] = (runs[-1][0], end, topic.heading)
        else:
            runs.append((start, end, topic.heading))
    for start, end, _heading in runs:
        begin = _past_label(facts, start, end)
        place = place_in(facts.passage, begin, end, labelled=True) if begin < end else None
        if place is not None:
            return place
    return None


def _past_label(facts: Facts, start: int, end: int) -> int:
    line = facts.passage.tokens[start].line
    label_end = facts.passage.offsets[line] + facts.topics[line].label
    while start < end and facts.passage.tokens[start].start < label_end:
        start += 1
    return start


def last_day_of(facts: Facts, first: dt.date | None) -> dt.date | None:
    """The last day to register, included: the eve of "avant le"."""
    for dated in facts.times.days:
        if dated.role not in (Role.DEADLINE, Role.EVE):
            continue
        span = dated.group.spans[-1]
        date = facts.calendar.before(span.last or span.first, facts.lines[dated.line].number, first)
        if date is not None:
            return date - dt.timedelta(days=1) if dated.role is Role.EVE else date
    return None


def followed_by(facts: Facts, first: dt.date | None) -> list[dt.date]:
    """The first days of the sessions that this one, whose first day is `first`, follows."""
    dates = [
        facts.calendar.before(span.first, facts.lines[dated.line].number, first)
        for dated in facts.times.days
        if dated.role is Role.FOLLOWS
        for span in dated.group.spans
    ]
    return sorted({date for date in dates if date})
