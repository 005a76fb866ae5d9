"""Pages that announce several sessions: sibling headings, each with days of its own."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.folding import fold
from capcli.pages.days import day_group_at
from capcli.pages.lines import Line
from capcli.pages.roles import role_of
from capcli.pages.sections import PSEUDO, Section, label_of
from capcli.pages.tokens import Gap, Passage

MOST_SESSIONS = 100
"""More than any network announces on a page."""
_PARTS = re.compile(
    r"^(?:(?:\d{1,2}(?:re|er|e|eme)? )?(?:jour|journee|day|partie|part|temps|etape|matin|matinee|apres midi|soiree|"
    r"soir|module|phase|sequence|demi journee)s?\b|programme|annexe)"
)


class Part(Struct, frozen=True):
    """One session of a cycle: its heading, and its sections, which begin with the lines of the headings above it."""

    head: Section
    sections: list[Section]


class Cycle(Struct, frozen=True):
    """`shared` is what goes for all the sessions in `parts`."""

    shared: list[Section]
    parts: list[Part]


def cycle_of(sections: Sequence[Section]) -> Cycle | None:
    """The sessions of a page, when it announces several; None for one."""
    headed = [index for index, section in enumerate(sections) if _is_session(section)]
    levels = [sections[index].level for index in headed]
    if not levels:
        return None
    level = max(set(levels), key=lambda one: (levels.count(one), -one))
    heads = [index for index in headed if sections[index].level == level]
    if not 2 <= len(heads) <= MOST_SESSIONS:
        return None
    ends = [_end(sections, index) for index in heads]
    inside = {at for begin, end in zip(heads, ends, strict=True) for at in range(begin, end)}
    above = {at for begin in heads for at in _above(sections, begin)}
    shared = [section for at, section in enumerate(sections) if at not in inside and at not in above]
    parts = []
    for begin, end in zip(heads, ends, strict=True):
        over = [line for at in _above(sections, begin) for line in sections[at].lines]
        head = sections[begin]
        title, day = _apart(head.title)
        said = [Line(text=day, number=head.number, block=-1)] if day else []
        opening = Section(title="", kind="", level=0, number=None, lines=[*over, *said, *head.lines])
        parts.append(Part(replace(head, title=title), [opening, *sections[begin + 1 : end]]))
    return Cycle(shared, parts)


def _end(sections: Sequence[Section], begin: int) -> int:
    """After the last section under a heading."""
    at = begin + 1
    while at < len(sections) and sections[at].level > sections[begin].level:
        at += 1
    return at


def _above(sections: Sequence[Section], begin: int) -> list[int]:
    """The headings under which a heading stands, the highest first."""
    found: list[int] = []
    level = sections[begin].level
    for at in range(begin - 1, 0, -1):
        if 0 < sections[at].level < level:
            level = sections[at].level
            if not sections[at].kind:
                found.append(at)
    return found[::-1]


def _is_session(section: Section) -> bool:
    """A heading that names no topic, with a line under it that is a day."""
    if section.kind or section.level in (0, PSEUDO) or _PARTS.match(fold(section.title)):
        return False
    title, day = _apart(section.title)
    return bool(day and title) or any(_opens_with_day(line) for line in section.lines[:6])


def _apart(title: str) -> tuple[str, str]:
    """A heading such as "Mercredi 3 avril 2024 – Gouvernance" in its title and its day, with what goes with the day."""
    passage = Passage([Line(text=title)])
    for at in range(len(passage)):
        group = day_group_at(passage, at)
        if group is None:
            continue
        end = group.end
        while end < len(passage) and not (
            (passage.low(end) in (":", "-", "|", ")") and passage.gap(end) is not Gap.GLUED) or passage.low(end) == ":"
        ):
            end += 1
        if at == 0 or (passage.low(at - 1) in ("le", "les", "du") and at == 1):
            rest = title[passage.tokens[end].end :] if end < len(passage) else ""
            return rest.strip(" –—-:|,)"), title[: passage.tokens[end].start] if end < len(passage) else title
        if group.end == len(passage) or passage.low(group.end) == ")":
            begin = at - (passage.low(at - 1) in ("le", "les", "du"))
            return title[: passage.tokens[begin].start].strip(" –—-:|,("), title[passage.tokens[begin].start :].strip(
                ")"
            )
        return title, ""
    return title, ""


def _opens_with_day(line: Line) -> bool:
    kind, label = label_of(line)
    if kind and kind != "date":
        return False
    passage = Passage([line])
    begin = next((at for at, token in enumerate(passage.tokens) if token.start >= label), len(passage))
    while passage.low(begin) in ("le", "les", "du", "on", "from", "*", "📅", "🗓", "️"):
        begin += 1
    if begin >= len(passage):
        return False
    group = day_group_at(passage, begin)
    return group is not None and role_of(passage, group, 0, practical=False, topic="") is None
