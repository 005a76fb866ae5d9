"""One session from the lines that speak of it: each field by its rule."""

import re
from collections.abc import Sequence

from capcli.domain.records import Contact, Mode, Place, Price, Session, Speaker
from capcli.pages.calendars import PageWarning
from capcli.pages.choices import SLOT_TOPICS, chosen_days, chosen_hours, followed_by, last_day_of, place_of
from capcli.pages.contacts import contact_in, emails_in, is_name, phones_in
from capcli.pages.facts import ON_LINE, Facts, Given
from capcli.pages.figures import price_over
from capcli.pages.lines import Kind, Line
from capcli.pages.literals import literals_in, overlaid
from capcli.pages.programmes import audience_in, programme_in
from capcli.pages.schedules import Scheduler
from capcli.pages.sections import PRACTICAL, SILENT, Section, Topic, without_label
from capcli.pages.speakers import has_pending_note, led_by, speakers_in
from capcli.pages.taking_part import dues_in, mode_in, plain, registration_in, registration_url_in
from capcli.pages.times import Dated
from capcli.pages.titles import is_cancelled, is_postponed

_ELSEWHERE = re.compile(r"handicap|presse\b")
"""Whom to ask about something else than the session."""
_KEPT_HEADINGS = ("why", "audience", "programme", "objectives", "speakers", "practical", "contact")


def session_in(topics: Sequence[Topic], sections: Sequence[Section], given: Given) -> tuple[Session, list[PageWarning]]:
    """The session of these lines, without its title, and the warnings."""
    literals, left = literals_in(topics)
    facts = Facts(left, sections, given)
    days = chosen_days(facts)
    slots = Scheduler(facts.passage, days, chosen_hours(facts, days), facts.calendar).slots()
    first = min((slot.date for slot in slots if slot.date), default=None)
    place = place_of(facts, days)
    price, dues = _price_and_dues(facts)
    session = Session(
        code="",
        title="",
        why=_why(facts),
        slots=slots,
        timezone=given.timezone,
        mode=_mode(facts, days, place),
        place=place,
        capacity=facts.limits.most,
        minimum=facts.limits.least,
        last_day_to_register=last_day_of(facts, first),
        requires_dues=dues,
        registration_required=_registration(facts),
        registration_url=_url(facts),
        price=price,
        speakers=_speakers(facts),
        contact=_contact(facts),
        audience=audience_in([(t.line, t.label) for t in facts.topics if t.kind == "audience" and _is_read(t.line)]),
        objectives=[text for texts in facts.aims.values() for text in texts],
        programme=programme_in(facts.topics, facts.steps, facts.aims),
        follows=followed_by(facts, first),
        headings=_headings(sections),
    )
    return overlaid(session, literals), [*_states(facts), *facts.calendar.warnings]


def _is_read(line: Line) -> bool:
    return len(line.text) <= ON_LINE


def _why(facts: Facts) -> str | None:
    """The paragraphs that say why, an empty line between."""
    blocks: dict[int, str] = {}
    for line in facts.of("why"):
        blocks[line.block] = f"{blocks[line.block]} {line.text}" if line.block in blocks else line.text
    return "\n\n".join(blocks.values()) or None


def _mode(facts: Facts, days: Sequence[Dated], place: Place | None) -> Mode | None:
    """As the practical lines say, else the title, the lead and the lines of the days."""
    found = mode_in(facts.texts(facts.of(*SLOT_TOPICS)), placed=place is not None)
    if found is not None:
        return found
    said = [*facts.of("title", "lead"), *(facts.lines[dated.line] for dated in days)]
    return mode_in(facts.texts(said), placed=False)


def _registration(facts: Facts) -> bool | None:
    """As the practical lines say, else any line about the session."""
    said = registration_in(facts.texts(facts.practical))
    return registration_in(facts.texts(facts.spoken)) if said is None else said


def _price_and_dues(facts: Facts) -> tuple[Price | None, bool | None]:
    """The price, and whether dues are asked for: where they are and nothing else is paid, they are the price."""
    price = price_over(facts.prices)
    dues = dues_in(facts.texts(facts.spoken), [amount.audience for amount in price.amounts] if price else [])
    if dues and (price is None or (not price.amounts and price.kind != "free")):
        price = Price(kind="dues_required")
    return price, dues


def _url(facts: Facts) -> str | None:
    address = facts.given.address
    return registration_url_in(facts.practical, address) or registration_url_in(facts.lines, address)


def _contact(facts: Facts) -> Contact | None:
    """Whom to ask: the lines about it, else those that hold a phone or an address, and a name just before."""
    found = contact_in([line for line in facts.of("contact") if _is_read(line)])
    if found is not None:
        return found
    others = [line for line in facts.told if _is_read(line) and not _ELSEWHERE.search(plain(line.text))]
    reached = [bool(phones_in(line.text) or emails_in(line)) for line in others]
    return contact_in(
        [
            line
            for line, reaches, next_reaches in zip(others, reached, [*reached[1:], False], strict=False)
            if reaches or (next_reaches and is_name(line.text))
        ]
    )


def _speakers(facts: Facts) -> list[Speaker]:
    """Those of their section, else of a sentence that says who leads, else of the lines under the steps."""
    pending = has_pending_note(facts.lines)
    told = [topic for topic in facts.topics if topic.kind == "speakers" and _is_read(topic.line)]
    named = [without_label(topic.line, topic.label) if topic.label else topic.line for topic in told]
    found = speakers_in(named, stars_pend=pending, certain=True)
    if not found and facts.steps:
        return speakers_in(_under_steps(facts), stars_pend=pending, certain=False)
    if not found:
        found = [one for text in facts.texts(facts.of("title", "lead", "body", "practical")) for one in led_by(text)]
    return found


def _under_steps(facts: Facts) -> list[Line]:
    """Items with a comma that are neither steps, objectives nor practical."""
    return [
        topic.line
        for index, topic in enumerate(facts.topics)
        if topic.line.kind is Kind.ITEM
        and topic.kind not in PRACTICAL | SILENT
        and index not in facts.steps
        and index not in facts.aims
        and "," in topic.line.text
        and _is_read(topic.line)
    ]


def _headings(sections: Sequence[Section]) -> dict[str, str]:
    """The page's own words for its sections."""
    kept: dict[str, str] = {}
    for section in sections:
        topic = "programme" if section.kind == "both" else section.kind
        if topic in _KEPT_HEADINGS and section.lines and section.is_heading:
            kept.setdefault(topic, section.title)
    return kept


def _states(facts: Facts) -> list[PageWarning]:
    """What the page says of the session itself: that it is cancelled, or moved."""
    lines = [line for line in facts.of("title", "lead", *PRACTICAL) if _is_read(line)]
    told = (("cancelled", is_cancelled(lines)), ("postponed", is_postponed(lines)))
    return [PageWarning(code, {}, line.number) for code, line in told if line is not None]
