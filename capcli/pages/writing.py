"""A session written as the Markdown page that announces it, so that reading the page gives the session again.

Sentences are those of published pages. What they would not give back is written
literally instead: the page is read to find out.
"""

import datetime as dt
import re
from typing import Any

from msgspec.structs import replace

from capcli.domain.folding import fold
from capcli.domain.records import Session
from capcli.domain.sessions import PAGE_FIELDS
from capcli.pages.escaping import code, escaped
from capcli.pages.literals import literal_lines
from capcli.pages.phrases import Phrases
from capcli.pages.reading import Reading, read_page

FIELDS = tuple(name for name in PAGE_FIELDS if name not in ("title", "why", "timezone", "headings"))
"""What a page gives back, the title aside."""

ROUNDS = 4
ENGLISH = frozenset(
    {
        "why",
        "who",
        "about",
        "speakers",
        "speaker",
        "trainers",
        "practice",
        "practical",
        "details",
        "objectives",
        "agenda",
        "schedule",
    }
)
"""Words of headings that only English has."""


def page_of(session: Session, language: str) -> str:
    """The page of a session, in the language of its headings, `language` when it has none."""
    language = language_of(session, language)
    told = {"follows"} if session.why else set()
    literal: set[str] = set()
    page = ""
    for _round in range(ROUNDS):
        page = _written(session, literal, told, language)
        lost = _lost(session, read_page(page, today=dt.date(2000, 1, 1), timezone=session.timezone)) - literal
        if not lost:
            break
        literal |= lost - told
        told -= lost
    return page


def language_of(session: Session, default: str) -> str:
    """The language of the page that the session came from, by its headings; `default` when it came from none."""
    words = {word for heading in session.headings.values() for word in fold(heading).split()}
    if not words:
        return default
    return "en" if words & ENGLISH else "fr"


def _lost(session: Session, reading: Reading) -> set[str]:
    """The fields that reading the page does not give back."""
    if len(reading.sessions) != 1:
        return {"title", *FIELDS}
    read = reading.sessions[0]
    return {field for field in ("title", *FIELDS) if getattr(read, field) != getattr(session, field)}


def _written(session: Session, literal: set[str], told: set[str], language: str) -> str:
    """The page, with the fields in `literal` written literally, and those in `told` left to the text that tells why."""
    natural = _without(session, literal | told)
    phrases = Phrases(language, session.headings)
    title = code(session.title) if "title" in literal else escaped(session.title)
    parts = [f"# {title}", *_about(natural, phrases)]
    bullets = [f"- {line}" for line in phrases.practical(natural)]
    for field in FIELDS:
        if field in literal:
            bullets += literal_lines(session, field, language)
    if bullets:
        parts += [f"## {phrases.heading('practical')}", "\n".join(bullets)]
    return "\n\n".join(parts) + "\n"


def _without(session: Session, left_out: set[str]) -> Session:
    """The session without what is not written as sentences."""
    empty: dict[str, Any] = {
        field: [] if isinstance(getattr(session, field), list) else None for field in left_out & set(FIELDS)
    }
    return replace(session, **empty)


def _about(session: Session, phrases: Phrases) -> list[str]:
    """The sections that say what it is about and for whom."""
    parts: list[str] = []
    if session.why:
        paragraphs = [escaped(" ".join(text.split())) for text in re.split(r"\n\s*\n", session.why) if text.strip()]
        parts += [f"## {phrases.heading('why')}", *paragraphs]
    if session.audience:
        parts += [f"## {phrases.heading('audience')}", _list(session.audience)]
    if session.objectives or session.programme:
        parts.append(f"## {phrases.heading('programme')}")
    if session.objectives:
        parts += [phrases.aims, _list(session.objectives)]
    if session.programme:
        steps = [
            f"{phrases.hour(step.time)}{phrases.colon}{step.title}" if step.time else step.title
            for step in session.programme
        ]
        parts += [*([phrases.steps] if session.objectives else []), _list(steps)]
    if session.speakers:
        parts += [
            f"## {phrases.heading('speakers')}",
            _list([phrases.speaker(speaker) for speaker in session.speakers]),
        ]
    return parts


def _list(texts: list[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)
